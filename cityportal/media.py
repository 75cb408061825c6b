"""Files below /media/: those that pages show, and no other.

In production the web server hands out the same folders where they are on its disk; from a bucket this does, and the web
server keeps what it handed out for a while (deploy/nginx).
"""

from __future__ import annotations

from http import HTTPStatus
from mimetypes import guess_type

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from audit.errors import StorageAway
from authentication.session_time import ACCOUNT_PICTURES
from home.errors import RETRY_AFTER

# Renditions, at addresses that cannot be guessed. Documents go through the view that knows who may read them; originals
# of pictures and uploads whose form was never filled in are nobody's to fetch.
PUBLIC_FOLDER = "images"
# Screens of the admin show them to who is signed in.
ADMIN_FOLDER = ACCOUNT_PICTURES
# A withdrawn picture is deleted. Whoever kept a copy, such as a cache that many share, asks after five minutes whether
# it is there still; the web server says the same (deploy/nginx).
KEPT_BRIEFLY = "public, max-age=300, must-revalidate"


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out a file by the one way its path is written: `images/../documents/a.pdf` leads to what is closed.

    Raises:
        Http404: another way of writing it, another folder, or no such file.
    """
    steps = path.split("/")
    if not {"", ".", ".."}.isdisjoint(steps) or len(steps) == 1 or not _is_open(steps[0], request):
        raise Http404
    try:
        response = _from_bucket(path) if settings.STORAGE_URL else _from_disk(request, path)
    except StorageAway:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})
    except OSError as error:  # No such file, or a name that is longer than names of files are.
        raise Http404 from error
    response["Cache-Control"] = "private, no-store" if steps[0] == ADMIN_FOLDER else KEPT_BRIEFLY
    return response


def _from_disk(request: HttpRequest, path: str) -> HttpResponseBase:
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


def _from_bucket(path: str) -> FileResponse:
    """Whole, without ranges: pages show pictures, and documents have a view of their own."""
    return FileResponse(default_storage.open(path), content_type=guess_type(path)[0] or "application/octet-stream")


def _is_open(folder: str, request: HttpRequest) -> bool:
    if folder == ADMIN_FOLDER:
        return request.portal is None and request.user.is_authenticated  # type: ignore[attr-defined]  # set on the way
    return folder == PUBLIC_FOLDER
