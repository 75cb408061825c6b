"""Whether an answer was useful: said by anybody, once a day from a network, and nobody knows by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F, Sum

from page_cache.purging import purge_on_commit
from participation.sent_forms.day_marks import is_first_today
from qa.models import AnswerUsefulness, Question

# Below so many readers who said something, the public reads nothing: one could be told from another.
LEAST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Usefulness:
    """How many said something, and how many of them that it was useful."""

    useful: int
    said: int


@transaction.atomic
def say_useful(question: Question, *, is_useful: bool, address: str | None, today: date) -> bool:
    """Count what a reader says of the answer. Returns whether it was counted: a second time on a day it is not."""
    if not is_first_today(f"qa.question:{question.pk}", address=address, today=today):
        return False
    AnswerUsefulness.objects.bulk_create([AnswerUsefulness(question=question)], ignore_conflicts=True)
    column = "useful" if is_useful else "useless"
    AnswerUsefulness.objects.filter(question=question).update(**{column: F(column) + 1})
    if usefulness_of(question) is not None:
        purge_on_commit([question.received_portal_id])
    return True


def usefulness_of(question: Question) -> Usefulness | None:
    """What readers said of an answer; None: too few did."""
    row = AnswerUsefulness.objects.filter(question=question).first()
    return _shown(Usefulness(row.useful, row.useful + row.useless)) if row else None


def usefulness_of_portal(portal_id: int, *, least: int = LEAST_SHOWN) -> Usefulness | None:
    """Usefulness of all answers to questions that a portal received; for its board with `least` of 1."""
    rows = AnswerUsefulness.objects.filter(question__received_portal=portal_id)
    sums = rows.aggregate(useful=Sum("useful", default=0), useless=Sum("useless", default=0))
    return _shown(Usefulness(sums["useful"], sums["useful"] + sums["useless"]), least=least)


def _shown(found: Usefulness, *, least: int = LEAST_SHOWN) -> Usefulness | None:
    return found if found.said >= least else None
