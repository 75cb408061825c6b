"""Elasticsearch as third engine: the same answers, writes in their order, an index that is exchanged without a gap."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from home.serving.search_facts import SearchState
from search.backends import Scope, get_backend
from search.backends import elastic_index as engine_module
from search.backends.base import EngineState
from search.backends.elastic_index import IncompleteIndex, catch_up, missing_rows, rebuild, send_pending, state
from search.filters import Filters, Sort
from search.models import PendingWrite, SearchEntry
from search.models.entry import joined_topics
from search.ranking import Standpoint
from search.service import search_pages
from search.words.query import Query
from tests.raw_rows import delete_rows
from tests.search.engine import forget

DAY = date(2026, 3, 10)
TITLES = [
    "Sửa đường Nguyễn Huệ",
    "Thủ tục đất đai tại Ủy ban nhân dân",
    "Quyết định số 05/2024/QĐ-UBND về đường sắt",
    "Kỹ năng phòng cháy cho hòa giải viên",
]
QUESTIONS = [
    "duong", "đường", "dường", "duong nguyen hu", "hue duong", "quyet dinh", "đất", "thu", "th", "hoà giải", "hoa gi",
    "kĩ năng", "ủy ban nhân dân", "uy ban nhan", "05/2024/QĐ-UBND", "5-2024-qd", "05/2024", "qd-ubnd",
    "quyết định 05/2024", '"nguyễn huệ"', "duong -sat", "sắt nguyen", "nguyen hue\ud800", "không có", "d",
    "thủ tục đường sắt", "quyet dinh phong chay nguyen hue",
]  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture
def answered(monkeypatch) -> list[str]:
    """What the database was asked, which Elasticsearch should have answered."""
    asked: list[str] = []
    database = type(get_backend().database)
    find = database.find

    def noted(self, query, *args, **options):
        asked.append(query.text)
        return find(self, query, *args, **options)

    monkeypatch.setattr(database, "find", noted)
    return asked


@pytest.fixture
def ward(engine, city, article):
    """A portal with articles that the engine has."""
    article(city["bennghe"], *TITLES)
    engine.follow()
    return city["bennghe"]


def key_of(title: str) -> int:
    return SearchEntry.objects.get(title=title).pk


@pytest.mark.slow(reason="asks both engines the same")
def test_engine_answers_as_the_database_does_and_in_the_same_order(ward, city, article, engine, answered):
    """Rows that differ in all by which hits are narrowed and ordered."""
    article(city["quan1"], *TITLES[:2], "Đường sắt đô thị", lead="Thủ tục và quyết định.")
    rows = list(SearchEntry.objects.order_by("pk"))
    states = [*SearchState.values, ""]
    for place, row in enumerate(rows):
        row.state, row.year, row.weight = states[place % len(states)], 2020 + place % 3, (20, 100)[place % 2]
        row.in_force_until, row.in_force_from = DAY + timedelta(place % 3 - 1), DAY + timedelta(place % 5 - 2)
        row.topics, row.issuer = joined_topics(["y-te", "Hộ tịch"][: place % 3]), ("Sở Tư pháp", "")[place % 2]
    SearchEntry.objects.bulk_update(
        rows, ["state", "year", "weight", "in_force_until", "in_force_from", "topics", "issuer"]
    )
    engine_module.note_writes([row.pk for row in rows])
    engine.follow()
    portals = (ward.pk, city["quan1"].pk)
    options = [
        {"standpoint": Standpoint(DAY)},
        {"standpoint": Standpoint(DAY, portals[1])},
        {"standpoint": Standpoint(DAY, portals[0], (portals[1],)), "sort": Sort.DATE},
        {"standpoint": Standpoint(DAY, None, (portals[0],))},
        *({"standpoint": Standpoint(DAY), "filters": Filters(states=(state,))} for state in SearchState.values),
        *(
            {"standpoint": Standpoint(DAY), "filters": filters}
            for filters in (
                Filters(years=(2020, 2021)), Filters(topics=("Hộ tịch",)), Filters(issuers=("Sở Tư pháp",)),
                Filters(kinds=("home.newsarticlepage",), portal_ids=portals[:1]), Filters(years=(1999,)),
                Filters(since=timezone.localdate()), Filters(until=timezone.localdate() - timedelta(1)),
            )
        ),
    ]  # fmt: skip
    queries = [Query.read(text) for text in QUESTIONS]
    loose = [query for one in queries if (query := one.loosened())]
    asked = [(query, option, 0) for query, option in product(queries, options)]
    asked += [(query, options[0], offset) for query in (*queries, *loose) for offset in (0, 2)]
    backend, scope, differing = get_backend(), Scope("vi", portals), {}
    for query, option, offset in asked:
        of_both = [each.find(query, scope, limit=3, offset=offset, **option) for each in (backend, backend.database)]
        if of_both[0] != of_both[1]:
            differing[query.text, query.is_loose, str(option), offset] = of_both
    assert differing == {}
    assert len(answered) == len(asked)


@pytest.mark.slow(reason="asks many questions")
@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.one_of(
        st.text(st.characters(codec=None), max_size=60),
        st.text("AND OR NOT TO *?~^:/\\\"'(){}[]<>=!&|+-đ\0\ud800🙂5", max_size=60),
        st.text("aă đ/5-", min_size=200, max_size=10_000),
    )
)
def test_no_question_is_an_error_of_the_engine(ward, answered, question):
    search_pages(question, language="vi")
    assert answered == []


def test_longest_question_is_no_error_of_the_engine(ward, answered):
    search_pages(" ".join(f"á{number}/b{number}" for number in range(200)), language="vi")
    search_pages("a" * 10_000, language="vi")
    assert answered == []


def test_older_write_never_overtakes_a_newer(ward, engine, found):
    key = key_of(TITLES[0])
    old = SearchEntry.objects.get(pk=key)
    SearchEntry.objects.filter(pk=key).update(title="Sửa cầu Ba Son")
    engine_module.note_writes([key])
    version = PendingWrite.objects.get(entry_id=key).pk
    engine.follow()
    with engine_module.connected() as server:
        late = engine_module.action_of(key, old, version - 1 + engine_module.FIRST_WRITE)
        assert engine_module.send(server, server.alias, [late]) == {}
    engine.server.client.indices.refresh(index=engine.server.alias)
    assert (found("nguyen hue"), found("ba son")) == ([], ["Sửa cầu Ba Son"])


def test_removal_is_not_undone_by_an_older_write(ward, engine):
    key = key_of(TITLES[0])
    old = SearchEntry.objects.get(pk=key)
    old.page.specific.unpublish()
    version = PendingWrite.objects.get(entry_id=key).pk
    engine.follow()
    with engine_module.connected() as server:
        engine_module.send(server, server.alias, [engine_module.action_of(key, old, version)])
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
        patched.setattr(engine_module, place, kill)
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
    fill = engine_module.fill

    def filled_and_changed(server):
        stale = SearchEntry.objects.get(title=TITLES[0])
        SearchEntry.objects.filter(pk=stale.pk).update(title="Sửa cầu Ba Son")
        SearchEntry.objects.get(title=TITLES[1]).page.specific.unpublish()
        engine_module.note_writes([stale.pk])
        send_pending(set(PendingWrite.objects.values_list("entry_id", flat=True)))
        # What was read before comes after.
        engine_module.send(server, server.building, [engine_module.action_of(stale.pk, stale, engine_module.FILLED)])
        engine.server.client.indices.refresh(index=engine.server.alias)
        assert (found("ba son"), found("dat dai")) == (["Sửa cầu Ba Son"], [])
        fill(server)

    monkeypatch.setattr(engine_module, "fill", filled_and_changed)
    rebuild()
    assert (found("ba son"), found("nguyen hue"), found("dat dai"), missing_rows()) == (["Sửa cầu Ba Son"], [], [], 0)


@pytest.mark.parametrize("sent", [0, 1], ids=["before the first name is sent to", "between the two"])
def test_write_that_is_sent_while_the_new_index_takes_its_place_is_in_it(ward, engine, found, monkeypatch, sent):
    send, sends = engine_module.send, []
    with engine_module.connected() as server:
        name = engine_module.begin(server)
        engine_module.fill(server)
        key = key_of(TITLES[0])
        SearchEntry.objects.filter(pk=key).update(title="Sửa cầu Ba Son")
        engine_module.note_writes([key])

        def swapped_meanwhile(server, target, actions):
            if len(sends) == sent:
                engine_module.serve(server, name)
            sends.append(target)
            return send(server, target, actions)

        monkeypatch.setattr(engine_module, "send", swapped_meanwhile)
        send_pending([key])
        server.client.indices.refresh(index=name)
    assert (len(sends), PendingWrite.objects.exists()) == (2, False)
    assert (found("ba son"), found("nguyen hue")) == (["Sửa cầu Ba Son"], [])


@pytest.fixture
def misfit(monkeypatch) -> int:
    """Key of a row that does not fit the index, as it is written."""
    key, action_of = key_of(TITLES[0]), engine_module.action_of

    def misfitting(entry_id, *args):
        action = action_of(entry_id, *args)
        return {**action, "year": "no number"} if entry_id == key and action["_op_type"] == "index" else action

    monkeypatch.setattr(engine_module, "action_of", misfitting)
    return key


def test_row_that_the_engine_refuses_is_set_aside_until_it_fits(ward, engine, misfit, found, answered, monkeypatch):
    for _time in range(2):
        engine_module.note_writes([misfit])
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


def test_index_with_the_fields_of_another_release_is_built_again(ward, engine, misfit, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(engine_module, "MAPPINGS", {**engine_module.MAPPINGS, "_meta": {"version": "another"}})
        patch.setattr(engine_module, "MOST_REFUSED", 1)
        rebuild()
        former = engine.names()[-1]
    engine_module.note_writes([misfit])
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
    monkeypatch.setattr(engine_module, "fill", lambda server: None)
    with pytest.raises(IncompleteIndex):
        rebuild()
    assert engine.names() == former
    assert found("nguyen hue") == [TITLES[0]]


def test_row_that_the_engine_has_and_the_database_lacks_is_not_shown(ward, found):
    delete_rows(SearchEntry, title=TITLES[0])
    assert found("nguyen hue") == []


def test_row_that_moved_to_another_portal_is_not_shown_where_it_was(ward, city, found, engine):
    SearchEntry.objects.filter(title=TITLES[0]).update(portal=city["quan1"])
    assert found("nguyen hue", portal=city["bennghe"]) == []
