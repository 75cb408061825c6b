"""Links to pages and files inside rich text, as plain addresses: no query of their own on a page that was preloaded."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler as WagtailDocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler as WagtailPageLinkHandler

from home.blocks.choosers import stored
from home.serving.addresses import PlainPage
from sites.tree import in_public_branch


class PageLinkHandler(WagtailPageLinkHandler):
    """Full addresses from the tree, without Wagtail's look-ups of sites and translations for each link.

    A page that is no longer public leaves the words without a link. One query for all links of a text, none where
    `home.serving.preloading` read the pages of the whole body.
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
