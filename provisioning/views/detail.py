"""One portal: facts, hostnames, board, roles, history."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.widgets.button import HeaderButton

from audit.kinds import event_details
from audit.models import PortalEvent
from members.enums import Role
from members.views.base import PortalView, portal_url
from provisioning.fact_changes import facts_in_words
from provisioning.views.opening import MissingMixin
from provisioning.views.states import ACTS
from sites.enums import PortalState
from sites.structures import ADDED_FACTS, PORTAL_FACTS

EVENTS_PER_PAGE = 25


class PortalDetailView(MissingMixin, PortalView, TemplateView):
    """For operators, and read-only for supervisors."""

    page_title = gettext_lazy("Portal")
    template_name = "sites/portal_detail.html"

    def has_permission(self) -> bool:
        return self.supervises if self.portal is None else self.supervises_portal(self.portal.pk)

    def get_page_title(self) -> str:
        return self.portal.name

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs()[:1]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = [self.button(_("Editorial board"), "board", icon="group", priority=20)]
        buttons.append(self.button(_("Persons of the portal"), "people", icon="user", priority=25))
        if self.operates:
            buttons += [
                self.button(_("Facts"), "edit", icon="edit", priority=10),
                self.button(_("Roles"), "roles", icon="user", priority=30),
            ]
        return buttons

    def _acts(self) -> list[dict[str, Any]]:
        """Return the acts that its state allows an operator."""
        acts = ACTS[PortalState(self.portal.state)] if self.operates else ()
        return [{"act": act, "url": portal_url(act.url_name, self.portal.pk)} for act in acts]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        portal = self.portal
        board = getattr(portal, "board", None)
        rows = PortalEvent.objects.filter(portal=portal).select_related("actor")
        events = WagtailPaginator(rows, EVENTS_PER_PAGE).get_page(self.request.GET.get("p"))
        if portal.state == PortalState.PREPARING:
            kwargs |= self.missing_context()
        return super().get_context_data(
            acts=self._acts(),
            facts=facts_in_words(portal, (*PORTAL_FACTS, *ADDED_FACTS)),
            hostnames=portal.hostnames.order_by("-valid_from", "-pk"),
            board=board,
            seats=board.seats.in_force(on=self.today).in_order().select_related("user") if board else [],
            approvers=board.seats.approving(on=self.today).count() if board else 0,
            memberships=portal.memberships.in_force(on=self.today).select_related("user"),
            groups=self._groups(),
            children=portal.children.count(),
            events=[
                {"event": event, "details": event_details(event, tells_accounts=self.tells_accounts)}
                for event in events
            ],
            events_page=events,
            elided_page_range=events.paginator.get_elided_page_range(events.number),
            index_url=portal_url("index"),
            operates=self.operates,
            **kwargs,
        )

    def _groups(self) -> list[dict[str, Any]]:
        """The groups that follow from roles and seats, with how many active accounts are in each."""
        links = self.portal.portal_groups.select_related("group").annotate(
            people=Count("group__user", filter=Q(group__user__is_active=True))
        )
        return [{"role": Role(link.role).label, "name": link.group.name, "people": link.people} for link in links]
