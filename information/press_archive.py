"""A press pack as one file: each page as a text that any word processor opens, and its lead picture."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from wagtail.images.models import SourceImageIOError

from home.preloading import preload
from information.queries import chosen_pages

if TYPE_CHECKING:
    from wagtail.models import Page

    from information.models import PressPackPage
    from library.models import PortalImage

PICTURE: Final = "max-1920x1440|format-jpeg"


def archive_response(page: PressPackPage) -> HttpResponse:
    """The archive of a pack. Some ten queries for each of its pages."""
    response = HttpResponse(archive_of(page), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.zip"'
    return response


def archive_of(page: PressPackPage) -> bytes:
    """Pages that citizens can read now, in their order, numbered; first the contents. Pictures are those that the
    public page shows at their largest; the archive does not compress them again."""
    pages = chosen_pages(page)
    names = [f"{number:02}-{one.slug}" for number, one in enumerate(pages, start=1)]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        entries = [{"page": one, "file": f"{name}.html"} for one, name in zip(pages, names, strict=True)]
        archive.writestr("00-muc-luc.html", _text("contents", page, entries=entries))
        for one, name in zip(pages, names, strict=True):
            for file, data, compression in _files_of(one, name):
                archive.writestr(file, data, compression)
    return content.getvalue()


def _files_of(page: Page, name: str) -> Iterator[tuple[str, str | bytes, int]]:
    rows = preload(page)
    yield f"{name}.html", _text("item", page, preloaded_rows=rows), zipfile.ZIP_DEFLATED
    if picture := _bytes_of(getattr(page, "image", None)):
        yield f"{name}.jpg", picture, zipfile.ZIP_STORED


def _text(kind: str, page: Page, **context: Any) -> str:
    return render_to_string(f"information/press_{kind}.html", {"page": page, **context})


def _bytes_of(image: PortalImage | None) -> bytes:
    """The file of a picture; none where it is lost."""
    if image is None:
        return b""
    try:
        with image.get_rendition(PICTURE).file.open() as file:
            data: bytes = file.read()
    except (SourceImageIOError, OSError):
        return b""
    return data
