"""Links inside rich text as the editor is given them: of another portal nothing that is not public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler, PageLinkElementHandler
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler, document_link_entity
from wagtail.models import Page

from adminviews.request_cache import cached_for_request
from home.editing.rich_text import id_of
from members.access.scope import current_request, current_scope


class OwnPageLinkElementHandler(PageLinkElementHandler):
    """Wagtail's, which hands over the address of a page, and where it stands, whosever page it is."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """What the editor is told of the page that a link names: asked once of each page in a request that looks."""
        key = id_of(attrs)
        return dict(_remembered(("page of a link", key), lambda: self._data_of(key)))

    def _data_of(self, key: Any) -> dict[str, Any]:
        scope = current_scope()
        page = Page.objects.filter(scope.linkable_pages(), pk=key).first()
        if page is None:
            # As Wagtail tells of a page that does not exist: the link keeps its key.
            return {"id": key, "url": None, "parentId": None}
        parent = page.get_parent() if scope.has_path(page.path) else None
        return {"id": key, "url": page.specific.url, "parentId": parent.pk if parent else None}


class OwnDocumentLinkElementHandler(DocumentLinkElementHandler):
    """Wagtail's, for documents of the person's portals; of others it keeps the key."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = id_of(attrs)
        return dict(_remembered(("document of a link", key), lambda: self._data_of(key)))

    def _data_of(self, key: Any) -> dict[str, Any]:
        model = get_document_model()
        document = model.objects.filter(current_scope().rows(model), pk=key).first()
        return {"id": key} | ({"url": document.url, "filename": document.filename} if document else {})


def _remembered(question: tuple[str, Any], ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    request = current_request()
    return cached_for_request(request.user, question, ask) if request is not None else ask()


# By the name of the feature: as Wagtail registers them, with our handlers.
EDITOR_RULES: dict[str, dict[str, Any]] = {
    "link": {
        "from_database_format": {
            "a[href]": ExternalLinkElementHandler("LINK"),
            'a[linktype="page"]': OwnPageLinkElementHandler("LINK"),
        },
        "to_database_format": {"entity_decorators": {"LINK": link_entity}},
    },
    "document-link": {
        "from_database_format": {'a[linktype="document"]': OwnDocumentLinkElementHandler("DOCUMENT")},
        "to_database_format": {"entity_decorators": {"DOCUMENT": document_link_entity}},
    },
}
