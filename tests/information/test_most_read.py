"""Procedures that are read most stand first on the home of their portal, by what the access log says of four weeks."""

from datetime import timedelta

import pytest

from home.serving.addresses import PlainPage
from information.models import ProcedureViews
from information.procedures.most_read import keep_procedure_views, most_read_of_all
from information.serving.bands import procedures_below
from sites.enums import PortalState
from tests.factories import AT, put_in_state, section_of
from tests.information.factories import make_item

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def addresses(city, district):
    """Addresses of three procedures of the district by their titles; the city has one at the same address."""
    make_item(city, "procedure", "Khai sinh", published=True)
    made = [make_item(district, "procedure", title, published=True) for title in ("Khai tử", "Khai sinh", "Kết hôn")]
    return {page.title: page.get_url_parts()[2] for page in made}


def listed(portal, today=TODAY):
    section = PlainPage.of(section_of(portal, "thu-tuc-dich-vu-cong"))
    return [page.title for page in procedures_below(section, portal.pk, today=today)]


@pytest.mark.slow(reason="publishes on two portals")
def test_procedures_read_most_come_first_and_reads_on_another_portal_change_nothing(city, district, addresses):
    views = {(district.pk, addresses["Kết hôn"]): 5, (city.pk, addresses["Khai sinh"]): 99, (district.pk, "/x/y/"): 9}
    for _time in range(2):
        assert keep_procedure_views(YESTERDAY, views) == 2
    assert listed(district) == ["Kết hôn", "Khai tử", "Khai sinh"]
    keep_procedure_views(YESTERDAY - timedelta(days=1), {(district.pk, addresses["Khai sinh"]): 6})
    assert listed(district) == ["Khai sinh", "Kết hôn", "Khai tử"]


@pytest.mark.slow(reason="publishes on two portals")
def test_procedures_read_more_than_four_weeks_ago_stand_where_the_board_put_them(district, addresses):
    keep_procedure_views(YESTERDAY, {(district.pk, addresses["Kết hôn"]): 5})
    assert listed(district, TODAY + timedelta(weeks=5)) == ["Khai tử", "Khai sinh", "Kết hôn"]
    keep_procedure_views(YESTERDAY + timedelta(weeks=5), {})
    assert not ProcedureViews.objects.exists()


@pytest.mark.slow(reason="publishes on two portals")
def test_city_counts_what_is_read_on_all_portals_then_what_most_of_them_do(city, district):
    made = [
        make_item(portal, "procedure", title, code=code, published=True)
        for portal, title, code in (
            (city, "Khai sinh", "1.001193"), (district, "Khai sinh", "1.001193"), (district, "Kết hôn", "1.000894"),
            (district, "Khai tử", "1.000656"), (district, "Không mã", ""), (district, "Mã có gạch", "1/2"),
        )
    ]  # fmt: skip

    def listed_of_all():
        return [code for code, _title in most_read_of_all(language="vi", today=TODAY, limit=8)]

    assert listed_of_all() == ["1.001193", "1.000656", "1.000894"]
    keep_procedure_views(YESTERDAY, {(district.pk, made[2].get_url_parts()[2]): 5})
    assert listed_of_all()[0] == "1.000894"
    assert most_read_of_all(language="en", today=TODAY, limit=8) == []
    put_in_state(district, PortalState.SUSPENDED)
    assert listed_of_all() == ["1.001193"]
