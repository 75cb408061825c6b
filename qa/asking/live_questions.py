"""Questions that were not answered at a live event become questions with time limits."""

from __future__ import annotations

from django.utils.text import Truncator

from participation.dialogue.receivers import PassedOn, register_receiver
from qa.core.receiving import receive_question

# Letters of the words that stand for a title: nobody typed one.
TITLE_LETTERS = 120


def receive_passed_on_question(passed: PassedOn) -> str:
    """Receive a question that is passed on; the secret of its sender's link opens it. Returns its code.

    Raises:
        PortalRefusal: as `qa.core.receiving.receive_question` says.
    """
    question, _token = receive_question(
        passed.portal,
        title=Truncator(" ".join(passed.text.split())).chars(TITLE_LETTERS),
        text=passed.text,
        language=passed.language,
        sender=passed.sender,
        agreed=passed.agreed,
        token_hash=passed.token_hash,
        at=passed.at,
    )
    return question.code


register_receiver(receive_passed_on_question)
