"""The table of portals that serving reads: its order, and that it follows every change."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from provisioning.portal_states import suspend_portal
from sites import directory
from sites.directory import get_directory, hold_directory
from sites.enums import PortalState
from sites.models import Portal
from tests.factories import AT, CITY, DISTRICT, WARD, make_operator, make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def district(number):
    return dataclasses.replace(
        DISTRICT,
        code=f"quan{number}",
        name_vi=f"Quận {number}",
        name_en=f"District {number}",
        host=f"quan{number}.hochiminhcity.localhost",
        governing_body=f"Ủy ban nhân dân Quận {number}",
    )


def test_portals_stand_by_kind_and_number(django_assert_max_num_queries):
    for spec in (CITY, district(10), district(3), district(1)):
        make_portal(spec, opened=False)
    with django_assert_max_num_queries(1):
        names = [record.name for record in get_directory().records]
    assert names == ["Thành phố Hồ Chí Minh", "Quận 1", "Quận 3", "Quận 10"]


def test_portal_that_is_suspended_is_so_in_the_table(django_capture_on_commit_callbacks):
    portal = make_portal(CITY)
    assert get_directory().by_host(portal.host).is_readable
    with django_capture_on_commit_callbacks(execute=True):
        suspend_portal(portal, by=make_operator(), at=AT, reason="Bảo trì", expected_return=None)
    assert not get_directory().by_host(portal.host).is_readable


def test_table_read_while_another_process_changed_portals_is_not_kept(monkeypatch):
    portal = make_portal(CITY)
    read = directory._read

    def read_before_the_change():
        rows = read()
        Portal.objects.filter(pk=portal.pk).update(state=PortalState.SUSPENDED)
        cache.set(directory.TOKEN_KEY, "of another process")
        return rows

    cache.clear()
    # Another request changes a portal between reading and keeping.
    monkeypatch.setattr(directory, "_read", read_before_the_change)
    get_directory()
    monkeypatch.setattr(directory, "_read", read)
    assert get_directory().by_host(portal.host).state == PortalState.SUSPENDED


def test_request_reads_the_table_once_and_sees_its_own_change(django_assert_max_num_queries):
    portal = make_portal(CITY)
    with hold_directory():
        with django_assert_max_num_queries(0):
            assert get_directory() is get_directory()
        portal.name_vi = "Thành phố Thủ Đức"
        portal.save()
        assert get_directory().by_id[portal.pk].name_vi == "Thành phố Thủ Đức"


def test_pages_are_served_while_the_cache_is_away(monkeypatch):
    portal = make_portal(CITY)
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: None)
    assert get_directory().by_host(portal.host).state == PortalState.LIVE


def test_finder_needs_no_accents_and_knows_the_district_of_a_ward():
    for spec in (CITY, DISTRICT, WARD):
        make_portal(spec, opened=False)
    found = {query: {record.code for record in get_directory().find(query)} for query in ("BEN NGHE", "quan 1", "xa")}
    assert found == {"BEN NGHE": {"bennghe"}, "quan 1": {"quan1", "bennghe"}, "xa": set()}


def check_that_nothing_is_kept_of_a_rollback():
    portal = make_portal(CITY)
    with pytest.raises(RuntimeError), transaction.atomic():
        suspend_portal(portal, by=make_operator(), at=AT, reason="Bảo trì", expected_return=None)
        assert get_directory().by_id[portal.pk].state == PortalState.SUSPENDED
        raise RuntimeError
    assert get_directory().by_id[portal.pk].state == PortalState.LIVE


def test_table_that_a_transaction_read_after_its_own_change_is_gone_with_it():
    check_that_nothing_is_kept_of_a_rollback()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_process_keeps_nothing_of_a_transaction_that_is_rolled_back():
    check_that_nothing_is_kept_of_a_rollback()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_change_that_is_not_committed_is_read_by_its_own_transaction_alone():
    """The threads of a process share the table."""
    portal = make_portal(CITY)

    def read():
        return get_directory().by_id[portal.pk].name_vi

    def read_elsewhere():
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(closing_its_connection, read).result()

    before = portal.name_vi
    with transaction.atomic():
        assert read() == before
        portal.name_vi = "Thành phố Thủ Đức"
        portal.save()
        assert (read(), read_elsewhere()) == ("Thành phố Thủ Đức", before)
    assert (read(), read_elsewhere()) == ("Thành phố Thủ Đức", "Thành phố Thủ Đức")


def closing_its_connection(read):
    try:
        return read()
    finally:
        connection.close()


def test_warm_transaction_that_changed_a_portal_asks_nothing(django_assert_max_num_queries):
    portal = make_portal(CITY)
    with transaction.atomic():
        portal.save()
        get_directory()
        with django_assert_max_num_queries(0):
            assert get_directory() is get_directory()
