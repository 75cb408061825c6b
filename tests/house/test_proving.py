"""What passed a check is not checked again; whatever may have changed is."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from tests import conftest
from tests.factories import CITY, make_article, make_portal
from tests.isolation.rows import undone
from tests.proving import UNKNOWN, Proofs, table_written_in
from tests.raw_rows import change_rows
from tests.remembering import Memory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

PAGES = {Page._meta.db_table}
SESSIONS = {Session._meta.db_table}


@pytest.fixture
def memory(monkeypatch) -> Memory:
    found = Memory()
    monkeypatch.setattr("tests.remembering.memory", found)
    return found


@pytest.fixture
def made():
    """How often the check was made."""
    return []


@pytest.fixture
def proofs(made):
    """A check that reads pages."""

    def check():
        made.append(Page.objects.count())

    return Proofs(check)


def test_rows_that_passed_are_not_read_again_nor_with_what_the_check_does_not_read(proofs, made):
    for written in (SESSIONS, set(), SESSIONS):
        proofs.check("city", written)
    assert len(made) == 1


@pytest.mark.parametrize("written", [PAGES, PAGES | SESSIONS, {UNKNOWN}])
def test_what_the_check_reads_is_checked_whenever_it_was_written_in(proofs, made, written):
    proofs.check("city", written)
    proofs.check("city", set())
    proofs.check("city", written)
    assert len(made) == 3


def test_other_rows_and_rows_that_nobody_knows_are_checked(proofs, made):
    for begun in ("city", "district", None, None):
        proofs.check(begun, set())
    assert len(made) == 4


def test_rows_that_fail_never_pass():
    def check():
        assert Page.objects.count() == 0

    proofs = Proofs(check)
    for _time in range(2):
        with pytest.raises(AssertionError):
            proofs.check("city", set())


def test_check_that_writes_is_made_again(made):
    def check():
        made.append(Page.objects.count())
        Session.objects.all().delete()

    proofs = Proofs(check)
    Session.objects.create(session_key="a", expire_date=timezone.now())
    for _time in range(2):
        proofs.check("city", set())
    assert len(made) == 2


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "portals_portal" ("id") VALUES (1)', "portals_portal"),
        ('INSERT OR IGNORE INTO "portals_portal" ("id") VALUES (1)', "portals_portal"),
        ('UPDATE "portals_portal" SET "id" = 1', "portals_portal"),
        ('DELETE FROM "portals_portal"', "portals_portal"),
        ("TRUNCATE portals_portal", UNKNOWN),
        ('WITH a AS (SELECT 1) UPDATE "portals_portal" SET "id" = 1', UNKNOWN),
    ],
)
def test_statement_that_writes_names_its_table(sql, table):
    assert table_written_in(sql) == table


def watched(memory, make):
    """By what the rows of a test are known, and what it wrote in since."""
    with undone(), memory.watching():
        make()
        return memory.begun, memory.written


def sign_in():
    Session.objects.create(session_key="a", expire_date=timezone.now())


def test_known_steps_and_what_is_written_after_them_are_told_apart(memory):
    def make():
        make_portal(CITY)
        sign_in()

    assert watched(memory, lambda: None) == ((), set())
    begun, (same, written) = watched(memory, lambda: make_portal(CITY))[0], watched(memory, make)
    assert begun == same != ()
    assert written == SESSIONS


def test_rows_that_stand_before_tests_are_known_while_they_do(memory):
    make_portal(CITY)
    with memory.standing():
        (one, _none), (same, written) = watched(memory, lambda: None), watched(memory, sign_in)
    with memory.standing():
        other, _written = watched(memory, lambda: None)
    assert (one is same, one is other, written) == (True, False, SESSIONS)
    assert watched(memory, lambda: None)[0] is None


def test_whoever_writes_what_is_public_is_checked_with_the_world_of_others_proved():
    """As after each test: what is public is broken behind everybody's back in a world that passed."""
    article = make_article(make_portal(CITY))
    proofs = Proofs(lambda: [check() for check in conftest.CHECKS])
    proofs.check("city", set())
    with connection.execute_wrapper(lambda execute, *rest: pytest.fail("read again")):
        proofs.check("city", SESSIONS)
    with undone():
        change_rows(Page, {"title": "Không ai duyệt"}, pk=article.pk)
        with pytest.raises(AssertionError):
            proofs.check("city", PAGES)
