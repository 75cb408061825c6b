"""What the public reads of questions: the list of a portal with its filters, and one question with its history.

The list goes on behind the last question seen, not by numbers of pages: its cost does not grow with the questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from adminviews.filters import begins, ends
from formats.vietnamese.text import asked_words
from qa.enums import OPEN_STATES, QuestionState, Verb
from qa.models import (
    Answer,
    AnsweringUnit,
    PublicCopy,
    Question,
    QuestionEvent,
    QuestionMessage,
    QuestionTally,
    QuestionTopic,
)
from qa.models.question_lists import REPLIED_LATE, QuestionQuerySet, overdue_on
from qa.publication.public_history import TOLD

PER_PAGE: Final = 20
# Matches that are counted; beyond it is said that there are more.
MOST_COUNTED: Final = 500
# Questions, newest first, that are looked through for words or for lateness; a period lets one look further back.
LOOKED_THROUGH: Final = 5_000
MOST_RELATED: Final = 5

# Public words for groups of states, by their name in addresses.
STATES: Final[Mapping[str, frozenset[QuestionState]]] = {
    "dang-xu-ly": OPEN_STATES,
    "da-tra-loi": frozenset({QuestionState.ANSWERED}),
    "co-quan-khac": frozenset({QuestionState.OUT_OF_SCOPE}),
    "da-gop": frozenset({QuestionState.MERGED_DUPLICATE}),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is narrowed, and where it goes on.

    Attributes:
        state: a name of `STATES`; since, until: days of receipt, both counted.
        after, before: the codes of the question behind which, or before which, the page begins or ends.
    """

    words: str = ""
    topic: str = ""
    unit: int | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None
    is_late: bool = False
    after: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.topic or self.unit or self.state or self.since or self.until or self.is_late)

    @property
    def needs_look(self) -> bool:
        """Whether no index knows the answer, so that only the newest questions are looked through."""
        known = [bool(self.unit), bool(self.topic), bool(self.state)]
        return bool(self.words or self.is_late or known.count(True) > 1)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list.

    Attributes:
        total: how many there are, up to `MOST_COUNTED` and one.
        older, newer: the code by which the next page is asked for; empty: there is none.
    """

    questions: list[Question]
    total: int
    older: str
    newer: str

    @property
    def is_capped(self) -> bool:
        return self.total > MOST_COUNTED


def list_questions(portal_id: int, asked: Asked, *, today: date) -> Listed:
    """A page of the public list of what a portal received, newest first."""
    rows = narrowed(Question.objects.received_by([portal_id]).listed(), asked, today=today)
    total = rows.order_by("-received_at", "-pk").values("pk")[: MOST_COUNTED + 1].count()
    mark = asked.after or asked.before
    place = Question.objects.received_by([portal_id]).filter(code=mark).values_list("received_at", "pk").first()
    is_backwards = bool(asked.before and not asked.after and place)
    page = rows.defer("title", "text", "asked_back", "public_folded").select_related("topic", "unit")
    if place:
        page = page.filter(_beside(place, is_newer=is_backwards))
    order = ("received_at", "pk") if is_backwards else ("-received_at", "-pk")
    found = list(page.order_by(*order)[: PER_PAGE + 1])
    has_further, found = len(found) > PER_PAGE, found[:PER_PAGE]
    if is_backwards:
        found.reverse()
    has_older, has_newer = (True, has_further) if is_backwards else (has_further, place is not None)
    return Listed(
        questions=found,
        total=total,
        older=found[-1].code if found and has_older else "",
        newer=found[0].code if found and has_newer else "",
    )


def narrowed(rows: QuestionQuerySet, asked: Asked, *, today: date) -> QuestionQuerySet:
    """Those of some listed questions that were asked for."""
    # An index knows one of these, in the order of the list, and the period.
    conditions = []
    if asked.unit:
        conditions.append(Q(unit=asked.unit))
    if asked.topic:
        conditions.append(Q(topic__code=asked.topic))
    if asked.state in STATES:
        conditions.append(Q(state__in=STATES[asked.state]))
    if asked.is_late:
        conditions.append(REPLIED_LATE | overdue_on(today))
    # What is withheld is found by nobody.
    conditions += [Q(public_folded__contains=word, withheld_on=None) for word in asked_words(asked.words)]
    if asked.since:
        rows = rows.filter(received_at__gte=begins(asked.since))
    if asked.until:
        rows = rows.filter(received_at__lte=ends(asked.until))
    if asked.needs_look:
        first, conditions = (conditions[:1], conditions[1:]) if asked.unit or asked.topic else ([], conditions)
        rows = rows.filter(*first)
        # A place in the index: what is newer is looked through.
        place = rows.order_by("-received_at", "-pk").values_list("received_at", flat=True)
        oldest = list(place[LOOKED_THROUGH : LOOKED_THROUGH + 1])
        rows = rows.filter(received_at__gte=oldest[0]) if oldest else rows
    return rows.filter(*conditions)


def _beside(place: tuple[datetime, int], *, is_newer: bool) -> Q:
    """Questions on one side of a place in the list: a range of the index, and of the same moment by the key."""
    at, key = place
    if is_newer:
        return Q(received_at__gte=at) & ~Q(received_at=at, pk__lte=key)
    return Q(received_at__lte=at) & ~Q(received_at=at, pk__gte=key)


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question as its page shows it.

    Attributes:
        replies: answers and notices of progress, the newest first; of what is withheld none.
        messages: what the asker said after the question, as the board published it, in its order.
        copies: what is public of the files that came with it.
        events: what is public of the history, the newest first.
    """

    question: Question
    replies: list[Answer]
    messages: list[QuestionMessage]
    copies: list[PublicCopy]
    events: list[QuestionEvent]

    @property
    def current(self) -> Answer | None:
        """The answer that stands."""
        return next((reply for reply in self.replies if reply.kind == "answer"), None)


