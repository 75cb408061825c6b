"""What the board answers before it approves (Regulation 6.6, 13.1), and how the answers are kept.

The questions are data in one place. One that is asked no more stays here, `is_asked=False`, so that the approvals that
answered it stay readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from editorial.enums import ProposalKind
from editorial.errors import ChecklistIncomplete
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import reviewed_model

# An answer as it is kept: confirmed, or the value of a choice.
Answer = bool | str
Answers = dict[str, Answer]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One point of the checklist: to be confirmed, or, with choices, to be decided.

    Attributes:
        article: of the Regulation that asks for it; several between semicolons.
        only_pages: the question makes sense for pages alone.
        only_vietnamese: it makes sense for what is written in Vietnamese alone.
    """

    code: str
    text: Promise
    article: str
    choices: tuple[tuple[str, Promise], ...] = ()
    only_pages: bool = False
    only_vietnamese: bool = False
    is_asked: bool = True

    def is_answered_by(self, answer: object) -> bool:
        """Whether this is an answer, of the right kind: what a browser sends is not trusted."""
        if self.choices:
            return isinstance(answer, str) and answer in dict(self.choices)
        return answer is True

    def words_of(self, answer: object) -> Promise | str:
        """The answer as a person reads it."""
        if answer is True:
            return pgettext_lazy("checklist", "Confirmed")
        return dict(self.choices).get(str(answer), str(answer))


CHECKLIST_ITEMS: Final = (
    ChecklistItem("accurate", _("The information is accurate and comes from an official source."), "13.1.c; 13.1.d"),
    ChecklistItem(
        "no_secret", _("It contains no state secret and nothing else that may not be published."), "6.6; 13.1.b"
    ),
    ChecklistItem("rights", _("The rights in the texts and pictures are held."), "6.6; 13.1.b"),
    ChecklistItem(
        "personal_data",
        _("Personal data is removed, or published because a law says so."),
        "6.6; 13.1.b",
    ),
    ChecklistItem("pictures", _("Every picture has an alternative text, or there is none."), "3.2"),
    ChecklistItem("title", _("Title and lead are right: they say what the text says."), "13.1.c", only_pages=True),
    ChecklistItem(
        "english",
        _("Is an English version needed?"),
        "11.2",
        choices=(
            ("needed", pgettext_lazy("English version", "Needed")),
            ("not_needed", pgettext_lazy("English version", "Not needed")),
        ),
        only_pages=True,
        only_vietnamese=True,
    ),
)
_BY_CODE: Final = {question.code: question for question in CHECKLIST_ITEMS}


def questions_for(item: Any) -> list[ChecklistItem]:
    """The questions that fit an item; of a proposal, those that the changed fields raise."""
    if getattr(item, "kind", None) == ProposalKind.UNPUBLISH:
        return []  # Nothing becomes public.
    is_page = isinstance(item, Page)
    is_vietnamese = not is_page or item.locale.language_code == "vi"
    raised = _raised_by(item)
    return [
        question
        for question in CHECKLIST_ITEMS
        if question.is_asked
        and (is_page or not question.only_pages)
        and (is_vietnamese or not question.only_vietnamese)
        and (raised is None or question.code in raised)
    ]


def _raised_by(item: Any) -> set[str] | None:
    """Codes of the questions that a change of values raises; None: every question fits."""
    if not isinstance(item, ProposedChange) or item.kind != ProposalKind.CHANGE:
        return None
    model = item.content_type.model_class()
    rule = reviewed_model(model) if model is not None else None
    return rule.points_raised(item.values) if rule is not None else None


def check_answers(item: Any, given: Mapping[str, Any]) -> Answers:
    """The answers to the questions that fit an item; what else was given is left out.

    Raises:
        ChecklistIncomplete: a question has no answer, or one of the wrong kind.
    """
    questions = questions_for(item)
    missing = [question.text for question in questions if not question.is_answered_by(given.get(question.code))]
    if missing:
        raise ChecklistIncomplete(missing)
    return {question.code: given[question.code] for question in questions}


def answered(answers: Mapping[str, Any]) -> Iterator[tuple[Promise | str, str, Promise | str]]:
    """Question, article and answer of a kept checklist, in words; questions of former days too."""
    for code, answer in answers.items():
        question = _BY_CODE.get(code)
        if question is None:
            yield code, "", str(answer)
        else:
            yield question.text, question.article, question.words_of(answer)


__all__ = ["CHECKLIST_ITEMS", "Answer", "Answers", "ChecklistItem", "answered", "check_answers", "questions_for"]
