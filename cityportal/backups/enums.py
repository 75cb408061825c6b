"""What happens to the whole installation."""

from django.db import models
from django.utils.translation import pgettext_lazy


class BackupEventKind(models.TextChoices):
    """Kinds of events about backups."""

    BACKED_UP = "backed_up", pgettext_lazy("portal event", "Backup made and read back")
    RESTORE_DRILLED = "restore_drilled", pgettext_lazy("portal event", "Restore drilled")
