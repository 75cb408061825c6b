"""The day from which a time limit runs, looked at before the board decides (Regulation 12.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, register_checks
from home.models import ClockedPage

IN_TIME: Final = "12.1"


@register_checks(ClockedPage)
def check_trigger_date(page: ClockedPage) -> Iterator[Finding]:
    """The day is named where the limit needs it, and is one that has come. Versions in other languages have none."""
    if not page.has_clock:
        return
    if page.trigger_date is None:
        if page.needs_trigger_date:
            yield _finding("trigger_date_missing", page, _("Give the day from which the time limit runs."))
    elif page.trigger_date > timezone.localdate() and not page.trigger_lies_ahead:
        yield _finding("trigger_date_ahead", page, _("The day from which the time limit runs has not come yet."))


def _finding(code: str, page: ClockedPage, message: str) -> Finding:
    return Finding(
        code=code,
        level=Level.BLOCKING,
        field="trigger_date",
        place=str(page.trigger_name),
        message=message,
        article=IN_TIME,
    )
