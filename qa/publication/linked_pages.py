"""The pages that replies link to, read at once for the page that shows them."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page

from home.blocks.choosers import Rows, chosen_in
from members.access.scope import Scope
from qa.models import Answer


def linked_pages(replies: Iterable[Answer]) -> Rows:
    """Those that the public reads, whatever portal they stand on: other links lose their address."""
    keys = {
        key
        for reply in replies
        for model, key in chosen_in(reply.text.stream_block, list(reply.text.raw_data))
        if model is Page
    }
    public = Scope(everything=False, portals=()).linkable_pages()
    return {Page: Page.objects.filter(public).in_bulk(keys) if keys else {}}
