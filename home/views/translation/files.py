"""Translation outside the screen: files for translators, and the machine."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from adminviews.forms.uploads import ScannedFileField
from audit.errors import PortalRefusal
from home.translations.actions import translate
from home.translations.errors import FileRefused
from home.translations.files import MAX_BYTES, PO, XLIFF, export_file, read_file
from home.translations.machine import translate_by_machine
from home.views.translation.base import TranslationView
from members.views.base import AdminFormMixin

CONTENT_TYPES = {PO: "text/x-gettext-translation", XLIFF: "application/xliff+xml"}


class ExportView(TranslationView):
    """Download the texts of the page as a file."""

    def has_permission(self) -> bool:
        return self.kwargs["kind"] in CONTENT_TYPES and super().has_permission()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse: a download is recorded, so that a form asks for it."""
        return HttpResponseNotAllowed(["POST"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = self.kwargs["kind"]
        content = export_file(self.pages, kind, by=request.user, at=self.now)
        name = f"{self.version.slug}.{kind}"
        return HttpResponse(
            content,
            content_type=f"{CONTENT_TYPES[kind]}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class TranslationFileForm(forms.Form):
    """A file exported from the page, with translations."""

    file = ScannedFileField(
        label=gettext_lazy("PO or XLIFF file"), widget=forms.FileInput(attrs={"accept": f".{PO},.{XLIFF},.xliff"})
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        return file


class ImportView(AdminFormMixin, TranslationView):
    """Import the translations of a file: all of them, or none and a list of all problems."""

    form_class = TranslationFileForm
    page_title = gettext_lazy("Take translations from a file")
    submit_label = gettext_lazy("Take them")
    introduction = (
        gettext_lazy(
            "The file is one that was taken from this page. What it says takes the place of what the draft says; empty "
            "texts change nothing. The words count as yours."
        ),
    )
    refusal_fields = {"file_unreadable": "file", "file_of_another_page": "file"}

    def get_form(self, data: Any = None) -> forms.Form:
        return super().get_form() if data is None else TranslationFileForm(data, self.request.FILES)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            texts = read_file(self.pages, form.cleaned_data["file"].read())
        except FileRefused as refusal:
            for problem in (str(refusal), *refusal.problems):
                form.add_error("file", problem)
            return self.form_invalid(form)
        if texts:
            translate(self.version, texts, by=self.request.user, at=self.now)
        message = ngettext("%(count)d text was taken.", "%(count)d texts were taken.", len(texts))
        return self.succeed(message % {"count": len(texts)})

    def get_success_url(self) -> str:
        return self.screen_url


class MachineView(TranslationView):
    """Let the machine translate the missing texts."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            translate_by_machine(self.version, by=request.user, at=self.now)
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The machine translated what was missing. Read and confirm each text."))
        return redirect(f"{self.screen_url}?show=open")
