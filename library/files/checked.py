"""Uploaded documents: what one holds is looked at, where it lies meanwhile, how it is handed out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.views.serve import serve
from wagtail.models import UploadedFile

from adminviews.forms.uploads import ScannedMixin, overwrite
from formats.files import check_contents, ending_of_name
from formats.files.errors import ContentRefused, FormatNotTaken
from formats.metadata import is_signed, without_metadata


class CheckedFileField(ScannedMixin, WagtailDocumentField):
    """Refuses what is not of the format that its name says, what holds macros, and what would run something.

    What is kept tells nothing of its makers, unless it is signed: any other byte would break the signature. A PDF that
    cannot be written anew says so by `is_uncleaned`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        endings = settings.WAGTAILDOCS_EXTENSIONS
        self.widget.attrs["accept"] = ",".join(f".{ending}" for ending in endings)
        self.help_text = _(
            "%(size)s at most. Formats: %(endings)s; open ones (PDF, ODT, ODS, CSV) are read on every computer. "
            "Files with macros are not taken."
        ) % {"size": self.max_upload_size_text, "endings": ", ".join(endings)}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None:
            try:
                check_upload(file)
                ending = ending_of_name(file.name)
                cleaned = without_metadata(file, ending)
                # Of a PDF that can be read all is written anew.
                file.is_uncleaned = cleaned is None and ending == "pdf" and not is_signed(file, ending)
            except ContentRefused as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
            return file if cleaned is None else overwrite(file, cleaned)
        return None


def check_upload(file: Any) -> None:
    """Refuse a file that the library does not take. It is left at its beginning.

    Raises:
        ContentRefused: one of `formats.files.errors`.
    """
    ending, taken = ending_of_name(file.name), settings.WAGTAILDOCS_EXTENSIONS
    if ending not in taken:
        raise FormatNotTaken(ending=f".{ending}" if ending else file.name, endings=", ".join(taken))
    check_contents(file, ending)


# Who fills in the forms of many pictures has a working day, and the night, to come back to them.
KEPT = timedelta(days=1)


def delete_unfinished_uploads(*, at: datetime) -> int:
    """Delete what was sent in more than a day ago, file and row; return how many.

    Rows do not say when they were made: the file does. A row without its file goes, too.
    """
    old = [upload for upload in UploadedFile.objects.order_by("pk").iterator() if _is_older(upload, at - KEPT)]
    for upload in old:
        upload.file.delete(save=False)
        upload.delete()
    return len(old)


def _is_older(upload: UploadedFile, limit: datetime) -> bool:
    try:
        sent: datetime = upload.file.storage.get_modified_time(upload.file.name)
    except (OSError, ValueError):  # No such file, or a row without the name of one.
        return True
    return sent < limit


@require_safe
def serve_document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Wagtail's answer, at the same address: who may read it says `library.access`.

    Without the coding it names: the file is sent as it is stored, and "None", which it says of most, is none that a
    reader's program knows. What the admin shows is kept by no cache.
    """
    response: HttpResponseBase = serve(request, document_id, document_filename)
    if "Content-Encoding" in response:
        del response["Content-Encoding"]
    if getattr(request, "portal", None) is None:
        response["Cache-Control"] = "private, no-store"
    return response
