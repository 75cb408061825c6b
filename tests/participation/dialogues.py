"""A live event that takes questions, and somebody who asks without an account and without JavaScript."""

import re
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from information.models import LiveEventPage
from participation.dialogue.deciding import publish_live_question
from participation.dialogue.receiving import LiveQuestionData, receive_live_question
from participation.enums.submissions import ConsentPurpose
from participation.models import LiveQuestion, SenderFacts
from sites.models import Portal
from tests.factories import make_head
from tests.information.factories import make_item
from tests.participation.factories import FACTS, text_of

WORDS = "Khi nào sửa xong đường Nguyễn Trãi?"
FILLED = {"text": WORDS, "agree_rules": "on"}
WITH_SENDER = {
    "name": FACTS.name, "email": FACTS.email, "phone": FACTS.phone, "agree_answer": "on", "pass_on": "on",
}  # fmt: skip


def make_event(
    portal: Portal, title: str = "Đối thoại", *, begins: int = -30, lasts: int = 120, **values: object
) -> LiveEventPage:
    """A public event that takes questions; it begins so many minutes after now."""
    starts = timezone.now() + timedelta(minutes=begins)
    times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=lasts)}
    given = {"published": True, "takes_questions": True} | times | values
    return LiveEventPage.objects.get(pk=make_item(portal, "live", title, **given).pk)


def ask(
    event: LiveEventPage, text: str = WORDS, *, sender: SenderFacts | None = None, pass_on: bool = False
) -> tuple[LiveQuestion, str]:
    """A question that waits for the board, with the secret of its link."""
    texts = [text_of(purpose) for purpose in (ConsentPurpose.ANSWER, ConsentPurpose.RULES)] if sender else []
    asked = LiveQuestionData(text, "vi", pass_on=pass_on, sender=sender, agreed=texts)
    return receive_live_question(event, asked, at=timezone.now())


def ask_publicly(event: LiveEventPage, text: str = WORDS, **values: object) -> LiveQuestion:
    """A question that the public reads."""
    question, _token = ask(event, text, **values)
    publish_live_question(question, by=make_head(question.portal), at=timezone.now())
    question.refresh_from_db()
    return question


class Asker:
    """Opens the form of an event, fills it in, sends it."""

    def __init__(self, event: LiveEventPage, portal: Portal, *, address: str = "203.0.113.9") -> None:
        self.client = Client(headers={"host": portal.host}, REMOTE_ADDR=address)
        self.form = f"/doi-thoai/{event.pk}/"

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def form_token(self) -> str:
        """The hidden field of a form that was just opened."""
        return re.search(r'name="form_token" value="([^"]+)"', self.get(self.form).content.decode())[1]

    def ask(self, *, without: tuple[str, ...] = (), **values: str) -> HttpResponse:
        sent = {"form_token": values.pop("form_token", None) or self.form_token()} | FILLED | values
        return self.client.post(self.form, {name: value for name, value in sent.items() if name not in without})

    def token(self, **values: str) -> str:
        """The secret of the link of a question that was sent."""
        answer = self.ask(**values)
        assert answer.status_code == 303, answer.content.decode()
        return answer["Location"].split("/")[-3]
