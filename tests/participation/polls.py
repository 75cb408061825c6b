"""Pages with a poll."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from home.models import NewsArticlePage
from tests.factories import make_article

CHOICES = ("Trực tuyến", "Qua bưu điện", "Tại một cửa")


def body(*, days=5, several=False, choices=CHOICES):
    closes = timezone.localdate() + timedelta(days=days)
    listed = [{"type": "item", "id": str(uuid4()), "value": text} for text in choices]
    value = {"question": "Nhận kết quả bằng cách nào?", "choices": listed, "several": several, "closes_on": str(closes)}
    return [{"type": "poll", "id": str(uuid4()), "value": value}]


def make_poll_page(portal, **values):
    page = make_article(portal, body=body(**values))
    return NewsArticlePage.objects.get(pk=page.pk)


def poll_address(page):
    return f"/binh-chon/{page.pk}/{page.body[0].id}/"
