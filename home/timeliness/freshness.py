"""Verbs of what must be looked at again: begun by a publication, ended or moved by whoever confirms a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from audit.errors import PortalRefusal
from audit.events import lock_chains, record_event
from deadlines.enums import Step, Trigger
from deadlines.limits import last_day
from deadlines.models import InformationCategory
from deadlines.queries import rule_for, working_calendar
from home.enums import ContentEventKind, ContentNoticeKind
from home.models import (
    ClockedPage,
    ContactPage,
    OrganisationUnitPage,
    PageFreshness,
    PersonPage,
    SectionPage,
    StaleBecause,
)
from notifications.models import Notice
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User
    from home.models import BasePage

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


def next_look(
    *, review_date: date | None, by_rhythm: date | None, has_contacts: bool, looked_at: date
) -> NextLook | None:
    """When a page that somebody looked at on a day must be looked at again; None: never. Pure.

    A review date that lies behind the look was kept by it.

    Args:
        by_rhythm: the day that follows from the rhythm of its category; None: the category has none.
    """
    looks = []
    if review_date is not None and review_date > looked_at:
        looks.append(NextLook(review_date, StaleBecause.REVIEW_DATE))
    if by_rhythm is not None:
        looks.append(NextLook(by_rhythm, StaleBecause.CONTACT if has_contacts else StaleBecause.RHYTHM))
    return min(looks, key=lambda look: look.day, default=None)


def day_by_rhythm(category: str, *, looked_at: date) -> date | None:
    """The day on which the rhythm of a category lets a page be looked at again (12.1.a); None: it has none.

    A time limit like the others, dated and changed by operators: what was looked at keeps the rhythm of that day.
    """
    rule = rule_for(category, on=looked_at, trigger=Trigger.LOOK, step=Step.LOOK_AGAIN) if category else None
    if rule is None or not rule.limit.has_last_day:
        return None
    return last_day(rule.limit, looked_at, working_calendar())


@transaction.atomic
def keep_freshness(page: BasePage, *, at: datetime) -> PageFreshness | None:
    """Begin again with the version that became public: who approved it has looked at the page."""
    today, category = timezone.localdate(at), category_of(page)
    look = next_look(
        review_date=page.review_date,
        by_rhythm=day_by_rhythm(category, looked_at=today),
        has_contacts=isinstance(page, CONTACT_TYPES),
        looked_at=today,
    )
    record = get_directory().for_path(page.path)
    if look is None or record is None or not page.live:
        forget_freshness(page)
        return None
    row, _made = PageFreshness.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "portal_id": record.id,
            "category": InformationCategory.objects.filter(code=category).first(),
            "because": look.because,
            "confirmed_on": today,
            "confirmed_by": None,
            "stale_from": look.day,
        },
    )
    _forget_notices(page.pk)
    return row


def category_of(page: BasePage) -> str:
    """Code of the category of information that a page belongs to: its own, else that of the nearest section at or above
    it that provides one; empty where there is none."""
    if isinstance(page, ClockedPage):
        return page.counted_as[0]
    if own := getattr(page, "category", ""):
        return own
    sections = SectionPage.objects.ancestor_of(page, inclusive=True).exclude(provides=None)
    return sections.order_by("-path").values_list("provides", flat=True).first() or ""


def forget_freshness(page: Page) -> None:
    """Nobody looks again at what is not public."""
    PageFreshness.objects.filter(page=page.pk).delete()
    _forget_notices(page.pk)


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
    record = get_directory().for_path(page.path)
    if record is None:
        raise NothingToConfirm
    # First, as publications do, which begin such a row again.
    lock_chains({record.id})
    rows = PageFreshness.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(page=page.pk, page__live=True).first()
    if row is None:
        raise NothingToConfirm
    before = row.stale_from
    row.confirmed_on, row.confirmed_by, row.stale_from = today, by, next_on
    if row.because == StaleBecause.PERSONNEL:
        row.because = StaleBecause.CONTACT
    row.save(update_fields=["because", "confirmed_on", "confirmed_by", "stale_from"])
    _forget_notices(page.pk)
    record_event(
        ContentEventKind.ITEM_CONFIRMED,
        portal=Portal.objects.get(pk=row.portal_id),
        at=at,
        by=by,
        page=page.pk,
        title=page.title,
        before=before,
        after=next_on,
    )
    return row


@transaction.atomic
def look_at_contacts(person: PersonPage, *, at: datetime) -> int:
    """Let the contacts and units of a portal be looked at again at once: a person there left, or changed name or
    position (12.1.a). In both languages. Returns how many pages."""
    record = get_directory().for_path(person.path)
    if record is None or not record.container_path:
        return 0
    pages = Page.objects.live().type(ContactPage, OrganisationUnitPage).filter(path__startswith=record.container_path)
    keys, today = list(pages.values_list("pk", flat=True)), timezone.localdate(at)
    category = InformationCategory.objects.get(code=ContactPage.category)
    PageFreshness.objects.bulk_create(
        [
            PageFreshness(
                page_id=key,
                portal_id=record.id,
                category=category,
                because=StaleBecause.PERSONNEL,
                confirmed_on=today,
                stale_from=today,
            )
            for key in keys
        ],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["because", "stale_from"],
    )
    _forget_notices(*keys)
    return len(keys)


def changed_place(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether a version of a person tells another name or position than the one that was public; no first one does.
    Pure: the content of both."""
    return before is not None and any(before.get(name) != after.get(name) for name in ("title", "position"))


def _forget_notices(*pages: int) -> None:
    """Whoever was told of this look is told of the next one, too."""
    about: dict[str, Any] = {"content_type__app_label": "wagtailcore", "content_type__model": "page"}
    keys = list(map(str, pages))
    Notice.objects.filter(**about, kind=ContentNoticeKind.STALE, object_id__in=keys, event=None).delete()
