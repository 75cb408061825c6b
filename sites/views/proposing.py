"""What screens of public rows say of a change that waits for the board."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from sites.models import ProposedChange
from sites.proposals import open_proposal
from sites.scope import scope_of_request
from sites.views.base import portal_url


class TellsProposalMixin:
    """Mixed into Wagtail's screen of one row, whose form submits changes (`sites.forms.proposing`)."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET":
            tell_of_open_proposal(self.request, self.object)
        return super().get_context_data(**kwargs)

    @property
    def _proposal(self) -> ProposedChange | None:
        return getattr(self.form, "proposal", None)

    def get_success_message(self, *args: Any) -> str:
        if self._proposal is not None:
            return submitted_message()
        return super().get_success_message(*args)

    def get_success_buttons(self) -> list[Any] | None:
        if self._proposal is not None:
            return [messages.button(proposal_url(self._proposal), _("See the change"))]
        return super().get_success_buttons()


def submitted_message() -> str:
    """What became of a change of something public."""
    return _("Submitted to the editorial board: the public sees the change once the board approves it.")


def tell_of_open_proposal(request: HttpRequest, row: Any) -> None:
    """Say on the screen of a row that a change of it waits, or came back; the change itself is shown to those who work
    on the portal and to who proposed it. One query."""
    proposal = open_proposal(row)
    if proposal is None:
        return
    told = _("A change of this, proposed by %(person)s, is not public yet: %(state)s.") % {
        "person": proposal.proposed_by,
        "state": proposal.get_state_display(),
    }
    scope = scope_of_request(request)
    seen = proposal.proposed_by == request.user or scope.has_portal(proposal.portal_id)
    buttons = [messages.button(proposal_url(proposal), _("See the change"))] if seen else None
    messages.info(request, told, buttons=buttons)


def proposal_url(proposal: ProposedChange) -> str:
    return portal_url("proposal", proposal.pk)
