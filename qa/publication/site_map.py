"""The pages of questions on the site map of a portal: those whose text citizens read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import override

from home.queries import SiteMapEntry
from home.serving.site_maps import register_site_map
from qa.models import Question
from qa.publication.public_events import TOLD

if TYPE_CHECKING:
    from collections.abc import Collection

    from sites.directory import PortalRecord


def count_questions(portal: PortalRecord) -> int:
    """How many there are. One query."""
    return Question.objects.received_by([portal.id]).readable().count()


def entries_of_questions(
    portal: PortalRecord, *, languages: Collection[str], start: int, length: int
) -> list[SiteMapEntry]:
    """Some of them, the oldest first, each in the language of its words, with the day of what its page told last. One
    query."""
    rows = Question.objects.received_by([portal.id]).readable().order_by("received_at", "pk")
    told = Max("events__at", filter=Q(events__verb__in=TOLD))
    found = rows.annotate(told_at=told).values_list("code", "language", "told_at", "published_at")
    return [
        SiteMapEntry(
            url=_url(portal, code, language if language in languages else settings.LANGUAGE_CODE),
            modified=told_at or published_at,
        )
        for code, language, told_at, published_at in found[start : start + length]
    ]


def _url(portal: PortalRecord, code: str, language: str) -> str:
    with override(language):
        return portal.root_url + reverse("question", args=[code])


register_site_map("cau-hoi", count=count_questions, entries=entries_of_questions)
