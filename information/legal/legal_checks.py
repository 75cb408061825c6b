"""Checks of legal documents and drafts before the board decides (13.1.e)."""

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
from information.legal.legal_words import is_normative_number
from information.models import DocumentPage, DraftPage

IN_STEP: Final = "13.1.e"


@register_checks(DocumentPage)
def check_official_record(page: DocumentPage) -> Iterator[Finding]:
    """Warnings: a document is public here before the national database or the Gazette has it."""
    if page.is_normative and not page.names_official_record:
        yield _warning(
            page,
            "official_record_missing",
            "national_id",
            _("Name the document's number or address in the national database of legal documents, or its Gazette."),
        )
    if page.is_normative != is_normative_number(page.number):
        words = (
            _("Numbers of legal normative documents have the year in them, as 05/2024/QĐ-UBND. Look at the original.")
            if page.is_normative
            else _("This is the number of a legal normative document. Mark it as one, so that it is compared.")
        )
        yield _warning(page, "kind_of_number", "number" if page.is_normative else "is_normative", words)


def _warning(page: DocumentPage, code: str, field: str, message: str) -> Finding:
    return Finding(
        code=code,
        level=Level.WARNING,
        field=field,
        place=capfirst(str(page._meta.get_field(field).verbose_name)),
        message=message,
        article=IN_STEP,
    )


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
