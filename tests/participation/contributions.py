"""Contributions, and somebody who sends one without an account and without JavaScript."""

import io
import re
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from participation.contribution.receiving import ContributionData, SentPicture, receive_contribution
from participation.enums.contributions import ContributionKind, PictureRights
from participation.enums.submissions import ConsentPurpose
from participation.models import Contribution
from participation.sent_files.checking import SentFile
from sites.models import Portal
from tests.participation.factories import FACTS, text_of

TITLE, TEXT = "Ngày hội đọc sách", "Sáng 1/12, hơn 300 em dự ngày hội.\n\nCác em đổi sách & kể chuyện."
AUTHOR = "Bút Danh Xuân"
FORM = "/gui-bai/"
WITH_MAIL = (ConsentPurpose.ANSWER, ConsentPurpose.NOTICES, ConsentPurpose.RULES)
FILLED = {
    "kind": "article",
    "title": TITLE,
    "lead": "Phường tổ chức ngày hội.",
    "text": TEXT,
    "author": AUTHOR,
    "organisation": "Hội Khuyến học phường",
    "name": FACTS.name,
    "email": FACTS.email,
    "phone": FACTS.phone,
    "agree_answer": "on",
    "agree_rules": "on",
    "agree_notices": "on",
}


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(content, "JPEG")
    return content.getvalue()


def word_file(*paragraphs: str) -> bytes:
    document, content = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(content)
    return content.getvalue()


def a_picture(**values: Any) -> SentPicture:
    said = {"caption": "Các em đọc sách", "author": "Người Chụp", "rights": PictureRights.OWN}
    return SentPicture(file=SentFile("anh.jpg", "jpg", picture()), **{**said, **values})


def contributed(**values: Any) -> ContributionData:
    """A whole article."""
    texts = [text_of(purpose) for purpose in values.pop("agreed", WITH_MAIL)]
    said = {
        "kind": ContributionKind.ARTICLE,
        "title": TITLE,
        "author": AUTHOR,
        "language": "vi",
        "sender": FACTS,
        "lead": "Phường tổ chức ngày hội.",
        "text": TEXT,
        "organisation": "Hội Khuyến học phường",
    }
    return ContributionData(agreed=texts, **{**said, **values})


def send(portal: Portal, **values: Any) -> tuple[Contribution, str]:
    """A contribution that waits for the board, with the secret of its link."""
    return receive_contribution(portal.pk, contributed(**values), at=timezone.now())


def make_contribution(portal: Portal, **values: Any) -> Contribution:
    """A contribution that waits for the board."""
    return send(portal, **values)[0]


class Contributor:
    """Opens the form of a portal, fills it in, sends it."""

    def __init__(self, portal: Portal, *, address: str = "203.0.113.9") -> None:
        self.client = Client(headers={"host": portal.host}, REMOTE_ADDR=address)

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def form_token(self) -> str:
        """The hidden field of a form that was just opened."""
        return re.search(r'name="form_token" value="([^"]+)"', self.get(FORM).content.decode())[1]

    def contribute(self, *, without: tuple[str, ...] = (), **values: Any) -> HttpResponse:
        sent = {"form_token": values.pop("form_token", None) or self.form_token()} | FILLED | values
        return self.client.post(FORM, {name: value for name, value in sent.items() if name not in without})

    def token(self, **values: Any) -> str:
        """The secret of the link of a contribution that was sent."""
        answer = self.contribute(**values)
        assert answer.status_code == 303, answer.content.decode()
        return answer["Location"].split("/")[-3]


def picture_fields(number: int = 1, **values: Any) -> dict[str, Any]:
    """The fields of a picture in the form."""
    said = {
        "files": SimpleUploadedFile("anh.jpg", picture(), "image/jpeg"),
        "caption": "Các em đọc sách",
        "author": "Người Chụp",
        "rights": "own",
    } | values
    return {f"anh{number}-{name}": value for name, value in said.items()}
