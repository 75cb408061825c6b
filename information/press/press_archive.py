"""A press pack as one file: each page as a text that any word processor opens, and its lead picture."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from wagtail.images.models import SourceImageIOError

from home.publication.pictures import USES, prefetch_item_pictures
from home.serving.preloading import preload
from information.queries import chosen_pages

if TYPE_CHECKING:
    from wagtail.models import Page

    from information.models import PressPackPage
    from library.models import PortalImage

(PICTURE,) = USES["full"].specs
# Seconds for which a cache may give the file to others: all agencies open it when the mail comes.
KEPT_SECONDS: Final = 300


def archive_response(page: PressPackPage, request: HttpRequest) -> HttpResponseBase:
    """The archive of a pack; nothing is made again for who has it."""
    pages = chosen_pages(page)
    # It changes with whatever page comes, goes or is published again.
    version = repr([(one.pk, one.last_published_at) for one in (page, *pages)])
    etag = quote_etag(hashlib.sha256(version.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        content = archive_of(page, pages) if request.method != "HEAD" else b""
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{page.slug}.zip"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


def archive_of(page: PressPackPage, pages: Sequence[Page]) -> bytes:
    """Pages in their order, numbered; first the contents. Pictures are those that the public page shows at their
    largest; the archive does not compress them again."""
    names = [f"{number:02}-{one.slug}" for number, one in enumerate(pages, start=1)]
    prefetch_item_pictures(pages, "full")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        entries = [{"page": one, "file": f"{name}.html"} for one, name in zip(pages, names, strict=True)]
        archive.writestr("00-muc-luc.html", _text("contents", page, entries=entries))
        for one, name in zip(pages, names, strict=True):
            for file, data, compression in _files_of(one, name):
                archive.writestr(file, data, compression)
    return content.getvalue()


def _files_of(page: Page, name: str) -> Iterator[tuple[str, str | bytes, int]]:
    picture = _bytes_of(getattr(page, "image", None))
    rows = preload(page)
    facts: list[tuple[Any, Any]] = page.facts() if hasattr(page, "facts") else []
    said = [(label, value) for label, value in facts if value not in (None, "")]
    yield f"{name}.html", _text("item", page, preloaded_rows=rows, facts=said), zipfile.ZIP_DEFLATED
    if picture:
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
