"""The screen on which a file of procedures is sent in, looked at, and imported into a section."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from adminviews.forms.uploads import ScannedFileField
from audit.errors import PortalRefusal
from home.models import SectionPage
from home.views.section import SectionView
from information.permissions import can_import_procedures
from information.procedures.import_words import HELD, summary_of, words_of
from information.procedures.procedure_file import MAX_BYTES, MAX_ROWS, ProcedureFile, read_procedure_file
from information.procedures.procedure_import import ImportPlan, KnownProcedure, import_procedures, plan_import

TEMPLATE: Final = Path(__file__).parent.parent / "data" / "procedures_template.csv"
# Rows that one request writes: it must end before the server gives it up.
ROWS_AT_ONCE: Final = 500
# Cells of an old encoding that are shown at once as they were and as they became.
CELLS_SHOWN: Final = 50
KEPT_SECONDS: Final = 60 * 60 * 8
_SALT: Final = "information.views.procedures"
_SALT_OF_CELLS: Final = "information.views.procedures.cells"


@require_safe
def procedure_template(request: HttpRequest) -> HttpResponse:
    """An empty file with the columns and an example, to be filled in with a spreadsheet program."""
    response = HttpResponse(TEMPLATE.read_bytes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mau-thu-tuc.csv"'
    return response


class ProcedureFileForm(forms.Form):
    """A file, no larger than what is read."""

    file = ScannedFileField(
        label=gettext_lazy("CSV or Excel file (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("At most %(size)s and %(rows)s procedures.") % {
            "size": filesizeformat(MAX_BYTES),
            "rows": MAX_ROWS,
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            message = _("The file has %(size)s; at most %(limit)s are read. Divide it.")
            raise forms.ValidationError(
                message % {"size": filesizeformat(file.size), "limit": filesizeformat(MAX_BYTES)}
            )
        return file


def keep(section: SectionPage, plan: ImportPlan, text: str) -> str:
    """A file that was looked at, and what it would do, for the form that confirms it: signed, so that what is confirmed
    is what was shown."""
    return signing.dumps([section.pk, plan.digest, text], salt=_SALT, compress=True)


def kept(section: SectionPage, sent: str) -> tuple[str, str]:
    """The digest of the plan and the text of the file.

    Raises:
        signing.BadSignature: it is too old, for another section, or was made by hand.
    """
    key, digest, text = signing.loads(sent, salt=_SALT, max_age=KEPT_SECONDS)
    if key != section.pk:
        raise signing.BadSignature
    return digest, text


class ImportProceduresView(SectionView):
    """Three steps at one address: choose a file, look at what it would do, confirm."""

    page_title = gettext_lazy("Import procedures")
    template_name = "information/import_procedures.html"
    header_icon = "upload"

    def has_permission(self) -> bool:
        return can_import_procedures(self.request.user, self.section)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=ProcedureFileForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "cells" in request.POST:
            return self._turn_page(request.POST["cells"], request.POST.get("page"))
        if "content" in request.POST:
            return self._confirm(request.POST["content"])
        form = ProcedureFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        # What is shown, kept and confirmed is in Unicode already.
        return self._show(read_procedure_file(form.cleaned_data["file"].read(), convert=True))

    def _turn_page(self, sent: str, page: str | None) -> HttpResponse:
        """Show the same file with other cells of what was converted."""
        try:
            key, text = signing.loads(sent, salt=_SALT_OF_CELLS, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            key, text = None, ""
        if key != self.section.pk:
            messages.error(self.request, _("What was looked at is too old. Choose the file again."))
            return redirect(self.request.path)
        return self._show(read_procedure_file(text, convert=True), page=page)

    def _show(self, file: ProcedureFile, *, page: str | None = None) -> HttpResponse:
        plan = plan_import(self.section, file.rows, by=self.request.user, codes=file.codes)
        context = self.get_context_data(
            form=ProcedureFileForm(),
            file=file,
            plan=plan,
            changed=[_with_words(item) for item in plan.changed],
            held=[_with_words(item) for item in plan.held],
            at_once=ROWS_AT_ONCE if len(plan.new) + len(plan.changed) > ROWS_AT_ONCE else 0,
            converted=Paginator(file.converted, CELLS_SHOWN).get_page(page),
            # As it came, since cells are told by what they were.
            cells=signing.dumps([self.section.pk, file.as_it_came], salt=_SALT_OF_CELLS, compress=True)
            if len(file.converted) > CELLS_SHOWN
            else "",
            # A file with mistakes is corrected first: half of it would be forgotten.
            content=keep(self.section, plan, file.text) if plan.changes_something and not file.errors else "",
        )
        return self.render_to_response(context, status=422 if file.errors else 200)

    def _confirm(self, sent: str) -> HttpResponse:
        try:
            digest, text = kept(self.section, sent)
        except signing.BadSignature:
            messages.error(self.request, _("What was looked at is too old. Choose the file again."))
            return redirect(self.request.path)
        file = read_procedure_file(text)
        try:
            done = import_procedures(
                self.section,
                file.rows,
                by=self.request.user,
                at=self.now,
                expected=digest,
                limit=ROWS_AT_ONCE,
            )
        except PortalRefusal as refusal:
            messages.error(self.request, str(refusal))
            return self._show(file)
        messages.success(self.request, summary_of(done))
        return self._show(file) if done.left else redirect(self.explorer_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(section=self.section, explorer_url=self.explorer_url, **kwargs)


def _with_words(item: KnownProcedure) -> dict[str, Any]:
    return {
        "item": item,
        "differences": [words_of(difference) for difference in item.differences],
        "why": HELD[item.held] if item.held else "",
    }
