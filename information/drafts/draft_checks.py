"""Checks of drafts for comments before the board decides (4.3.b)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.enums import LimitUnit
from editorial.review.findings import Finding, Level, register_checks
from home.timeliness.clock_checks import IN_TIME
from home.timeliness.clock_limits import limit_of, timing_of
from information.enums import REPORTED_DRAFTS, DraftState
from information.models import DraftPage
from information.states import comments_on, may_follow

TAKING_PART: Final = "4.3.b"


def days_open(opens_on: date, closes_on: date, *, public_from: date) -> int:
    """For how many days people can comment on what is public from a day; the first day is day zero. Pure."""
    return max((closes_on - max(opens_on, public_from)) // timedelta(days=1), 0)


@register_checks(DraftPage)
def check_days_open(page: DraftPage) -> Iterator[Finding]:
    """A warning: shorter procedures ask for less, and the rules of the city have to be compared."""
    timing = timing_of(page)
    if timing is None or page.closes_on is None:
        return
    rule, _due = limit_of(timing)
    if rule is None or rule.unit != LimitUnit.DAYS_OPEN:
        return
    public_from = timezone.localdate(page.first_published_at) if page.first_published_at else timezone.localdate()
    found = days_open(timing.trigger_date, page.closes_on, public_from=public_from)
    if found < rule.count:
        text = ngettext(
            "People can comment for %(found)d day; at least %(count)d are asked (Article %(article)s, %(source)s).",
            "People can comment for %(found)d days; at least %(count)d are asked (Article %(article)s, %(source)s).",
            found,
        )
        yield Finding(
            code="open_too_short",
            level=Level.WARNING,
            field="closes_on",
            place=capfirst(str(page._meta.get_field("closes_on").verbose_name)),
            message=text % {"found": found, "count": rule.count, "article": rule.article, "source": rule.source},
            article=IN_TIME,
        )


@register_checks(DraftPage)
def check_state(page: DraftPage) -> Iterator[Finding]:
    """Stops a report while comments are taken, and a document of another portal; warns of a way back."""
    today = timezone.localdate()
    after = page.state_on(today)
    if after in REPORTED_DRAFTS and page.closes_on is not None and page.closes_on >= today:
        yield _finding(page, "reported_too_early", Level.BLOCKING, "state", _("People can still comment on it."))
        return
    document = page.issued_as
    if document is not None and document.portal != page.portal:
        yield _finding(page, "foreign_document", Level.BLOCKING, "issued_as", _("Choose a document of this portal."))
    if document is not None and not document.live:
        words = _("The document is not public yet; readers see no link to it before that.")
        yield _finding(page, "document_not_public", Level.WARNING, "issued_as", words)
    before = _public_state(page, on=today)
    if before is not None and not may_follow(before, after):
        words = _(
            "The public reads “%(before)s”. Go to “%(after)s” only to put a mistake right, and say so in the note."
        )
        yield _finding(
            page, "state_goes_back", Level.WARNING, "state", words % {"before": before.label, "after": after.label}
        )


def _public_state(page: DraftPage, *, on: date) -> DraftState | None:
    rows = DraftPage.objects.live().filter(pk=page.pk)
    found = rows.values_list("state", "trigger_date", "closes_on").first()
    if found is None:
        return None
    state, opens_on, closes_on = found
    return comments_on(state, opens_on=opens_on, closes_on=closes_on, today=on)


def _finding(page: DraftPage, code: str, level: Level, field: str, message: str) -> Finding:
    place = capfirst(str(page._meta.get_field(field).verbose_name))
    return Finding(code=code, level=level, field=field, place=place, message=message, article=TAKING_PART)
