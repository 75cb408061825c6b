"""Rich text: links to pages and files as plain addresses, the editor's features, and the field it is typed into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import escape
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler, PageLinkElementHandler
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler as WagtailDocumentLinkHandler
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler, document_link_entity
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler as WagtailPageLinkHandler

from adminviews.hidden_inputs import rich_text_sent
from adminviews.request_cache import cached_for_request
from home.blocks.choosers import stored
from home.serving.addresses import PlainPage
from members.access.scope import current_request, current_scope
from sites.tree import in_public_branch


class PageLinkHandler(WagtailPageLinkHandler):
    """Full addresses from the tree, without Wagtail's look-ups of sites and translations for each link.

    A page that is no longer public leaves the words without a link.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[PlainPage | None]:
        wanted = [id_of(attrs) for attrs in attrs_list]
        rows = stored(Page)
        if rows is None:
            rows = Page.objects.live().filter(in_public_branch()).in_bulk(set(wanted) - {0})
        return [PlainPage.of(rows[pk]) if pk in rows else None for pk in wanted]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [f'<a href="{escape(page.full_url)}">' if page else "<a>" for page in cls.get_many(attrs_list)]


class DocumentLinkHandler(WagtailDocumentLinkHandler):
    """Takes files from what was read for the page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Any]:
        rows = stored(cls.get_model())
        if rows is None:
            return super().get_many(attrs_list)
        return [rows.get(id_of(attrs)) for attrs in attrs_list]


def id_of(attrs: dict) -> int:
    """Id that a link names; 0, which no row has, where it names none."""
    pk = str(attrs.get("id", ""))
    return int(pk) if pk.isdecimal() else 0


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor, which takes whatever JSON is sent."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was written, as it is stored.

        Raises:
            BadRequest: an editor never sends it so.
        """
        sent = data.get(name)
        if sent is not None:
            rich_text_sent(sent)
        return super().value_from_datadict(data, files, name)


class ScopedPageLinkElementHandler(PageLinkElementHandler):
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


class ScopedDocumentLinkElementHandler(DocumentLinkElementHandler):
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
            'a[linktype="page"]': ScopedPageLinkElementHandler("LINK"),
        },
        "to_database_format": {"entity_decorators": {"LINK": link_entity}},
    },
    "document-link": {
        "from_database_format": {'a[linktype="document"]': ScopedDocumentLinkElementHandler("DOCUMENT")},
        "to_database_format": {"entity_decorators": {"DOCUMENT": document_link_entity}},
    },
}
