"""Which files may come with a question, told by what they hold. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from audit.errors import refusing_contents
from formats.files import check_contents, ending_of_name
from formats.files.errors import FileDamaged, FormatNotTaken, NoKnownFormat
from formats.files.pictures import check_picture
from formats.vietnamese.text import clean_text
from qa.file_errors import FilesTooMany, FileTooHeavy

if TYPE_CHECKING:
    from django.core.files import File

MOST_FILES: Final = 3
MOST_BYTES: Final = 5 * 1024 * 1024
NAME_LENGTH: Final = 150
PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}
# As people choose them.
ENDINGS: Final = ("pdf", "docx", "jpg", "jpeg", "png")


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file that was looked at. Its name may tell of a person: it does not print itself."""

    name: str
    ending: str
    content: bytes

    def __repr__(self) -> str:
        return "SentFile(…)"


def checked_files(files: Sequence[File[Any]]) -> list[SentFile]:
    """The files of a question, each looked at.

    Raises:
        FilesTooMany, FileTooHeavy: more, or larger, than may be.
        ContentsRefused: one of `formats.files.errors`.
    """
    if len(files) > MOST_FILES:
        raise FilesTooMany
    return [checked_file(file) for file in files]


@refusing_contents()
def checked_file(file: File[Any], *, endings: Sequence[str] = ENDINGS) -> SentFile:
    """A file that was looked at.

    Raises:
        FileTooHeavy, ContentsRefused: as `checked_files` says.
    """
    name = clean_text(file.name or "")[-NAME_LENGTH:]
    ending = ending_of_name(name)
    if ending not in endings:
        raise FormatNotTaken(ending=f".{ending}" if ending else name, endings=", ".join(endings))
    if file.size > MOST_BYTES:
        raise FileTooHeavy
    if kind := PICTURES.get(ending):
        try:
            check_picture(file, kind)
        except FileDamaged as error:
            raise NoKnownFormat(ending=ending) from error
    else:
        check_contents(file, ending)
    return SentFile(name, "jpg" if ending == "jpeg" else ending, file.read())
