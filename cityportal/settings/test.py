"""Tests: fast hashing, memory instead of files, no waiting."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .env import env

SECRET_KEY = "test-only-not-secret-test-only-not-secret-test-only"  # noqa: S105
DATABASES = {"default": env.db("DATABASE_URL", default="sqlite://:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="cityportal-test-media-"))
PRIVATE_ROOT = Path(tempfile.mkdtemp(prefix="cityportal-test-private-"))
STORAGES = {
    "history_anchors": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Tests see what their own rows say; those of the cache switch it on.
PAGE_CACHE_SECONDS = 0
# Whatever the environment of the developer holds.
SECOND_FACTOR_ROLES = []
OIDC_ISSUER = OIDC_CLIENT_ID = OIDC_CLIENT_SECRET = OIDC_NAME = ""
OIDC_SCOPES = []
OIDC_SECOND_FACTOR_VALUES = []
# The one that follows from SECRET_KEY, whatever the environment of the developer holds.
PERSONAL_DATA_KEYS = []
