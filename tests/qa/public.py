"""Questions as public pages show them: rows written as the verbs leave them, without their histories."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client

from formats.vietnamese.text import folded
from participation.models import Sender
from qa.core.reply_text import reply_text
from qa.enums import AnswerKind, QuestionState
from qa.models import Answer, AnsweringUnit, Question
from sites.models import Portal
from tests.factories import make_head
from tests.participation.factories import make_sender
from tests.qa.approvals import mark_approved
from tests.qa.factories import make_officer, make_unit

RECEIVED = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
TITLE, TEXT = "Xin cấp bản sao khai sinh", "Cần bản sao khai sinh của mẹ."


def publish(portal: Portal, title: str = TITLE, text: str = TEXT, *, sender: Sender | None = None, **values: Any):
    """A question that the board has sorted and published; others of its columns by name."""
    number = Question.objects.count() + 501
    facts: dict[str, Any] = {
        "code": f"{portal.code.upper()}-2026-{number:06}",
        "token_hash": f"{portal.pk}.{number}",
        "received_portal": portal,
        "responsible_portal": portal,
        "state": QuestionState.ASSIGNED,
        "language": "vi",
        "title": "Tiêu đề như đã gửi",
        "text": "Nội dung như đã gửi",
        "public_title": title,
        "public_text": text,
        "public_folded": folded(f"{title} {text}"),
        "visibility": "public_redacted",
        "published_at": PUBLISHED,
        "listed_at": PUBLISHED,
        "received_at": RECEIVED + timedelta(minutes=number),
        "day_zero": date(2026, 11, 4),
        "scope_due": date(2026, 11, 4),
        "classify_due": date(2026, 11, 6),
        # Ahead of whatever day the tests run on.
        "answer_due": date(2036, 11, 26),
        "sorted_on": date(2026, 11, 5),
    }
    question = Question.objects.create(sender=sender or make_sender(portal), **facts | values)
    if question.published_at is not None:
        mark_approved([question], portal=portal, by=make_head(portal), hashed=False)
    return question


def answer(question: Question, text: str = "Bà đến nhận kết quả.", *, on: date = date(2026, 11, 20), **values: Any):
    """What was published as the answer of a question, which is answered with it."""
    unit: AnsweringUnit = make_unit(question.received_portal)
    reply = Answer.objects.create(
        question=question,
        **{
            "kind": AnswerKind.ANSWER,
            "draft": reply_text("Bản nháp của đơn vị"),
            "text": reply_text(text),
            "unit": unit,
            "written_by": make_officer(unit),
            "approved_by": make_head(question.received_portal),
            "published_at": datetime(on.year, on.month, on.day, 3, tzinfo=UTC),
        }
        | values,
    )
    if reply.published_at is not None:
        mark_approved([reply], portal=question.received_portal, by=make_head(question.received_portal))
    question.state, question.unit = QuestionState.ANSWERED, unit
    question.first_reply_on = question.first_reply_on or on
    question.answered_on = question.answered_on or on
    question.save()
    return reply


def read(portal: Portal, path: str = "/hoi-dap/", **query: Any) -> Any:
    """What a citizen gets from a portal."""
    return Client(headers={"host": portal.host}).get(path, query)


def words(portal: Portal, path: str = "/hoi-dap/", **query: Any) -> str:
    """The text of the answer, with plain spaces."""
    response = read(portal, path, **query)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode().replace("\xa0", " ")
