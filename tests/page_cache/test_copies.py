"""Copies of public pages: for whom they are kept, given and ended."""

import gzip
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Thread
from time import sleep
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cityportal.doctor.services import check_page_cache
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.serving import views as serving
from oversight.maintenance import announce_maintenance, cancel_maintenance
from page_cache import middleware, purging
from page_cache.declaring import Declared
from page_cache.entries import Entry, store_entry
from page_cache.generations import Generations, current_generations, end_generations
from page_cache.middleware import wait_for_entry
from page_cache.models import PendingPurge
from page_cache.purging import purge_pending
from provisioning.portal_states import suspend_portal
from qa.asking.usefulness import LEAST_SHOWN, say_useful
from qa.enums import QuestionState
from qa.models import AnswerUsefulness
from sites.models import Portal
from tests.factories import WARD, make_article, make_head, make_operator, make_portal, section_of
from tests.qa.factories import make_question

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def _copies_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 600
    # The process remembers for a moment what the test before had.
    end_generations([None])


def ask(portal: Portal, path: str = "/", **headers: str) -> HttpResponse:
    return Client(headers={"host": portal.host, **headers}).get(path)


def path_of(page: Page) -> str:
    return urlsplit(page.full_url).path


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 10, hour, minute, tzinfo=timezone.get_default_timezone())


def kept(now: datetime, until: datetime | None, *, follows_clock: bool = False) -> Entry:
    declared = Declared(is_cacheable=True, until=until, follows_clock=follows_clock)
    generations = Generations("a", "b", "c")
    return store_entry("page", HttpResponse("x"), declared, portal_id=1, generations=generations, now=now)


class Asked:
    """Whether pages are made anew when they are asked for."""

    made = 0

    def is_copy(self, portal: Portal, path: str = "/") -> bool:
        before = self.made
        assert ask(portal, path).status_code == HTTPStatus.OK
        return self.made == before


@pytest.fixture
def asked(monkeypatch) -> Iterator[Asked]:
    counted = Asked()
    shown = serving.wagtail_serve

    def counting(*args: object, **kwargs: object) -> HttpResponse:
        counted.made += 1
        return shown(*args, **kwargs)

    monkeypatch.setattr(serving, "wagtail_serve", counting)
    return counted


def test_copy_is_what_left_the_application_and_asks_the_database_nothing(city, django_assert_num_queries):
    made = ask(city)
    with django_assert_num_queries(0):
        copy = ask(city, accept_encoding="gzip")
    assert gzip.decompress(copy.content) == made.content
    assert "default-src" in copy["Content-Security-Policy"]
    assert (copy["Content-Language"], copy["Vary"]) == ("vi", "Accept-Encoding")
    assert copy["Content-Length"] == str(len(copy.content))
    with django_assert_num_queries(0):
        assert ask(city).content == made.content
        same = ask(city, if_none_match=copy["ETag"])
    assert (same.status_code, same.content) == (HTTPStatus.NOT_MODIFIED, b"")


def test_each_host_scheme_and_language_has_a_copy_of_its_own(city, district, asked):
    assert not asked.is_copy(city)
    assert not asked.is_copy(district)
    assert asked.is_copy(city)
    secure = Client(headers={"host": city.host}).get("/", secure=True)
    assert (secure.status_code, asked.made) == (HTTPStatus.OK, 3)
    for same in (f"{city.host}:8443", city.host.upper()):
        assert Client(headers={"host": same}).get("/").status_code == HTTPStatus.OK
    assert asked.made == 3


@pytest.mark.parametrize(
    "question",
    [
        "?khac=1",
        "?&&",
        "?%74rang=2",
        "?trang=2&",
        "?trang=một",
        "?trang=02",
        "?trang=1234",
        "?trang=1&trang=2",
        "?tu=giấy+phép",
    ],
    ids=lambda value: value,
)
def test_no_copy_is_kept_of_what_people_type(city, asked, question):
    path = f"{path_of(section_of(city))}{question}"
    asked.is_copy(city, path)
    assert not asked.is_copy(city, path)


