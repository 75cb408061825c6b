"""Somebody in front of a portal, without an account and without JavaScript."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from sites.models import Portal

FORM, FORM_IN_ENGLISH = "/hoi-dap/gui-cau-hoi/", "/en/ask/"
FILLED = {
    "title": "Xin cấp bản sao khai sinh cho mẹ",
    "text": "Tôi nộp hồ sơ ngày 05/10/2026.\r\nĐến nay chưa có kết quả.",
    "topic": "ho-tich",
    "name": "Nguyễn Thị DấuTên",
    "email": "dauthu.hoa@thudientu.example",
    "phone": "0901 777 345",
    "relation": "Con của DấuQuanHệ",
    "agree_answer": "on",
    "agree_rules": "on",
}


def shown(answer: HttpResponse) -> str:
    """What stands between the frame of the portal."""
    return answer.content.decode().split("<main", 1)[-1].split("</main>")[0]


class Citizen:
    """Opens the form of a portal, fills it in, sends it."""

    def __init__(self, portal: Portal, *, address: str = "203.0.113.9", language: str = "") -> None:
        self.client = Client(headers={"host": portal.host}, REMOTE_ADDR=address)
        self.form = FORM_IN_ENGLISH if language == "/en" else FORM

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def post(self, path: str, **values: Any) -> HttpResponse:
        return self.client.post(path, values)

    def form_token(self) -> str:
        """The hidden field of a form that was just opened."""
        return re.search(r'name="form_token" value="([^"]+)"', self.get(self.form).content.decode())[1]

    def ask(self, *, without: tuple[str, ...] = (), **values: Any) -> HttpResponse:
        sent = {"form_token": values.pop("form_token", None) or self.form_token()} | FILLED | values
        return self.post(self.form, **{name: value for name, value in sent.items() if name not in without})

    def token(self, **values: Any) -> str:
        """The secret of the link of a question that was asked."""
        answer = self.ask(**values)
        assert answer.status_code == 303, answer.content.decode()
        return answer["Location"].split("/")[-3]
