"""Every category of information has its place in what a portal is born with, and something to write there."""

import pytest
from wagtail.models import Page, get_page_models

from deadlines.enums import Trigger
from deadlines.models import InformationCategory
from editorial.review.findings import blocking, findings_of
from home.editing.page_types import by_likelihood
from home.models import ClockedPage, SectionPage
from home.starter import starter_tree
from information.plain_pages import types_with_clock
from information.reference import requirements
from information.required.required_places import places_of
from sites.directory import get_directory
from tests.each import each_case
from tests.factories import CITY, DEPARTMENT, DISTRICT, WARD, make_article, make_portal, section_of
from tests.information.factories import make_item, make_plain

pytestmark = pytest.mark.django_db

# Stands in the branch of its language, which every portal is born with.
IN_ENGLISH = "tieng-nuoc-ngoai"


def categories_of(model):
    """The categories that pages of a type are of."""
    choices = getattr(model, "clock_choices", {}).values()
    return {category for category, _trigger in choices} | set(filter(None, [getattr(model, "category", "")]))


def offered_in(section):
    """The types that an editor is led to in a section, by what fits it first."""
    models = {model._meta.model_name: model for model in get_page_models()}
    rows = [(name, "", name, "") for name in models]
    return [models[row[2]] for row in by_likelihood(section, rows).fitting if row[2] in creatable(section)]


def creatable(section):
    return {model._meta.model_name for model in type(section).creatable_subpage_models()}


def test_every_category_is_provided_by_a_section_that_every_portal_is_born_with():
    portal = make_portal(CITY)
    provided = set()
    for node in starter_tree():
        code = node.values.get("provides_id")
        if code:
            section = section_of(portal, node.slug)
            assert section.provides_id == code
            provided |= {code} | {
                category
                for model in offered_in(section)
                if code in {getattr(model, "category", ""), getattr(model, "stands_with", "")}
                for category in categories_of(model)
            }
    assert provided | {IN_ENGLISH} == set(InformationCategory.objects.values_list("code", flat=True))


def test_every_category_has_its_page_type_or_its_place():
    """What has no type of its own: about and contacts, which are pages of `home`; versions in other languages;
    and questions, which have their own app."""
    with_types = {category for model in get_page_models() for category in categories_of(model)}
    elsewhere = {"gioi-thieu", IN_ENGLISH, "hoi-dap"}
    assert with_types.isdisjoint(elsewhere)
    assert with_types | elsewhere == set(InformationCategory.objects.values_list("code", flat=True))


def test_every_portal_is_born_with_pages_on_use_data_accessibility_and_contribution():
    assert {page.slug for page in section_of(make_portal(CITY), "ve-cong").get_children()} == {
        "su-dung-lai-thong-tin",
        "bao-ve-du-lieu-ca-nhan",
        "kha-nang-tiep-can",
        "gui-tin-bai",
    }


def test_first_type_beside_questions_is_plain_without_a_clock_and_drafts_are_counted_from_their_posting():
    """Not from an approval, which they wait for."""
    portal = make_portal(CITY)
    found = []
    for section in (section_of(portal, "hoi-dap"), section_of(portal, "gop-y-du-thao")):
        first = offered_in(section)[0]
        found.append((section.provides_id, first._meta.model_name, getattr(first, "trigger", None)))
    assert found == [("hoi-dap", "informationpage", None), ("du-thao", "draftpage", Trigger.POSTING)]


@each_case("spec", [CITY, DEPARTMENT, DISTRICT, WARD], ids=lambda spec: spec.kind)
def test_what_a_kind_of_portal_must_have_can_be_made_in_its_section(spec):
    for one in {DISTRICT: [CITY], DEPARTMENT: [CITY], WARD: [CITY, DISTRICT]}.get(spec, []):
        make_portal(one)
    portal = make_portal(spec)
    record = get_directory().for_path(portal.container.path)
    # English pages follow the Vietnamese ones: their sections come with the first translation in them.
    asked = [one for one in requirements() if record.kind in one.kinds and one.language == "vi"]
    places = places_of(record, asked)
    for one in asked:
        place = Page.objects.get(pk=places[one].id).specific
        names = {source.page_type.split(".")[1] for source in one.sources}
        assert names & {model._meta.model_name for model in type(place).creatable_subpage_models()}, one.code
        if isinstance(place, SectionPage):
            assert names & {model._meta.model_name for model in offered_in(place)}, one.code


def codes(page):
    return [finding.code for finding in findings_of(page)]


@each_case(
    ("slug", "named"),
    [
        ("van-ban", "“Văn bản”"),
        ("thong-ke-bao-cao", "“Báo cáo thống kê”"),
        ("chi-dao-dieu-hanh", "“Thông tin chỉ đạo, điều hành”"),
        ("cong-khai", "“Thông tin công khai”"),
        ("dau-tu-mua-sam", "“Dự án, đấu thầu, mua sắm”"),
    ],
)
def test_plain_page_where_a_type_keeps_the_limit_is_pointed_out_with_the_type_to_use(district, slug, named):
    page = make_plain(district, section_of(district, slug), published=False)
    (finding,) = (one for one in findings_of(page) if one.code == "clock_escaped")
    assert (finding.article, finding.is_blocking) == ("12.1", False)
    assert named in finding.message
    assert blocking(findings_of(page)) == []


def test_news_in_such_a_section_is_pointed_out_as_well_and_the_types_themselves_are_not(district):
    page = make_article(district, "Quyết định mới", published=False)
    assert "clock_escaped" not in codes(page)
    page.move(section_of(district, "van-ban"), pos="last-child")
    page.refresh_from_db()
    assert "clock_escaped" in codes(page)
    assert "clock_escaped" not in codes(make_item(district, "document"))


@each_case("slug", ["gioi-thieu", "ve-cong", "hoi-dap", "bao-chi", "ngan-sach", "du-lieu-mo"])
def test_sections_whose_types_ask_for_no_day_have_plain_pages(district, slug):
    assert "clock_escaped" not in codes(make_plain(district, section_of(district, slug), published=False))


def test_types_are_those_that_ask_for_a_day():
    assert all(issubclass(model, ClockedPage) for models in types_with_clock().values() for model in models)
    assert {"van-ban", "thong-ke", "tuyen-dung", "dat-dai", "tthc-dvc", "du-thao"} <= set(types_with_clock())
    assert not {"tin-tuc", "gioi-thieu", "ngan-sach"} & set(types_with_clock())
