"""News for homes and feeds: of one portal, of the component portals, of the city; pages that can be read now."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from wagtail.query import PageQuerySet

from home.models import NewsArticlePage, PortalHomePage
from sites.directory import CONTAINER_PATH_LENGTH, PortalRecord
from sites.models import Portal
from sites.models.portal import PortalQuerySet
from sites.tree import in_public_branch


def readable_now(pages: PageQuerySet, language: str, *, portals: PortalQuerySet | None = None) -> PageQuerySet:
    """Those of some pages that can be read in a language: of portals that are open, below a home that is public.

    Args:
        portals: on which they stand; None: on any.
    """
    container = Substr(OuterRef("path"), 1, CONTAINER_PATH_LENGTH)
    wanted = Portal.objects.all() if portals is None else portals
    wanted = wanted.readable().filter(container__path=container, archived_at=None)
    return pages.live().filter(Exists(wanted), in_public_branch(), locale__language_code=language)


def newest_first(pages: PageQuerySet) -> PageQuerySet:
    """Pages in the order in which they were published, the last first."""
    return pages.order_by("-first_published_at", "-pk")


def news_below(home: PortalHomePage) -> PageQuerySet:
    """Newest news of one portal in the language of its home."""
    return newest_first(NewsArticlePage.objects.live().filter(path__startswith=home.path))


def news_of_components(language: str) -> PageQuerySet:
    """Newest news of the component portals that can be read now; their origin is `page.portal`."""
    return newest_first(readable_now(NewsArticlePage.objects.all(), language, portals=Portal.objects.component()))


def news_of_city(city: PortalRecord, language: str) -> PageQuerySet:
    """Newest news of the city portal that can be read now."""
    return newest_first(
        readable_now(NewsArticlePage.objects.all(), language, portals=Portal.objects.filter(pk=city.id))
    )
