"""Enumerations of this app."""

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy


class ContentEventKind(models.TextChoices):
    """Kinds of events about public content: its clocks, English versions and exports."""

    ITEM_CONFIRMED = "item_confirmed", pgettext_lazy("portal event", "Published item confirmed as still right")
    VERSION_COMPARED = (
        "version_compared",
        pgettext_lazy("portal event", "English version compared with its Vietnamese page"),
    )
    SEGMENT_TRANSLATED = "segment_translated", pgettext_lazy("portal event", "Texts of an English version translated")
    TRANSLATION_EXPORTED = "translation_exported", pgettext_lazy("portal event", "Texts to translate exported")
    GLOSSARY_CHANGED = "glossary_changed", pgettext_lazy("portal event", "Official English name changed")
    ARCHIVE_EXPORTED = "archive_exported", pgettext_lazy("portal event", "Archive package exported")
    CONTENT_REPORT_EXPORTED = "content_report_exported", pgettext_lazy("portal event", "Content report exported")
    PUNCTUALITY_EXPORTED = "punctuality_exported", pgettext_lazy("portal event", "Table of punctuality exported")
    MENU_SORTED = "menu_sorted", pgettext_lazy("portal event", "Order of the menu set before the opening")
    STARTER_CHANGED = "starter_changed", pgettext_lazy("portal event", "Starter of pages changed")
    CLOCKS_MOVED = "clocks_moved", pgettext_lazy("portal event", "Last days of items computed anew")


class CreditRole(models.TextChoices):
    """Parts in making a page that are credited (Regulation 14.2)."""

    AUTHOR = "author", pgettext_lazy("credit", "Author")
    PHOTOGRAPHER = "photographer", pgettext_lazy("credit", "Photographs")
    CAMERA = "camera", pgettext_lazy("credit", "Camera")
    TRANSLATOR = "translator", pgettext_lazy("credit", "Translation")
    EDITOR = "editor", pgettext_lazy("credit", "Editing")


# Lists that were fetched, and work that is not public yet.
UNSEEN_EVENTS: Final = frozenset(
    {
        ContentEventKind.SEGMENT_TRANSLATED, ContentEventKind.TRANSLATION_EXPORTED, ContentEventKind.ARCHIVE_EXPORTED,
        ContentEventKind.CONTENT_REPORT_EXPORTED, ContentEventKind.PUNCTUALITY_EXPORTED,
        ContentEventKind.STARTER_CHANGED, ContentEventKind.CLOCKS_MOVED,
    }
)  # fmt: skip


class ContentNoticeKind(models.TextChoices):
    """Kinds of notices about time limits of items, and pages to look at again."""

    OVERDUE = "overdue", pgettext_lazy("notice", "The time limit has passed, and it is not public yet")
    DUE_SOON = "due_soon", pgettext_lazy("notice", "The time limit ends soon")
    STALE = "stale", pgettext_lazy("notice", "To be looked at again: does it still hold?")


class Weekday(models.TextChoices):
    """Days of a week, which begins on Monday."""

    MONDAY = "1", pgettext_lazy("day of the week", "Monday")
    TUESDAY = "2", pgettext_lazy("day of the week", "Tuesday")
    WEDNESDAY = "3", pgettext_lazy("day of the week", "Wednesday")
    THURSDAY = "4", pgettext_lazy("day of the week", "Thursday")
    FRIDAY = "5", pgettext_lazy("day of the week", "Friday")
    SATURDAY = "6", pgettext_lazy("day of the week", "Saturday")
    SUNDAY = "7", pgettext_lazy("day of the week", "Sunday")
