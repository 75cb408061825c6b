"""Words of assignments to cover an event (Regulation 9.5)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CoverageState(models.TextChoices):
    """Where an assignment stands."""

    ASSIGNED = "assigned", pgettext_lazy("coverage", "Assigned")
    DELIVERED = "delivered", pgettext_lazy("coverage", "Item handed in")
    CANCELLED = "cancelled", pgettext_lazy("coverage", "Cancelled")
