"""The list of press agencies: of the own portals alone, for it holds addresses of persons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.forms.text import CleanTextMixin
from formats.vietnamese.dates import vi_date
from home.reports.portal_reports import PortalFilterSet, portal_column
from information.models import PressSubscriber
from information.permissions import kept_press_lists
from information.press.press_list import accept_agency, add_agency, correct_agency, end_agency
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin, AdminListView, AdminView
from sites.directory import PortalRecord


def kept_portals(request: HttpRequest) -> list[PortalRecord]:
    """Portals whose list of press agencies the person who asks keeps."""
    return kept_press_lists(scope_of_request(request), request.user, on=timezone.localdate())


class PressListFilterSet(PortalFilterSet):
    """By portal, of those whose list the person keeps."""

    class Meta:
        model = PressSubscriber
        fields = ["portal"]

    def portals(self) -> list[PortalRecord]:
        return kept_portals(self.request)


class PressListView(AdminListView):
    """Agencies that get the packs of the own portals, and those that ask for them."""

    page_title = gettext_lazy("Press agencies")
    header_icon = "mail"
    index_url_name = "press_list"
    index_results_url_name = "press_list_results"
    filterset_class = PressListFilterSet
    default_ordering = "agency"
    verbose_name_plural = gettext_lazy("press agencies")

    @cached_property
    def portals(self) -> list[PortalRecord]:
        return kept_portals(self.request)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Add a press agency"), url=reverse("press_agency_add"), icon_name="plus", priority=10)]

    def get_base_queryset(self) -> QuerySet[PressSubscriber]:
        return PressSubscriber.objects.open().filter(portal__in=[record.id for record in self.portals])

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "agency",
                label=_("Press agency"),
                sort_key="agency",
                get_url=lambda row: reverse("press_agency_edit", args=[row.pk]),
            ),
            Column("person", label=_("Contact person")),
            Column("email", label=_("E-mail"), sort_key="email"),
            portal_column(),
            Column(
                "is_waiting",
                label=_("State"),
                accessor=lambda row: _("Asks to be added") if row.is_waiting else _("On the list"),
                sort_key="is_waiting",
            ),
            Column(
                "added_at",
                label=_("Added"),
                accessor=lambda row: vi_date(timezone.localdate(row.added_at)),
                sort_key="added_at",
            ),
        ]


class PressAgencyForm(CleanTextMixin, forms.Form):
    """An agency and its address."""

    agency = forms.CharField(label=gettext_lazy("Press agency"), max_length=200)
    person = forms.CharField(label=gettext_lazy("Contact person"), max_length=150, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("The newsroom's address where there is one, rather than that of a person."),
    )


class NewPressAgencyForm(PressAgencyForm):
    """Form of a new press agency, with the portal whose packs it gets."""

    portal = forms.TypedChoiceField(label=gettext_lazy("Portal"), coerce=int)
    field_order = ("portal",)

    def __init__(self, *args: Any, portals: list[PortalRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["portal"]
        choice.choices = [(record.id, record.listed_name) for record in portals]
        if len(portals) == 1:
            choice.initial, choice.widget = portals[0].id, forms.HiddenInput()


class PressView(AdminFormMixin, AdminView):
    """For who keeps a list."""

    header_icon = "mail"
    refusal_fields = {"agency_listed": "email"}

    @cached_property
    def portals(self) -> list[PortalRecord]:
        return kept_portals(self.request)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("press_list"), "label": _("Press agencies")}]

    def get_success_url(self) -> str:
        return reverse("press_list")


class AddPressAgencyView(PressView):
    """Put an agency on the list."""

    form_class = NewPressAgencyForm
    page_title = gettext_lazy("Add a press agency")
    submit_label = gettext_lazy("Add")
    introduction = (
        gettext_lazy(
            "The agency gets the press packs of the portal by mail, each with a link by which it takes itself off the "
            "list."
        ),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portals": self.portals}

    def portal_held(self) -> int | None:
        # The form is valid by then.
        return int(self.request.POST["portal"])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        row = add_agency(portal_id=data.pop("portal"), **data, by=self.request.user, at=self.now)
        return self.succeed(_("%(agency)s is on the list.") % {"agency": row.agency})


class OnePressAgencyView(PressView):
    """A screen about one agency, on a list that the person keeps or asking for it."""

    @cached_property
    def subscriber(self) -> PressSubscriber:
        rows = PressSubscriber.objects.open().filter(portal__in=[record.id for record in self.portals])
        return get_object_or_404(rows, pk=self.kwargs["subscriber_id"])

    def portal_held(self) -> int | None:
        return self.subscriber.portal_id


class EditPressAgencyView(OnePressAgencyView):
    """Correct what the list says of an agency, or put one on it that asked for it."""

    form_class = PressAgencyForm
    page_title = gettext_lazy("Correct a press agency")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.subscriber
        return {"initial": {"agency": row.agency, "person": row.person, "email": row.email}}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("press_agency_end", args=[self.subscriber.pk])
        return [HeaderButton(_("Take it off the list"), url=address, icon_name="bin", priority=10)]

    def get_introduction(self) -> list[str]:
        asked = _("It asked for the packs itself. Make sure that it is a press agency, and the address its own.")
        return [asked] if self.subscriber.is_waiting else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"submit_label": _("Put it on the list")} if self.subscriber.is_waiting else context

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.subscriber.is_waiting:
            accept_agency(self.subscriber, **form.cleaned_data, by=self.request.user, at=self.now)
            return self.succeed(_("%(agency)s is on the list.") % {"agency": form.cleaned_data["agency"]})
        correct_agency(self.subscriber, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("%(agency)s was corrected.") % {"agency": form.cleaned_data["agency"]})


class EndPressAgencyView(OnePressAgencyView):
    """Take an agency off the list."""

    form_class = forms.Form
    page_title = gettext_lazy("Take a press agency off the list")
    submit_label = gettext_lazy("Take it off the list")
    is_serious = True

    def get_introduction(self) -> list[str]:
        told = _("%(agency)s (%(email)s) gets no press packs any more. What it was sent stays on record.")
        return [told % {"agency": self.subscriber.agency, "email": self.subscriber.email}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        end_agency(self.subscriber, by=self.request.user, at=self.now)
        return self.succeed(_("%(agency)s was taken off the list.") % {"agency": self.subscriber.agency})
