"""What factories write again is what they built, and they build themselves wherever something else was written."""

import itertools
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

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="builds portals anew on purpose")]

# Of two portals and an article some 1100 are asked when they are built.
FEW = 150


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


def test_known_world_has_the_rows_that_were_built_in_few_statements_that_do_not_count(memory):
    (rows, cost), (same, asked) = [built(memory, make_world) for _time in range(2)]
    counted = memory.built
    assert changes(rows, same) == set()
    assert asked < FEW < cost
    built(memory, make_world)
    assert memory.built == counted > FEW


def test_steps_after_a_sign_in_are_known(memory):
    for _time in range(2):
        with undone(), memory.watching():
            client = browser(make_member(make_portal(CITY)))
            with CaptureQueriesContext(connection) as queries:
                make_portal(DISTRICT)
            assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert len(queries) < FEW


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
    for _time in range(2):
        with undone(), memory.watching():
            with undone():
                make_portal(CITY)
            make_portal(DISTRICT if Portal.objects.exists() else CITY)
            assert Portal.objects.get().code == CITY.code


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
    for _time in range(2):
        built(memory, make_changed)
    assert names == ["Name 0", "Name 1"]


def test_step_that_only_looks_changes_no_world(memory):
    def make_twice():
        city = make_portal(CITY)
        assert make_member(city) == make_member(city)

    built(memory, make_twice)
    assert built(memory, make_twice)[1] < FEW


def test_where_a_world_stands_before_the_test_nothing_is_remembered(memory):
    make_portal(CITY)
    for _time in range(3):
        with undone(), memory.watching(), CaptureQueriesContext(connection) as queries:
            make_portal(DISTRICT)
    assert len(queries) > FEW


def test_step_under_other_settings_is_built_and_ends_what_is_known_of_a_world(memory):
    def make_half():
        city = make_portal(CITY)
        with override_settings(WAGTAIL_SITE_NAME="Khác"):
            make_member(city)
        make_portal(DISTRICT)

    for _time in range(2):
        built(memory, make_half)
    # Which steps are kept is seen nowhere else; that fewer statements are asked would not tell which.
    assert {step[0] for world, step in memory._done if world == ()} == {"make_portal"}
    assert not [step for world, step in memory._done if world]


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
    for _time in range(2):
        _rows, asked = built(memory, make_file)
    assert asked < FEW
    assert was == [was[0]] * 2
    assert was[0][1] == b"%PDF-1.4 a"


def test_value_of_another_type_or_inside_a_list_is_another_step():
    # By what steps are told apart, tried by itself: each pair would need a factory of its own.
    known = [tests.remembering._known(value) for value in (["Một"], ["Hai"], [1], [True], (True,))]
    assert all(one != other for one, other in itertools.combinations(known, 2))


def test_step_returns_the_rows_in_what_it_returned(memory):
    @remembered
    def make_both():
        return {"portals": (make_portal(CITY), make_portal(DISTRICT)), "number": 2}

    found = []
    for _time in range(2):
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


def test_world_that_is_built_once_is_written_again_copied_and_built_anew_on_another_day(memory, monkeypatch):
    build_world = built_once(lambda: [make_portal(CITY)])
    (rows, cost), (same, asked) = [built(memory, build_world) for _time in range(2)]
    assert changes(rows, same) == set()
    assert asked < FEW < cost
    with undone():
        (one,) = build_world()
    with undone():
        (other,) = build_world()
    assert (one == other, one is other) == (True, False)
    monkeypatch.setattr("tests.remembering.timezone", SimpleNamespace(localdate=lambda: date(2030, 1, 1)))
    assert built(memory, build_world)[1] > FEW
