"""What a portal's administrators propose of how citizens reach it: persons, contacts, working hours, links."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.proposals.actions.proposal import needs_proposal
from members.access.permissions import administered_portals
from members.views.base import portal_url
from members.views.own_portals import OwnPortalsView
from provisioning.forms.portal import PortalContactsForm
from provisioning.views.edit import FactsView
from sites.enums import PortalState
from sites.models.portal import PortalQuerySet

SECTIONS = (
    (gettext_lazy("Persons"), ("responsible_person", "spokesperson", "spokesperson_phone")),
    (gettext_lazy("Contact"), ("address", "phone", "email", "opening_hours", "opening_hours_en")),
    (gettext_lazy("Links"), ("links",)),
    (gettext_lazy("Finding the portal"), ("also_known_as",)),
)


class PortalContactsView(FactsView):
    """For the administrators of the portal, and operators, who alone write its bodies and its licence."""

    form_class = PortalContactsForm
    page_title = gettext_lazy("Contacts and working hours")
    header_icon = "mail"
    sections = SECTIONS

    def has_permission(self) -> bool:
        looks_after_it = self.operates or self.administers
        return self.portal is not None and looks_after_it and self.portal.state != PortalState.ARCHIVED

    @cached_property
    def is_reviewed(self) -> bool:
        """Whether the board decides: once citizens read it."""
        return needs_proposal(self.portal)

    def get_introduction(self) -> list[str]:
        if self.is_reviewed:
            told = _(
                "Citizens read this at the foot of every page and on the home and contact pages. What you change is "
                "submitted to the editorial board, and is public once the board approves it."
            )
        else:
            told = _("Citizens read this once the portal is open. Until then it holds as you save it.")
        return [told]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"submit_label": _("Submit to the board")} if self.is_reviewed else context

    def get_success_url(self) -> str:
        return portal_url("contacts", self.portal.pk)


class OwnContactsView(OwnPortalsView):
    """Leads the administrators of portals to the contacts of theirs."""

    page_title = gettext_lazy("Contacts and working hours")
    header_icon = "mail"
    leads_to = "contacts"
    introduction = gettext_lazy("You are an administrator of these portals. Choose one.")

    def own(self) -> PortalQuerySet:
        return administered_portals(self.request.user, on=self.today).exclude(state=PortalState.ARCHIVED)
