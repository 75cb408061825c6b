"""What of `home` is public without being a page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from editorial.proposals.reviewed_models import ReviewedModel, register_reviewed_model
from editorial.withdrawal.page_groups import register_stand_ins
from home.branding.look import look_url
from home.branding.policy import accent_in_words
from home.menu import may_sort_menu, titles_in_order
from home.models import LinkedItemPage, MenuOrder, PortalBranding, PublicVersion
from library.files.usage import register_readable_revisions, register_shown_model
from members.access.roles import roles_of
from sites.directory import get_directory
from sites.enums import PortalState
from sites.models import Portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from editorial.models import ProposedChange
    from editorial.proposals.reviewed_models import Preview


@register_reviewed_model(PortalBranding)
class ReviewedBranding(ReviewedModel):
    """What a portal wears: its logo, banner and colours."""

    fields = ("logo", "banner", "drawing", "accent", "hairline")
    colours = ("accent", "hairline")
    value_labels: ClassVar = {"accent": accent_in_words}
    # A colour says nothing that the board would have to confirm. Approving a logo or banner approves the picture.
    checklist: ClassVar = dict.fromkeys(("drawing", "accent", "hairline"), ())

    def portal_of(self, row: PortalBranding) -> int | None:
        record = get_directory().for_site(row.site_id)
        return record.id if record else None

    def may_edit(self, user: User, row: PortalBranding, on: date) -> bool:
        """Whether the person is an administrator of the portal."""
        return self.portal_of(row) in roles_of(user, on=on).administered

    def previews(self, change: ProposedChange) -> list[Preview]:
        """The head of the portal's pages as it is, and as it would be. Once it is decided, what the change does not
        name may be another."""
        if not change.is_open:
            return []
        return [
            (_("The head of the pages before"), look_url(change.portal_id, change.before, proposal_id=change.pk)),
            (_("The head of the pages as proposed"), look_url(change.portal_id, change.values, proposal_id=change.pk)),
        ]

    def is_public(self, row: PortalBranding) -> bool:
        """Whether the portal has been opened: what it wears while it is prepared nobody sees. Asked each time: the
        board may open it at this moment."""
        return Portal.objects.filter(site=row.site_id).exclude(state=PortalState.PREPARING).exists()


@register_reviewed_model(MenuOrder)
class ReviewedMenuOrder(ReviewedModel):
    """In which order a portal names its sections."""

    fields = ("sections",)
    value_labels: ClassVar = {"sections": titles_in_order}
    # Each section was approved as it is; their order says nothing more.
    checklist: ClassVar = {"sections": ()}

    def may_edit(self, user: User, row: MenuOrder, on: date) -> bool:
        return may_sort_menu(user, row.portal_id, on=on)

    def is_public(self, row: MenuOrder) -> bool:
        return Portal.objects.filter(pk=row.portal_id).exclude(state=PortalState.PREPARING).exists()


def _worn_in_public() -> QuerySet[PortalBranding]:
    """What portals wear that were opened."""
    prepared = Portal.objects.filter(state=PortalState.PREPARING)
    return PortalBranding.objects.exclude(site__in=prepared.exclude(site=None).values("site"))


register_shown_model(PortalBranding, _worn_in_public)
register_readable_revisions(lambda: PublicVersion.objects.readable().former().values("revision"))
register_stand_ins(LinkedItemPage, "target")