def test_whoever_has_a_session_is_given_no_copy(city, asked, settings):
    asked.is_copy(city)
    client = Client(headers={"host": city.host})
    client.cookies[settings.SESSION_COOKIE_NAME] = "1"
    client.get("/")
    assert asked.made == 2


def test_form_that_is_never_the_same_is_kept_for_nobody(city):
    for _time in range(2):
        response = ask(city, "/hoi-dap/gui-cau-hoi/")
        assert not response.has_header("ETag")


@pytest.mark.slow(reason="three portals, and homes of two")
def test_publication_ends_the_copies_of_its_portal_and_what_shows_all_and_no_other(
    city, district, asked, django_capture_on_commit_callbacks
):
    ward = make_portal(WARD)
    asks = [(portal, path_of(section_of(portal))) for portal in (city, district, ward)]
    for portal, path in [*asks, (city, "/")]:
        asked.is_copy(portal, path)
    with django_capture_on_commit_callbacks(execute=True):
        make_article(district, title="Lịch tiêm chủng tháng 12")
    assert [asked.is_copy(portal, path) for portal, path in [*asks, (city, "/")]] == [True, False, True, False]
    assert "Lịch tiêm chủng tháng 12" in ask(*asks[1]).content.decode()


def test_withdrawn_page_is_not_given_any_more(district, django_capture_on_commit_callbacks):
    page = make_article(district)
    path = path_of(page)
    assert ask(district, path).status_code == HTTPStatus.OK
    with django_capture_on_commit_callbacks(execute=True):
        take_down(page, by=make_head(district), reason_class=TakedownReason.OTHER, reason="Sai", at=timezone.now())
    assert ask(district, path).status_code == HTTPStatus.GONE


def test_restriction_of_a_page_ends_the_copies_of_its_portal(district):
    page = make_article(district)
    PendingPurge.objects.all().delete()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert PendingPurge.objects.for_portal(district).exists()


