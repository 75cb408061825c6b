"""Refusals of files by what they hold. Each message says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from formats.errors import FormatRefused

# What stands in a message for a format: the ending, and words where people know it by another name.
FORMAT_WORDS = {
    "doc": pgettext_lazy("format of a file", "Word 97–2003 (.doc)"),
    "docx": pgettext_lazy("format of a file", "Word (.docx)"),
    "exe": pgettext_lazy("format of a file", "a program"),
    "html": pgettext_lazy("format of a file", "a web page"),
    "picture": pgettext_lazy("format of a file", "a picture"),
    "ppt": pgettext_lazy("format of a file", "PowerPoint 97–2003 (.ppt)"),
    "pptx": pgettext_lazy("format of a file", "PowerPoint (.pptx)"),
    "txt": pgettext_lazy("format of a file", "plain text (.txt)"),
    "xls": pgettext_lazy("format of a file", "Excel 97–2003 (.xls)"),
    "xlsx": pgettext_lazy("format of a file", "Excel (.xlsx)"),
}


class ContentRefused(FormatRefused):
    """What every refusal of a file by its content is. `inside` names the file of an archive that is meant."""

    code = "content_refused"
    message = _("This file is not taken.")

    def __init__(self, *, inside: str = "", **params: str) -> None:
        super().__init__(inside, params)
        self.inside, self.params = inside, params

    def __str__(self) -> str:
        said = str(self.message) % self.params
        return f"{self.inside}: {said}" if self.inside else said


class FormatNotTaken(ContentRefused):
    code = "format_not_taken"
    message = _("Files that end in “%(ending)s” are not taken. These are: %(endings)s.")


class NotThatFormat(ContentRefused):
    code = "not_that_format"
    message = _(
        "The name ends in “.%(ending)s”, but this is %(found)s. Open the file in the program it was made with and save "
        "it as .%(ending)s, or, if you know what it is, give its name the right ending."
    )

    def __init__(self, *, ending: str, found: str) -> None:
        super().__init__(ending=ending, found=str(FORMAT_WORDS.get(found, f".{found}")))


class NoKnownFormat(ContentRefused):
    code = "no_known_format"
    message = _(
        "The name ends in “.%(ending)s”, but what the file holds is not of this format. Open it in the program it was "
        "made with and save it as .%(ending)s."
    )


class FileDamaged(ContentRefused):
    code = "file_damaged"
    message = _("The file is damaged: it cannot be read to its end. Save it once more, and upload the new one.")


class FileLocked(ContentRefused):
    code = "file_locked"
    message = _(
        "The file is locked with a password, so readers cannot open it and nobody can check it. Save it without one."
    )


class HoldsMacros(ContentRefused):
    code = "holds_macros"
    message = _(
        "The file holds macros, which can do harm on the computers of readers. In the program it was made with, save "
        "it as a document without macros (.docx, .xlsx, .pptx, .odt, .ods, .odp) or as PDF, and upload that."
    )


class HoldsProgram(ContentRefused):
    code = "holds_program"
    message = _(
        "The file holds something that runs on the computers of readers, “%(name)s”. Take it out, and upload what "
        "remains."
    )


class HoldsObject(ContentRefused):
    code = "holds_object"
    message = _(
        "The file holds a control or another file, packed into it as an object. Put a picture or a table in its place, "
        "or save the document as PDF; upload the other file by itself."
    )


class LoadsFromOutside(ContentRefused):
    code = "loads_from_outside"
    message = _(
        "When it is opened, the file loads a template or an object from another computer. Take away the link to it "
        "(in Word: File, Info, Edit Links to Files, or Developer, Document Template), or save the document as PDF."
    )


class HoldsScript(ContentRefused):
    code = "holds_script"
    message = _(
        "This PDF runs a script or starts a program when it is opened or filled in. Print it to a new PDF, and upload "
        "that."
    )


class LeadsElsewhere(ContentRefused):
    code = "leads_elsewhere"
    message = _(
        "This PDF opens an address or another file by itself, or sends what readers fill in. Print it to a new PDF, "
        "and upload that."
    )


class PackedUnusually(ContentRefused):
    code = "packed_unusually"
    message = _(
        "This PDF packs its content in a way that cannot be looked into. Open it and print it to a new PDF, and upload "
        "that one."
    )


class PdfProtected(ContentRefused):
    code = "pdf_protected"
    message = _(
        "This PDF is encrypted, be it only against changes, so nobody can check what it holds. Save it without "
        "protection, or print it to a new PDF, and upload that one."
    )


class UnpacksTooLarge(ContentRefused):
    code = "unpacks_too_large"
    message = _(
        "What is packed in this file is too large, too many files, or archives in archives. Upload the files apart, or "
        "in several archives."
    )


class NotUnicodeText(ContentRefused):
    code = "not_unicode_text"
    message = _(
        "The text is not in Unicode (UTF-8). Save it as “CSV UTF-8” in the spreadsheet program, or with the encoding "
        "UTF-8 in the text editor."
    )


REFUSALS_OF_CONTENTS = (
    FormatNotTaken, NotThatFormat, NoKnownFormat, FileDamaged, FileLocked, HoldsMacros, HoldsProgram, HoldsObject,
    LoadsFromOutside, HoldsScript, LeadsElsewhere, PackedUnusually, PdfProtected, UnpacksTooLarge, NotUnicodeText,
)  # fmt: skip
