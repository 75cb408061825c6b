"""Units that answer and their officers: for administrators of the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from adminviews.forms.confirm import ConfirmForm
from editorial.models import ProposedChange
from editorial.views.proposing import submitted_message
from members.duties import Post
from members.enums import Duty
from members.views.base import AdminFormMixin, AdminView
from members.views.succession import SuccessionMixin
from qa.core.units import change_unit, create_unit, end_officer, end_unit, name_officer
from qa.forms.units import EndOfficerForm, NewUnitForm, OfficerForm, UnitForm
from qa.models import AnsweringUnit, UnitOfficer
from qa.permissions import kept_desks, officers_of_portal
from qa.views.base import portal_name, question_url
from sites.models import Portal


class UnitsView(AdminView):
    """For administrators of portals, of their own ones."""

    header_icon = "group"

    @cached_property
    def portals(self) -> frozenset[int]:
        return kept_desks(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class UnitListView(UnitsView, TemplateView):
    """The units of the own portals with their officers, today's and those to come."""

    template_name = "qa/units.html"
    page_title = gettext_lazy("Answering units")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("New unit"), url=question_url("unit_add"), icon_name="plus", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = AnsweringUnit.objects.for_portals(self.portals).in_use()
        officers = UnitOfficer.objects.filter(unit__in=units).exclude(valid_until__lt=self.today)
        acting = {key: set(officers_of_portal(key, on=self.today).values_list("pk", flat=True)) for key in self.portals}
        named: dict[int, list[dict[str, Any]]] = {}
        for officer in officers.select_related("user", "unit"):
            lacks_role = officer.user_id not in acting[officer.unit.portal_id]
            named.setdefault(officer.unit_id, []).append({"officer": officer, "lacks_role": lacks_role})
        # Names that wait for the board or came back, by the key of their unit.
        kind, keys = ContentType.objects.get_for_model(AnsweringUnit), [str(unit.pk) for unit in units]
        changes = ProposedChange.objects.open().filter(content_type=kind, object_id__in=keys)
        waiting = {change.object_id: change for change in changes}
        rows = [
            {
                "unit": unit,
                "portal": portal_name(unit.portal_id),
                "officers": named.get(unit.pk, []),
                "change": waiting.get(str(unit.pk)),
            }
            for unit in units
        ]
        return super().get_context_data(rows=rows, several=len(self.portals) > 1, today=self.today, **kwargs)


class UnitsForm(AdminFormMixin, UnitsView):
    """A form that leads back to the list."""

    refusal_fields = {
        "unit_named": "name_vi",
        "text_missing": "name_vi",
        "officer_named": "person",
        "officer_without_role": "person",
        "period_wrong": "valid_until",
    }

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": question_url("units"), "label": _("Answering units")}]

    def get_success_url(self) -> str:
        return question_url("units")


class AddUnitView(UnitsForm):
    form_class = NewUnitForm
    page_title = gettext_lazy("New unit")
    submit_label = gettext_lazy("Make the unit")
    introduction = (
        gettext_lazy(
            "The board forwards questions to it, and the public reads its name beside the answers: the board approves "
            "the name first."
        ),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portals": [(key, portal_name(key)) for key in sorted(self.portals)]}

    def portal_held(self) -> int | None:
        # The form is valid by then.
        return int(self.request.POST["portal"])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = dict(form.cleaned_data)
        portal = Portal.objects.get(pk=data.pop("portal"))
        unit = create_unit(portal, **data, by=self.request.user, at=self.now)
        told = _(
            "The name “%(unit)s” is with the editorial board: the unit answers once it is approved. Name its officers."
        )
        return self.succeed(told % {"unit": unit})


class OneUnitForm(UnitsForm):
    """A form about one unit of an own portal."""

    @cached_property
    def unit(self) -> AnsweringUnit:
        return get_object_or_404(AnsweringUnit.objects.for_portals(self.portals).in_use(), pk=self.kwargs["unit_id"])

    def portal_held(self) -> int | None:
        return self.unit.portal_id

    def get_page_subtitle(self) -> str:
        return str(self.unit)


class EditUnitView(OneUnitForm):
    form_class = UnitForm
    page_title = gettext_lazy("Unit")
    introduction = (
        gettext_lazy("Another name is public once the board approves it. What was answered stays signed as it is."),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        unit = self.unit
        return {
            "initial": {
                "name_vi": unit.draft_vi or unit.name_vi,
                "name_en": unit.draft_en or unit.name_en,
                "position": unit.position,
            }
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        change = change_unit(self.unit, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(submitted_message() if change is not None else _("The unit was changed."))


class EndUnitView(OneUnitForm):
    form_class = ConfirmForm
    page_title = gettext_lazy("Unit answers no more")
    submit_label = gettext_lazy("End the unit")
    is_serious = True
    introduction = (gettext_lazy("No question is forwarded to it any more. What it answered stays its own."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        end_unit(self.unit, by=self.request.user, at=self.now)
        return self.succeed(_("%(unit)s answers no more.") % {"unit": self.unit})


class NameOfficerView(OneUnitForm):
    form_class = OfficerForm
    page_title = gettext_lazy("Name an officer")
    submit_label = gettext_lazy("Name")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            "people": officers_of_portal(self.unit.portal_id, on=self.today),
            "initial": {"valid_from": self.today},
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = dict(form.cleaned_data)
        person = data.pop("person")
        name_officer(self.unit, person, **data, by=self.request.user, at=self.now)
        return self.succeed(_("%(person)s answers for %(unit)s.") % {"person": person, "unit": self.unit})


class EndOfficerView(SuccessionMixin, UnitsForm):
    form_class = EndOfficerForm
    page_title = gettext_lazy("Officer answers no more")
    submit_label = gettext_lazy("End it now")
    is_serious = True

    refusal_fields = {**SuccessionMixin.refusal_fields, "officer_without_role": "successor"}

    def duties_left(self) -> tuple[Duty]:
        return (Duty.ANSWER,)

    def leaving(self) -> User:
        return self.officer.user

    def portals_left(self) -> list[int]:
        return [self.officer.unit.portal_id]

    @cached_property
    def posts_left(self) -> list[Post]:
        return [post for post in super().posts_left if post.unit_id == self.officer.unit_id]

    def get_form_kwargs(self) -> dict[str, Any]:
        unit, person = self.officer.unit, self.officer.user
        return {"successors": officers_of_portal(unit.portal_id, on=self.today).exclude(pk=person.pk)}

    @cached_property
    def officer(self) -> UnitOfficer:
        rows = UnitOfficer.objects.filter(unit__portal__in=self.portals).exclude(valid_until__lt=self.today)
        return get_object_or_404(rows.select_related("user", "unit"), pk=self.kwargs["officer_id"])

    def portal_held(self) -> int | None:
        return self.officer.unit.portal_id

    def get_introduction(self) -> list[str]:
        told = _(
            "%(person)s no longer answers for %(unit)s. Questions in hand go to the successor, or back to the board."
        )
        return [told % {"person": self.officer.user, "unit": self.officer.unit}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        end_officer(self.officer, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.succeed(
            _("%(person)s no longer answers for %(unit)s.")
            % {
                "person": self.officer.user,
                "unit": self.officer.unit,
            }
        )
