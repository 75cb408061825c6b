"""Static files and uploads."""

from pathlib import Path

from .env import VAR_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"

MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Whether this process hands out uploads itself; in production the web server before it does.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)

# Founding decisions, reports on suspensions: handed out by views of the admin only, never by the web server.
PRIVATE_ROOT = VAR_DIR / "private"
PRIVATE_FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}}

# Where the histories of questions end, day by day (qa/core/anchors.py). Best on another machine, where what was
# written once cannot be changed: whoever can write to it and to the database, and has the key, can set both back.
HISTORY_ANCHORS_DIR = Path(env.str("HISTORY_ANCHORS_DIR", default=str(VAR_DIR / "history-anchors")))
HISTORY_ANCHORS = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": HISTORY_ANCHORS_DIR},
}

STORAGES = {
    "history_anchors": HISTORY_ANCHORS,
    "private": PRIVATE_FILES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Bytes. A page with every block and a long table stays far below it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# The page editor posts a field for each value of each block.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
