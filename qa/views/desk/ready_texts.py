"""Texts that stand ready: for the board and the officers, who write with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from home.reports.portal_reports import CardColumn, portal_column
from members.views.base import AdminFormMixin, AdminListView, AdminView
from qa.desk.canned_responses import drop_text, keep_text
from qa.enums import CannedKind
from qa.forms.desk import PlainForm
from qa.forms.units import ReadyTextForm
from qa.models import CannedText
from qa.permissions import kept_texts
from qa.views.base import NAMESPACE, portal_name, question_url


class ReadyTextsScreen(AdminView):
    """For those who sort or answer questions, of the portals where they do."""

    header_icon = "copy"

    @cached_property
    def portals(self) -> frozenset[int]:
        return kept_texts(self.request.user, on=self.today)

    def texts(self) -> QuerySet[CannedText]:
        return CannedText.objects.for_portals(self.portals).select_related("unit")

    def allows(self) -> bool:
        return bool(self.portals)

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": question_url("inbox"), "label": pgettext("admin menu", "Questions")}]


class ReadyTextListView(ReadyTextsScreen, AdminListView):
    page_title = gettext_lazy("Ready texts")
    index_url_name = f"{NAMESPACE}:ready_texts"
    index_results_url_name = f"{NAMESPACE}:ready_texts_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("ready texts")

    def get_base_queryset(self) -> QuerySet[CannedText]:
        return self.texts().defer("text")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Ready text"), get_url=lambda row: question_url("ready_text", row.pk)),
            CardColumn("kind", label=_("For"), accessor=lambda row: row.get_kind_display()),
            CardColumn("unit", label=_("Answering unit"), accessor=lambda row: str(row.unit or _("all units"))),
            portal_column(),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("New text"), url=question_url("ready_text_add"), icon_name="plus", priority=10)]


class ReadyTextForms(AdminFormMixin, ReadyTextsScreen):
    """A form that leads back to the list."""

    refusal_fields = {"text_missing": "text", "text_too_long": "text", "unit_elsewhere": "unit"}

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": question_url("ready_texts"), "label": _("Ready texts")}]

    def get_success_url(self) -> str:
        return question_url("ready_texts")


class AddReadyTextView(ReadyTextForms):
    form_class = ReadyTextForm
    page_title = gettext_lazy("New text")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portals": [(key, portal_name(key)) for key in sorted(self.portals)]}

    def portal_held(self) -> int | None:
        # The form is valid by then.
        return int(self.request.POST["portal"])

    def perform(self, form: forms.Form) -> str:
        data = dict(form.cleaned_data)
        portal, kind = data.pop("portal"), CannedKind(data.pop("kind"))
        row = keep_text(portal_id=portal, kind=kind, **data, by=self.request.user, at=self.now)
        return _("“%(title)s” stands ready.") % {"title": row.title}


class OneReadyTextForm(ReadyTextForms):
    @cached_property
    def text(self) -> CannedText:
        row = self.texts().filter(pk=self.kwargs["text_id"]).first()
        if row is None:
            raise Http404
        return row

    def portal_held(self) -> int | None:
        return self.text.portal_id

    def get_page_subtitle(self) -> str:
        return self.text.title


class EditReadyTextView(OneReadyTextForm):
    form_class = ReadyTextForm
    page_title = gettext_lazy("Ready text")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.text
        known = {"kind": row.kind, "unit": row.unit_id, "title": row.title, "text": row.text}
        return {"portals": [(row.portal_id, portal_name(row.portal_id))], "initial": known}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = question_url("ready_text_drop", self.text.pk)
        return [HeaderButton(_("Take away"), url=address, icon_name="bin", priority=10)]

    def perform(self, form: forms.Form) -> str:
        data = dict(form.cleaned_data)
        portal, kind = data.pop("portal"), CannedKind(data.pop("kind"))
        acting: dict[str, Any] = {"by": self.request.user, "at": self.now}
        keep_text(portal_id=portal, kind=kind, **data, instead_of=self.text, **acting)
        return _("“%(title)s” was changed.") % {"title": data["title"]}


class DropReadyTextView(OneReadyTextForm):
    form_class = PlainForm
    page_title = gettext_lazy("Take a ready text away")
    submit_label = gettext_lazy("Take away")
    is_serious = True
    introduction = (gettext_lazy("What was written with it stays as it is."),)

    def perform(self, form: forms.Form) -> str:
        drop_text(self.text, by=self.request.user, at=self.now)
        return _("“%(title)s” was taken away.") % {"title": self.text.title}
