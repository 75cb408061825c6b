"""Items of each clause of Article 12.1: before their last day, on it, a working day late, as the database counts."""

from datetime import date, timedelta

import pytest

from deadlines.queries import working_calendar
from home.models import PublicationDeadline
from tests.each import each_case
from tests.factories import make_article
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

# Friday before the holidays of 2024: 29 April to 1 May are off, Saturday 4 May is worked.
BEGUN = date(2024, 4, 26)

# Kind of item, what else decides, point of the article, last day of what begins on that Friday. About and contacts have
# no day of their own and are looked at again and again (`home.timeliness.freshness`); questions have their own clocks.
ITEMS = [
    ("news", {}, "12.1.a", "2024-04-26"),
    ("direction", {}, "12.1.a", "2024-04-26"),
    ("guidance", {}, "12.1.b", "2024-05-21"),
    ("document", {}, "12.1.c", "2024-05-03"),
    ("plan", {}, "12.1.d", "2024-05-14"),
    ("project", {}, "12.1.d", "2024-05-14"),
    ("science", {"stage": "approved"}, "12.1.e", "2024-05-28"),
    ("science", {"stage": "accepted"}, "12.1.e", "2024-05-28"),
    ("report", {}, "12.1.g", "2024-05-14"),
]


@pytest.mark.slow(reason="makes an item of each clause")
@each_case(("kind", "values", "article", "last"), ITEMS)
def test_item_is_in_time_until_its_last_day_and_late_from_the_next_working_day(district, kind, values, article, last):
    make = make_article if kind == "news" else lambda portal, **rest: make_item(portal, kind, **rest)
    clock = PublicationDeadline.objects.get(page=make(district, trigger_date=BEGUN, **values).pk)
    assert (clock.rule.article, clock.due.isoformat()) == (article, last)
    day_after = working_calendar().after(clock.due, 1)
    for published, late in ((clock.due - timedelta(days=1), 0), (clock.due, 0), (day_after, 1)):
        PublicationDeadline.objects.filter(pk=clock.pk).update(published_on=published)
        counted = PublicationDeadline.objects.with_lateness(on=date(2026, 12, 1)).get(pk=clock.pk)
        assert (counted.days_late, PublicationDeadline.objects.late().filter(pk=clock.pk).exists()) == (late, late > 0)
