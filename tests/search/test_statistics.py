"""What is searched for and opened: counted from the log, shown where many days have it, with nobody in it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from exchange.access_log import tally_of
from exchange.use import keep_day
from members.enums import Role
from search import tasks
from search.errors import ReindexingForbidden
from search.models import ClickCount, QueryCount, Reindexing, SearchEntry
from search.oversight import statistics
from search.oversight.reindexing import PATIENCE, make_reindexing, start_reindexing
from search.oversight.statistics import (
    clicks_by_position,
    examine_searches,
    forget_searches,
    keep_searches,
    without_results,
)
from tests.admin import browser, is_shut
from tests.factories import make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

SCREEN = reverse("search_admin:statistics")
LAST = date(2026, 11, 22)
MONDAY = LAST - timedelta(days=6)


def line(path, *, host, method="GET", status=200, reader="person"):
    return (
        f'203.0.113.9 {host} [22/Nov/2026:10:00:00 +0700] "{method} {path} HTTP/2.0" {status} 5 0.003 "-" {reader}\n'
    ).encode()


def typed(portal, text, *days, number=1):
    """Words that somebody searched for some days before the last."""
    for before in days:
        day = LAST - timedelta(days=before)
        rows = QueryCount.objects.filter(day=day)
        known = {(row.portal_id, row.language, row.text): row.number for row in rows}
        keep_searches(day, known | {(portal.pk, "vi", text): number}, {})


@pytest.mark.both_engines
def test_log_gives_words_and_places_by_day_and_nothing_that_may_name_a_person(city):
    host = city["quan1"].host
    lines = [
        *[line("/tim-kiem/?q=C%C3%BAp++n%C6%B0%E1%BB%9Bc", host=host)] * 2,
        line("/en/tim-kiem/?q=water", host=host),
        line("/tim-kiem/?q=water&trang=2", host=host),
        line("/tim-kiem/?q=bot", host=host, reader="robot"),
        line("/tim-kiem/?q=hoa%40vidu.vn", host=host),
        line("/tim-kiem/?q=079+123+456+789", host=host),
        line(f"/tim-kiem/?q={'x' * 101}", host=host),
        line("/tim-kiem/?q=khac", host="khac.example"),
        line("/tim-kiem/chon/3/", host=host, method="POST", status=204),
        line("/tim-kiem/chon/99/", host=host, method="POST", status=204),
    ]
    tally = tally_of(lines, {host: city["quan1"].pk})
    for _again in range(2):
        keep_day(LAST, tally, at=timezone.now())
    kept = QueryCount.objects.order_by("text").values_list("portal", "day", "language", "text", "folded", "number")
    assert list(kept) == [
        (city["quan1"].pk, LAST, "vi", "cúp nước", "cup nuoc", 2),
        (city["quan1"].pk, LAST, "en", "water", "water", 1),
    ]
    assert list(ClickCount.objects.values_list("portal", "day", "position", "number")) == [
        (city["quan1"].pk, LAST, 3, 1)
    ]


@pytest.mark.both_engines
def test_words_without_results_are_shown_of_three_days_and_more_in_the_spelling_of_many(city, article):
    here, there = city["quan1"], city["bennghe"]
    article(here, "Sửa đường")
    typed(here, "sổ đỏ", 0, 1, 20)
    typed(there, "so do", 2, number=3)
    typed(here, "sửa đường", 0, 1, 2, 3)
    typed(here, "tên tôi là", 0, 1)
    assert without_results(MONDAY, LAST) == [], "nobody looked for results yet"
    assert examine_searches(today=LAST) == 2
    assert [(one.text, one.days, one.number) for one in without_results(MONDAY, LAST)] == [("sổ đỏ", 4, 5)]
    assert [one.text for one in without_results(MONDAY, LAST, portal=here)] == ["sổ đỏ"]
    assert without_results(MONDAY, LAST, portal=there) == [], "there it was typed on one day"
    assert without_results(MONDAY - timedelta(days=7), MONDAY - timedelta(days=1)) == []


def test_words_that_were_typed_most_are_examined_first_each_in_one_way_of_writing(city, monkeypatch):
    typed(city["quan1"], "sổ đỏ", 0, 1, 2, number=3)
    typed(city["quan1"], "so do", 0)
    typed(city["quan1"], "xe buýt", 0, 1, 2, number=2)
    looked_for = []
    monkeypatch.setattr(statistics, "MOST_EXAMINED", 1)
    monkeypatch.setattr(statistics, "count_hits", lambda queries, **where: looked_for.extend(queries) or [0])
    assert (examine_searches(today=LAST), [query.text for query in looked_for]) == (1, ["sổ đỏ"])
    assert set(QueryCount.objects.filter(found=0).values_list("text", flat=True)) == {"sổ đỏ", "so do"}
    assert set(QueryCount.objects.filter(found=None).values_list("text", flat=True)) == {"xe buýt"}


def test_rare_words_go_after_a_month_and_frequent_ones_after_a_year(city):
    portal = city["quan1"]
    typed(portal, "hiếm", 31, 32)
    typed(portal, "hiếm mà mới", 29, 32)
    typed(portal, "thường", 31, 32, 33)
    keep_searches(LAST - timedelta(days=401), {(portal.pk, "vi", "thường"): 1}, {(portal.pk, 1): 1})
    forget_searches(today=LAST)
    assert set(QueryCount.objects.values_list("text", flat=True)) == {"hiếm mà mới", "thường"}
    assert not QueryCount.objects.filter(day__lt=LAST - timedelta(days=400)).exists()
    assert not ClickCount.objects.exists()


def test_click_is_answered_without_a_word_and_keeps_nothing(client, city):
    host = {"host": city["quan1"].host}
    answer = client.post("/tim-kiem/chon/3/", headers=host)
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (204, b"", {})
    assert client.get("/tim-kiem/chon/3/", headers=host).status_code == 405


def test_screen_shows_a_week_and_the_index_to_operators_alone(city, article, monkeypatch):
    article(city["quan1"], "Sửa đường")
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday() + 7)
    for day in range(3):
        keep_searches(monday + timedelta(days=day), {(city["quan1"].pk, "vi", "sổ đỏ"): 2}, {(city["quan1"].pk, 1): 3})
    tasks.examine_searches()
    operator = browser(make_operator())
    page = BeautifulSoup(operator.get(SCREEN, {"tuan": monday.isoformat()}).content, "html.parser")
    assert [cell.get_text() for cell in page.select("#in-vain-content td")] == ["sổ đỏ", "6", "3"]
    assert [cell.get_text() for cell in page.select("#clicks-content td")] == ["1", "9", "100"]
    elsewhere = operator.get(SCREEN, {"tuan": monday.isoformat(), "cong": city["bennghe"].pk})
    assert (elsewhere.context["in_vain"], elsewhere.context["clicks"]) == ([], [])
    assert operator.get(SCREEN, {"tuan": "x", "cong": "9" * 30}).status_code == 200
    health = elsewhere.context["health"]
    assert (health.problem, health.rows, health.missing_pages > 0) == ("", 1, True)
    monkeypatch.setattr("search.index.health.engine_state", lambda: "away")
    assert "cơ sở dữ liệu" in operator.get(SCREEN).content.decode()
    for person in (make_member(city["quan1"], Role.PORTAL_ADMIN), make_head(city["quan1"]), make_supervisor()):
        assert is_shut(browser(person).get(SCREEN))
        assert is_shut(browser(person).post(SCREEN))


def test_button_makes_the_index_of_one_portal_again_with_its_progress(city, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser(make_operator()).post(SCREEN, {"portal": city["quan1"].pk})
    assert answer.status_code == 302
    row = Reindexing.objects.get()
    assert (row.portal, row.done == row.total > 0, row.ended_at is not None) == (city["quan1"], True, True)
    assert set(SearchEntry.objects.values_list("portal", flat=True)) == {city["quan1"].pk}


def test_making_that_is_under_way_goes_on_alone_and_a_lost_one_is_begun_anew(city, monkeypatch):
    now, by = timezone.now(), make_operator()
    first = start_reindexing(None, by=by, at=now)
    assert start_reindexing(None, by=by, at=now + timedelta(minutes=1)) == first
    page = browser(by).get(SCREEN)
    assert BeautifulSoup(page.content, "html.parser").select_one("#progress[data-progress]")
    again = start_reindexing(None, by=by, at=now + PATIENCE + timedelta(minutes=1))
    assert again != first
    monkeypatch.setattr("search.oversight.reindexing.reindex", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_reindexing(again.pk)
    again.refresh_from_db()
    assert (again.error, again.ended_at is not None) == ("ZeroDivisionError", True)
    with pytest.raises(ReindexingForbidden):
        start_reindexing(None, by=make_supervisor(), at=now)


def test_clicks_are_summed_over_days_and_of_one_portal(city):
    keep_searches(LAST, {}, {(city["quan1"].pk, 1): 2, (city["bennghe"].pk, 1): 1})
    keep_searches(MONDAY, {}, {(city["quan1"].pk, 2): 1})
    assert clicks_by_position(MONDAY, LAST) == [(1, 3), (2, 1)]
    assert clicks_by_position(MONDAY, LAST, portal=city["bennghe"]) == [(1, 1)]
