"""Verbs of what must be looked at again: begun by a publication, ended or moved by whoever confirms a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from deadlines.models import InformationCategory
from home.models import (
    ClockedPage,
    ContactPage,
    OrganisationUnitPage,
    PageFreshness,
    PersonPage,
    SectionPage,
    StaleBecause,
)
from sites.directory import get_directory
from sites.enums import NoticeKind, PortalEventKind
from sites.errors import PortalRefusal
from sites.events import record_event
from sites.models import Notice, Portal

if TYPE_CHECKING:
    from accounts.models import User
    from home.models import BasePage

# Days for which contacts hold before somebody confirms them. The Regulation wants them right at once (12.1.a) and
# names no rhythm: half a year is ours.
CONTACTS_HOLD: Final = 180
# A page may not be put off for longer than this many days.
LONGEST: Final = 730
CONTACT_TYPES: Final = (ContactPage, OrganisationUnitPage, PersonPage)


class DayOfNextLookWrong(PortalRefusal):
    code = "next_look_wrong"
    message = _("Give a day after today, within two years.")


class NothingToConfirm(PortalRefusal):
    code = "nothing_to_confirm"
    message = _("This page is not public, or nobody has to look at it again.")


@dataclass(frozen=True, slots=True)
class NextLook:
    """From when on a page is to be looked at again, and why."""

    day: date
    because: StaleBecause


def next_look(*, review_date: date | None, has_contacts: bool, looked_at: date) -> NextLook | None:
    """When a page that somebody looked at on a day must be looked at again; None: never. Pure.

    A review date that lies behind the look was kept by it.
    """
    looks = []
    if review_date is not None and review_date > looked_at:
        looks.append(NextLook(review_date, StaleBecause.REVIEW_DATE))
    if has_contacts:
        looks.append(NextLook(looked_at + timedelta(days=CONTACTS_HOLD), StaleBecause.CONTACT))
    return min(looks, key=lambda look: look.day, default=None)


@transaction.atomic
def keep_freshness(page: BasePage, *, at: datetime) -> PageFreshness | None:
    """Begin anew with the version that became public: who approved it has looked at the page. Five queries at most."""
    today = timezone.localdate(at)
    look = next_look(review_date=page.review_date, has_contacts=isinstance(page, CONTACT_TYPES), looked_at=today)
    record = get_directory().for_path(page.path)
    if look is None or record is None or not page.live:
        forget_freshness(page)
        return None
    row, _made = PageFreshness.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "portal_id": record.id,
            "category": InformationCategory.objects.filter(code=category_of(page)).first(),
            "because": look.because,
            "confirmed_on": today,
            "confirmed_by": None,
            "stale_from": look.day,
        },
    )
    _forget_notices(page)
    return row


def category_of(page: BasePage) -> str:
    """Code of the category of information that a page belongs to: its own, else that of the nearest section at or above
    it that provides one; empty where there is none. One query at most.
    """
    if isinstance(page, ClockedPage):
        category, _trigger = page.counted_as
        return category
    if own := getattr(page, "category", ""):
        return own
    sections = SectionPage.objects.ancestor_of(page, inclusive=True).exclude(provides=None)
    return sections.order_by("-path").values_list("provides", flat=True).first() or ""


def forget_freshness(page: Page) -> None:
    """Nobody looks again at what is not public. Two queries."""
    PageFreshness.objects.filter(page=page.pk).delete()
    _forget_notices(page)


@transaction.atomic
def confirm_page(page: Page, *, by: User, next_on: date, at: datetime) -> PageFreshness:
    """Say that a public page still holds, and when somebody looks again. The page itself is not changed.

    Writes an event on the page's portal. Who may is asked by the caller: those who may edit the page.

    Raises:
        NothingToConfirm: the page is not public, or nobody has to look at it.
        DayOfNextLookWrong: the day is not ahead, or too far ahead.
    """
    today = timezone.localdate(at)
    if not today < next_on <= today + timedelta(days=LONGEST):
        raise DayOfNextLookWrong
    row = (
        PageFreshness.objects.select_for_update(of=("self",), no_key=True).filter(page=page.pk, page__live=True).first()
    )
    if row is None:
        raise NothingToConfirm
    before = row.stale_from
    row.confirmed_on, row.confirmed_by, row.stale_from = today, by, next_on
    row.save(update_fields=["confirmed_on", "confirmed_by", "stale_from"])
    _forget_notices(page)
    record_event(
        PortalEventKind.ITEM_CONFIRMED,
        portal=Portal.objects.get(pk=row.portal_id),
        at=at,
        by=by,
        page=page.pk,
        title=page.title,
        before=before,
        after=next_on,
    )
    return row


def _forget_notices(page: Page) -> None:
    """Whoever was told of this look is told of the next one, too."""
    about: dict[str, Any] = {"content_type__app_label": "wagtailcore", "content_type__model": "page"}
    Notice.objects.filter(**about, kind=NoticeKind.STALE, object_id=str(page.pk), event=None).delete()
