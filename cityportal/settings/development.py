"""A laptop: nothing outside the project folder is needed."""

from .base import *  # noqa: F403
from .env import BASE_DIR, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "development-only-not-secret-development-only-not-secret"  # noqa: S105 -- refused by production.py
IS_DEMO = True
CITY_GAZETTE_URL = env.str("CITY_GAZETTE_URL", default="https://congbao.tphcm.example")
SERVE_MEDIA = True
SEARCH_JUDGED_SET = env.str("SEARCH_JUDGED_SET", default=str(BASE_DIR / "search" / "evaluation" / "judged.csv"))

VAR_DIR.mkdir(parents=True, exist_ok=True)

if not env.str("EMAIL_URL", default=""):
    # Mails stay here, and the admin lists them: an invitation can be followed without a mail server.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = LISTED_MAILS_DIR = VAR_DIR / "mails"

STORAGES = {
    "history_anchors": HISTORY_ANCHORS,  # noqa: F405
    "private": PRIVATE_FILES,  # noqa: F405 -- from the topics
    "default": MEDIA_FILES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
