"""Wagtail's screens of one picture or file, where they must say what became of a change or why nothing is deleted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import DeleteView as WagtailDocumentDeleteView
from wagtail.documents.views.documents import EditView as WagtailDocumentEditView
from wagtail.documents.views.documents import IndexView as WagtailDocumentIndexView
from wagtail.documents.views.multiple import EditView as WagtailUploadedDocumentEditView
from wagtail.images.views.images import DeleteView as WagtailImageDeleteView
from wagtail.images.views.images import EditView as WagtailImageEditView
from wagtail.images.views.multiple import EditView as WagtailUploadedImageEditView
from wagtail.log_actions import log

from adminviews.hidden_inputs import parse_pk
from authentication.views.holding import HoldsRowMixin
from editorial.views.proposing import TellsProposalMixin
from library.enums import FLAGGED, ReadingState
from library.errors import FileStays
from library.files.kept import stays
from library.files.usage import is_relied_on
from library.models import DocumentReading, PortalDocument, PortalImage


class ShowsStoredFileMixin:
    """Shows the row as it is stored beside a form that was refused.

    Django has put the refused file on the row of the form, and Wagtail, which does not find it on the disk, would say
    that the file is lost, with a button that deletes the row.
    """

    object: Any

    def form_invalid(self, form: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().form_invalid(form)


class ImageEditView(HoldsRowMixin, ShowsStoredFileMixin, TellsProposalMixin, WagtailImageEditView):
    """Stands before Wagtail's at the same address (`cityportal.shadowed_urls`)."""

    held_model = PortalImage


class DocumentIndexView(WagtailDocumentIndexView):
    """Stands before Wagtail's at the same address: the list of documents says which are found by their text."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("reading")

    @cached_property
    def columns(self) -> list[Any]:
        found = Column("reading", label=_("Found by its text"), accessor=reading_label, width="16%")
        return [*super().columns, found]


class DocumentEditView(HoldsRowMixin, ShowsStoredFileMixin, TellsProposalMixin, WagtailDocumentEditView):
    """Stands before Wagtail's at the same address."""

    held_model = PortalDocument

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET" and (advice := reading_advice(self.object)):
            messages.warning(self.request, advice)
        return super().get_context_data(**kwargs)


def reading_label(document: PortalDocument) -> Any:
    """What became of drawing out the text of a document; a dash where no public page offers it."""
    reading = getattr(document, "reading", None)
    return reading.get_state_display() if reading is not None else "–"


def reading_advice(document: PortalDocument) -> str:
    """What an editor can do so that the public finds what a document says; empty where nothing is to be done."""
    reading = DocumentReading.objects.filter(document=document.pk, file_hash=document.file_hash).first()
    if reading is None or reading.state not in FLAGGED:
        return ""
    if reading.state == ReadingState.SCAN:
        return ngettext(
            "%(count)s page of this file is a picture without text, so nobody finds what it says, and screen readers "
            "cannot read it aloud. Upload the document as it was written, or have the scan recognised (OCR) first.",
            "%(count)s pages of this file are pictures without text, so nobody finds what they say, and screen readers "
            "cannot read them aloud. Upload the document as it was written, or have the scan recognised (OCR) first.",
            reading.pictures,
        ) % {"count": reading.pictures}
    return f"{reading.get_state_display()}."


class LogsEditMixin:
    """Records who changed a file on the screen of uploads, which Wagtail's own does not: nobody approves own work."""

    request: HttpRequest

    def save_object(self, form: Any) -> None:
        super().save_object(form)
        if form.has_changed():
            log(form.instance, "wagtail.edit", user=self.request.user, content_changed=True)


class UploadedImageEditView(HoldsRowMixin, LogsEditMixin, WagtailUploadedImageEditView):
    """Stands before Wagtail's at the same address."""

    held_model = PortalImage


class UploadedDocumentEditView(HoldsRowMixin, LogsEditMixin, WagtailUploadedDocumentEditView):
    """Stands before Wagtail's at the same address."""

    held_model = PortalDocument


class KeepsWhatIsUsedMixin:
    """Says why nothing is deleted: a signal refuses it in any case."""

    edit_url_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_relied_on(self.object):
            messages.error(request, in_use_message(self.object.title))
            return redirect(self.edit_url_name, self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class ImageDeleteView(KeepsWhatIsUsedMixin, WagtailImageDeleteView):
    """Stands before Wagtail's at the same address."""

    edit_url_name = "wagtailimages:edit"


class DocumentDeleteView(KeepsWhatIsUsedMixin, WagtailDocumentDeleteView):
    """Stands before Wagtail's at the same address."""

    edit_url_name = "wagtaildocs:edit"


def in_use_message(title: str) -> str:
    return _("“%(title)s” is used by public pages, so it cannot be deleted or moved. Take it out of them first.") % {
        "title": title
    }


def refuse_bulk_action(request: HttpRequest, action_type: str, rows: list[Any]) -> HttpResponse | None:
    """Answer a bulk action that would delete or move what is used, or give to another portal what anything refers to;
    None where it may go on."""
    if action_type not in {"delete", "add_to_collection"}:
        return None
    if used := next((row for row in rows if is_relied_on(row)), None):
        messages.error(request, in_use_message(used.title))
        return redirect("wagtailadmin_home")
    collection_id = parse_pk(request.POST.get("collection")) if action_type == "add_to_collection" else None
    if collection_id is not None and any(stays(row, collection_id) for row in rows):
        messages.error(request, str(FileStays.message))
        return redirect("wagtailadmin_home")
    return None
