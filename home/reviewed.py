"""What of `home` is public without being a page, and how the city portal takes up an item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from editorial.proposals.reviewed_models import CityItems, register_city_items, register_reviewed_model, write_plain
from editorial.withdrawal.syndication import register_stand_ins
from home.models import LinkedItemPage, PortalBranding, PublicVersion
from home.publication.city_items import is_offered_by, is_shown_by_city, make_city_item, sections_of_city, words_of_item
from library.files.usage import register_readable_revisions, register_shown_model
from members.access.roles import roles_of
from sites.directory import PortalRecord, get_directory
from sites.enums import PortalState
from sites.models import Portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def _record_of(branding: PortalBranding) -> PortalRecord | None:
    return get_directory().for_site(branding.site_id)


def _portal_of(branding: PortalBranding) -> int | None:
    record = _record_of(branding)
    return record.id if record else None


def _may_edit(user: User, branding: PortalBranding, on: date) -> bool:
    """Whether the person is an administrator of the portal. No query where the day is known."""
    return _portal_of(branding) in roles_of(user, on=on).administered


def _is_public(branding: PortalBranding) -> bool:
    """Whether the portal has been opened: what it wears while it is prepared nobody sees.

    One query: the board may open it at this moment.
    """
    return Portal.objects.filter(site=branding.site_id).exclude(state=PortalState.PREPARING).exists()


def _worn_in_public() -> QuerySet[PortalBranding]:
    """What portals wear that were opened."""
    prepared = Portal.objects.filter(state=PortalState.PREPARING)
    return PortalBranding.objects.exclude(site__in=prepared.exclude(site=None).values("site"))


register_reviewed_model(
    PortalBranding,
    fields=("logo", "banner", "drawing", "accent", "hairline"),
    portal_of=_portal_of,
    may_edit=_may_edit,
    is_public=_is_public,
    write=write_plain,
)
register_shown_model(PortalBranding, _worn_in_public)
register_readable_revisions(lambda: PublicVersion.objects.readable().former().values("revision"))
register_stand_ins(LinkedItemPage, "target")
register_city_items(
    CityItems(
        sections=sections_of_city,
        is_shown=is_shown_by_city,
        is_offered_by=is_offered_by,
        read=words_of_item,
        make=make_city_item,
    )
)
