"""The field that a document is uploaded by: what it holds is looked at, and not only how its name ends."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField

from formats.files import check_contents, ending_of_name
from formats.files.errors import ContentRefused, FormatNotTaken


class CheckedFileField(WagtailDocumentField):
    """Refuses what is not of the format that its name says, what holds macros, and what would run something."""

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
            except ContentRefused as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
        return file


def check_upload(file: Any) -> None:
    """Refuse a file that the library does not take. It is left at its beginning.

    Raises:
        ContentRefused: one of `formats.files.errors`.
    """
    ending, taken = ending_of_name(file.name), settings.WAGTAILDOCS_EXTENSIONS
    if ending not in taken:
        raise FormatNotTaken(ending=f".{ending}" if ending else file.name, endings=", ".join(taken))
    check_contents(file, ending)
