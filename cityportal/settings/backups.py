"""Backups: for whom they are encrypted, where they lie, how many are kept."""

from django.core.exceptions import ImproperlyConfigured

from .env import env
from .files import bucket_options

# Public keys (age1…) for which each backup is encrypted. This machine cannot read what it wrote without a private one.
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
# Folders, and buckets as STORAGE_URL names them; the drill restores from the last. Empty: no backups.
BACKUP_TARGETS = env.list("BACKUP_TARGETS", default=[])
# The file of a private key, where this machine drills restores; best on a machine that makes no backups.
BACKUP_KEY_FILE = env.str("BACKUP_KEY_FILE", default="")
# Space for what is being written or restored; empty: the system's folder for temporary files.
BACKUP_WORK_DIR = env.str("BACKUP_WORK_DIR", default="")
# The newest of each of so many days, weeks and months in which backups were made.
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", default=7)
BACKUP_KEEP_WEEKS = env.int("BACKUP_KEEP_WEEKS", default=5)
BACKUP_KEEP_MONTHS = env.int("BACKUP_KEEP_MONTHS", default=12)
# After which backups have stopped: they are made daily.
BACKUP_MAX_AGE_HOURS = env.int("BACKUP_MAX_AGE_HOURS", default=26)

# The folder of the mirror of all public pages, which beat writes each hour; empty: no mirror.
MIRROR_TARGET = env.str("MIRROR_TARGET", default="")
if MIRROR_TARGET and not MIRROR_TARGET.startswith("/"):
    message = "MIRROR_TARGET must be a folder that begins with /."
    raise ImproperlyConfigured(message)

for _place, _recipient in enumerate(BACKUP_RECIPIENTS, start=1):
    if not _recipient.startswith("age1"):
        message = f"BACKUP_RECIPIENTS: number {_place} is no public key; it must begin with age1."
        raise ImproperlyConfigured(message)
if BACKUP_TARGETS and not BACKUP_RECIPIENTS:
    message = "BACKUP_TARGETS needs BACKUP_RECIPIENTS: no backup is written that anybody can read."
    raise ImproperlyConfigured(message)
for _target in BACKUP_TARGETS:
    if "://" in _target:
        bucket_options(_target, setting="BACKUP_TARGETS")
    elif not _target.startswith("/"):
        message = "BACKUP_TARGETS must be folders that begin with /, and buckets, between commas."
        raise ImproperlyConfigured(message)
for _name in ("BACKUP_KEEP_DAYS", "BACKUP_MAX_AGE_HOURS"):
    if vars()[_name] < 1:
        message = f"{_name} is {vars()[_name]}: give 1 or more."
        raise ImproperlyConfigured(message)
