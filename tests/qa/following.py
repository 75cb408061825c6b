"""Public questions that people follow, as tests make them."""

from qa.enums import QuestionState
from tests.qa.approvals import write_public
from tests.qa.factories import (
    LATER,
    make_question,
)

SHOWN = "Cấp bản sao khai sinh"


def public_question(portal, state=QuestionState.IN_ANSWER):
    question = make_question(portal, state)
    # As the review writes it; the review itself is tested elsewhere.
    write_public(question, published_at=LATER, public_title=SHOWN, public_text="…")
    question.refresh_from_db()
    return question
