"""Context of the page of a draft: links for comments beside its parts, with their counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.page_registry import register_context
from information.drafts.text import PartLink
from information.models import DraftPage
from participation.consultation.drafts import cited_parts, live_draft, takes_comments
from participation.consultation.following.actions import can_be_followed
from participation.consultation.public import counts_of

# By which an address names a part.
PART = "phan"


@register_context(DraftPage)
def comments_context(page: DraftPage, request: HttpRequest) -> dict[str, Any]:
    """Nothing of a former version, nor of a page that is not public."""
    portal = getattr(request, "portal", None)
    if page.shown_version is not None or not page.live or portal is None:
        return {}
    draft = live_draft(page.pk, portal.container_path)
    if draft is None:
        return {}
    # Comments open and close with a day, and so do copies of pages.
    today = timezone.localdate()
    is_open = portal.is_live and takes_comments(draft, on=today)
    is_followed = portal.is_live and can_be_followed(draft, on=today)
    counts = counts_of(draft)
    form_url, list_url = reverse("comment_on_draft", args=[draft.pk]), reverse("draft_comments", args=[draft.pk])
    links: dict[str, list[PartLink]] = {}
    for part in cited_parts(draft):
        query = urlencode({PART: part.anchor})
        found = [PartLink(f"{form_url}?{query}", _("Comment on this part"), part.label)] if is_open else []
        if count := counts.by_anchor.get(part.anchor, 0):
            text = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
            found.append(PartLink(f"{list_url}?{query}", text, part.label))
        if found:
            links[part.anchor] = found
    return {
        "part_links": links,
        "comment_counts": counts,
        "comment_url": form_url if is_open else "",
        "comments_url": list_url,
        "follow_url": reverse("follow_draft", args=[draft.pk]) if is_followed else "",
    }
