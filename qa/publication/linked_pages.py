"""The pages that replies link to, read at once for the page that shows them."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page

from home.blocks.choosers import Rows, chosen_in
from home.serving.routing import declare_named
from members.access.scope import Scope
from qa.models import Answer


def linked_pages(replies: Iterable[Answer], *, path: str) -> Rows:
    """Those that the public reads, whatever portal they stand on: other links lose their address.

    Args:
        path: where the pages of the portal stand that shows the replies.
    """
    keys = {
        key
        for reply in replies
        for model, key in chosen_in(reply.text.stream_block, list(reply.text.raw_data))
        if model is Page
    }
    public = Scope(everything=False, portals=()).linkable_pages()
    found = Page.objects.filter(public).in_bulk(keys) if keys else {}
    declare_named(keys, found.values(), path=path)
    return {Page: found}
