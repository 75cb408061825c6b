"""Screens of the admin about what portals must have: all portals with their scores, one portal's checklist, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from adminviews.exports import exported_table
from adminviews.forms.text import TableExportForm
from home.reports.portal_reports import readable_portals
from home.serving.addresses import PlainPage
from information.reference import requirements
from information.required.queries import Checklist, Finding, checklists, worst_first
from information.required.required_places import Place, export_required, places_of, table_of
from information.requirements import asked_of
from information.without_field import public_without_field
from members.access.permissions import supervised_portals
from members.access.scope import Scope, scope_of_request
from members.views.base import AdminFormMixin, AdminView
from sites.directory import PortalRecord, get_directory
from sites.enums import PortalState
from sites.models import PortalKind
from sites.registry import registered_figures

# What is counted beside a checklist, by its code, and for how long.
COUNTED = ("items_published", "questions_received", "ratings")
YEAR = timedelta(days=365)
# What citizens can look for information on, or could until it was suspended.
WATCHED = frozenset({PortalState.LIVE, PortalState.SUSPENDED})


def checked_portals(request: HttpRequest) -> list[PortalRecord]:
    """Portals whose checklist a person reads: those on whose content the person works, for supervisors all.

    One that is being prepared has nothing public: its checklist is for its own people.
    """
    readable, own = readable_portals(request), scope_of_request(request).portal_ids
    return [
        record
        for record in get_directory().records
        if (readable is None or record.id in readable)
        and (record.state in WATCHED or (record.id in own and not record.is_archived))
    ]


def may_read_checklist(request: HttpRequest, scope: Scope, kwargs: Mapping[str, Any]) -> bool:
    """Rule of the guard: the portal of the address is one of those."""
    return any(record.id == kwargs["portal_id"] for record in checked_portals(request))


def may_read_checklists(request: HttpRequest) -> bool:
    """Whether there is any: supervisors read the list of all, though it be empty."""
    supervised = supervised_portals(request.user, on=timezone.localdate())
    return supervised != frozenset() or readable_portals(request) is None or bool(checked_portals(request))


class RequiredQuestion(forms.Form):
    """Of which portals."""

    kind = forms.ModelChoiceField(
        PortalKind.objects.all(),
        to_field_name="code",
        label=gettext_lazy("Kind of portal"),
        required=False,
        empty_label=gettext_lazy("All portals"),
    )
    portal = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=forms.HiddenInput)

    def __init__(self, *args: Any, portals: Sequence[PortalRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.portals = portals
        choices: Any = self.fields["portal"]
        choices.choices = [(record.id, record.name) for record in portals]

    def narrow(self) -> list[PortalRecord]:
        """The portals that are asked for; what was asked wrongly is not asked."""
        self.full_clean()
        kind, portal = self.cleaned_data.get("kind"), self.cleaned_data.get("portal")
        return [
            record
            for record in self.portals
            if (kind is None or record.kind == kind.code) and (portal is None or record.id == portal)
        ]

    def asked(self) -> dict[str, str]:
        """Return the filter as it stands in an address and is recorded."""
        kind, portal = self.cleaned_data.get("kind"), self.cleaned_data.get("portal")
        return ({"kind": kind.code} if kind else {}) | ({"portal": str(portal)} if portal else {})


class RequiredView(AdminView):
    """For who works on the content of a portal, and for supervisors."""

    header_icon = "tasks"

    @cached_property
    def portals(self) -> list[PortalRecord]:
        return checked_portals(self.request)

    def has_permission(self) -> bool:
        return may_read_checklists(self.request)

    def export_button(self, asked: Mapping[str, str]) -> HeaderButton:
        address = reverse("required_export") + (f"?{urlencode(asked)}" if asked else "")
        return HeaderButton(_("Export"), url=address, icon_name="download", priority=10)


class RequiredPortalsView(RequiredView, TemplateView):
    """All portals that a person may look at, the worst first. Who has one is led straight to its checklist."""

    page_title = gettext_lazy("Required information")
    template_name = "information/required_portals.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(self.portals) == 1 and not self.supervises_some:
            return redirect("required_of_portal", self.portals[0].id)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def form(self) -> RequiredQuestion:
        return RequiredQuestion(self.request.GET, portals=self.portals)

    @cached_property
    def lists(self) -> list[Checklist]:
        return worst_first(checklists(self.form.narrow(), on=self.today))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [self.export_button(self.form.asked())] if self.lists else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scores = [one.score for one in self.lists if one.score is not None]
        return super().get_context_data(
            form=self.form,
            lists=self.lists,
            average=sum(scores) / len(scores) if scores else None,
            **kwargs,
        )


class RequiredOfPortalView(RequiredView, TemplateView):
    """The checklist of one portal: what is there, too old or missing, with the way to where it is made."""

    page_title = gettext_lazy("Required information")
    template_name = "information/required_of_portal.html"

    @cached_property
    def portal(self) -> PortalRecord | None:
        return next((record for record in self.portals if record.id == self.kwargs["portal_id"]), None)

    def has_permission(self) -> bool:
        return self.portal is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        # Who has one portal is led from the list straight back.
        address = reverse("required_portals") if len(self.portals) > 1 else ""
        return [{"url": address, "label": _("Required information")}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.get_breadcrumbs(), {"url": "", "label": self.get_page_subtitle()}]

    def get_page_subtitle(self) -> str:
        return self.checklist.portal.name

    @cached_property
    def checklist(self) -> Checklist:
        if self.portal is None:
            raise Http404
        (found,) = checklists([self.portal], on=self.today)
        return found

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [self.export_button({"portal": str(self.checklist.portal.id)})]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        portal = self.checklist.portal
        places = places_of(portal, asked_of(portal.kind, requirements()))
        rows = [self._row(finding, places.get(finding.requirement)) for finding in self.checklist.findings]
        return super().get_context_data(
            checklist=self.checklist,
            rows=rows,
            without_field=[self._without_field(page) for page in public_without_field(portal)],
            is_open=portal.state in WATCHED,
            look_url=f"{reverse('stale_pages')}?portal={portal.id}",
            figures=self._figures(),
            **kwargs,
        )

    def _figures(self) -> list[tuple[Any, int]]:
        """Pairs of what is counted of the portal, and its number of a year."""
        portals, first = [self.checklist.portal.id], self.today - YEAR
        return [
            (figure.name, sum(count.number for count in figure.counter(portals, first, self.today)))
            for figure in registered_figures()
            if figure.code in COUNTED and figure.counter is not None
        ]

    def _without_field(self, page: PlainPage) -> dict[str, str]:
        """Led to the editor for who works there, as citizens see it for others."""
        works_here = scope_of_request(self.request).has_path(page.path)
        url = reverse("wagtailadmin_pages:edit", args=[page.id]) if works_here else page.full_url
        return {"title": page.title, "url": url}

    def _row(self, finding: Finding, place: Place | None) -> dict[str, Any]:
        """With the place where it is made: in the explorer for who works there, as citizens see it for others."""
        if place is None:
            return {"finding": finding, "title": "–", "url": ""}
        works_here = scope_of_request(self.request).has_path(place.path)
        return {
            "finding": finding,
            # What was never public has a title for its own portal alone.
            "title": place.title if works_here or place.address else _("Not public"),
            "url": reverse("wagtailadmin_explore", args=[place.id]) if works_here else place.address,
        }


class RequiredExportView(AdminFormMixin, RequiredView):
    """The checklists of one portal, or of those that a person may look at, as a table; what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export the checklist of required information")
    submit_label = gettext_lazy("Export")
    header_icon = "download"

    @cached_property
    def question(self) -> RequiredQuestion:
        return RequiredQuestion(self.request.GET, portals=self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("required_portals"), "label": _("Required information")}]

    def get_introduction(self) -> list[str]:
        if not self.question.is_valid():
            return [_("The filter cannot be understood: go back and correct it.")]
        chosen = self.question.narrow()
        if len(chosen) == 1:
            return [_("The checklist of %(portal)s is exported.") % {"portal": chosen[0].name}]
        return [_("The checklists of %(count)d portals are exported.") % {"count": len(chosen)}]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if not self.question.is_valid():
            return self.form_invalid(form)
        chosen, asked = self.question.narrow(), self.question.asked()
        found = export_required(
            chosen,
            over_city=self.supervises and "portal" not in asked,
            by=self.request.user,
            at=self.now,
            on=self.today,
            reason=form.cleaned_data["reason"],
            asked=asked,
        )
        kinds = {kind.code: str(kind) for kind in PortalKind.objects.all()}
        return exported_table(form, f"thong-tin-phai-co-{self.today:%Y-%m-%d}", table_of(found, kinds=kinds))

    def get_success_url(self) -> str:
        portal = self.question.asked().get("portal") if self.question.is_valid() else None
        return reverse("required_of_portal", args=[portal]) if portal else reverse("required_portals")
