"""RSS and Atom: one feed for a portal, one for each section, each in the language of its pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from formats.vietnamese.text import writable
from home.models import BasePage, NewsArticlePage, PortalHomePage, SectionPage
from home.serving.addresses import language_of, url_from
from home.serving.listing import section_pages
from sites.directory import PortalRecord
from sites.tree import in_public_branch

FEED_LENGTH = 30
# Of the page that every portal is born with (`home/data/starter_tree.yaml`).
REUSE_SLUG = "su-dung-lai-thong-tin"


def feed_rights(portal: PortalRecord) -> str:
    """Under which conditions what a feed holds is used again (13.2), with the address of the page that says so where it
    is public: in the language of the feed, else in Vietnamese."""
    language = get_language() or settings.LANGUAGE_CODE
    told = _(
        "When you use this information again, name the agency that provided it, the time of publication and %(name)s."
    )
    rights = told % {"name": portal.portal_title}
    versions = Page.objects.filter(slug=REUSE_SLUG, path__startswith=portal.container_path).values("translation_key")
    pages = Page.objects.live().filter(in_public_branch(), translation_key__in=versions)
    places = pages.filter(path__startswith=portal.container_path).values_list("path", "url_path")
    urls = {language_of(url_path): url_from(path, url_path, None) for path, url_path in places}
    if url := urls.get(language):
        return f"{rights} {url}"
    url = urls.get(settings.LANGUAGE_CODE)
    return f"{rights} {url} ({_('in Vietnamese')})" if url else rights


class _PageFeed(Feed):
    """What both feeds say of an item: title, lead, address, both times, source."""

    # Texts of former days, and of commands, may hold what a feed cannot: one item would cost all readers the feed.
    def item_title(self, item: BasePage) -> str:
        return writable(item.title)

    def item_description(self, item: BasePage) -> str:
        # Readers of feeds take summaries for HTML: a "<" of the lead would begin a tag.
        return escape(writable(item.lead))

    def item_link(self, item: BasePage) -> str:
        return item.full_url or ""

    def item_pubdate(self, item: BasePage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: BasePage) -> datetime | None:
        return item.last_published_at

    def feed_copyright(self, obj: Any) -> str:
        return feed_rights(obj.portal)

    def item_author_name(self, item: BasePage) -> str:
        return writable(getattr(item, "source_agency", ""))


class PortalFeed(_PageFeed):
    """Newest news of a portal, RSS 2.0."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PortalHomePage:
        home = live_home(request.portal)
        if home is None:
            raise Http404
        return home

    def title(self, obj: PortalHomePage) -> str:
        return obj.portal.portal_title

    def link(self, obj: PortalHomePage) -> str:
        return obj.full_url or ""

    def feed_url(self, obj: PortalHomePage) -> str:
        """Address of the feed itself; Django would build it from the host that was asked for, whatever its spelling."""
        return obj.portal.root_url + reverse("feed_portal")

    def description(self, obj: PortalHomePage) -> str:
        return writable(obj.lead)

    def items(self, obj: PortalHomePage) -> list[NewsArticlePage]:
        news = NewsArticlePage.objects.live().filter(path__startswith=obj.path)
        return list(news.order_by("-first_published_at", "-pk")[:FEED_LENGTH])


class PortalAtomFeed(PortalFeed):
    """The news feed of a portal in Atom."""

    feed_type = Atom1Feed

    def feed_url(self, obj: PortalHomePage) -> str:
        return obj.portal.root_url + reverse("feed_portal_atom")

    def subtitle(self, obj: PortalHomePage) -> str:
        return writable(obj.lead)


class SectionFeed(_PageFeed):
    """Newest items of one section, of whatever type, RSS 2.0, narrowed as its list is.

    The sections below it have feeds of their own.
    """

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest, section: SectionPage) -> SectionPage:
        self.request = request
        return section

    def title(self, obj: SectionPage) -> str:
        return f"{writable(obj.title)} – {obj.portal.portal_title}"

    def link(self, obj: SectionPage) -> str:
        return obj.full_url or ""

    def feed_url(self, obj: SectionPage) -> str:
        asked = self.request.GET.urlencode()
        return f"{obj.full_url}{obj.reverse_subpage('feed')}{asked and '?'}{asked}"

    def description(self, obj: SectionPage) -> str:
        return writable(obj.lead)

    def items(self, obj: SectionPage) -> list[Page]:
        pages = Page.objects.live().child_of(obj)
        if self.request.GET:
            pages = section_pages(obj, self.request)
        pages = pages.not_exact_type(SectionPage).exclude(first_published_at=None)
        return list(pages.order_by("-first_published_at", "-pk").specific()[:FEED_LENGTH])


def live_home(portal: PortalRecord) -> PortalHomePage | None:
    """The home of a portal in the active language, if it is public."""
    return PortalHomePage.objects.live().filter(path__startswith=portal.container_path, slug=get_language()).first()
