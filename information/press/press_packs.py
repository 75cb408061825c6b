"""Verbs of press packs before they are public: what a month offers, and the draft that is made of it (4.2.b).

The draft goes through the review like any page: nothing here publishes or sends.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Page, get_page_models

from audit.locking import atomic_refusing_deadlocks
from home.models import ContentPage, InformationPage, SectionPage
from information.enums import Period
from information.errors import PackForbidden
from information.held_sections import held_section
from information.models import PressPackPage, SpecialTopicPage
from information.periods import period_in_words
from information.permissions import can_prepare_pack
from members.access.actor import lock_actor
from sites.directory import CONTAINER_PATH_LENGTH
from sites.locking import locked_portal
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from accounts.models import User

# Of a busy month the newest are offered.
OFFERED: Final = 200
# What is kept up for years, gathers others, or is a pack itself, is no news of a month.
NOT_OFFERED: Final = (InformationPage, SpecialTopicPage, PressPackPage)


def month_before(day: date) -> tuple[int, int]:
    """Year and month before that of a day."""
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def bounds_of(year: int, month: int) -> tuple[datetime, datetime]:
    """When a month begins and when the next one does, in the time zone of the city."""
    first, following = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    begins, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, following))
    return begins, ends


def offered_pages(section: SectionPage, year: int, month: int) -> list[Page]:
    """Pages with a text that first became public in a month on the portal of a section, in its language, the newest
    first."""
    begins, ends = bounds_of(year, month)
    home = section.path[: CONTAINER_PATH_LENGTH + Page.steplen]
    types = [model for model in get_page_models() if issubclass(model, ContentPage) and model not in NOT_OFFERED]
    pages = Page.objects.live().filter(
        in_public_branch(), path__startswith=home, first_published_at__gte=begins, first_published_at__lt=ends
    )
    return list(pages.type(*types).order_by("-first_published_at", "-pk").specific()[:OFFERED])


def title_of_pack(year: int, month: int) -> str:
    """In the language of the city, in which packs are written."""
    with override(settings.LANGUAGE_CODE):
        period = period_in_words(Period.MONTH, month, year)
        return _("Information for the press: %(period)s") % {"period": f"{period[:1].lower()}{period[1:]}"}


def prepare_pack(section: SectionPage, *, year: int, month: int, chosen: Collection[int], by: User) -> PressPackPage:
    """Make the draft of a pack with some of the pages that its month offers. It is the work of who made it.

    Args:
        chosen: keys of pages; those that the month does not offer are left out.

    Raises:
        PageDeleted: somebody deleted the section meanwhile.
        PackForbidden: the person may not add pages there, or it is no section for the press.
        ChangedMeanwhile: somebody else holds the same rows.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with atomic_refusing_deadlocks():
        locked_portal(section.portal.id if section.portal else None)
        lock_actor(by)
        section = held_section(section.pk)
        if not can_prepare_pack(by, section):
            raise PackForbidden
        offered = [page.pk for page in reversed(offered_pages(section, year, month)) if page.pk in chosen]
        page = PressPackPage(
            title=title_of_pack(year, month),
            year=year,
            month=month,
            chosen=[("page", Page(pk=key)) for key in offered],
            live=False,
            owner=by,
            source_agency=section.portal.governing_body,
        )
        section.add_child(instance=page)
        log(page, "wagtail.create", user=by, content_changed=True)
        page.save_revision(user=by, clean=False)
    return page
