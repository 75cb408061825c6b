"""Registration only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail import hooks

from library.access import refuse_document
from library.bulk_actions import leave_out_tagging
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


@hooks.register("register_admin_urls")
def leave_out_tagging_of_files() -> list[URLPattern]:
    """When the addresses of the admin are read, every package has registered its actions."""
    leave_out_tagging()
    return []
