"""Rebuilding of the index in Elasticsearch: it is exchanged without a gap, whatever happens meanwhile."""

import pytest

from search.backends import elastic_rebuild, elastic_writes
from search.backends.base import EngineState
from search.backends.elastic_rebuild import IncompleteIndex, begin, catch_up, fill, rebuild, serve
from search.backends.elastic_rows import MAPPINGS, action_of
from search.backends.elastic_server import connected
from search.backends.elastic_state import missing_rows, state
from search.backends.elastic_writes import FILLED, note_writes, send, send_pending
from search.models import PendingWrite, SearchEntry
from tests.search.engine import forget
from tests.search.engine_rows import TITLES, key_of

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def test_index_is_built_by_itself_where_there_is_none(engine, city, article, found, answered):
    article(city["bennghe"], "Tin mới")
    assert state() == EngineState.NOT_BUILT
    assert (found("tin moi"), answered) == (["Tin mới"], ["tin moi"])
    forget()
    catch_up()
    assert state() == EngineState.WELL
    assert (found("tin moi"), len(answered)) == (["Tin mới"], 1)


def test_removal_makes_no_index_and_one_with_the_name_of_the_alias_makes_room(engine, city, article, found, answered):
    article(city["bennghe"], "Tin mới", "Tin cũ")
    gone = key_of("Tin cũ")
    SearchEntry.objects.get(pk=gone).page.specific.unpublish()
    indices, alias = engine.server.client.indices, engine.server.alias
    send_pending([gone])
    assert not indices.exists(index=alias)
    assert PendingWrite.objects.filter(entry_id=gone).exists()
    indices.create(index=alias)
    rebuild()
    assert (found("tin moi"), found("tin cu"), answered) == (["Tin mới"], [], [])


def test_rebuilding_keeps_one_former_index(ward, engine):
    for _time in range(3):
        rebuild()
    assert len(engine.names()) == 2
    assert list(engine.server.client.indices.get_alias(name=engine.server.alias)) == engine.names()[-1:]


class Killed(BaseException):
    """As if the process had been ended."""


@pytest.mark.parametrize("place", ["_remove_unfinished", "fill", "send", "_check", "_remove_older"])
def test_rebuilding_that_is_killed_leaves_right_answers_and_can_be_done_again(
    ward, engine, city, article, found, answered, monkeypatch, place
):
    def kill(*args, **options):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(elastic_rebuild, place, kill)
        with pytest.raises(Killed):
            rebuild()
    assert found("nguyen hue") == [TITLES[0]]
    article(city["bennghe"], "Tin sau đó")
    engine.follow()
    assert found("tin sau do") == ["Tin sau đó"]
    rebuild()
    assert (found("nguyen hue"), found("tin sau do"), missing_rows()) == ([TITLES[0]], ["Tin sau đó"], 0)
    assert (answered, len(engine.names())) == ([], 2)


def test_what_is_written_during_a_rebuilding_is_in_both(ward, engine, found, monkeypatch):
    def filled_and_changed(server):
        stale = SearchEntry.objects.get(title=TITLES[0])
        SearchEntry.objects.filter(pk=stale.pk).update(title="Sửa cầu Ba Son")
        SearchEntry.objects.get(title=TITLES[1]).page.specific.unpublish()
        note_writes([stale.pk])
        send_pending(set(PendingWrite.objects.values_list("entry_id", flat=True)))
        # What was read before comes after.
        send(server, server.building, [action_of(stale.pk, stale, FILLED)])
        engine.server.client.indices.refresh(index=engine.server.alias)
        assert (found("ba son"), found("dat dai")) == (["Sửa cầu Ba Son"], [])
        fill(server)

    monkeypatch.setattr(elastic_rebuild, "fill", filled_and_changed)
    rebuild()
    assert (found("ba son"), found("nguyen hue"), found("dat dai"), missing_rows()) == (["Sửa cầu Ba Son"], [], [], 0)


@pytest.mark.parametrize("sent", [0, 1], ids=["before the first name is sent to", "between the two"])
def test_write_that_is_sent_while_the_new_index_takes_its_place_is_in_it(ward, engine, found, monkeypatch, sent):
    sends = []
    with connected() as server:
        name = begin(server)
        fill(server)
        key = key_of(TITLES[0])
        SearchEntry.objects.filter(pk=key).update(title="Sửa cầu Ba Son")
        note_writes([key])

        def swapped_meanwhile(server, target, actions):
            if len(sends) == sent:
                serve(server, name)
            sends.append(target)
            return send(server, target, actions)

        monkeypatch.setattr(elastic_writes, "send", swapped_meanwhile)
        send_pending([key])
        server.client.indices.refresh(index=name)
    assert (len(sends), PendingWrite.objects.exists()) == (2, False)
    assert (found("ba son"), found("nguyen hue")) == (["Sửa cầu Ba Son"], [])


def test_index_with_the_fields_of_another_release_is_built_again(ward, engine, misfit, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(elastic_rebuild, "MAPPINGS", {**MAPPINGS, "_meta": {"version": "another"}})
        patch.setattr(elastic_rebuild, "MOST_REFUSED", 1)
        rebuild()
        former = engine.names()[-1]
    note_writes([misfit])
    send_pending([misfit])
    # It may fit the index that this release makes.
    assert PendingWrite.objects.filter(entry_id=misfit, is_refused=False).exists()
    catch_up()
    (answering,) = engine.server.client.indices.get_alias(name=engine.server.alias)
    assert answering > former
    catch_up()
    assert list(engine.server.client.indices.get_alias(name=engine.server.alias)) == [answering]


def test_incomplete_index_never_answers(ward, engine, found, monkeypatch):
    former = engine.names()
    monkeypatch.setattr(elastic_rebuild, "fill", lambda server: None)
    with pytest.raises(IncompleteIndex):
        rebuild()
    assert engine.names() == former
    assert found("nguyen hue") == [TITLES[0]]
