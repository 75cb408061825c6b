"""What every portal is born with besides its pages: the site, the groups, the board, the review workflow."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from editorial.review.variants import follow_variant
from members.groups import ensure_portal_groups
from members.models import Board
from provisioning.fact_changes import facts_in_words, facts_set_by
from sites.models import Portal
from sites.registry import OpenedRows, register_opened_rows, register_provisioning_step
from sites.structures import PUBLIC_FACTS


@register_provisioning_step("container title", order=15, follows_name=True)
def ensure_container_title(portal: Portal, at: datetime) -> None:
    """Call the container as the portal is called: it is never public, so no review is passed by."""
    if portal.container.title != portal.name_vi:
        Page.objects.filter(pk=portal.container_id).update(title=portal.name_vi, draft_title=portal.name_vi)


@register_provisioning_step("site", order=20, follows_name=True)
def ensure_site(portal: Portal, at: datetime) -> None:
    """Tie the current hostname to the Vietnamese home, at the port that is served."""
    host = portal.hostnames.current().get().host
    home = portal.container.get_children().get(slug=settings.LANGUAGE_CODE)
    wanted = {"hostname": host, "port": settings.PUBLIC_PORT, "root_page": home, "site_name": portal.name_vi}
    if portal.site is None:
        portal.site = Site.objects.create(**wanted)
        portal.save(update_fields=["site"])
        return
    if any(getattr(portal.site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(portal.site, name, value)
        portal.site.save()


@register_provisioning_step("groups", order=40)
def ensure_groups(portal: Portal, at: datetime) -> None:
    """Create the groups of the portal's roles, with their rights on container and collection."""
    ensure_portal_groups(portal)


@register_provisioning_step("board", order=50)
def ensure_board(portal: Portal, at: datetime) -> None:
    """Create the record of the editorial board; its seats are given by decision (15.1)."""
    Board.objects.get_or_create(portal=portal)


@register_provisioning_step("review", order=60)
def ensure_review(portal: Portal, at: datetime) -> None:
    """Put the container, and so both languages, under the review that the board follows."""
    follow_variant(Board.objects.select_related("portal__container").get(portal=portal))


def shown_facts(portal: Portal) -> list[tuple[Promise | str, object]]:
    """Return the facts of the portal that the footer shows."""
    return facts_in_words(portal, PUBLIC_FACTS)


register_opened_rows(
    OpenedRows(
        name=_("the facts in the footer"),
        rows_of=lambda portal: [portal],
        set_by=facts_set_by,
        shown=shown_facts,
    )
)
