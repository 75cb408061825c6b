"""Keeping the index in step with what the public reads of questions: the words that boards approved, and nobody's name.

A question is found in the language it was asked in, on the portal that received it, which has its page.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import override

from home.serving.search_facts import SearchFacts, SearchState, year_of
from qa.core.queries import CATEGORY
from qa.models import Answer, Question, QuestionEvent, QuestionMessage
from search.index.entries import make_entry, write_entries
from search.models import SearchEntry
from sites.directory import get_directory

if TYPE_CHECKING:
    from sites.directory import PortalRecord


@transaction.atomic
def index_questions(keys: Collection[int], *, generations: Collection[int] = ()) -> int:
    """Write the rows of those questions that the public reads, and remove the others'. Returns how many it reads.

    See `search.index.indexing.index_pages`."""
    shown = hold_readable(keys).defer("title", "text", "asked_back").annotate(last_event=last_event())
    said = Prefetch("messages", QuestionMessage.objects.published().defer("text", "asked_back").order_by("pk"))
    replies = Prefetch("answers", Answer.objects.published().defer("draft").order_by("pk"))
    shown = shown.select_related("unit", "topic")
    entries = [_entry_of(question) for question in shown.prefetch_related(said, replies)]
    write_entries(entries, unique="question", generations=generations)
    SearchEntry.objects.filter(question__in=set(keys) - {entry.question_id for entry in entries}).delete()
    return len(entries)


def hold_readable(keys: Collection[int]) -> QuerySet[Question]:
    """Lock questions until the transaction ends, and take those that the public reads.

    In turns with the verbs, which hold the question: what is withheld meanwhile is not written after that."""
    rows = Question.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk"))
    return Question.objects.readable().filter(pk__in=keys)


def last_event() -> Coalesce:
    """Key of the last event of a question: whatever the public reads of it changed with an event."""
    events = QuestionEvent.objects.filter(question=OuterRef("pk")).order_by("-number")
    return Coalesce(Subquery(events.values("pk")[:1]), Value(0))


def remove_question(key: int) -> None:
    """Remove the row of a question that the public reads no more, with whatever hides it."""
    SearchEntry.objects.filter(question=key).delete()


def keys_to_index(portal_id: int | None) -> list[int]:
    """Questions that have a row, or should, of one portal or of all."""
    rows, shown = SearchEntry.objects.exclude(question=None), Question.objects.readable()
    if portal_id is not None:
        rows, shown = rows.filter(portal=portal_id), shown.received_by([portal_id])
    return sorted({*rows.values_list("question", flat=True), *shown.values_list("pk", flat=True)})


def question_url(question: Question, portal: PortalRecord, *, site_id: int | None) -> str:
    """The page of a question: a path on the site itself, absolute on others."""
    with override(question.language):
        path = reverse("question", args=[question.code])
    return path if portal.site_id == site_id else f"{portal.root_url}{path}"


def _entry_of(question: Question) -> SearchEntry:
    replies = [reply.words for reply in question.answers.all()]
    messages = [message.public_text for message in question.messages.all()]
    return make_entry(
        _facts_of(question),
        kind=Question._meta.label_lower,
        title=question.public_title,
        lead=question.public_text,
        body=" ".join([*reversed(replies), *messages, question.code]),
        question_id=question.pk,
        portal_id=question.received_portal_id,
        language=question.language,
        published_at=question.published_at,
        revision=question.last_event,  # type: ignore[attr-defined]
    )


def _facts_of(question: Question) -> SearchFacts:
    with override(question.language):
        unit = question.unit.name if question.unit is not None else ""
    record = get_directory().by_id.get(question.responsible_portal_id)
    return SearchFacts(
        topics=(question.topic.code,) if question.topic is not None else (),
        category=CATEGORY,
        year=year_of(question.published_at),
        issuer=unit or (record.governing_body if record is not None else ""),
        state=SearchState.ANSWERED if question.answered_on is not None else SearchState.WAITING,
    )
