"""Read-only mode: pages are read and say so, nothing that is sent is taken, background work rests."""

from http import HTTPStatus

import pytest
from celery import Task, shared_task
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cityportal.celery import WAIT
from cityportal.doctor import services
from page_cache.generations import end_generations
from qa.models import Question
from search.models import SearchFollower
from tests.each import each_case
from tests.factories import make_article, make_operator, section_of

pytestmark = pytest.mark.django_db

TOKEN = {"token": "abc"}
CODE = {"code": "THANHPHO-2026-000001"}
# Every public address that takes something.
TAKES = [
    ("ask_question", {}),
    ("similar_questions", {}),
    ("numbers_in_question", {}),
    ("question_lookup", {}),
    ("question_useful", CODE),
    ("follow_question", CODE),
    ("question_mails", TOKEN),
    ("my_question_clarify", TOKEN),
    ("my_question_follow_up", TOKEN),
    ("my_question_withdraw", TOKEN),
    ("my_consents", TOKEN),
    ("my_requests", TOKEN),
    ("follow_search", {}),
    ("search_follower", TOKEN),
    ("follow_draft", {"key": 1}),
    ("draft_follower", TOKEN),
    ("search_click", {"position": 1}),
    ("join_press_list", {}),
    ("leave_press_list", TOKEN),
    ("sitemap_page", {}),
]


@pytest.fixture(autouse=True)
def _read_only(city, settings):
    settings.READ_ONLY = True


def ask(portal, path="/", **headers):
    return Client(headers={"host": portal.host} | headers).get(path)


@pytest.mark.slow(reason="every address that takes something, in both languages")
@each_case("language", ["vi", "en"])
def test_no_public_address_takes_what_is_sent(city, language):
    client = Client(headers={"host": city.host, "accept": "text/html"})
    words = {"vi": "Chưa nhận nội dung nào", "en": "Nothing was taken"}
    for name, arguments in TAKES:
        with override(language):
            response = client.post(reverse(name, kwargs=arguments), {"title": "Đèn đường hỏng"})
        assert (name, response.status_code) == (name, HTTPStatus.SERVICE_UNAVAILABLE)
        assert words[language] in response.content.decode()
        assert response["Retry-After"]
        assert "no-store" in response["Cache-Control"]
    assert not Question.objects.exists()
    assert not SearchFollower.objects.exists()


def test_programs_are_told_in_json(city):
    client = Client(headers={"host": city.host})
    response = client.post("/api/v1/items/")
    assert (response.status_code, response.json()["error"]["code"]) == (503, "read_only")
    response = client.post("/hoi-dap/tuong-tu/", headers={"accept": "application/json"})
    assert (response.status_code, response.json()["error_code"]) == (503, "read_only")


@each_case("path", ["/hoi-dap/gui-cau-hoi/", "/en/ask/", "/hoi-dap/tra-cuu/", "/tim-kiem/theo-doi/?q=a"])
def test_form_says_that_it_is_closed_before_somebody_fills_it_in(city, path):
    response = ask(city, path)
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "<textarea" not in response.content.decode()


@pytest.mark.sqlite
@pytest.mark.slow(reason="one page of each kind")
def test_pages_have_a_banner_and_are_read_from_a_database_that_takes_nothing(city):
    article = make_article(city)
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            for path in (
                "/",
                section_of(city).get_url(),
                article.get_url(),
                "/so-do-cong/",
                "/hoi-dap/",
                "/tim-kiem/?q=a",
            ):
                response = ask(city, path)
                assert (path, response.status_code) == (path, HTTPStatus.OK)
                assert "Cổng hiện chỉ đọc" in response.content.decode()
        finally:
            cursor.execute("PRAGMA query_only = OFF")


@pytest.mark.both_engines
def test_copies_of_before_have_no_part_in_it(city, settings):
    settings.PAGE_CACHE_SECONDS, settings.READ_ONLY = 600, False
    end_generations([None])
    assert "Cổng hiện chỉ đọc" not in ask(city).content.decode()
    settings.READ_ONLY = True
    for _time in range(2):
        assert "Cổng hiện chỉ đọc" in ask(city).content.decode()
    settings.READ_ONLY = False
    assert "Cổng hiện chỉ đọc" not in ask(city).content.decode()


@pytest.mark.slow(reason="screens of Wagtail")
def test_admin_reads_and_changes_nothing(city):
    operator = make_operator()
    client = Client(headers={"host": configured.ADMIN_HOST})
    client.force_login(operator)
    screen = client.get("/admin/")
    assert "Các cổng hiện chỉ đọc" in screen.content.decode()
    path = reverse("wagtailadmin_pages:edit", args=[make_article(city).pk])
    refused = client.post(path, headers={"accept": "text/html"})
    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Chưa có gì thay đổi" in refused.content.decode()
    told = client.post(path, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error_code"]) == (503, "read_only")
    assert "nội dung đã nhập vẫn còn" in told.json()["error_message"]


def test_people_sign_in_and_out_as_ever():
    operator = make_operator()
    client = Client(headers={"host": configured.ADMIN_HOST})
    entered = client.post("/admin/login/", {"username": operator.username, "password": "pass"})
    assert entered.status_code == HTTPStatus.FOUND
    assert client.post("/admin/logout/").status_code != HTTPStatus.SERVICE_UNAVAILABLE


@shared_task
def _write() -> str:
    return "written"


def test_open_page_of_the_editor_goes_on_saying_so(city):
    client = Client(headers={"host": configured.ADMIN_HOST})
    client.force_login(make_operator())
    path = reverse("editing_session", args=["wagtailcore", "page", make_article(city).pk, 1])
    assert client.post(path, headers={"accept": "application/json"}).status_code != HTTPStatus.SERVICE_UNAVAILABLE


def test_background_work_rests(settings, caplog, monkeypatch):
    assert (_write(), _write.delay().result) == (None, None)
    assert "Read-only" in caplog.text
    sent = []
    monkeypatch.setattr(Task, "apply_async", lambda task, *given, **options: sent.append((task.name, given, options)))
    _write.push_request(called_directly=False, is_eager=False)
    assert _write.__call__(7) is None
    assert sent == [(_write.name, ((7,), {}), {"countdown": WAIT})]
    settings.CELERY_BEAT_SCHEDULE = {"write": {"task": _write.name}}
    assert _write.__call__(7) is None
    assert len(sent) == 1
    _write.pop_request()
    settings.READ_ONLY = False
    assert _write() == "written"


def test_monitoring_and_doctor_tell_of_it(city):
    response = ask(city, "/readyz")
    assert response.json()["mode"] == "read-only"
    [finding] = services.check_read_only()
    assert finding.code == "read_only"
