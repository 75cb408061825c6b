"""The file of a founding decision: what may be kept, told by its content and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.errors import refusing_contents
from formats.files import check_contents
from formats.files.pictures import check_picture
from members.errors import FileKindRefused, FileTooLarge

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


@refusing_contents()
def ending_of(file: File) -> str:
    """How the name of a file ends that may be kept: a PDF, or a scan as JPEG or PNG.

    Raises:
        FileTooLarge, FileKindRefused: it may not.
        ContentsRefused: it runs something, or breaks off.
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
