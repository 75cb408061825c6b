"""Static files and uploads."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .env import VAR_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"

MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Whether this process hands out uploads itself; in production the web server before it does.
# A bucket is read by this process alone.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=bool(env.str("STORAGE_URL", default="")))

# Founding decisions, reports on suspensions: handed out by views of the admin only, never by the web server.
PRIVATE_ROOT = VAR_DIR / "private"
PRIVATE_FILES: dict[str, Any] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": PRIVATE_ROOT},
}

# Where the histories of questions end, day by day (qa/core/anchors.py). Best on another machine, where what was
# written once cannot be changed: whoever can write to it and to the database, and has the key, can set both back.
HISTORY_ANCHORS_DIR = Path(env.str("HISTORY_ANCHORS_DIR", default=str(VAR_DIR / "history-anchors")))
HISTORY_ANCHORS: dict[str, Any] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": HISTORY_ANCHORS_DIR},
}

MEDIA_FILES: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
# The same three on the disk, for `manage.py move_files`.
FILES_ON_DISK = {
    "default": MEDIA_FILES | {"OPTIONS": {"location": MEDIA_ROOT, "base_url": MEDIA_URL}},
    "private": PRIVATE_FILES,
    "history_anchors": HISTORY_ANCHORS,
}

# All of them in a bucket: STORAGE_URL=s3://key:secret@host[:port]/bucket?region=vn-south-1 ; with &tls=off over HTTP.
STORAGE_URL = env.str("STORAGE_URL", default="")


def bucket_options(url: str, *, setting: str = "STORAGE_URL") -> dict[str, object]:
    """Options of `library.files.buckets.BucketStorage` from the address of a bucket, as a setting has it.

    Raises:
        ImproperlyConfigured: the address lacks something. It is not repeated: it holds a secret.
    """
    parts = urlsplit(url)
    query, bucket = parse_qs(parts.query), parts.path.strip("/")
    if parts.scheme != "s3" or not (parts.hostname and parts.username and parts.password and bucket) or "/" in bucket:
        message = (
            f"{setting} must be s3://key:secret@host[:port]/bucket?region=NAME; in key and secret, / is written %2F, "
            "+ %2B and @ %40."
        )
        raise ImproperlyConfigured(message)
    has_tls = query.get("tls", ["on"])[-1] != "off"
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"{'https' if has_tls else 'http'}://{host}",
        "region_name": query.get("region", ["us-east-1"])[-1],
    }


if STORAGE_URL:
    _bucket = bucket_options(STORAGE_URL)
    MEDIA_FILES, PRIVATE_FILES, HISTORY_ANCHORS = (
        {
            "BACKEND": "library.files.buckets.BucketStorage",
            "OPTIONS": {**_bucket, "location": prefix, "base_url": base_url},
        }
        for prefix, base_url in (("media", MEDIA_URL), ("private", ""), ("history-anchors", ""))
    )

STORAGES = {
    "history_anchors": HISTORY_ANCHORS,
    "private": PRIVATE_FILES,
    "default": MEDIA_FILES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Bytes. A page with every block and a long table stays far below it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# The page editor posts a field for each value of each block.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
