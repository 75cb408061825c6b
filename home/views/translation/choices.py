"""Screens of a translator about the whole page: take over its blocks, choose another picture, file or link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from home.translations.actions import choose, take_arrangement
from home.translations.choices import LONGEST_ADDRESS, rows_to_choose
from home.translations.segments import Override
from home.views.translation.base import TranslationView
from members.views.base import AdminFormMixin


class ArrangementView(AdminFormMixin, TranslationView):
    """Arrange the English page as the Vietnamese one."""

    form_class = forms.Form
    page_title = gettext_lazy("Arrange the English page as the Vietnamese one is")
    submit_label = gettext_lazy("Take over the arrangement")
    is_serious = True
    introduction = (
        gettext_lazy(
            "The draft gets the blocks of the Vietnamese page in their order. Texts that stand in the same place stay; "
            "other blocks of the English page are left out. The version before it stays in the history of the page."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        take_arrangement(self.version, by=self.request.user, at=self.now)
        return self.succeed(_("The English page is arranged as the Vietnamese one is."))

    def get_success_url(self) -> str:
        return self.screen_url


class ChoiceView(AdminFormMixin, TranslationView):
    """Choose a picture, file, page or address for the English page, or that of the Vietnamese page."""

    form_class = forms.Form
    page_title = gettext_lazy("What the English page shows here")
    refusal_fields = {"choice_refused": "value"}

    @cached_property
    def choice(self) -> Override | None:
        return next((one for one in self.pages.choices if one.key == self.kwargs["key"]), None)

    def has_permission(self) -> bool:
        return super().has_permission() and self.choice is not None

    def get_form(self, data: Any = None) -> forms.Form:
        choice = self.choice
        model = choice.model if choice is not None else None
        form = super().get_form(data)
        if model is None:
            form.fields["value"] = forms.URLField(max_length=LONGEST_ADDRESS, required=False, assume_scheme="https")
        else:
            form.fields["value"] = forms.ModelChoiceField(
                rows_to_choose(self.version, model, by=self.request.user, on=self.today),
                required=False,
                widget=_chooser(model),
            )
        form.fields["value"].label = self.pages.places[choice.path].words if choice is not None else ""
        form.fields["value"].help_text = _("Empty: what the Vietnamese page has.")
        if choice is not None and choice.value != choice.source:
            form.initial["value"] = choice.value
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        value = form.cleaned_data["value"] or None
        chosen = value.pk if isinstance(value, Model) else value
        choose(self.version, {self.kwargs["key"]: chosen}, by=self.request.user, at=self.now)
        return self.succeed(_("The draft of the English page was saved."))

    def get_success_url(self) -> str:
        return self.screen_url


def _chooser(model: type[Model]) -> Any:
    if issubclass(model, get_image_model()):
        return AdminImageChooser()
    if issubclass(model, get_document_model()):
        return AdminDocumentChooser()
    return AdminPageChooser(target_models=[model])
