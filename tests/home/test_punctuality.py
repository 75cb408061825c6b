"""Punctuality is counted by SQL, by portal and by category, and follows the calendar at once."""

from datetime import date

import pytest

from deadlines.enums import DayKind
from deadlines.models import InformationCategory
from deadlines.queries import working_calendar
from deadlines.working_calendar import DayEntry, enter_day
from home.models import PageFreshness, PublicationDeadline
from home.timeliness.punctuality import punctuality_by, total_of
from tests.factories import AT, make_article, make_head, publish_approved_page, section_of
from tests.fullest import full_person
from tests.information.factories import make_report
from tests.remembering import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

# The reports are due on Thursday 29 October.
TODAY = date(2026, 11, 5)


def with_publication(page, day):
    PublicationDeadline.objects.filter(page=page.pk).update(published_on=day)


@pytest.fixture
@remembered
def reports(city, district):
    """In time, two late, one overdue and one due soon on the district; one in time on the city portal."""
    for title, day in (("Đúng hạn", 29), ("Trễ một ngày", 30), ("Trễ hai ngày", 31)):
        with_publication(make_report(district, title), date(2026, 10, day))
    make_report(district, "Quá hạn")
    make_report(district, "Sắp đến hạn", trigger_date=date(2026, 10, 26))
    with_publication(make_report(city, "Của Thành phố"), date(2026, 10, 20))


def counted(group, on=TODAY):
    clocks, pages = PublicationDeadline.objects.all(), PageFreshness.objects.all()
    return punctuality_by(group, clocks, pages, on=on, calendar=working_calendar())


def test_each_portal_is_counted_for_itself(reports, city, district, django_assert_max_num_queries):
    clocks, pages, calendar = PublicationDeadline.objects.all(), PageFreshness.objects.all(), working_calendar()
    with django_assert_max_num_queries(2):
        rows = punctuality_by("portal", clocks, pages, on=TODAY, calendar=calendar)
    mine = next(row for row in rows if row.key == district.pk)
    assert (mine.in_time, mine.late, mine.days_late, mine.most_days_late) == (1, 2, 3, 2)
    assert (mine.overdue, mine.due_soon, mine.waiting) == (1, 1, 2)
    assert (mine.share_in_time, mine.average_days_late) == (0.25, 1.5)
    other = next(row for row in rows if row.key == city.pk)
    assert (other.in_time, other.late, other.share_in_time, other.average_days_late) == (1, 0, 1.0, None)


def test_categories_and_the_whole_city_are_sums_of_the_same(reports):
    (category,) = counted("category")
    assert (category.in_time, category.late, category.overdue) == (2, 2, 1)
    total = total_of(counted("portal"))
    assert (total.in_time, total.late, total.most_days_late, total.waiting) == (2, 2, 2, 2)
    assert total_of([]).share_in_time is None


def test_calendar_changes_what_was_late_at_once(reports, district):
    """The day after the last day is declared off: what came then came as if on the next, and the other a day less."""
    enter_day(DayEntry(date(2026, 10, 30), DayKind.HOLIDAY, "Nghỉ", "Off", "Quyết định 1"), by=None, at=AT)
    mine = next(row for row in counted("portal") if row.key == district.pk)
    assert (mine.late, mine.days_late) == (2, 2)


def test_day_decides_what_is_overdue_and_what_is_due_soon(reports, district):
    def waiting(on):
        mine = next(row for row in counted("portal", on) if row.key == district.pk)
        return mine.overdue, mine.due_soon

    assert [waiting(day) for day in (date(2026, 10, 26), date(2026, 10, 29), date(2026, 11, 10))] == [
        (0, 1),
        (0, 1),
        (2, 0),
    ]


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_stale_pages_are_counted_by_portal_and_category_where_there_is_no_clock_as_well(city, district):
    """Contacts and an article on the district, an article of the city portal that nobody has to look at yet."""
    head = make_head(district)
    publish_approved_page(full_person(district, parent=section_of(district, "to-chuc")), by=head)
    make_article(district, review_date=date(2028, 1, 1))
    make_article(city, review_date=date(2028, 1, 1))
    PageFreshness.objects.filter(portal=district).update(stale_from=TODAY)
    assert [(row.key, row.stale, row.published) for row in counted("portal")] == [(district.pk, 2, 0)]
    categories = InformationCategory.objects.in_bulk()
    assert sorted((categories[row.key].code, row.stale) for row in counted("category")) == [
        ("lien-he", 1),
        ("tin-tuc", 1),
    ]
    assert counted("portal", date(2026, 11, 4)) == []
