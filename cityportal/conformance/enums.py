"""States of a check of conformance."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ConformanceState(models.TextChoices):
    """What a check found on a portal. UNKNOWN: nothing was asked, or nobody answered."""

    MET = "met", pgettext_lazy("conformance", "Met")
    NOT_MET = "not_met", pgettext_lazy("conformance", "Not met")
    UNKNOWN = "unknown", pgettext_lazy("conformance", "Not known")
