"""Open data of questions: what the public reads, as a table. No name, no contact, no text as it was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deadlines.queries import working_calendar
from qa.enums import AnswerKind
from qa.models import Answer, HistoryLedger, Question
from qa.models.question_lists import ending
from qa.publication.public_labels import standing_of_question
from sites.directory import get_directory

# Rows that are read at a time.
CHUNK: Final = 500
# Each column with what it holds.
COLUMNS: Final = {
    "code": _("Code of the question"),
    "address": _("Address of its page"),
    "portal": _("Portal that received it"),
    "handled_by": _("Portal that deals with it"),
    "unit": _("Unit that answers; empty: none yet, or none any more"),
    "topic": _("Topic"),
    "state": _("State: one of the words of the system, in English"),
    "ending": _("What became of it, as the figures count it"),
    "language": _("Language of the question: vi or en"),
    "received_on": _("Day of receipt"),
    "counted_from": _("Working day from which the time limits are counted"),
    "sort_by": _("Last day to forward it"),
    "sorted_on": _("Day on which it was forwarded or closed by the board"),
    "answer_by": _("Last day to answer, or to tell the day of the answer"),
    "first_reply_on": _("Day of the first reply: an answer, or a notice of progress"),
    "promised_for": _("Day promised for the answer, where a promise stands"),
    "again_by": _("Last day to answer a further question, or to correct the answer, where one is open"),
    "not_kept": _("First day after a reply that was not kept: promised, or of a further question"),
    "answered_on": _("Day of the first answer"),
    "punctuality": _("waiting, overdue, in_time, late, or none"),
    "days_late": _("Working days late"),
    "withheld_because": _("Class of the reason, of what is withheld"),
    "withheld_on": _("Day on which it was withheld"),
    "title": _("Public title; empty of what is withheld"),
    "text": _("Public text; empty of what is withheld"),
    "answer": _("The answer that stands; empty of what is withheld"),
    "documents": _("Numbers of the legal documents that the answer rests on"),
}


def exported_rows(portal_id: int) -> Iterator[dict[str, Any]]:
    """The public list of a portal, oldest first, one row after the other: memory does not grow."""
    records, calendar, today = get_directory().by_id, working_calendar(), timezone.localdate()
    portal = records[portal_id]
    rows = Question.objects.received_by([portal_id]).listed().order_by("received_at", "pk")
    rows = (
        rows.defer("title", "text", "asked_back", "public_folded")
        .select_related("topic", "unit")
        .annotate(ending=ending())
    )
    answers = Answer.objects.published().filter(kind=AnswerKind.ANSWER).order_by("published_at", "pk")
    shown = Prefetch("answers", answers.only("question", "text", "documents"), to_attr="shown_answers")
    for question in rows.prefetch_related(shown).iterator(chunk_size=CHUNK):
        found = standing_of_question(question, today=today, calendar=calendar)
        handler = records.get(question.responsible_portal_id)
        yield {
            "code": question.code,
            "address": f"{portal.root_url}/hoi-dap/{question.code}/",
            "portal": portal.name_vi,
            "handled_by": handler.name_vi if handler else "",
            "unit": question.unit.name_vi if question.unit else "",
            "topic": question.topic.name_vi if question.topic else "",
            "state": question.state,
            "ending": question.ending,
            "language": question.language,
            "received_on": timezone.localdate(question.received_at),
            "counted_from": question.day_zero,
            "sort_by": question.classify_due,
            "sorted_on": question.sorted_on,
            "answer_by": question.answer_due,
            "first_reply_on": question.first_reply_on,
            "promised_for": question.promised_for,
            "again_by": question.again_due if question.is_open else None,
            "not_kept": question.broken_due,
            "answered_on": question.answered_on,
            "punctuality": found.timeliness.value,
            "days_late": found.days,
            "withheld_because": question.withheld_because,
            "withheld_on": question.withheld_on,
            **_texts(question),
        }


def export_etag(portal_id: int) -> str:
    """What is another one as soon as something happened to a question of the portal, or a day passed: each event is
    counted in the ledger. The new name of a unit or a topic is told a day later at most."""
    counted = HistoryLedger.objects.filter(portal=portal_id).values_list("questions", "events").first() or (0, 0)
    return '"{}-{}-{}-{:%Y%m%d}"'.format(portal_id, *counted, timezone.localdate())


def _texts(question: Any) -> dict[str, str]:
    """What the public reads of the words of a question and its answer."""
    if not question.is_readable:
        return dict.fromkeys(("title", "text", "answer", "documents"), "")
    answer = question.shown_answers[-1] if question.shown_answers else None
    return {
        "title": question.public_title,
        "text": question.public_text,
        "answer": answer.words if answer else "",
        "documents": "; ".join(facts["number"] for facts in answer.documents) if answer else "",
    }


def csv_rows(portal_id: int) -> Iterator[list[Any]]:
    """The table with its names in the first line."""
    yield list(COLUMNS)
    for row in exported_rows(portal_id):
        yield [row[name] for name in COLUMNS]


def json_parts(portal_id: int) -> Iterator[str]:
    """One JSON document, in parts."""
    yield '{"questions": ['
    for number, row in enumerate(exported_rows(portal_id)):
        yield ("," if number else "") + json.dumps(row, ensure_ascii=False, default=str)
    yield "]}"
