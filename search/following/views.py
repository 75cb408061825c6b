"""Public pages by which somebody follows a search by mail, confirms, or stops its mails; and its feed."""

from __future__ import annotations

from datetime import datetime
from html import unescape
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape, strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from formats.vietnamese.text import writable
from home.serving.feeds import feed_rights, live_home
from home.serving.public_forms import take_form
from participation.personal_data.contacts import normalised_contact
from qa.views.asking.mails import CONFIRM, secret_page
from search.facets import in_words
from search.filters import QUESTION, SCOPE, Filters
from search.following.actions import (
    LINKS,
    ask_to_follow,
    confirm_following,
    end_following,
    narrowed_in_words,
)
from search.forms.following import FollowSearchForm
from search.hits import Hit
from search.service import newest_hits
from search.throttled_actions import FOLLOWING_SEARCH
from search.views import CITY, scope_of
from search.words.query import Query
from sites.directory import PortalRecord, get_directory

FEED_LENGTH: Final = 30


class Asked(NamedTuple):
    """A search as its address has it."""

    query: Query
    portal: PortalRecord
    scope: str
    filters: Filters

    @property
    def within(self) -> PortalRecord | None:
        return None if self.scope == CITY else self.portal

    @property
    def parameters(self) -> str:
        asked = [(QUESTION, self.query.text), (SCOPE, self.scope)]
        return urlencode([*asked, *self.filters.parameters(get_directory())])

    def narrowed(self) -> str:
        """What it is narrowed to, in words."""
        return in_words(self.filters, get_directory())


def asked_of(request: HttpRequest) -> Asked:
    """The search of an address.

    Raises:
        Http404: it has no words, or the portal no home in the language.
    """
    query = Query.read(request.GET.get(QUESTION, "").replace("\0", ""))
    if not query or live_home(request.portal) is None:
        raise Http404
    return Asked(query, request.portal, scope_of(request), Filters.read(request.GET, get_directory()))


class SearchFeed(Feed):
    """Newest pages and questions for some words, RSS 2.0, on the portal or in the city as the results are."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest) -> Asked:
        return asked_of(request)

    def title(self, obj: Asked) -> str:
        searched, narrowed = _("Search: %(query)s") % {"query": obj.query.text}, obj.narrowed()
        return writable(" – ".join(filter(None, [searched, narrowed, obj.portal.portal_title])))

    def link(self, obj: Asked) -> str:
        return f"{obj.portal.root_url}{reverse('search')}?{obj.parameters}"

    def feed_url(self, obj: Asked) -> str:
        return f"{obj.portal.root_url}{reverse('feed_search')}?{obj.parameters}"

    def description(self, obj: Asked) -> str:
        return _("What is new for these words, the newest first.")

    def feed_copyright(self, obj: Asked) -> str:
        return feed_rights(obj.portal)

    def items(self, obj: Asked) -> list[Hit]:
        return newest_hits(
            obj.query, language=get_language(), portal=obj.within, filters=obj.filters, limit=FEED_LENGTH
        )

    def item_title(self, item: Hit) -> str:
        return writable(item.title)

    def item_description(self, item: Hit) -> str:
        # Readers of feeds take summaries for HTML.
        return escape(writable(unescape(strip_tags(item.snippet_html))))

    def item_link(self, item: Hit) -> str:
        return item.url

    def item_pubdate(self, item: Hit) -> datetime | None:
        return item.published_at

    def item_author_name(self, item: Hit) -> str:
        return writable(item.portal.name)


# No session stands behind it that somebody else could use.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_search(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and mail it a link. What is answered tells nothing of who follows."""
    asked = asked_of(request)
    if not request.portal.is_live:
        raise Http404

    def ask(*, email: str, frequency: str, at: datetime) -> None:
        ask_to_follow(
            asked.portal.id,
            asked.query,
            address=email,
            language=get_language(),
            is_of_city=asked.scope == CITY,
            frequency=frequency,
            filters=asked.filters,
            at=at,
        )

    sent = take_form(request, FollowSearchForm, ask, action=FOLLOWING_SEARCH, name_of=normalised_contact)
    context: dict[str, Any] = {
        "query": asked.query.text,
        "narrowed": asked.narrowed(),
        "is_of_city": asked.scope == CITY,
        "results_url": f"{reverse('search')}?{asked.parameters}",
        "days": settings.SEARCH_FOLLOWERS_KEPT_DAYS,
        **sent.context,
    }
    return secret_page(request, "search/follow.html", _("Follow a search by e-mail"), context, status=sent.status)


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def search_follower(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and do what is sent. Who ended before is told that; what we did not write, or for another portal, is
    404."""
    if not LINKS.is_link_of(token, portal=request.portal):
        raise Http404
    follower = LINKS.follower_of(token, portal=request.portal)
    if follower is not None and request.method == "POST":
        verb = confirm_following if CONFIRM in request.POST else end_following
        verb(follower, at=timezone.now())
        follower = LINKS.follower_of(token, portal=request.portal)
    narrowed = narrowed_in_words(follower) if follower is not None else ""
    context = {"follower": follower, "narrowed": narrowed, "days": settings.SEARCH_FOLLOWERS_KEPT_DAYS}
    return secret_page(request, "search/follower.html", _("Mails on a search that you follow"), context)
