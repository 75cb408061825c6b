"""The file of a founding decision: what may be kept, told by its content and never by its name."""

from __future__ import annotations

import warnings
from typing import IO, TYPE_CHECKING

from PIL import Image

from sites.errors import FileKindRefused, FileTooLarge
from sites.errors.contents import FileDamaged
from sites.file_contents import check_contents
from sites.file_contents.reading import BROKEN

if TYPE_CHECKING:
    from django.core.files import File

MAX_FILE_MB = 20
# First bytes, ending of the name, media type.
KINDS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
)
MEDIA_TYPES = {ending: media_type for _start, ending, media_type in KINDS}


def ending_of(file: File) -> str:
    """How the name of a file ends that may be kept: a PDF, or a scan as JPEG or PNG.

    Raises:
        FileTooLarge, FileKindRefused: it may not.
        ContentRefused: it runs something, or breaks off.
    """
    if file.size > MAX_FILE_MB * 1024 * 1024:
        raise FileTooLarge
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    for beginning, ending, _media_type in KINDS:
        if start.startswith(beginning):
            if ending == "pdf":
                check_contents(file, ending)
            else:
                check_picture(file, "JPEG" if ending == "jpg" else "PNG")
            return ending
    raise FileKindRefused


def check_picture(file: IO[bytes] | File, kind: str) -> None:
    """Look at the head of a picture and at what stands in it, without unpacking it. It is left at its beginning.

    Raises:
        FileDamaged: it is no picture of this kind, or breaks off.
    """
    try:
        with warnings.catch_warnings():
            # A scan is looked at by few, and never unpacked here: its pixels fill no memory.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.open(file, formats=[kind]).verify()
    except (*BROKEN, SyntaxError, Image.DecompressionBombError) as error:
        raise FileDamaged from error
    finally:
        file.seek(0)
