"""The band of home pages about questions: the way to the form, what was answered last, figures."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.serving.homes.band_registry import Band, Width, register_band
from home.serving.homes.sections import HomeFacts
from qa.enums import QuestionState
from qa.models import Question, QuestionTally
from qa.oversight.figures import Figures, figures_by
from qa.publication.public_labels import chip_of

MOST_SHOWN: Final = 3
# Tallies are counted by beat. Seconds that a home keeps those of its portal.
KEPT_SECONDS: Final = 300


def latest_answered(portal_id: int, *, language: str) -> list[Question]:
    """The newest answered questions of the public list of a portal, in the language in which they were asked."""
    rows = Question.objects.received_by([portal_id]).readable().filter(state=QuestionState.ANSWERED, language=language)
    rows = rows.filter(answered_on__isnull=False).defer("title", "text", "asked_back", "public_folded")
    return list(rows.select_related("unit__portal").order_by("-answered_on", "-pk")[:MOST_SHOWN])


def figures_shown(portal_id: int, *, on: date) -> Figures:
    """The figures of a portal, kept for a while."""
    key = f"qa.home_figures:{portal_id}:{on.isoformat()}"
    figures: Figures | None = cache.get(key)
    if figures is None:
        counted = figures_by("portal", QuestionTally.objects.for_portals([portal_id]))
        figures = counted.get(portal_id, Figures())
        cache.set(key, figures, KEPT_SECONDS)
    return figures


def _questions(facts: HomeFacts) -> dict[str, Any] | None:
    portal = facts.portal
    if portal.is_archived:
        return None
    questions = latest_answered(portal.id, language=facts.page.language)
    figures = figures_shown(portal.id, on=facts.today)
    chips = [chip_of(question, today=facts.today, calendar=facts.calendar) for question in questions]
    return {
        "answered": list(zip(questions, chips, strict=True)),
        "question_figures": figures if figures.received else None,
    }


register_band(
    Band(
        code="questions",
        label=pgettext_lazy("band of a home page", "Questions and answers"),
        description=_("The way to the form, the newest answered questions of this portal, and figures."),
        icon="help",
        build=_questions,
        template="pages/qa/bands/questions.html",
        order=36,
        width=Width.HALF,
    )
)
