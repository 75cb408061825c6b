"""News and notices of the portals and topics that a visitor follows, for the home of the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.validators import slug_re
from django.db.models import Q
from wagtail.models import Page, get_page_models

from home.models import NewsArticlePage
from home.serving.addresses import url_from
from home.serving.news import newest_first, readable_now
from sites.directory import PortalRecord, get_directory
from sites.tree import below

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

MOST_SHOWN: Final = 8
# Categories of what is a notice to whoever lives there.
NOTICE_CATEGORIES: Final = frozenset({"loi-ich-cong-cong", "tam-ngung"})


@dataclass(frozen=True, slots=True)
class FollowedItem:
    """One item, as a list shows it."""

    title: str
    url: str
    first_published_at: datetime
    origin: PortalRecord | None
    source_agency: str = ""


def followed_items(codes: Sequence[str], topics: Sequence[str], *, language: str, site_id: int) -> list[FollowedItem]:
    """The newest news and notices of some portals, and news of some topics of any portal, that can be read now.

    Args:
        codes: of portals. topics: slugs of fields (4.2); what can be none counts for none.
        site_id: of the portal on which the addresses stand.
    """
    directory = get_directory()
    places = [one.container_path for one in directory.listed if one.code in codes and one.container_path]
    public = readable_now(Page.objects.all(), language)
    wanted: list[PageQuerySet] = []
    if places:
        wanted.append(public.type(*notice_types(), NewsArticlePage).filter(below(places)))
    # PostgreSQL takes no text with a zero character.
    if slugs := [topic for topic in topics if slug_re.match(topic)]:
        of_topics = Q(newsarticlepage__subject_fields__slug__in=slugs)
        wanted.append(public.filter(pk__in=Page.objects.filter(of_topics).values("pk")))
    found: dict[int, Page] = {}
    for pages in wanted:
        found |= {page.pk: page for page in newest_first(pages)[:MOST_SHOWN]}
    newest = sorted(found.values(), key=lambda page: (page.first_published_at, page.pk), reverse=True)
    return [
        FollowedItem(
            page.title,
            url_from(page.path, page.url_path, site_id) or "",
            page.first_published_at,
            directory.for_path(page.path),
        )
        for page in newest[:MOST_SHOWN]
    ]


def notice_types() -> list[Any]:
    """Types of pages that tell those who live there something."""
    return [model for model in get_page_models() if getattr(model, "category", "") in NOTICE_CATEGORIES]
