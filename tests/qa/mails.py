"""Mails of questions, as tests read them."""

from participation.enums.submissions import ConsentPurpose
from qa.enums import QuestionState
from tests.participation.factories import text_of
from tests.qa.factories import (
    make_question,
)


def consents(language="vi"):
    return [text_of(purpose, language) for purpose in (ConsentPurpose.ANSWER, ConsentPurpose.NOTICES)]


def told(portal, state=QuestionState.RECEIVED, **values):
    """A question whose sender agreed to be told by mail."""
    return make_question(portal, state, **{"agreed": consents(), **values})
