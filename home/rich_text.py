"""Links to pages inside rich text, as plain addresses: one query for all links of a text."""

from __future__ import annotations

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler as WagtailPageLinkHandler

from home.addresses import PlainPage
from home.routing import in_public_branch


class PageLinkHandler(WagtailPageLinkHandler):
    """Full addresses from the tree, without Wagtail's look-ups of sites and translations for each link.

    A page that is no longer public leaves the words without a link.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdecimal()}
        rows = {row.pk: PlainPage.of(row) for row in Page.objects.live().filter(in_public_branch(), pk__in=ids)}
        found = (rows.get(int(attrs["id"])) if str(attrs.get("id", "")).isdecimal() else None for attrs in attrs_list)
        return [f'<a href="{escape(page.full_url)}">' if page else "<a>" for page in found]
