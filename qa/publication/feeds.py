"""Feeds: the newest questions of a portal, and what happens to one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from formats.vietnamese.text import writable
from home.serving.feeds import FEED_LENGTH, feed_rights, live_home
from qa.models import Question, QuestionEvent
from qa.publication.public_history import Step, steps_of
from qa.publication.public_questions import find_question, public_events
from sites.directory import PortalRecord

# A question with the portal that received it, and what is public of its history.
Followed = tuple[PortalRecord, Question, list[QuestionEvent]]


class QuestionsFeed(Feed):
    """The newest questions that the public reads, RSS 2.0."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if live_home(request.portal) is None:
            raise Http404
        return request.portal

    def title(self, obj: PortalRecord) -> str:
        return f"{pgettext('public section', 'Questions and answers')} – {obj.portal_title}"

    def description(self, obj: PortalRecord) -> str:
        return _("What citizens ask, and what they are answered.")

    def link(self, obj: PortalRecord) -> str:
        return obj.root_url + reverse("questions")

    def feed_url(self, obj: PortalRecord) -> str:
        return obj.root_url + reverse("feed_questions")

    def feed_copyright(self, obj: PortalRecord) -> str:
        return feed_rights(obj)

    def items(self, obj: PortalRecord) -> list[tuple[PortalRecord, Question]]:
        rows = Question.objects.received_by([obj.id]).readable().defer("title", "text", "asked_back")
        return [(obj, question) for question in rows.order_by("-received_at", "-pk")[:FEED_LENGTH]]

    def item_title(self, item: tuple[PortalRecord, Question]) -> str:
        return writable(item[1].public_title)

    def item_description(self, item: tuple[PortalRecord, Question]) -> str:
        # Readers of feeds take descriptions for HTML.
        return escape(writable(item[1].public_text))

    def item_link(self, item: tuple[PortalRecord, Question]) -> str:
        return item[0].root_url + reverse("question", args=[item[1].code])

    def item_pubdate(self, item: tuple[PortalRecord, Question]) -> datetime | None:
        return item[1].published_at


class QuestionFeed(Feed):
    """What happens to one question, the newest step first, RSS 2.0."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest, code: str) -> Any:
        portal = request.portal
        question = find_question(portal.id, code) if live_home(portal) else None
        # What is withheld has no history to be followed.
        if question is None or question.is_withheld:
            raise Http404
        return portal, question, public_events(question)

    def title(self, obj: Followed) -> str:
        question = obj[1]
        name = f"{question.code}: {question.public_title}" if question.is_readable else question.code
        return writable(f"{name} – {obj[0].portal_title}")

    def description(self, obj: Followed) -> str:
        return _("What happens to this question.")

    def link(self, obj: Followed) -> str:
        return obj[0].root_url + reverse("question", args=[obj[1].code])

    def feed_url(self, obj: Followed) -> str:
        return obj[0].root_url + reverse("feed_question", args=[obj[1].code])

    def feed_copyright(self, obj: Followed) -> str:
        return feed_rights(obj[0])

    def items(self, obj: Followed) -> list[tuple[str, Step]]:
        return [(self.link(obj), step) for step in steps_of(obj[2])[:FEED_LENGTH]]

    def item_title(self, item: tuple[str, Step]) -> str:
        return writable(item[1].title)

    def item_description(self, item: tuple[str, Step]) -> str:
        return escape(writable(item[1].text))

    def item_link(self, item: tuple[str, Step]) -> str:
        return item[0]

    def item_guid(self, item: tuple[str, Step]) -> str:
        return f"{item[0]}#{item[1].at.isoformat()}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: tuple[str, Step]) -> datetime:
        return item[1].at
