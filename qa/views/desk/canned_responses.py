"""Canned responses: for the board and the officers, who write with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.forms.confirm import ConfirmForm
from adminviews.tables import CardColumn
from home.reports.portal_reports import portal_column
from members.views.base import AdminFormMixin, AdminListView, AdminView
from qa.desk.canned_responses import drop_text, keep_text
from qa.enums import CannedResponseKind
from qa.forms.units import CannedResponseEditForm
from qa.models import CannedResponse
from qa.permissions import kept_texts
from qa.views.base import NAMESPACE, portal_name, question_url


class ReadyTextsView(AdminView):
    """For those who sort or answer questions, of the portals where they do."""

    header_icon = "copy"

    @cached_property
    def portals(self) -> frozenset[int]:
        return kept_texts(self.request.user, on=self.today)

    def texts(self) -> QuerySet[CannedResponse]:
        return CannedResponse.objects.for_portals(self.portals).select_related("unit")

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": question_url("inbox"), "label": pgettext("admin menu", "Questions")}]


class CannedResponseListView(ReadyTextsView, AdminListView):
    page_title = gettext_lazy("Canned responses")
    index_url_name = f"{NAMESPACE}:canned_responses"
    index_results_url_name = f"{NAMESPACE}:canned_responses_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("canned responses")

    def get_base_queryset(self) -> QuerySet[CannedResponse]:
        return self.texts().defer("text")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Canned response"), get_url=lambda row: question_url("canned_response", row.pk)
            ),
            CardColumn("kind", label=_("For"), accessor=lambda row: row.get_kind_display()),
            CardColumn("unit", label=_("Answering unit"), accessor=lambda row: str(row.unit or _("all units"))),
            portal_column(),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("New text"), url=question_url("canned_response_add"), icon_name="plus", priority=10)]


class CannedResponseFormView(AdminFormMixin, ReadyTextsView):
    """A form that leads back to the list."""

    refusal_fields = {"text_missing": "text", "text_too_long": "text", "unit_elsewhere": "unit"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs(), {"url": question_url("canned_responses"), "label": _("Canned responses")}]

    def get_success_url(self) -> str:
        return question_url("canned_responses")


class AddCannedResponseView(CannedResponseFormView):
    form_class = CannedResponseEditForm
    page_title = gettext_lazy("New text")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portals": [(key, portal_name(key)) for key in sorted(self.portals)]}

    def portal_held(self) -> int | None:
        # The form is valid by then.
        return int(self.request.POST["portal"])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = dict(form.cleaned_data)
        portal, kind = data.pop("portal"), CannedResponseKind(data.pop("kind"))
        row = keep_text(portal_id=portal, kind=kind, **data, by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” stands ready.") % {"title": row.title})


class OneCannedResponseView(CannedResponseFormView):
    @cached_property
    def text(self) -> CannedResponse:
        return get_object_or_404(self.texts(), pk=self.kwargs["text_id"])

    def portal_held(self) -> int | None:
        return self.text.portal_id

    def get_page_subtitle(self) -> str:
        return self.text.title


class EditCannedResponseView(OneCannedResponseView):
    form_class = CannedResponseEditForm
    page_title = gettext_lazy("Canned response")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.text
        known = {"kind": row.kind, "unit": row.unit_id, "title": row.title, "text": row.text}
        return {"portals": [(row.portal_id, portal_name(row.portal_id))], "initial": known}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = question_url("canned_response_delete", self.text.pk)
        return [HeaderButton(_("Take away"), url=address, icon_name="bin", priority=10)]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = dict(form.cleaned_data)
        portal, kind = data.pop("portal"), CannedResponseKind(data.pop("kind"))
        keep_text(portal_id=portal, kind=kind, **data, instead_of=self.text, by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” was changed.") % {"title": data["title"]})


class DeleteCannedResponseView(OneCannedResponseView):
    form_class = ConfirmForm
    page_title = gettext_lazy("Delete a canned response")
    submit_label = gettext_lazy("Take away")
    is_serious = True
    introduction = (gettext_lazy("What was written with it stays as it is."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        drop_text(self.text, by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” was taken away.") % {"title": self.text.title})
