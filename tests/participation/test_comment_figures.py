"""Figures of the comments on a draft for those who handle them: by part, stake and time."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from participation.consultation.actions.moderating import publish_comment, withhold_comment
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.analysis import breakdowns
from participation.enums.comments import CommentStake, CommentWithheldBecause
from participation.models import Comment
from tests.admin import browser, is_shut
from tests.factories import make_head, make_member
from tests.participation.comments import make_comment, make_draft, send
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

POINT_LABEL, WHOLE = "điểm đ khoản 1 Điều 12", "Toàn bộ dự thảo"


def acting(portal):
    return {"by": make_head(portal), "at": timezone.now()}


@remembered
def make_commented_draft(portal):
    """Four comments, one of them taken back; and one on another draft."""
    draft = make_draft(portal)
    publish_comment(make_comment(draft, "Một", anchor=""), **acting(portal))
    make_comment(draft, "Hai", stake=CommentStake.EXPERT)
    withheld = make_comment(draft, "Ba", stake=CommentStake.EXPERT)
    withhold_comment(withheld, because=CommentWithheldBecause.INSULT, **acting(portal))
    taken_back, token = send(draft, "Bốn")
    withdraw_comment(taken_back, token=token, at=timezone.now())
    make_comment(make_draft(portal, "Dự thảo khác"), "Năm", stake=CommentStake.AGENCY)
    return draft


@pytest.fixture
def draft(district):
    return make_commented_draft(district)


def address(draft, query=""):
    return f"/admin/comments-on-drafts/drafts/{draft.pk}/figures/{query}"


@pytest.mark.both_engines
@pytest.mark.slow(reason="decides on comments on two drafts")
def test_comments_are_counted_by_part_stake_and_day_but_for_those_taken_back(draft):
    by_part, by_stake, by_day = breakdowns(Comment.objects.of_draft(draft))
    assert by_part.rows == [(WHOLE, (1, 0, 0)), (POINT_LABEL, (0, 1, 1))]
    assert by_stake.rows == [("Cá nhân", (1, 0, 0)), ("Chuyên gia, nhà khoa học", (0, 1, 1))]
    assert by_day.rows == [(f"{timezone.localdate():%d/%m/%Y}", (1, 1, 1))]


@pytest.mark.both_engines
def test_days_without_a_comment_are_shown_and_a_long_time_by_weeks(draft):
    first, second = Comment.objects.of_draft(draft).exclude(state="withdrawn").order_by("pk")[:2]
    today = timezone.localdate()
    Comment.objects.filter(pk=first.pk).update(received_on=today - timedelta(days=3))
    assert [sum(counts) for _day, counts in breakdowns(Comment.objects.of_draft(draft))[2].rows] == [1, 0, 0, 2]
    Comment.objects.filter(pk=second.pk).update(received_on=today - timedelta(days=70))
    by_week = breakdowns(Comment.objects.of_draft(draft))[2]
    assert (by_week.title, len(by_week.rows)) == ("Theo tuần", 11)
    assert sum(sum(counts) for _week, counts in by_week.rows) == 3


@pytest.mark.slow(reason="opens the figures with filters")
def test_editors_see_charts_with_their_tables_and_what_the_filters_leave(city, district, draft):
    page = BeautifulSoup(browser(make_member(district)).get(address(draft)).content, "html.parser")
    assert len(page.select("svg[role=img]")) == 3
    for chart in page.select("svg[role=img]"):
        assert page.find(id=chart["aria-describedby"]).name == "table"
    assert "3 góp ý, không kể" in page.get_text()
    experts = browser(make_member(district)).get(address(draft, "?stake=expert&state=withheld")).content.decode()
    assert ("1 góp ý, không kể" in experts, f">{WHOLE}</th>" in experts) == (True, False)
    assert browser(make_member(district)).get(address(draft, "?stake=x&anchor=x")).status_code == 200
    assert is_shut(browser(make_member(city)).get(address(draft)))


def test_figures_of_many_comments_take_as_many_statements_as_of_few(district, draft, django_assert_max_num_queries):
    row = Comment.objects.of_draft(draft).filter(state="received").values().first()
    del row["id"]
    Comment.objects.bulk_create(
        Comment(**row | {"code": f"X{number}", "token_hash": f"x{number}", "anchor": f"a{number}", "place": number})
        for number in range(60)
    )
    assert (len((by_part := breakdowns(Comment.objects.of_draft(draft))[0]).rows), len(by_part.chart)) == (62, 15)
    client = browser(make_member(district))
    client.get(address(draft))
    with django_assert_max_num_queries(25):
        assert client.get(address(draft)).status_code == 200