def test_suspended_portal_shows_no_copy(district, django_capture_on_commit_callbacks):
    ask(district)
    with django_capture_on_commit_callbacks(execute=True):
        suspend_portal(district, by=make_operator(), reason="Sự cố", at=timezone.now(), expected_return=None)
    assert ask(district).status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_announced_maintenance_is_told_and_called_off_on_pages_that_were_kept(
    district, asked, django_capture_on_commit_callbacks
):
    operator, now, path = make_operator(), timezone.now(), path_of(section_of(district))
    times = {"begins_at": now, "ends_at": now + timedelta(hours=2), "at": now}
    asked.is_copy(district, path)
    with django_capture_on_commit_callbacks(execute=True):
        window = announce_maintenance([district], **times, reason="Nâng cấp", why_urgent="Lỗ hổng", by=operator)
    assert "Nâng cấp" in ask(district, path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        cancel_maintenance(window, reason="Xong sớm", by=operator, at=now)
    assert "Nâng cấp" not in ask(district, path).content.decode()
    assert asked.is_copy(district, path)


def test_change_that_the_cache_did_not_take_is_told_again(
    district, asked, monkeypatch, django_capture_on_commit_callbacks
):
    path = path_of(section_of(district))
    asked.is_copy(district, path)
    monkeypatch.setattr(purging, "LATE", timedelta(0))
    with monkeypatch.context() as away:
        away.setattr(cache, "set_many", lambda *args, **kwargs: [])
        away.setattr(cache, "get_many", lambda *args, **kwargs: {})
        with django_capture_on_commit_callbacks(execute=True):
            make_article(district)
    assert PendingPurge.objects.for_portal(district).exists()
    [finding] = check_page_cache()
    assert finding.code == "page_cache"
    assert purge_pending() > 0
    assert not PendingPurge.objects.exists()
    assert not asked.is_copy(district, path)


def test_change_counts_as_told_only_where_the_cache_holds_the_new_tokens(district, monkeypatch):
    assert end_generations([district.pk])
    monkeypatch.setattr(cache, "set_many", lambda *args, **kwargs: [])
    assert not end_generations([district.pk])


@pytest.mark.parametrize(
    ("until", "end"),
    [(None, at(14, 10)), (at(14, 5), at(14, 5)), (at(16, 30), at(14, 10))],
    ids=["as long as copies are given", "as long as it is true", "no longer for that"],
)
def test_copy_ends_by_the_clock(until, end):
    assert kept(at(14, 0), until).fresh_until == end


def test_copy_of_a_page_that_follows_the_clock_ends_after_a_minute_or_sooner():
    assert kept(at(14, 0), None, follows_clock=True).fresh_until == at(14, 1)
    assert kept(at(14, 0), at(14, 0) + timedelta(seconds=9), follows_clock=True).fresh_until.second == 9
    assert Declared(follows_clock=True).expires(at=at(14, 0), most_late=timedelta(minutes=30)) == at(14, 30)


def test_copy_ends_at_midnight_where_days_are_counted():
    assert kept(at(23, 58), None).fresh_until == at(0, 0) + timedelta(days=1)


def test_old_copy_stands_in_while_the_database_is_away_and_says_of_when_it_is(city, monkeypatch):
    path = path_of(section_of(city))
    ask(city, path)
    monkeypatch.setattr(Entry, "is_fresh", lambda entry, now: False)

    def away(*args: object, **kwargs: object) -> HttpResponse:
        raise OperationalError("connection refused")

    monkeypatch.setattr(serving, "wagtail_serve", away)
    client = Client(headers={"host": city.host}, raise_request_exception=False)
    response = client.get(path)
    assert response.status_code == HTTPStatus.OK
    assert "Bản lưu lúc" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    # The table of portals may be read again just then.
    with monkeypatch.context() as asked_again:
        asked_again.setattr(middleware, "get_directory", away)
        assert "Bản lưu lúc" in client.get(path).content.decode()
    # Nothing stands in for what changed meanwhile.
    end_generations([city.pk])
    assert client.get(path).status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_many_who_ask_at_once_for_a_page_that_ended_wait_for_one_that_makes_it(city, asked, monkeypatch):
    path = path_of(section_of(city))
    ask(city, path)
    end_generations([city.pk])
    answers: list[HttpResponse] = []
    others = [Thread(target=lambda: answers.append(ask(city, path))) for _number in range(8)]
    making = serving.wagtail_serve

    def while_others_ask(*args: object, **kwargs: object) -> HttpResponse:
        for other in others:
            other.start()
        sleep(0.1)
        return making(*args, **kwargs)

    monkeypatch.setattr(middleware, "PATIENCE", 60.0)
    monkeypatch.setattr(serving, "wagtail_serve", while_others_ask)
    made = ask(city, path)
    for other in others:
        other.join()
    assert asked.made == 2
    assert {answer.content for answer in answers} == {made.content}


def test_whoever_waits_is_given_no_copy_that_was_made_before_the_last_change(city):
    former, declared = kept(at(14, 0), None), Declared(is_cacheable=True)
    facts = {"portal_id": city.pk, "generations": current_generations(city.pk), "now": at(14, 1)}
    made = store_entry("page", HttpResponse("y"), declared, **facts)
    assert wait_for_entry("page", former) == made
    end_generations([city.pk])
    assert wait_for_entry("page", former) is None


@pytest.mark.parametrize("said_before", [0, LEAST_SHOWN - 1], ids=["unseen", "seen"])
def test_opinion_on_an_answer_ends_copies_where_the_public_reads_how_many_gave_one(district, said_before):
    question = make_question(district, QuestionState.ANSWERED)
    AnswerUsefulness.objects.create(question=question, useful=said_before)
    PendingPurge.objects.all().delete()
    say_useful(question, is_useful=True, address=None, today=timezone.localdate())
    assert PendingPurge.objects.exists() is bool(said_before)
