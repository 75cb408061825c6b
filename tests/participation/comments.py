"""A draft for comments with a text in parts, and somebody in front of it without an account and without JavaScript."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from information.models import DraftPage
from participation.consultation.actions.moderating import publish_comment
from participation.consultation.actions.receiving import CommentData, receive_comment
from participation.consultation.actions.responding import answer_comment
from participation.enums.comments import CommentResponse, CommentStake
from participation.enums.submissions import ConsentPurpose
from participation.models import Comment, SenderFacts
from sites.models import Portal
from tests.factories import make_head, make_member
from tests.information.factories import make_item
from tests.participation.factories import FACTS, text_of

TEXT = """Điều 11. Phạm vi
Quy định này áp dụng tại Thành phố.
Điều 12. Trách nhiệm
1. Cơ quan có trách nhiệm:
a) Công khai thời hạn giải quyết;
b) Bố trí người tiếp nhận;
c) Trả kết quả đúng hẹn;
d) Tiếp nhận phản ánh;
đ) Trả lời trong năm ngày làm việc.
2. Người dân có quyền góp ý.
"""
POINT = "dieu-12-khoan-1-diem-dd"
WORDS = "Đề nghị rút còn ba ngày làm việc."
FILLED = {
    "part": POINT,
    "text": WORDS,
    "stake": "citizen",
    "name": FACTS.name,
    "email": FACTS.email,
    "phone": FACTS.phone,
    "agree_answer": "on",
    "agree_rules": "on",
    "agree_notices": "on",
}


def make_draft(
    portal: Portal, title: str = "Dự thảo", *, opens: int = -5, closes: int = 20, **values: Any
) -> DraftPage:
    """A public draft, whose days are counted from today."""
    today = timezone.localdate()
    days = {"trigger_date": today + timedelta(days=opens), "closes_on": today + timedelta(days=closes)}
    page = make_item(portal, "draft", title, **{"text": TEXT, "published": True} | days | values)
    return DraftPage.objects.get(pk=page.pk)


def make_comment(draft: DraftPage, text: str = WORDS, *, sender: SenderFacts | None = None, **values: Any) -> Comment:
    """A comment that came by the form, and waits for the board."""
    return send(draft, text, sender=sender, **values)[0]


def send(
    draft: DraftPage,
    text: str = WORDS,
    *,
    sender: SenderFacts | None = None,
    agreed: tuple[ConsentPurpose, ...] = (),
    **values: Any,
) -> tuple[Comment, str]:
    """A comment, with the secret of its link."""
    purposes = agreed or ((ConsentPurpose.ANSWER,) if sender else ())
    said = {"language": "vi", "stake": CommentStake.CITIZEN, "anchor": POINT} | values
    texts = [text_of(purpose) for purpose in purposes]
    return receive_comment(draft, CommentData(text=text, sender=sender, agreed=texts, **said), at=timezone.now())


def published(comment: Comment, portal: Portal, **values: Any) -> int:
    """Publish a comment as the head of the board of a portal."""
    return publish_comment(comment, by=make_head(portal), at=timezone.now(), **values)


def answered(
    comment: Comment,
    portal: Portal,
    response: CommentResponse = CommentResponse.ACCEPTED,
    text: str = "Đã sửa tại khoản 1.",
    **values: Any,
) -> int:
    """Respond to a comment as an editor of a portal."""
    return answer_comment(comment, response=response, text=text, by=make_member(portal), at=timezone.now(), **values)


class Commenter:
    """Opens the form of a draft, fills it in, sends it."""

    def __init__(self, draft: DraftPage, portal: Portal, *, address: str = "203.0.113.9") -> None:
        self.client = Client(headers={"host": portal.host}, REMOTE_ADDR=address)
        self.form = f"/gop-y/{draft.pk}/gui/"

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def form_token(self) -> str:
        """The hidden field of a form that was just opened."""
        return re.search(r'name="form_token" value="([^"]+)"', self.get(self.form).content.decode())[1]

    def comment(self, *, without: tuple[str, ...] = (), **values: Any) -> HttpResponse:
        sent = {"form_token": values.pop("form_token", None) or self.form_token()} | FILLED | values
        return self.client.post(self.form, {name: value for name, value in sent.items() if name not in without})

    def token(self, **values: Any) -> str:
        """The secret of the link of a comment that was sent."""
        answer = self.comment(**values)
        assert answer.status_code == 303, answer.content.decode()
        return answer["Location"].split("/")[-3]


def shown(answer: HttpResponse) -> str:
    """What stands between the frame of the portal."""
    return answer.content.decode().split("<main", 1)[-1].split("</main>")[0]
