"""What readers of the demo think of the portals and of some pages, over a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from cityportal.demo.clock import DemoClock
from home.models import NewsArticlePage
from participation.enums.ratings import FeedbackState, Helpfulness, RatingAxis
from participation.models import PageFeedback, RatingTally
from participation.rating.actions import add_feedback, add_page_words, add_ratings, rate_portal
from participation.rating.board_actions import move_feedback
from participation.rating.rated_pages import RatedPage
from sites.models import Portal

MONTHS: Final = 12
DAYS_OF_A_MONTH: Final = 30
# Points that are given in turn, by axis.
GIVEN: Final = {
    RatingAxis.INTERFACE: (4, 5, 3, 4, 5),
    RatingAxis.CONTENT: (4, 4, 5, 3, 4),
    RatingAxis.QUALITY: (5, 4, 4, 4, 3),
    RatingAxis.SUPPORT: (3, 4, 2, 5, 4),
}
WORDS: Final = (
    "Chữ ở bảng giờ tiếp công dân hơi nhỏ khi xem trên điện thoại.",
    "Trả lời câu hỏi nhanh, cảm ơn cán bộ phường.",
    "Nên có bản đồ chỉ đường đến nơi nộp hồ sơ.",
)
# Of the newest news of a portal: answers, and what was missing.
PAGES: Final = (
    ({Helpfulness.HELPED: 14, Helpfulness.PARTLY: 4, Helpfulness.LACKING: 9}, "Không thấy ghi số điện thoại liên hệ."),
    ({Helpfulness.HELPED: 21, Helpfulness.PARTLY: 3, Helpfulness.LACKING: 2}, "Thiếu mẫu đơn để tải về."),
    ({Helpfulness.HELPED: 8, Helpfulness.LACKING: 1}, ""),
)  # fmt: skip


@transaction.atomic
def add_ratings_of_readers(portals: Iterable[Portal], clock: DemoClock) -> None:
    """Count what readers said in the last year, unless something is counted already."""
    if RatingTally.objects.exists():
        return
    today = timezone.localdate(clock.now)
    for place, portal in enumerate(portals):
        for back in range(MONTHS):
            # Portals get more readers, and better, from month to month.
            number = 6 + (MONTHS - back) + 3 * place
            rated = [
                {
                    axis: min(5, points[(one + place) % 5] + (back < 2 and one % 3 == 0))
                    for axis, points in GIVEN.items()
                }
                for one in range(number)
            ]
            add_ratings(portal.pk, rated, day=today - timedelta(days=DAYS_OF_A_MONTH * back))
        for words in WORDS:
            rate_portal(
                portal.pk, {RatingAxis.INTERFACE: 3, RatingAxis.SUPPORT: 5}, words=words, address=None, at=clock.now
            )
        _add_feedback(portal, clock)


def _add_feedback(portal: Portal, clock: DemoClock) -> None:
    """Feedback on the newest news; the board has dealt with the second."""
    news = NewsArticlePage.objects.live().filter(path__startswith=portal.container.path, locale__language_code="vi")
    for place, (page, (numbers, words)) in enumerate(
        zip(news.order_by("-first_published_at", "pk"), PAGES, strict=False)
    ):
        feedback = add_feedback(portal.pk, _rated(page), numbers, day=timezone.localdate(clock.now))
        if words:
            add_page_words(feedback, Helpfulness.LACKING, words, nonce=f"demo-{feedback.pk}", at=clock.now)
        if place == 1:
            _deal_with(feedback, clock)


def _rated(page: Page) -> RatedPage:
    return RatedPage(urlsplit(page.full_url).path, page.title)


def _deal_with(feedback: PageFeedback, clock: DemoClock) -> None:
    member = User.objects.filter(username=f"thanhvien.{feedback.portal.code}").first()
    if member is not None:
        remark = "Đã bổ sung mẫu đơn vào cuối bài"
        move_feedback(feedback, FeedbackState.DONE, remark=remark, by=member, at=clock.now)
