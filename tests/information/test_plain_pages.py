"""A plain page in a section with a time limit is pointed out before the board decides; it stops nothing."""

import pytest

from editorial.review.findings import blocking, findings_of
from home.models import ClockedPage, InformationPage
from information.plain_pages import types_with_clock
from tests.each import each_case
from tests.factories import make_article, make_member, section_of
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db


def codes(page):
    return [finding.code for finding in findings_of(page)]


def plain(portal, slug):
    page = InformationPage(
        title="Quyết định", lead="Tóm tắt.", source_agency="UBND", live=False, owner=make_member(portal)
    )
    section_of(portal, slug).add_child(instance=page)
    return page


@each_case("slug", ["van-ban", "thong-ke-bao-cao", "chi-dao-dieu-hanh", "cong-khai", "dau-tu-mua-sam"])
def test_plain_page_where_a_type_keeps_the_limit_is_pointed_out(district, slug):
    page = plain(district, slug)
    (finding,) = (one for one in findings_of(page) if one.code == "clock_escaped")
    assert (finding.article, finding.is_blocking) == ("12.1", False)
    assert blocking(findings_of(page)) == []


def test_words_name_the_type_to_use(district):
    (finding,) = (one for one in findings_of(plain(district, "van-ban")) if one.code == "clock_escaped")
    assert "“Văn bản”" in finding.message


def test_news_in_such_a_section_is_pointed_out_as_well(district):
    page = make_article(district, "Quyết định mới", published=False)
    assert "clock_escaped" not in codes(page)
    page.move(section_of(district, "van-ban"), pos="last-child")
    page.refresh_from_db()
    assert "clock_escaped" in codes(page)


@each_case("slug", ["gioi-thieu", "ve-cong", "hoi-dap", "bao-chi", "ngan-sach", "du-lieu-mo"])
def test_sections_whose_types_ask_for_no_day_have_plain_pages(district, slug):
    assert "clock_escaped" not in codes(plain(district, slug))


def test_types_themselves_are_not_pointed_out(district):
    assert "clock_escaped" not in codes(make_item(district, "document"))


def test_types_are_those_that_ask_for_a_day():
    assert all(issubclass(model, ClockedPage) for models in types_with_clock().values() for model in models)
    assert {"van-ban", "thong-ke", "tuyen-dung", "dat-dai", "tthc-dvc", "du-thao"} <= set(types_with_clock())
    assert not {"tin-tuc", "gioi-thieu", "ngan-sach"} & set(types_with_clock())
