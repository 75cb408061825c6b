"""Registration only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from library.access import refuse_document
from library.bulk_actions import GiveDocuments, GiveImages
from library.models import PortalDocument, PortalImage
from library.views import refuse_bulk_action


@hooks.register("before_serve_document")
def keep_documents_on_their_portal(document: PortalDocument, request: HttpRequest) -> None:
    refuse_document(document, request)


@hooks.register("before_bulk_action")
def keep_what_is_used(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if request.method == "POST" and isinstance(next(iter(objects), None), (PortalImage, PortalDocument)):
        return refuse_bulk_action(request, action_type, objects)
    return None


# After Wagtail's of the same name, whose place they take.
hooks.register("register_bulk_action", GiveImages, order=1)
hooks.register("register_bulk_action", GiveDocuments, order=1)
