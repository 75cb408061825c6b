"""What is written down as having happened: to portals, to accounts, to background work."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TaskLoss(models.TextChoices):
    """How background work came to be lost."""

    NOT_SENT = "not_sent", pgettext_lazy("lost task", "Not handed over: the queue did not answer")
    FAILED = "failed", pgettext_lazy("lost task", "Failed, and is not tried again")


class AuditEventKind(models.TextChoices):
    """Kinds of events about the record itself and work in the editor."""

    WORKED_ON = "worked_on", pgettext_lazy("portal event", "Worked on in the editor")
    AUDIT_EXPORTED = "audit_exported", pgettext_lazy("portal event", "Audit exported")
