"""Bodies without a portal that boards name to senders: read by supervisors, kept by operators."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qa.core.competent_bodies import add_body, change_body
from qa.forms.competent_bodies import ChangedCompetentBodyForm, CompetentBodyForm
from qa.models import CompetentBody
from qa.views.desk.common_lists import ChangedRowForm, CommonListView, CommonRowForm, CommonRowsView


class BodiesView(CommonListView):
    header_icon = "site"
    model = CompetentBody
    name = "body"
    list_name = "bodies"
    list_title = gettext_lazy("Competent bodies without a portal")
    new_label = gettext_lazy("New body")
    refusal_fields = {"body_named": "name_vi", "text_missing": "name_vi", "text_too_long": "name_vi"}


class BodyListView(BodiesView, CommonRowsView):
    page_title = BodiesView.list_title
    template_name = "qa/competent_bodies.html"


class AddBodyView(BodiesView, CommonRowForm):
    form_class = CompetentBodyForm
    page_title = BodiesView.new_label
    introduction = (gettext_lazy("Boards of all portals can name it at once; the public reads what is entered here."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        body = add_body(**form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("“%(body)s” was added.") % {"body": body})


class BodyView(BodiesView, ChangedRowForm):
    form_class = ChangedCompetentBodyForm
    facts = ("name_vi", "name_en", "address", "phone", "website")
    page_title = gettext_lazy("Competent body")
    introduction = (gettext_lazy("Pages of questions for which it was named show the new address and telephone."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        change_body(self.row, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The body was changed."))
