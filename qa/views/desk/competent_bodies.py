"""Bodies without a portal that boards name to senders: read by supervisors, kept by operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from members.views.base import AdminFormMixin, AdminView
from qa.core.competent_bodies import add_body, change_body
from qa.forms.units import ChangedCompetentBodyForm, CompetentBodyForm
from qa.models import CompetentBody
from qa.views.base import question_url


class BodiesView(AdminView):
    """For operators: the bodies are common to all portals."""

    header_icon = "site"

    def has_permission(self) -> bool:
        return self.operates


class BodyListView(BodiesView, TemplateView):
    """All bodies, in the order in which boards choose from them."""

    page_title = gettext_lazy("Competent bodies without a portal")
    template_name = "qa/competent_bodies.html"

    def has_permission(self) -> bool:
        return self.supervises

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.operates:
            return []
        return [HeaderButton(_("New body"), url=question_url("body_add"), icon_name="plus", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {"body": body, "url": question_url("body", body.pk) if self.operates else ""}
            for body in CompetentBody.objects.all()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class BodiesForm(AdminFormMixin, BodiesView):
    """A form that leads back to the list."""

    refusal_fields = {"body_named": "name_vi", "text_missing": "name_vi", "text_too_long": "name_vi"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": question_url("bodies"), "label": _("Competent bodies without a portal")}]

    def get_success_url(self) -> str:
        return question_url("bodies")


class AddBodyView(BodiesForm):
    form_class = CompetentBodyForm
    page_title = gettext_lazy("New body")
    introduction = (gettext_lazy("Boards of all portals can name it at once; the public reads what is entered here."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        body = add_body(**form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("“%(body)s” was added.") % {"body": body})


class BodyView(BodiesForm):
    form_class = ChangedCompetentBodyForm
    page_title = gettext_lazy("Competent body")
    introduction = (gettext_lazy("Pages of questions for which it was named show the new address and telephone."),)

    @cached_property
    def body(self) -> CompetentBody:
        return get_object_or_404(CompetentBody, pk=self.kwargs["body_id"])

    def get_page_subtitle(self) -> str:
        return str(self.body)

    def get_form_kwargs(self) -> dict[str, Any]:
        facts = {name: getattr(self.body, name) for name in ("name_vi", "name_en", "address", "phone", "website")}
        return {"initial": facts | {"is_in_use": self.body.ended_on is None}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        change_body(self.body, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The body was changed."))
