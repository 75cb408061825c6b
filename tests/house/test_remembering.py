"""What factories write again is what they built, and they build themselves wherever something else was written."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

import tests.remembering
from accounts.models import User
from authentication.session_time import LAST_STEP, begin_session
from deadlines.models import OfficeHours
from sites.models import Portal
from tests.admin import browser
from tests.factories import CITY, DISTRICT, make_article, make_member, make_portal
from tests.fullest import make_document, make_image
from tests.isolation.rows import all_rows, changes, undone
from tests.raw_rows import delete_rows
from tests.remembering import Memory, built_once, remembered
from tests.row_changes import Change, all_tables, change_between

pytestmark = pytest.mark.django_db

# Of two portals and an article some 1100 are asked when they are built.
FEW = 150
# How often a world is made in all: built the first time, written again after that.
TIMES = 4


@pytest.fixture
def memory(monkeypatch) -> Memory:
    found = Memory()
    monkeypatch.setattr(tests.remembering, "memory", found)
    return found


def built(memory, make):
    """The rows of a world as it is built in a test, and how many queries it took."""
    with undone(), memory.watching(), CaptureQueriesContext(connection) as queries:
        make()
        asked = len(queries)
        return all_rows(), asked


def make_world():
    make_portal(CITY)
    make_article(make_portal(DISTRICT), "Lịch tiếp công dân")


def test_known_world_has_the_rows_of_the_one_that_was_built_last_in_few_queries(memory):
    worlds = [built(memory, make_world) for _time in range(TIMES)]
    (rows, cost), (same, asked) = worlds[-2:]
    assert changes(rows, same) == set()
    assert max(cost, asked) < FEW < worlds[0][1]


def test_world_is_built_once(memory):
    costs = [built(memory, make_world)[1] for _time in range(TIMES)]
    assert [cost > FEW for cost in costs] == [True, *[False] * (TIMES - 1)]


def test_statements_of_a_world_are_counted_when_it_is_built_and_not_when_it_is_written_again(memory):
    built(memory, make_world)
    counted = memory.built
    assert counted > FEW
    built(memory, make_world)
    assert memory.built == counted


def test_steps_after_a_sign_in_are_known(memory):
    costs = []
    for _time in range(TIMES):
        with undone(), memory.watching():
            client = browser(make_member(make_portal(CITY)))
            with CaptureQueriesContext(connection) as queries:
                make_portal(DISTRICT)
            costs.append(len(queries))
            assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert [cost > FEW for cost in costs] == [True, *[False] * (TIMES - 1)]


def test_session_of_a_known_step_begins_when_it_is_written_again():
    store, known = SessionStore(), {}
    begin_session(known, at=timezone.now() - timedelta(days=1))
    row = {"session_key": "a", "session_data": store.encode(known), "expire_date": timezone.now()}
    # A day later cannot be waited for.
    (again,) = tests.remembering._with_sessions_of_now(Change({Session: [row]}, {}, {})).new[Session]
    begun = store.decode(again["session_data"])[LAST_STEP]
    assert begun - known[LAST_STEP] >= timedelta(days=1).total_seconds() - 1
    assert {**again, "session_data": ""} == {**row, "session_data": ""}


def test_steps_that_were_rolled_back_are_no_part_of_the_world(memory):
    def make_after_undone():
        with undone():
            make_portal(CITY)
        return make_portal(DISTRICT if Portal.objects.exists() else CITY)

    found = []
    for _time in range(TIMES):
        with undone(), memory.watching():
            make_after_undone()
            found.append(list(Portal.objects.values_list("code", flat=True)))
    assert found == [[CITY.code]] * TIMES


def test_world_is_written_as_it_was_built(memory):
    def known():
        make_portal(CITY)

    last_built, _asked = built(memory, known)
    written, asked = built(memory, known)
    assert changes(last_built, written) == set()
    assert asked < FEW


@pytest.mark.both_engines
def test_rows_made_after_a_remembered_world_get_numbers_of_their_own(memory):
    def make_more():
        make_world()
        make_article(Portal.objects.get(code=DISTRICT.code), "Tin của hôm nay", lead=f"Số {len(seen)}")

    seen = []
    for _time in range(3):
        rows, _asked = built(memory, make_more)
        seen.append(len(rows))
    assert seen == [seen[0]] * 3


def test_step_after_something_else_was_written_is_built(memory):
    def make_changed():
        city = make_portal(CITY)
        Portal.objects.filter(pk=city.pk).update(name_en=f"Name {len(names)}")
        make_member(city)
        names.append(Portal.objects.get(pk=city.pk).name_en)

    names = []
    for _time in range(4):
        built(memory, make_changed)
    assert names == ["Name 0", "Name 1", "Name 2", "Name 3"]


def test_step_that_only_looks_changes_no_world(memory):
    def make_twice():
        city = make_portal(CITY)
        assert make_member(city) == make_member(city) == User.objects.get(username="editor.thanhpho")

    for _time in range(TIMES):
        _rows, asked = built(memory, make_twice)
    assert asked < FEW


def test_where_a_world_stands_before_the_test_nothing_is_remembered(memory):
    make_portal(CITY)
    for _time in range(3):
        with undone(), memory.watching(), CaptureQueriesContext(connection) as queries:
            make_portal(DISTRICT)
    assert len(queries) > FEW


def test_world_under_other_settings_is_built_and_forgotten(memory):
    for _time in range(TIMES):
        built(memory, make_world)
    with override_settings(WAGTAIL_SITE_NAME="Khác"):
        _rows, asked = built(memory, make_world)
    assert asked > FEW
    _rows, asked = built(memory, make_world)
    assert asked < FEW


def test_step_under_other_settings_ends_what_is_known_of_a_world(memory):
    def make_half():
        city = make_portal(CITY)
        with override_settings(WAGTAIL_SITE_NAME="Khác"):
            make_member(city)
        make_portal(DISTRICT)

    for _time in range(TIMES):
        built(memory, make_half)
    # Which steps are kept is seen nowhere else; that fewer statements are asked would not tell which.
    assert {step[0] for world, step in memory._done if not world or world == ()} == {"make_portal"}
    assert {step[0] for world, step in memory._done if world} & {"make_member"} == set()


def test_world_after_code_was_replaced_is_built(monkeypatch):
    make_portal(CITY)
    # Whether the world is known is seen nowhere else.
    assert tests.remembering.memory._world is not None
    monkeypatch.setattr("provisioning.provisioning.__doc__", "otherwise")
    make_portal(DISTRICT)
    assert tests.remembering.memory._world is None


def test_file_of_a_step_is_there_again_as_it_was(memory):
    def make_file():
        image, document = (
            make_image(make_portal(CITY), "Ảnh"),
            make_document(Portal.objects.get(), "a.pdf", b"%PDF-1.4 a"),
        )
        paths = [Path(row.file.path) for row in (image, document)]
        was.append([path.read_bytes() for path in paths])
        paths[0].unlink()
        paths[1].write_bytes(b"spoiled")

    was = []
    for _time in range(TIMES):
        _rows, asked = built(memory, make_file)
    assert asked < FEW
    assert was == [was[0]] * TIMES
    assert was[0][1] == b"%PDF-1.4 a"


def test_value_of_another_type_or_inside_a_list_is_another_step(memory):
    def make_with(lead, body):
        article = make_article(make_portal(CITY), lead=lead, body=body)
        return article.lead, [block.value for block in article.body]

    for _time in range(TIMES):
        for words in ("Một", "Hai"):
            with undone(), memory.watching():
                assert make_with(words, [("quote", {"text": words})])[1][0]["text"] == words
    assert len({step for _world, step in memory._done if step[0] == "make_article"}) == 2
    # By what steps are told apart, tried by itself: each pair would need a factory of its own.
    assert tests.remembering._known([1]) != tests.remembering._known([True]) != tests.remembering._known((True,))


def test_step_returns_the_rows_in_what_it_returned(memory):
    @remembered
    def make_both():
        return {"portals": (make_portal(CITY), make_portal(DISTRICT)), "number": 2}

    found = []
    for _time in range(TIMES):
        with undone(), memory.watching():
            found.append(make_both())
            assert list(found[-1]["portals"]) == list(Portal.objects.order_by("pk"))
    assert (found[-1], found[-1]["portals"][0] is found[-2]["portals"][0]) == (found[-2], False)


@pytest.mark.both_engines
def test_rows_that_are_gone_come_back_as_they_were_with_times_of_day():
    first = all_tables()
    delete_rows(OfficeHours)
    assert all_tables() != first
    change_between(all_tables(), first).happen()
    assert all_tables() == first


@pytest.fixture
def build_world():
    """Builds a city once, and returns a list with it."""
    return built_once(lambda: [make_portal(CITY)])


def test_world_that_is_built_once_is_written_again_and_copied(memory, build_world):
    (rows, cost), (same, asked) = [built(memory, build_world) for _time in range(2)]
    assert changes(rows, same) == set()
    assert asked < FEW < cost
    with undone():
        (one,) = build_world()
    with undone():
        (other,) = build_world()
    assert (one == other, one is other) == (True, False)


def test_world_that_is_built_once_is_built_again_on_another_day(memory, build_world, monkeypatch):
    built(memory, build_world)
    monkeypatch.setattr("tests.remembering.timezone", SimpleNamespace(localdate=lambda: date(2030, 1, 1)))
    _rows, asked = built(memory, build_world)
    assert asked > FEW
