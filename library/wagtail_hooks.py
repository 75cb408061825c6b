"""Registration only."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks

from library.access import refuse_document
from library.models import PortalDocument


@hooks.register("before_serve_document")
def keep_documents_on_their_portal(document: PortalDocument, request: HttpRequest) -> None:
    refuse_document(document, request)
