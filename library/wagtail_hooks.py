"""Registration only."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks

from library.access import refuse_document
from library.bulk_actions import leave_out_tagging
from library.models import PortalDocument


@hooks.register("before_serve_document")
def keep_documents_on_their_portal(document: PortalDocument, request: HttpRequest) -> None:
    refuse_document(document, request)


@hooks.register("register_admin_urls")
def leave_out_tagging_of_files() -> list[URLPattern]:
    """When the addresses of the admin are read, every package has registered its actions."""
    leave_out_tagging()
    return []