def find_question(portal_id: int, code: str) -> Question | None:
    """A question that has a public address: sorted by the board, and no complaint that was passed on.

    What the board has not sorted yet has none: whoever counts codes cannot tell which of them were complaints.
    """
    rows = Question.objects.received_by([portal_id]).addressed().filter(code=code)
    return rows.select_related("topic", "unit__portal", "sender", "merged_into", "responsible_portal").first()


def public_question(question: Question) -> PublicQuestion:
    """A question with what is public of it."""
    replies: list[Answer] = []
    messages: list[QuestionMessage] = []
    copies: list[PublicCopy] = []
    if not question.is_withheld and question.state != QuestionState.WITHDRAWN:
        rows = question.answers.published().select_related("unit__portal").defer("draft")
        replies = list(rows.order_by("-published_at", "-pk"))
    if question.is_readable:
        messages = list(question.messages.published().defer("text", "asked_back").order_by("pk"))
        copies = list(PublicCopy.objects.published().of_question(question.pk).order_by("attachment"))
    return PublicQuestion(question, replies, messages, copies, public_events(question))


def public_events(question: Question) -> list[QuestionEvent]:
    """Public events of a question, the newest first."""
    events = question.events.filter(verb__in=TOLD).defer("remark", "seal").select_related("portal", "unit")
    if not question.listed_at:
        # Nobody is told that something is withheld which the list does not have.
        events = events.exclude(verb__in=[Verb.WITHHOLD, Verb.SHOW])
    return list(events.order_by("-number"))


def related_questions(question: Question) -> list[Question]:
    """Newest readable questions of the same portal and topic."""
    if question.topic_id is None:
        return []
    rows = Question.objects.received_by([question.received_portal_id]).readable().filter(topic=question.topic_id)
    rows = rows.exclude(pk=question.pk).select_related("topic", "unit")
    return list(rows.order_by("-received_at", "-pk")[:MOST_RELATED])


def choices_of_list(portal_id: int) -> tuple[list[QuestionTopic], list[AnsweringUnit]]:
    """Topics, and units, that questions of a portal's tallies have: by which the list is narrowed."""
    tallies = QuestionTally.objects.for_portals([portal_id])
    units = AnsweringUnit.objects.filter(pk__in=tallies.values("unit")).select_related("portal")
    return list(QuestionTopic.objects.filter(pk__in=tallies.values("topic"))), list(units)
