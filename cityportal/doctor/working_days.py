"""The calendar of working days is decided as far ahead as time limits are counted (Regulation 12.1)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding, listed
from deadlines.queries import years_to_confirm


def check_years() -> Iterator[Finding]:
    """This year, and from October on the next."""
    if years := years_to_confirm(today=timezone.localdate()):
        yield Finding(
            "working_days",
            _("Days off and worked Saturdays are not confirmed of: %(years)s.") % {"years": listed(years)},
            _("Under Settings, Working days: enter what was decided, then confirm the year with its document."),
        )
