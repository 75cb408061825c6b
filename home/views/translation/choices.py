"""Screens of a translator about the whole page: take over its blocks, choose another picture, file or link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from home.translations.actions import choose, take_arrangement
from home.translations.segments import Override
from home.views.translation.base import TranslationView
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin
from sites.directory import get_directory


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
            form.fields["value"] = forms.URLField(max_length=2000, required=False, assume_scheme="https")
        else:
            form.fields["value"] = forms.ModelChoiceField(self._rows(model), required=False, widget=_chooser(model))
        form.fields["value"].label = self.pages.places[choice.path].words if choice is not None else ""
        form.fields["value"].help_text = _("Empty: what the Vietnamese page has.")
        if choice is not None and choice.value != choice.source:
            form.initial["value"] = choice.value
        return form

    def _rows(self, model: type[Model]) -> QuerySet[Any]:
        """Rows to choose from: files of the portal of the page, its pages, and public pages of others (0051)."""
        if issubclass(model, Page):
            return Page.objects.filter(scope_of_request(self.request).linkable_pages())
        record = get_directory().for_path(self.version.path)
        return model._default_manager.filter(collection=record.collection_id if record is not None else None)

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
    return AdminPageChooser()
