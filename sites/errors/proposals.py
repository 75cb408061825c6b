"""Refusals of proposals about what is public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sites.errors.base import PortalRefusal


class TargetChanged(PortalRefusal):
    """What a proposal would change was changed since: the values that were compared are no longer the public ones."""

    code = "target_changed"
    message = _("This was changed after the change was proposed. Return the proposal, so that it is made anew.")


class TargetGone(PortalRefusal):
    code = "target_gone"
    message = _("What this proposal is about does not exist any more, or is not public any more. Return the proposal.")


class ChangeWaits(PortalRefusal):
    code = "change_waits"
    message = _("A change of this that somebody else proposed waits for the board. Wait until it is decided.")


class ProposalOver(PortalRefusal):
    code = "proposal_over"
    message = _("This proposal is closed: it was decided, taken back or overtaken.")


class SectionMissing(PortalRefusal):
    code = "section_missing"
    message = _("Choose the section of the city portal.")


class SectionChosen(PortalRefusal):
    """Two persons approve the same item in the same place."""

    code = "section_chosen"
    message = _("The first approval was given for another section. Approve for that one, or return the proposal.")


class NotForCity(PortalRefusal):
    code = "not_for_city"
    message = _("Only a public page of another portal that is live is proposed to the city portal, and only once.")


class PortalArchived(PortalRefusal):
    code = "portal_archived"
    message = _("This portal is archived: nothing new becomes public on it. Its board can withdraw a page.")


class MoreWouldGo(PortalRefusal):
    code = "more_would_go"
    message = _(
        "More pages would go with it than the proposal names. Return the proposal, so that it is made anew and names "
        "all."
    )
