"""The table of portals that serving reads: its order, and that it follows every change."""

import dataclasses

import pytest

from sites.directory import get_directory
from sites.workflow import suspend_portal
from tests.factories import AT, CITY, DISTRICT, make_operator, make_portal

pytestmark = pytest.mark.django_db


def district(number):
    return dataclasses.replace(
        DISTRICT,
        code=f"quan{number}",
        name_vi=f"Quận {number}",
        name_en=f"District {number}",
        host=f"quan{number}.hochiminhcity.localhost",
        governing_body=f"Ủy ban nhân dân Quận {number}",
    )


def test_portals_stand_by_kind_and_number(django_assert_num_queries):
    for spec in (CITY, district(10), district(3), district(1)):
        make_portal(spec, opened=False)
    with django_assert_num_queries(1):
        names = [record.name for record in get_directory().records]
    assert names == ["Thành phố Hồ Chí Minh", "Quận 1", "Quận 3", "Quận 10"]


def test_portal_that_is_suspended_is_so_in_the_table(django_capture_on_commit_callbacks):
    portal = make_portal(CITY)
    assert get_directory().by_host(portal.host).is_readable
    with django_capture_on_commit_callbacks(execute=True):
        suspend_portal(portal, by=make_operator(), at=AT, reason="Bảo trì", expected_return=None)
    assert not get_directory().by_host(portal.host).is_readable
