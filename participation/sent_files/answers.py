"""The answer that hands out a file as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from participation.sent_files.checking import SentFile


def file_response(file: SentFile, media_type: str, *, name: str) -> HttpResponse:
    """Let the browser save a file under a name of ours; nothing in it is run.

    Args:
        name: without the ending.
    """
    response = HttpResponse(file.content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file.ending}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
