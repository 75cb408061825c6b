"""What is read of live pages for the checklists: which pages count, and in how many queries."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import Locale, Page

from home.models import ContactPage, PageFreshness, PersonPage, StaleBecause
from information.enums import RequirementState
from information.required.queries import checklists, worst_first
from sites.directory import get_directory
from sites.models import Portal
from tests.factories import section_of
from tests.home.branches import approve
from tests.information.factories import files_of, make_item, make_plain
from tests.many_portals import copy_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = date(2026, 11, 26)
# However many portals: one for all types, one for plain pages, one for each of six fields and three sets of them.
QUERIES = 12


def record_of(portal):
    return get_directory().by_id[portal.pk]


def states(portal, *, on=TODAY):
    """Of what the portal has; what is missing is left out, and the section of questions that it is born with."""
    (found,) = checklists([record_of(portal)], on=on)
    there = {one.requirement.code: one.state for one in found.findings if one.state != RequirementState.MISSING}
    return {code: state for code, state in there.items() if code != "questions"}


def dated(page, first, last):
    at = {
        "first_published_at": datetime(*first, 5, 0, tzinfo=UTC),
        "last_published_at": datetime(*last, 5, 0, tzinfo=UTC),
    }
    Page.objects.filter(pk=page.pk).update(**at)


@pytest.mark.slow(reason="publishes pages of several kinds")
def test_page_of_its_type_is_there_from_its_day_in_the_city_and_draft_and_other_portal_are_not(city, district):
    page = make_item(district, "budget", published=True)
    make_item(district, "report")
    make_item(city, "direction", published=True)
    assert states(district) == {"budget": RequirementState.PRESENT}
    assert states(city) == {"direction": RequirementState.PRESENT}
    Page.objects.filter(pk=page.pk).update(first_published_at=datetime(2026, 11, 1, 20, 0, tzinfo=UTC))
    (found,) = checklists([record_of(district)], on=TODAY)
    assert [one.newest for one in found.findings if one.requirement.code == "budget"] == [date(2026, 11, 2)]


def test_what_was_withdrawn_and_what_stands_below_a_home_in_review_is_missing(district):
    page = make_item(district, "budget", published=True)
    home = Page.objects.get(path=page.path[:12])
    Page.objects.filter(pk=home.pk).update(live=False)
    assert states(district) == {}
    Page.objects.filter(pk=home.pk).update(live=True)
    Page.objects.filter(pk=page.pk).update(live=False)
    assert states(district) == {}


def test_section_of_questions_and_drafts_for_consultation_are_asked(city, district):
    make_plain(district, section_of(district, "gop-y-du-thao"))
    section_of(city, "hoi-dap").unpublish()
    (ours, foreign) = checklists([record_of(district), record_of(city)], on=TODAY)
    there = [{one.requirement.code for one in found.findings if one.newest} for found in (ours, foreign)]
    assert there == [{"drafts", "questions"}, set()]
    assert [one.requirement.code for one in ours.findings if one.is_plain] == ["drafts"]


def test_value_of_a_field_tells_one_requirement_from_another(district):
    make_item(district, "disclosure", subject="dat-dai", published=True)
    make_item(district, "plan", kind="work_programme", published=True)
    make_plain(district, section_of(district, "gioi-thieu"), about="functions")
    # A work programme is a plan as well.
    assert set(states(district)) == {"disclosure-land", "work-programme", "plans", "about-functions"}


def test_plain_page_below_the_section_of_the_category_counts_and_deeper_or_elsewhere_does_not(district):
    for slug in ("ngan-sach", "ve-cong"):
        make_plain(district, section_of(district, slug))
    make_plain(district, make_plain(district, section_of(district, "gioi-thieu")))
    assert set(states(district)) == {"budget"}


def test_plain_pages_alone_are_said_to_have_no_time_limit(city, district):
    for portal in (city, district):
        make_plain(portal, section_of(portal, "ngan-sach"))
    make_item(city, "budget", published=True)
    found = checklists([record_of(district), record_of(city)], on=TODAY)
    assert [[one.requirement.code for one in each.findings if one.is_plain] for each in found] == [["budget"], []]


@pytest.mark.breaks_the_rule
def test_contacts_count_when_they_can_be_used(district):
    contact = ContactPage.objects.get(path__startswith=district.container.path)
    ContactPage.objects.filter(pk=contact.pk).update(phone="028 3829 0000")
    person = PersonPage(title="Nguyễn Văn An", position="Chủ tịch", phone="0283", live=False)
    section_of(district, "to-chuc").add_child(instance=person)
    approve(person, district)
    assert states(district) == {}
    ContactPage.objects.filter(pk=contact.pk).update(email="quan1@example.test")
    PersonPage.objects.filter(pk=person.pk).update(email="an@example.test", tasks="Phụ trách", is_spokesperson=True)
    assert set(states(district)) == {"contact", "leaders", "officials", "spokesperson"}


@pytest.mark.breaks_the_rule
def test_english_asks_for_a_version_in_a_public_english_home(district):
    page = make_plain(district, section_of(district, "gioi-thieu"), about="functions")
    version = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    approve(version, district)
    assert set(states(district)) == {"about-functions"}
    Page.objects.filter(pk=Page.objects.get(path=version.path[:12]).pk).update(live=True)
    assert set(states(district)) == {"about-functions", "english-functions"}


def test_age_is_counted_by_the_newest_and_for_what_is_kept_up_by_its_last_version(district):
    older, newer = (make_item(district, "report", f"Báo cáo {number}", published=True) for number in (1, 2))
    dated(older, (2026, 1, 5), (2026, 11, 20))
    # 23:30 in UTC is the next day in the city.
    dated(newer, (2026, 7, 25), (2026, 7, 25))
    dated(make_item(district, "access", published=True), (2024, 1, 5), (2026, 11, 20))
    assert states(district) == {"statistics": RequirementState.PRESENT, "access": RequirementState.PRESENT}
    assert states(district, on=date(2026, 11, 27))["statistics"] == RequirementState.STALE


def test_worst_comes_first_and_who_is_asked_nothing_last(city, district):
    make_item(district, "budget", published=True)
    lists = worst_first(checklists([record_of(district), record_of(city)], on=TODAY))
    assert [one.portal.id for one in lists] == [city.pk, district.pk]
    best = lists[1]
    assert (best.score, best.present, best.stale, best.missing) == (2 / 36, 2, 0, 34)


@pytest.mark.breaks_the_rule
def test_forty_portals_cost_as_many_queries_as_one(district, django_assert_max_num_queries):
    make_item(district, "budget", published=True)
    record = record_of(district)
    with django_assert_max_num_queries(QUERIES):
        checklists([record], on=TODAY)
    copy_portal(district, 40)
    records = get_directory().records
    assert len(records) == Portal.objects.count() == 42
    with django_assert_max_num_queries(QUERIES):
        lists = checklists(records, on=TODAY)
    # Each has what its template has; the city has its section of questions.
    assert sum(one.present for one in lists) == 2 * 41 + 1


@pytest.mark.slow(reason="publishes pages of several kinds")
def test_what_must_be_looked_at_again_is_stale_however_new_unless_another_page_still_holds(city, district):
    due, other = (make_item(district, "access", f"Tiếp cận {number}", published=True) for number in (1, 2))
    for page, portal in ((due, district), (make_item(city, "access", published=True), city)):
        keep_freshness_until(page, portal, TODAY)
    assert states(district) == {"access": RequirementState.PRESENT}
    keep_freshness_until(other, district, TODAY)
    assert states(district) == {"access": RequirementState.STALE}
    keep_freshness_until(other, district, date(2026, 11, 27))
    assert (states(district), states(city)) == (
        {"access": RequirementState.PRESENT},
        {"access": RequirementState.STALE},
    )


def keep_freshness_until(page, portal, day):
    values = {"portal": portal, "because": StaleBecause.REVIEW_DATE, "confirmed_on": TODAY, "stale_from": day}
    PageFreshness.objects.update_or_create(page_id=page.pk, defaults=values)


@pytest.mark.slow(reason="publishes drafts in four states")
def test_draft_counts_while_it_is_open_and_once_its_report_is_public(city, district):
    given = {"trigger_date": date(2026, 10, 1), "closes_on": date(2026, 11, 10), "published": True}
    make_item(city, "draft", **given)
    make_item(district, "draft", **given | {"closes_on": date(2026, 11, 26)})
    make_item(city, "draft", "Dừng", **given | {"state": "abandoned", "abandoned_because": "Luật đã đổi."})
    assert [set(states(portal)) for portal in (city, district)] == [set(), {"drafts"}]
    make_item(city, "draft", "Đã tiếp thu", **given | {"state": "taken_up", "results": files_of(city)})
    assert set(states(city)) == {"drafts"}
