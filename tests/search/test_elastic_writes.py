"""Writes to Elasticsearch: in their order, none lost, and rows that do not fit are set aside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.backends.base import EngineState
from search.backends.elastic_rebuild import catch_up, rebuild
from search.backends.elastic_rows import action_of
from search.backends.elastic_server import connected
from search.backends.elastic_state import missing_rows, state
from search.backends.elastic_writes import FIRST_WRITE, note_writes, send, send_pending
from search.models import PendingWrite, SearchEntry
from tests.search.engine import forget
from tests.search.engine_rows import TITLES, key_of

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def test_older_write_never_overtakes_a_newer(ward, engine, found):
    key = key_of(TITLES[0])
    old = SearchEntry.objects.get(pk=key)
    SearchEntry.objects.filter(pk=key).update(title="Sửa cầu Ba Son")
    note_writes([key])
    version = PendingWrite.objects.get(entry_id=key).pk
    engine.follow()
    with connected() as server:
        late = action_of(key, old, version - 1 + FIRST_WRITE)
        assert send(server, server.alias, [late]) == {}
    engine.server.client.indices.refresh(index=engine.server.alias)
    assert (found("nguyen hue"), found("ba son")) == ([], ["Sửa cầu Ba Son"])


def test_removal_is_not_undone_by_an_older_write(ward, engine):
    key = key_of(TITLES[0])
    old = SearchEntry.objects.get(pk=key)
    old.page.specific.unpublish()
    version = PendingWrite.objects.get(entry_id=key).pk
    engine.follow()
    with connected() as server:
        send(server, server.alias, [action_of(key, old, version)])
    assert missing_rows() == 0


def test_engine_that_was_away_is_written_what_it_missed(ward, engine, city, article, found, answered, settings):
    address = settings.SEARCH_URL
    settings.SEARCH_URL = "http://127.0.0.1:1/away"
    article(city["bennghe"], "Cầu Thủ Thiêm thông xe")
    SearchEntry.objects.get(title=TITLES[0]).page.specific.unpublish()
    assert (found("thu thiem"), found("nguyen hue")) == (["Cầu Thủ Thiêm thông xe"], [])
    settings.SEARCH_URL = address
    forget()
    PendingWrite.objects.update(noted_at=timezone.now() - timedelta(minutes=2))
    assert state() == EngineState.BEHIND
    assert found("thu thiem") == ["Cầu Thủ Thiêm thông xe"]
    assert answered == ["thu thiem", "nguyen hue", "thu thiem"]
    catch_up()
    assert (state(), missing_rows()) == (EngineState.WELL, 0)
    assert (found("thu thiem"), found("nguyen hue")) == (["Cầu Thủ Thiêm thông xe"], [])
    assert len(answered) == 3


def test_row_that_the_engine_refuses_is_set_aside_until_it_fits(ward, engine, misfit, found, answered, monkeypatch):
    for _time in range(2):
        note_writes([misfit])
        send_pending([misfit])
    PendingWrite.objects.update(noted_at=timezone.now() - timedelta(hours=1))
    assert list(PendingWrite.objects.values_list("entry_id", "is_refused")) == [(misfit, True)]
    assert (state(), found("dat dai"), answered) == (EngineState.WELL, [TITLES[1]], [])
    rebuild()
    assert (found("dat dai"), found("nguyen hue"), answered) == ([TITLES[1]], [], [])
    monkeypatch.undo()
    PendingWrite.objects.update(noted_at=timezone.now() - timedelta(hours=1))
    catch_up()
    engine.server.client.indices.refresh(index=engine.server.alias)
    assert not PendingWrite.objects.exists()
    assert found("nguyen hue") == [TITLES[0]]
