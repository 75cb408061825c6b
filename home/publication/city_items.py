"""Items of component portals on the city portal (Regulation 28.6): taken up by its board, down with their origin."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from audit.anonymous import anonymous_actor
from audit.events import record_event
from editorial.enums import ProposalKind, ProposalState, ReviewEventKind
from editorial.models import ProposedChange
from editorial.proposals.authorship import own_changes
from editorial.proposals.reviewed_models import CityItems, register_city_items
from editorial.review.locking import lock_chains_of, lock_followers
from editorial.review.publication import publish_by_proposal
from editorial.review.reviewable import portal_of
from editorial.withdrawal.actions import take_down_follower
from home.models import LinkedItemPage, SectionKind, SectionPage
from sites.directory import get_directory

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from accounts.models import AnyUser, User
    from editorial.models import Approval, Takedown


@register_city_items
class LinkedItems(CityItems):
    """As linked items, in the sections of the city portal that hold them."""

    def sections(self) -> PageQuerySet:
        """Public sections of the city portal's Vietnamese branch that hold linked items."""
        city = get_directory().city
        if city is None:
            return Page.objects.none()
        sections = SectionPage.objects.live().filter(
            path__startswith=city.container_path,
            locale__language_code="vi",
            kind__in=[SectionKind.NEWS, SectionKind.INFORMATION, SectionKind.PRESS],
        )
        return Page.objects.filter(pk__in=sections.values("pk")).order_by("path")

    def is_shown(self, page: Page) -> bool:
        """Whether a public page of the city portal refers to it."""
        city = get_directory().city
        links = LinkedItemPage.objects.live().filter(target=page.pk)
        return city is not None and links.filter(path__startswith=city.container_path).exists()

    def is_offered_by(self, user: AnyUser, page: Page) -> bool:
        """Whether a page is an item of the city portal that the person offered, or whose original the person wrote.

        The item itself names nobody of another portal.
        """
        if page.specific_class is None or not issubclass(page.specific_class, LinkedItemPage):
            return False
        target = LinkedItemPage.objects.filter(pk=page.pk).values_list("target", flat=True).first()
        if target is None:
            return False
        made = ProposedChange.objects.filter(
            kind=ProposalKind.CITY_ITEM, state=ProposalState.MADE, object_id=str(target)
        )
        return bool(own_changes(user, made))

    def read(self, page: Page) -> dict[str, str]:
        """What an item of the city portal would say of a page: its title, its lead, where it comes from."""
        origin = page.specific
        return {
            "title": origin.title,
            "lead": getattr(origin, "lead", ""),
            "source_agency": getattr(origin, "source_agency", "") or portal_of(page).governing_body,
        }

    @transaction.atomic
    def make(self, change: ProposedChange, approval: Approval, by: User | None, at: datetime) -> None:
        """Create the linked item in the chosen section, in the words that the board read, and publish it, with an
        approval of its own. Nobody of the other portal is named as its author: the proposal keeps who made it.
        """
        origin = Page.objects.get(pk=change.object_id)
        item = LinkedItemPage(
            **change.values,
            target=origin,
            origin_published_at=origin.first_published_at,
            live=False,
        )
        change.section.add_child(instance=item)
        item.save_revision()
        publish_by_proposal(item, approval=approval, by=by, at=at)


@transaction.atomic
def take_down_links_to(page: Page, *, at: datetime, takedown: Takedown | None = None) -> None:
    """Take linked items of a page that is no longer public off the public: they repeat its title and lead.

    Where a board withdrew the page, they are withdrawn as well, on whatever portal, and come back by the review of
    their own boards. What waits for its time loses it.
    """
    followers = lock_followers([page.pk])
    if not followers:
        return
    lock_chains_of(followers)
    items = LinkedItemPage.objects.filter(target=page.pk)
    # Approved for later: it would repeat them at its time.
    waiting = items.exclude(live=True).order_by().annotate(key=Cast("pk", CharField())).values("key")
    Revision.page_revisions.filter(object_id__in=waiting).update(approved_go_live_at=None)
    for item in items.live():
        if takedown is not None:
            take_down_follower(item, follows=takedown)
            continue
        reason = gettext("The item it refers to is no longer public.")
        portal = portal_of(item)
        with anonymous_actor():
            UnpublishPageAction(item).execute(skip_permission_checks=True)
            record_event(ReviewEventKind.ITEM_UNPUBLISHED, portal=portal, at=at, by=None, reason=reason, page=item.pk)
