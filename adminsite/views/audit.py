"""The record: searched within one's scope, and exported for a security review (24.12)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.widgets.button import HeaderButton

from adminsite.audit import export_events
from adminsite.forms.audit import AuditFilterForm, SecurityExportForm
from adminviews.exports import exported_table
from adminviews.filters import begins, ends
from adminviews.forms.text import TableExportForm
from audit.errors import refusing_contents
from audit.kinds import event_details
from audit.models import PortalEvent
from authentication.account_list import accounts_and_rights
from formats.tables.exports import TableFormat, table_file
from members.access.audit import audited_events, audited_portals, reads_audit
from members.access.display_names import display_name_for, once_staff_of, over_city
from members.views.base import AdminFormMixin, AdminView, portal_url
from sites.models import Portal

EVENTS_PER_PAGE = 50


class AuditBaseView(AdminView):
    """The record of the portals that a person answers for."""

    header_icon = "history"

    @cached_property
    def portals(self) -> QuerySet[Portal]:
        """Portals whose record the person reads. Loaded once."""
        return audited_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    @cached_property
    def filter_form(self) -> AuditFilterForm:
        return AuditFilterForm(self.request.GET, portals=self.portals)

    def events(self) -> QuerySet[PortalEvent]:
        rows = self.filter_form.narrow(audited_events(self.request.user, on=self.today), known=self.known_people)
        return rows.select_related("actor", "portal")

    @cached_property
    def known_people(self) -> set[int] | None:
        """Accounts that are named; None: all of them."""
        return None if self.supervises else once_staff_of({portal.pk for portal in self.portals})

    @cached_property
    def city_people(self) -> set[int]:
        """Accounts that act for the city. Asked where somebody is not named."""
        return over_city()

    def actor_of(self, event: PortalEvent) -> str:
        """Name who acted: a person of the own portals by name, others as the body they act for."""
        if event.actor is None:
            return display_name_for(None, known=self.known_people)
        if self.known_people is None or event.actor_id in self.known_people:
            return f"{event.actor} ({event.actor.get_username()})"
        return display_name_for(event.actor, known=self.known_people, over_city=self.city_people)

    def address_of(self, event: PortalEvent) -> str:
        """From where: not told of persons who are not named."""
        return (event.address or "") if self.known_people is None or event.actor_id in self.known_people else ""

    def details_of(self, event: PortalEvent) -> list[tuple[str, str]]:
        return event_details(event, tells_accounts=self.tells_accounts)


class AuditView(AuditBaseView, TemplateView):
    """Events, newest first."""

    page_title = gettext_lazy("Audit")
    template_name = "sites/audit.html"

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        asked = self.request.GET.urlencode()
        export = portal_url("audit_export") + (f"?{asked}" if asked else "")
        buttons = [HeaderButton(_("Export"), url=export, icon_name="download", priority=10)]
        if self.operates:
            buttons.append(
                HeaderButton(_("Security review"), url=portal_url("security_export"), icon_name="key", priority=20)
            )
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = WagtailPaginator(self.events(), EVENTS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=self.filter_form,
            rows=[
                {
                    "event": event,
                    "actor": self.actor_of(event),
                    "address": self.address_of(event),
                    "details": self.details_of(event),
                }
                for event in page
            ],
            events_page=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            shows_portal=self.supervises or len(self.portals) > 1,
            media=self.filter_form.media,
            audit_url=portal_url("audit"),
            **kwargs,
        )


class AuditExportView(AdminFormMixin, AuditBaseView):
    """The events that were asked for, as a table; who takes it and what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export the record")
    submit_label = gettext_lazy("Export")

    def get_introduction(self) -> list[str]:
        if not self.filter_form.is_valid():
            return [_("The filter cannot be understood: go back and correct it.")]
        return [_("%(count)d events are exported.") % {"count": self.events().count()}]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if not self.filter_form.is_valid():
            return self.form_invalid(form)
        events = export_events(
            self.events(),
            portal=self.filter_form.cleaned_data["portal"] or (None if self.supervises else self.portals[0]),
            by=self.request.user,
            at=self.now,
            reason=form.cleaned_data["reason"],
            filter=self.filter_form.asked(),
        )
        return exported_table(form, f"audit-{self.today:%Y%m%d}", self.rows(events))

    def rows(self, events: QuerySet[PortalEvent]) -> Iterator[list[Any]]:
        yield [_("Time"), _("Portal"), _("Event"), _("By"), _("Address"), _("Reason"), _("Details"), _("Seal")]
        for event in events.iterator(chunk_size=500):
            yield event_row(event, self.actor_of(event), self.address_of(event), self.details_of(event))

    def get_success_url(self) -> str:
        return portal_url("audit")


def event_row(event: PortalEvent, actor: str, address: str, told: list[tuple[str, str]]) -> list[Any]:
    """One line of an export."""
    details = "; ".join(f"{label}: {text}" for label, text in told)
    at = timezone.localtime(event.at).strftime("%d/%m/%Y %H:%M:%S")
    return [at, event.portal or "", event.get_kind_display(), actor, address, event.reason, details, event.seal]


class SecurityExportView(AdminFormMixin, AuditBaseView):
    """Accounts with their rights, and all events of a period, in one archive: for operators only (24.12)."""

    form_class = SecurityExportForm
    page_title = gettext_lazy("Export for a security review")
    submit_label = gettext_lazy("Export")
    header_icon = "key"
    introduction = (
        gettext_lazy(
            "Two tables in one archive: all accounts with roles, seats, last sign-in and second factor; all events of "
            "the period with their seals. The list of accounts is secret (Article 8.8): keep the file accordingly."
        ),
    )

    def has_permission(self) -> bool:
        return self.operates

    def form_valid(self, form: SecurityExportForm) -> HttpResponse:
        data = form.cleaned_data
        events = PortalEvent.objects.filter(at__gte=begins(data["since"]), at__lte=ends(data["until"])).select_related(
            "actor", "portal"
        )
        events = export_events(
            events,
            portal=None,
            by=self.request.user,
            at=self.now,
            reason=data["reason"],
            since=data["since"],
            until=data["until"],
        )
        with refusing_contents():
            return self.archive(events, form.chosen_format)

    def archive(self, events: QuerySet[PortalEvent], table_format: TableFormat) -> HttpResponse:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            accounts = accounts_and_rights(on=self.today)
            rows = (
                event_row(event, self.actor_of(event), self.address_of(event), self.details_of(event))
                for event in events.iterator(chunk_size=500)
            )
            for name, table in (("accounts", accounts), ("events", rows)):
                with table_file(table, table_format) as content:
                    archive.writestr(f"{name}.{table_format}", content.read())
        response = HttpResponse(file.getvalue(), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="security-{self.today:%Y%m%d}.zip"'
        response["Cache-Control"] = "no-store"
        return response

    def get_success_url(self) -> str:
        return portal_url("audit")
