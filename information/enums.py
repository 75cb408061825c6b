"""Kinds of what the pages of this app say."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReportKind(models.TextChoices):
    """What a report reports."""

    STATISTICS = "statistics", pgettext_lazy("kind of report", "Statistics")
    WORK = "work", pgettext_lazy("kind of report", "Report on work done")
    FINANCE = "finance", pgettext_lazy("kind of report", "Financial report")
    SURVEY = "survey", pgettext_lazy("kind of report", "Survey or census")


class Period(models.TextChoices):
    """The period that a report is about."""

    MONTH = "month", pgettext_lazy("period of a report", "Month")
    QUARTER = "quarter", pgettext_lazy("period of a report", "Quarter")
    HALF_YEAR = "half_year", pgettext_lazy("period of a report", "Half-year")
    NINE_MONTHS = "nine_months", pgettext_lazy("period of a report", "Nine months")
    YEAR = "year", pgettext_lazy("period of a report", "Year")
    SEVERAL_YEARS = "several_years", pgettext_lazy("period of a report", "Several years")
