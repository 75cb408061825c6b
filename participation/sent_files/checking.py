"""Checks of files that people send: number, size, format and content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from audit.errors import refusing_contents
from formats.files import check_contents, ending_of_name
from formats.files.errors import FileDamaged, FormatNotTaken, NoKnownFormat
from formats.files.formats import check_picture, pixels_of
from formats.vietnamese.text import clean_text
from participation.sent_files.errors import FilesTooMany, FileTooHeavy, PictureTooLarge

if TYPE_CHECKING:
    from django.core.files import File


NAME_LENGTH: Final = 150
MEGABYTE: Final = 1024 * 1024
PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Limits of the files of a form.

    Attributes:
        files: how many at most.
        megabytes: of each at most.
        endings: as people choose them; keys of `MEDIA_TYPES`, and "jpeg".
        pixels: of a picture at most; None: any number.
    """

    files: int = 3
    megabytes: int = 5
    endings: tuple[str, ...] = ("pdf", "docx", "jpg", "jpeg", "png")
    pixels: int | None = None

    @property
    def accept(self) -> str:
        """The endings, as the attribute of an input names them."""
        return ",".join(f".{ending}" for ending in self.endings)


LIMITS: Final = FileLimits()


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file that was looked at. Its name may tell of a person: it does not print itself."""

    name: str
    ending: str
    content: bytes

    def __repr__(self) -> str:
        return "SentFile(…)"

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked_files(files: Sequence[File[Any]], *, limits: FileLimits = LIMITS) -> list[SentFile]:
    """Look at the files of a form.

    Raises:
        FilesTooMany, FileTooHeavy, PictureTooLarge: more, or larger, than may be.
        ContentsRefused: one of `formats.files.errors`.
    """
    if len(files) > limits.files:
        raise FilesTooMany(most=limits.files)
    return [checked_file(file, limits=limits) for file in files]


@refusing_contents()
def checked_file(file: File[Any], *, limits: FileLimits = LIMITS) -> SentFile:
    """Look at a file.

    Raises:
        FileTooHeavy, ContentsRefused: as `checked_files` says.
    """
    name = clean_text(file.name or "")[-NAME_LENGTH:]
    ending = ending_of_name(name)
    if ending not in limits.endings:
        raise FormatNotTaken(ending=f".{ending}" if ending else name, endings=", ".join(limits.endings))
    if file.size > limits.megabytes * MEGABYTE:
        raise FileTooHeavy(megabytes=limits.megabytes)
    if kind := PICTURES.get(ending):
        try:
            check_picture(file, kind)
        except FileDamaged as error:
            raise NoKnownFormat(ending=ending) from error
        if limits.pixels is not None and pixels_of(file) > limits.pixels:
            raise PictureTooLarge(megapixels=limits.pixels // 1_000_000)
    else:
        check_contents(file, ending)
    return SentFile(name, "jpg" if ending == "jpeg" else ending, file.read())
