"""Refusals of documents that cannot be read here. Each message says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from formats.errors import FormatRefused


class SaveAsDocx(FormatRefused):
    """The file is of a format that only an office program reads, and none is installed, or it failed."""

    code = "save_as_docx"
    message = _(
        "Files of this kind cannot be read here. Open the file in Word or LibreOffice, choose File, Save as, and the "
        "type “Word Document (.docx)”, and choose the new file."
    )
