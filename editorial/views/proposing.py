"""What screens of public rows say of a change that waits for the board."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from editorial.enums import ProposalKind, ProposalState
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from editorial.proposals.reviewed_models import FILE
from editorial.queries import proposers_named
from editorial.withdrawal.page_groups import SUCCESSOR, WITH_VERSIONS, successor_by_proposal
from members.access.permissions import can_administer, can_operate
from members.access.scope import scope_of_request
from members.views.base import portal_url
from sites.models import Portal

# In an address: fill in what was typed in the own proposal that was returned.
AGAIN = "again"


class TellsProposalMixin:
    """Mixed into Wagtail's screen of one row, whose form submits changes (`editorial.forms.proposals`)."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET":
            tell_of_open_proposal(self.request, self.object)
        return super().get_context_data(**kwargs)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | typed_before(self.request, self.object)

    @property
    def _proposal(self) -> ProposedChange | None:
        return getattr(self.form, "proposal", None)

    def get_success_message(self, *args: Any) -> str:
        return submitted_message() if self._proposal is not None else super().get_success_message(*args)

    def get_success_buttons(self) -> list[Any] | None:
        if self._proposal is not None:
            return [messages.button(proposal_url(self._proposal), _("See the change"))]
        return super().get_success_buttons()


def typed_before(request: HttpRequest, row: Any, kind: ProposalKind = ProposalKind.CHANGE) -> dict[str, Any]:
    """What the person typed in a proposal that was returned, where the address asks for it (`again_url`): values by
    field, and the reason. A file is chosen again."""
    if request.method != "GET" or AGAIN not in request.GET:
        return {}
    change = open_proposal(row, kind=kind)
    if change is None or change.state != ProposalState.RETURNED or change.proposed_by != request.user:
        return {}
    if kind != ProposalKind.CHANGE:
        successor = successor_by_proposal(change)
        return {
            "reason": change.reason,
            WITH_VERSIONS: change.values.get(WITH_VERSIONS, False),
            SUCCESSOR: successor.full_url if successor is not None else "",
        }
    return {name: value for name, value in change.values.items() if name != FILE}


def waiting_values(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Return the values of the person's own waiting proposal of a row, as initial values of its form."""
    change = open_proposal(row) if request.method == "GET" else None
    if change is None or change.state != ProposalState.WAITING or change.proposed_by != request.user:
        return {}
    return {name: value for name, value in change.values.items() if name != FILE}


def again_url(change: ProposedChange, user: Any) -> str:
    """Where a returned proposal is made anew with what was typed; empty where its thing is gone or the person no longer
    edits it."""
    names = {ProposalKind.UNPUBLISH: "ask_unpublish", ProposalKind.CITY_ITEM: "propose_to_city"}
    if change.kind in names:
        address = portal_url(names[ProposalKind(change.kind)], int(change.object_id))
    elif isinstance(change.target, Portal):
        address = _facts_url(change.target, user)
    else:
        address = AdminURLFinder(user).get_edit_url(change.target) if change.target is not None else ""
    return f"{address}?{AGAIN}" if address else ""


def _facts_url(portal: Portal, user: Any) -> str:
    """The screen on which a person proposes facts of a portal."""
    today = timezone.localdate()
    if can_operate(user, on=today):
        return portal_url("edit", portal.pk)
    return portal_url("contacts", portal.pk) if can_administer(user, portal, on=today) else ""


def submitted_message() -> str:
    """What became of a change of something public."""
    return _("Submitted to the editorial board: the public sees the change once the board approves it.")


def reverted_message() -> str:
    """Say that the person's own proposal was taken back, since its form was set back to the public values."""
    return _("Your proposal was taken back, since you set all of it back: it no longer waits for the editorial board.")


def tell_of_open_proposal(request: HttpRequest, row: Any) -> None:
    """Say on the screen of a row that a change of it waits, or came back; the change itself is shown to those who work
    on the portal and to who proposed it."""
    proposal = open_proposal(row)
    if proposal is None:
        return
    user: Any = request.user
    scope = scope_of_request(request)
    told = _("A change of this, proposed by %(person)s, is not public yet: %(state)s.") % {
        "person": proposers_named(user, [proposal], scope=scope, on=timezone.localdate())[proposal.pk],
        "state": proposal.get_state_display(),
    }
    seen = proposal.proposed_by == request.user or scope.has_portal(proposal.portal_id)
    buttons = [messages.button(proposal_url(proposal), _("See the change"))] if seen else None
    messages.info(request, told, buttons=buttons)


def proposal_url(proposal: ProposedChange) -> str:
    return portal_url("proposal", proposal.pk)
