"""A restored backup beside the living installation: its settings, with the database and the files of the copy.

For `manage.py check_restored` alone, which a drill starts as a process of its own. Nothing leaves it: no mails, no
tasks.
"""

from importlib import import_module
from pathlib import Path

from .env import env

_living = import_module(env.str("LIVING_SETTINGS_MODULE"))
globals().update({name: getattr(_living, name) for name in dir(_living) if name.isupper()})

_folder = Path(env.str("RESTORED_FOLDER"))
DATABASES = {"default": _living.DATABASES["default"] | {"NAME": env.str("RESTORED_DATABASE")}}
MEDIA_ROOT, PRIVATE_ROOT, HISTORY_ANCHORS_DIR = (_folder / name for name in ("media", "private", "history-anchors"))
STORAGE_URL = ""
STORAGES = {
    **_living.STORAGES,
    **{
        name: {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
        for name, place in (
            ("default", MEDIA_ROOT),
            ("private", PRIVATE_ROOT),
            ("history_anchors", HISTORY_ANCHORS_DIR),
        )
    },
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LISTED_MAILS_DIR = None
SEARCH_URL = ""
CHECK_EXTERNAL_LINKS = False
BACKUP_TARGETS: list[str] = []
