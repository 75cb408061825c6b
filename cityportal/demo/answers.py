"""How the boards of the demo answer the checklist: as a board does that has looked at everything."""

from __future__ import annotations

from editorial.review.checklist import CHECKLIST_ITEMS, Answers


def all_answered() -> Answers:
    """Every question answered; those that do not fit an item are left out by the verb."""
    return {question.code: question.choices[-1][0] if question.choices else True for question in CHECKLIST_ITEMS}
