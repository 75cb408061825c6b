"""Elasticsearch that does not answer: the database does, and what was to be written waits."""

import socket
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cityportal.doctor.services import check_search_engine
from search.backends import elastic_server, elastic_state, patience
from search.backends.base import EngineState
from search.backends.elastic_rebuild import catch_up
from search.backends.elastic_server import Server
from search.backends.elastic_state import state
from search.backends.elastic_writes import send_pending
from search.models import PendingWrite, SearchEntry, serving_generation
from search.service import search_pages
from tests.search.engine import forget

pytestmark = pytest.mark.both_engines


@pytest.fixture(autouse=True)
def _asked_again():
    forget()
    yield
    forget()


@pytest.fixture
def closed_port(settings) -> None:
    """An address on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.SEARCH_URL = f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def silent_port(settings, monkeypatch) -> Iterator[list[socket.socket]]:
    """An address that takes every connection and answers none; yields the connections."""
    monkeypatch.setattr(patience, "PATIENCE", 0.3)
    elastic_server.server_at.cache_clear()
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        settings.SEARCH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield taken
    elastic_server.server_at.cache_clear()


def test_database_answers_while_nobody_listens(closed_port, city, article, found):
    article(city["bennghe"], "Sửa đường Nguyễn Huệ")
    assert found("nguyen hue") == ["Sửa đường Nguyễn Huệ"]


def test_engine_that_hangs_is_waited_for_once(silent_port, city, article, found):
    article(city["bennghe"], "Sửa đường Nguyễn Huệ")
    for _time in range(3):
        assert found("nguyen hue") == ["Sửa đường Nguyễn Huệ"]
    assert len(silent_port) == 1


def test_request_waits_for_a_slow_engine_no_longer_than_for_one_that_hangs(settings, city, client, monkeypatch):
    """However often it asks: the clock is the test's."""
    settings.SEARCH_URL = "http://127.0.0.1:1/slow"
    # Later than whatever it did before.
    clock, asked = [1e9], []

    class SlowClient:
        def options(self, *, request_timeout):
            asked.append(request_timeout)
            return self

        def msearch(self, *, searches):
            clock[0] += 0.4
            none = {"aggregations": {"texts": {"value": 0}}, "hits": {"total": {"value": 0}, "hits": []}}
            return {"responses": [none] * (len(searches) // 2)}

    monkeypatch.setattr("search.backends.elasticsearch.server_at", lambda address: Server(SlowClient(), "slow"))
    for module in (patience, elastic_server):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    assert client.get("/tim-kiem/", {"q": "khong co gi o day"}, headers={"host": city["quan1"].host}).status_code == 200
    assert [round(seconds, 1) for seconds in asked] == [1.0, 0.6, 0.2]


def test_address_and_password_are_in_no_log(settings, city, article, found, caplog):
    settings.SEARCH_URL = "http://portal:secret-word@127.0.0.1:1/city"
    article(city["bennghe"], "Sửa đường Nguyễn Huệ")
    assert found("nguyen hue")
    assert "database answers" in caplog.text
    assert "secret-word" not in caplog.text


def test_what_could_not_be_written_waits(closed_port, city, article, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = article(city["bennghe"], "Tin mới")
        entry = SearchEntry.objects.get(page=page.pk)
    waiting = PendingWrite.objects.filter(entry_id=entry.pk)
    written = waiting.count()
    page.unpublish()
    catch_up()
    send_pending([entry.pk])
    assert (written > 0, waiting.count()) == (True, written + 1)


def test_nothing_is_noted_where_there_is_no_engine(settings, city, article):
    settings.SEARCH_URL = ""
    article(city["bennghe"], "Tin mới").unpublish()
    assert not PendingWrite.objects.exists()


def test_readiness_tells_that_the_engine_is_away_and_keeps_the_server_in_service(closed_port, db, client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["search"], answer.json()["search_engine"]) == (200, "ok", "away")


def test_readiness_says_nothing_of_an_engine_that_is_not_there(settings, db, client):
    settings.SEARCH_URL = ""
    assert "search_engine" not in client.get("/readyz").json()


@pytest.mark.parametrize(
    ("state", "code"),
    [("away", ["search_engine"]), ("not built", ["search_engine"]), ("behind", ["search_engine"]), ("", [])],
)
def test_doctor_tells_how_the_engine_is(db, monkeypatch, state, code):
    monkeypatch.setattr("cityportal.doctor.services.engine_state", lambda: state)
    assert [finding.code for finding in check_search_engine()] == code


def test_doctor_names_rows_that_the_engine_refuses(city, article, monkeypatch):
    """They are what the engine lacks, and no reason to rebuild the index."""
    page = article(city["bennghe"], "Tin mới")
    monkeypatch.setattr("cityportal.doctor.services.engine_state", lambda: EngineState.WELL)
    monkeypatch.setattr("cityportal.doctor.services.rows_that_differ", lambda: 1)
    PendingWrite.objects.create(entry_id=SearchEntry.objects.get(page=page).pk, is_refused=True)
    (finding,) = check_search_engine()
    assert (finding.code, "Tin mới" in finding.problem) == ("search_engine_refused", True)


def test_doctor_counts_rows_that_differ(db, monkeypatch):
    monkeypatch.setattr("cityportal.doctor.services.engine_state", lambda: EngineState.WELL)
    monkeypatch.setattr("cityportal.doctor.services.rows_that_differ", lambda: 3)
    assert [finding.code for finding in check_search_engine()] == ["search_engine_rows"]


def test_engine_that_waits_for_old_writes_is_not_asked(silent_port, city, article, found):
    article(city["bennghe"], "Tin mới")
    PendingWrite.objects.update(noted_at=timezone.now() - 2 * elastic_state.BEHIND)
    assert found("tin moi") == ["Tin mới"]
    assert silent_port == []


@pytest.mark.parametrize(
    ("refused", "waiting", "expected"),
    [(1, 0, False), (elastic_state.MOST_REFUSED, 0, False), (elastic_state.MOST_REFUSED + 1, 0, True), (1, 1, True)],
    ids=["one", "as many as may be", "a fault of all", "one, and another that waits"],
)
def test_engine_that_refuses_single_rows_goes_on_answering(db, refused, waiting, expected):
    PendingWrite.objects.bulk_create(
        PendingWrite(entry_id=key, is_refused=key <= refused) for key in range(1, refused + waiting + 1)
    )
    PendingWrite.objects.update(noted_at=timezone.now() - 2 * elastic_state.BEHIND)
    assert elastic_state.is_behind() is expected


def test_page_of_results_asks_once_whether_the_engine_is_behind(closed_port, city, monkeypatch):
    asked = []
    monkeypatch.setattr(elastic_state, "is_behind", lambda: bool(asked.append(1)) or True)
    monkeypatch.setattr(elastic_state, "monotonic", lambda: 1_000.5)
    search_pages("sửa vỉa hè đường Lê Lợi", language="vi")
    assert len(asked) == 1
    # What is known of one generation says nothing of the next.
    elastic_state.was_behind(serving_generation() + 1)
    assert len(asked) == 2


def test_state_of_a_closed_port_is_away(closed_port):
    assert state() == EngineState.AWAY


def test_state_of_an_engine_that_hangs_is_waited_for_once(silent_port):
    assert [state() for _time in range(3)] == [EngineState.AWAY] * 3
    assert len(silent_port) == 1
