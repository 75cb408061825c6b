"""A question by its code, for anybody who types it: how it stands, and nothing of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.codes import LENGTH, typed_code
from qa.core.codes import as_typed
from qa.enums import QuestionState
from qa.models import Question
from sites.directory import get_directory

if TYPE_CHECKING:
    from sites.directory import PortalRecord


def question_by_code(portal_id: int, typed: str) -> Question | None:
    """The question that a portal received, by its code or that of its sender. One query, none for what is no code."""
    rows = Question.objects.received_by([portal_id]).select_related("responsible_portal", "unit")
    if code := as_typed(typed):
        # A complaint is as a code that was never given: how it stands its sender sees by the own code.
        return rows.filter(code=code).exclude(state=QuestionState.ROUTED_OUT).first()
    code = typed_code(typed)
    return rows.filter(sender__code=code).first() if len(code) == LENGTH else None


def portal_named_by(typed: str) -> PortalRecord | None:
    """The portal whose questions have such codes, where people can look it up. No query."""
    code = as_typed(typed)
    named = code.rsplit("-", 2)[0].lower() if code else ""
    return next((row for row in get_directory().records if row.code == named and row.is_readable), None)
