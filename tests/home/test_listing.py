"""The list of a section: what an address may ask for, and figures beside the choices that hold."""

from datetime import UTC, datetime
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Page

from home.models import InformationPage, NewsArticlePage, SubjectField
from home.serving.listing import section_listing
from tests.factories import (
    CITY,
    DISTRICT,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

TRADE, CULTURE = "kinh-te", "van-hoa"


def add(portal, title, *, year, fields=(), page=None):
    """A public page of a year and of some fields."""
    page = page or make_article(portal, title, published=False)
    page.subject_fields = list(SubjectField.objects.filter(slug__in=fields))
    page.save_revision(user=page.owner)
    # Some are from before a field was asked for.
    with patch.object(NewsArticlePage, "needs_field", new=False):
        publish_approved_page(page, by=make_head(portal))
    Page.objects.filter(pk=page.pk).update(first_published_at=datetime(year, 6, 1, tzinfo=UTC))


@pytest.fixture
def section(portal):
    return section_of(portal)


@pytest.fixture
@remembered
def news(portal):
    """Two years, two fields: trade in both years, culture in the later one."""
    add(portal, "Chợ 1", year=2025, fields=[TRADE])
    add(portal, "Chợ 2", year=2026, fields=[TRADE])
    add(portal, "Lễ hội", year=2026, fields=[CULTURE])
    add(portal, "Không lĩnh vực", year=2026)


def listed(section, query=""):
    return section_listing(section, RequestFactory().get(f"/tin-tuc/?{query}"))


def titles(section, query=""):
    return {page.title for page in listed(section, query)["items"]}


def facets(section, query=""):
    """Slug or year, number and whether it is chosen, of both groups."""
    slugs = {"Kinh tế": TRADE, "Văn hóa": CULTURE}
    return [
        [(slugs.get(one.label, one.label), one.count, one.selected) for one in group.facets]
        for group in listed(section, query)["facets"]
    ]


WRONG = [
    "nam=0000", "nam=0001", "nam=9999", "nam=abcd", "nam=2027", "nam=٢٠٢٦", "nam=%00", "nam=-2026", "nam=20261",
    "linh-vuc=%00", "linh-vuc=khong-co", "linh-vuc='", "linh-vuc=%F0%9F%99%82", "trang=%00", "trang=0", "trang=abc",
    "linh-vuc=%00&nam=0000",
]  # fmt: skip


@pytest.mark.slow(reason="publishes many pages and opens their list")
def test_choice_that_nothing_here_has_is_ignored(section, news):
    client = Client(headers={"host": CITY.host})
    for query in WRONG:
        answer = client.get(f"/tin-tuc/?{quote(query, safe='=&%')}")
        assert (answer.status_code, answer.context["is_filtered"], answer.context["total"]) == (200, False, 4), query


@pytest.mark.slow(reason="publishes many pages and opens their list")
@pytest.mark.both_engines
def test_choices_narrow_the_list_alone_and_together_and_figures_count_what_they_lead_to(section, news):
    assert titles(section, f"linh-vuc={TRADE}") == {"Chợ 1", "Chợ 2"}
    assert titles(section, "nam=2025") == {"Chợ 1"}
    assert titles(section, f"linh-vuc={TRADE}&nam=2026") == {"Chợ 2"}
    assert facets(section) == [[(TRADE, 2, False), (CULTURE, 1, False)], [("2026", 3, False), ("2025", 1, False)]]
    assert facets(section, f"linh-vuc={TRADE}") == [
        [(TRADE, 2, True), (CULTURE, 1, False)],
        [("2026", 1, False), ("2025", 1, False)],
    ]
    assert facets(section, "nam=2026") == [
        [(TRADE, 1, False), (CULTURE, 1, False)],
        [("2026", 3, True), ("2025", 1, False)],
    ]
    assert facets(section, "nam=2025") == [[(TRADE, 1, False)], [("2026", 3, False), ("2025", 1, True)]]
    # What finds nothing together can be taken back.
    assert titles(section, f"linh-vuc={CULTURE}&nam=2025") == set()
    fields, years = facets(section, f"linh-vuc={CULTURE}&nam=2025")
    assert ((CULTURE, 0, True) in fields, ("2025", 0, True) in years) == (True, True)


@pytest.mark.slow(reason="publishes many pages and opens their list")
def test_each_figure_is_the_length_of_its_list(section, news):
    for query in ("", f"linh-vuc={TRADE}", f"linh-vuc={CULTURE}", "nam=2026", f"linh-vuc={TRADE}&nam=2025"):
        for group in listed(section, query)["facets"]:
            for one in group.facets:
                assert one.count == listed(section, one.url.removeprefix("?"))["total"], (query, one)


def test_only_year_is_shown_where_it_was_chosen_and_not_otherwise(section, portal):
    add(portal, "Tin", year=2026)
    assert facets(section) == []
    assert facets(section, "nam=2026") == [[("2026", 1, True)]]


@pytest.mark.slow(reason="publishes many pages and opens their list")
@pytest.mark.both_engines
def test_fields_are_counted_over_all_types_of_pages(section, portal, news):
    page = InformationPage(title="Bảng giá", source_agency="Sở", live=False, owner=make_member(portal))
    section.add_child(instance=page)
    add(portal, "", year=2026, fields=[TRADE], page=page)
    types, fields, _years = facets(section)
    assert types == [("Tin bài", 4, False), ("Trang thông tin", 1, False)]
    assert fields == [(TRADE, 3, False), (CULTURE, 1, False)]
    assert "Bảng giá" in titles(section, f"linh-vuc={TRADE}&nam=2026")


@pytest.mark.slow(reason="publishes many pages and opens their list")
def test_pages_of_a_second_portal_are_neither_listed_nor_counted(section, news):
    other = make_portal(DISTRICT)
    add(other, "Chợ của quận", year=2024, fields=[TRADE, CULTURE])
    add(other, "Lễ hội của quận", year=2026, fields=[CULTURE])
    assert facets(section) == [[(TRADE, 2, False), (CULTURE, 1, False)], [("2026", 3, False), ("2025", 1, False)]]
    assert titles(section, f"linh-vuc={CULTURE}") == {"Lễ hội"}
    # What the second portal alone has is no choice here.
    assert not listed(section, "nam=2024")["is_filtered"]
    assert facets(section_of(other)) == [
        [(TRADE, 1, False), (CULTURE, 2, False)],
        [("2026", 1, False), ("2024", 1, False)],
    ]
