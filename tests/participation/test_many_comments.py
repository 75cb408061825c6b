"""Lists, report and figures cost as much with 20,000 comments on one draft and 100,000 ratings as with 1,000 of each.

CPU time is compared in one run, and reported with `--junitxml` beside the number of statements.
"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participation.consultation.actions.wording import content_hash_of
from participation.enums.comments import CommentResponse, CommentStake
from participation.enums.ratings import RatingAxis
from participation.enums.submissions import ModerationState
from participation.models import Comment, PageFeedback, RatingDay, RatingRemark, RatingTally
from participation.models.rating import HIGHEST
from tests.admin import browser
from tests.factories import make_head
from tests.participation.comments import make_comment, make_draft
from tests.scale.counting import counted
from tests.scale.timing import seconds_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.breaks_the_rule,
    pytest.mark.slow(reason="20,000 comments, and figures of 100,000 ratings"),
]

FEW, MANY_COMMENTS, MANY_RATINGS = 1_000, 20_000, 100_000
# Pages that were rated; each takes a row a month, whatever the number of its ratings.
PAGES = 500
MOST_RATIO = 2
# CPU seconds by which a page may differ from itself: another thread shares the processor.
NOISE = 0.015
# Comments in the files of the report, each of which has a row for each of them.
FEW_ROWS, MANY_ROWS = 10, 500
PARTS = (
    "",
    "dieu-11",
    "dieu-12",
    *(f"dieu-12-khoan-1-diem-{point}" for point in ("a", "b", "c", "d", "dd")),
    "dieu-12-khoan-2",
)


def write_comments(draft, first, last):
    """Public comments with responses, each in its own words, over the parts of a draft."""
    now, like = timezone.now(), Comment.objects.of_draft(draft).earliest("pk")
    shared = {
        "portal_id": like.portal_id, "page_id": draft.pk, "language": "vi", "version": 1, "received_at": now,
        "received_on": timezone.localdate(now),
        "moderated_at": now, "answered_at": now, "state": ModerationState.PUBLISHED,
        "response": CommentResponse.NOTED, "response_text": "Cơ quan soạn thảo ghi nhận.",
    }  # fmt: skip
    stakes = list(CommentStake)

    def comment(number):
        text = f"Đề nghị làm rõ trách nhiệm của phường {number} khi hồ sơ bị trễ hẹn, và nêu người chịu trách nhiệm."
        place = number % len(PARTS)
        return Comment(
            code=f"N{number:06}", token_hash=f"n{number}", anchor=PARTS[place], place=place, label=PARTS[place],
            stake=stakes[number % len(stakes)], text=text, public_text=text, content_hash=content_hash_of(text),
            public_hash=content_hash_of(text), **shared,
        )  # fmt: skip

    Comment.objects.bulk_create((comment(number) for number in range(first, last)), batch_size=1_000)


def write_ratings(portal, number):
    """The sums of so many ratings of a portal and of its pages, over twelve months, with words for some."""
    today = timezone.localdate()
    for model in (RatingRemark, PageFeedback, RatingDay, RatingTally):
        model.objects.all().delete()
    months = [f"{today.year - 1}-{month:02}" for month in range(1, 13)]
    RatingTally.objects.bulk_create(
        RatingTally(portal=portal, axis=axis, month=month, number=number // 12, points=number // 12 * 4)
        for axis in RatingAxis
        for month in months
    )
    RatingDay.objects.bulk_create(
        RatingDay(portal=portal, day=today - timedelta(days=day), rated=number // 365 + 1, helped=number // 365 + 1)
        for day in range(365)
    )
    pages = PageFeedback.objects.bulk_create(
        PageFeedback(portal=portal, path=f"/tin-tuc/bai-{page}/", month=month, lacking=number // PAGES // 12 + 1)
        for page in range(PAGES)
        for month in months
    )
    RatingRemark.objects.bulk_create(
        (
            RatingRemark(
                portal=portal, feedback=pages[row % len(pages)], said="lacking", words=f"Thiếu mẫu đơn số {row}",
                day=today - timedelta(days=row % 365), keep_until=today + timedelta(days=365), content=HIGHEST,
            )
            for row in range(number // 20)
        ),
        batch_size=1_000,
    )  # fmt: skip


def asked(portal, draft):
    """Each page with the client that asks for it."""
    public, board = Client(headers={"host": portal.host}), browser(make_head(portal))
    comments, ratings = "comments:", "ratings_admin:"
    last = MANY_COMMENTS
    return {
        "page of the draft": (public, draft.get_url()),
        "comments": (public, f"/gop-y/{draft.pk}/"),
        "comments, last page": (public, f"/gop-y/{draft.pk}/?trang={last}"),
        "comments on a part": (public, f"/gop-y/{draft.pk}/?phan={PARTS[2]}"),
        "ratings": (public, reverse("rating_results")),
        "drafts of the board": (board, reverse(f"{comments}drafts")),
        "comments of the board": (board, reverse(f"{comments}draft", args=[draft.pk]) + "?state="),
        "comments that wait": (board, reverse(f"{comments}draft", args=[draft.pk]) + "?state=received"),
        "one comment of the board": (board, reverse(f"{comments}comment", args=[Comment.objects.earliest("pk").pk])),
        "comments of the board, last page": (board, reverse(f"{comments}draft", args=[draft.pk]) + f"?p={last}"),
        "report of the board": (board, reverse(f"{comments}report", args=[draft.pk])),
        "figures of the board": (board, reverse(f"{comments}analysis", args=[draft.pk])),
        "pages that did not help": (board, reverse(f"{ratings}pages")),
        "words of readers": (board, reverse(f"{ratings}words")),
    }


def know_sizes():
    """Refresh the statistics of the planner, as servers do by themselves."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cache.clear()


def test_pages_cost_the_same_whatever_the_number_of_comments_and_ratings(district, record_property):
    """One test for all pages: the rows are written once."""
    draft = make_draft(district)
    make_comment(draft)
    pages = asked(district, draft)
    write_comments(draft, 0, FEW)
    write_ratings(district, FEW)
    know_sizes()
    few = {name: measured(*one) for name, one in pages.items()}
    write_comments(draft, FEW, MANY_COMMENTS)
    write_ratings(district, MANY_RATINGS)
    know_sizes()
    slower = {}
    for name, one in pages.items():
        (before, queries), (after, queries_now) = few[name], measured(*one)
        record_property(name, f"{before:.4f} s, {queries} statements; {after:.4f} s, {queries_now} statements")
        assert queries_now <= queries, name
        if after > MOST_RATIO * before + NOISE:
            slower[name] = f"{before:.3f} s → {after:.3f} s"
    assert not slower


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_file_of_the_report_takes_as_many_statements_for_many_comments(district, ending):
    draft = make_draft(district)
    make_comment(draft)
    board, statements = browser(make_head(district)), []
    for first, last in ((0, FEW_ROWS), (FEW_ROWS, MANY_ROWS)):
        write_comments(draft, first, last)
        status, _text, queries = counted(board, reverse("comments:report_file", args=[draft.pk, ending]))
        statements.append((status, queries))
    assert statements == [statements[0]] * 2
    assert statements[0][0] == 200


def measured(client, address):
    """CPU seconds of a page, the best of some tries, and its statements."""

    def get():
        cache.clear()
        assert client.get(address).status_code == 200, address

    _status, _text, queries = counted(client, address)
    return seconds_of(get), queries
