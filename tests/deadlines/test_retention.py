"""How long what was public is kept: the figures that ship, how years are counted, and who changes them, by which act.

What was public is never deleted on a screen.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import PortalEvent
from deadlines.enums import DeadlineEventKind
from deadlines.errors import CalendarForbidden, DecisionMissing, RuleBeginsEarlier
from deadlines.models import InformationCategory, RetentionPeriod
from deadlines.retention import kept_until, set_retention
from tests.admin import browser, errors_at, is_refused, url
from tests.deadlines.shipped import rows
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

NEW = {"source": "Thông tư mới", "valid_from": date(2026, 6, 1), "is_verified": True}


@pytest.fixture
def news():
    return InformationCategory.objects.get(code="tin-tuc")


def periods(category):
    return list(category.retention_periods.order_by("valid_from").values_list("years", "valid_to", "is_verified"))


def test_every_category_begins_with_a_period_that_somebody_has_to_verify():
    periods = RetentionPeriod.objects.values_list("category__code", "years", "source", "valid_from", "is_verified")
    assert sorted(map(str, periods)) == sorted(
        str((row["category"], int(row["years"]) if row["years"] else None, row["source"],
             date.fromisoformat(row["valid_from"]), row["is_verified"] == "yes"))
        for row in rows("retention_periods")
    )  # fmt: skip
    assert RetentionPeriod.objects.count() == InformationCategory.objects.count()
    assert not RetentionPeriod.objects.filter(is_verified=True).exists()


@each_case(
    ("ended", "years", "last"),
    [
        (date(2026, 1, 1), 10, date(2036, 12, 31)),
        (date(2026, 12, 31), 10, date(2036, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 12, 31)),
        (date(2026, 5, 4), None, None),
    ],
)
def test_years_are_counted_after_the_one_in_which_it_ended(ended, years, last):
    assert kept_until(ended, years) == last


@given(ended=st.dates(date(1990, 1, 1), date(2100, 1, 1)), years=st.integers(1, 200))
def test_nothing_is_kept_for_less_than_its_years(ended, years):
    last = kept_until(ended, years)
    assert last.year - ended.year == years
    assert last > ended


@pytest.mark.both_engines
def test_period_ends_and_another_begins(city, news):
    set_retention(news, years=None, **NEW, by=make_operator(), at=AT)
    assert periods(news) == [(10, date(2026, 5, 31), False), (None, None, True)]
    assert str(RetentionPeriod.objects.valid(on=date(2026, 6, 1)).get(category=news)) in ("for good", "vĩnh viễn")
    event = PortalEvent.objects.get(kind=DeadlineEventKind.RETENTION_CHANGED)
    assert (event.portal, event.data["category"]) == (None, "tin-tuc")
    assert (event.data["before"]["years"], event.data["after"]["years"]) == (10, None)


def test_same_period_is_only_verified(city, news):
    set_retention(news, years=10, **NEW | {"valid_from": date(2024, 2, 26)}, by=make_operator(), at=AT)
    assert periods(news) == [(10, None, True)]


@each_case(
    ("changed", "refusal"),
    [
        ({"source": " "}, DecisionMissing),
        ({"valid_from": date(2024, 2, 26)}, RuleBeginsEarlier),
        ({"valid_from": date(2020, 1, 1)}, RuleBeginsEarlier),
    ],
)
def test_period_without_an_act_or_that_does_not_come_later_is_refused(city, news, changed, refusal):
    with pytest.raises(refusal):
        set_retention(news, years=5, **NEW | changed, by=make_operator(), at=AT)
    assert periods(news) == [(10, None, False)]


def test_nobody_but_operators_changes_a_period(city, news):
    for person in (make_supervisor(), make_head(city), make_member(city)):
        with pytest.raises(CalendarForbidden):
            set_retention(news, years=5, **NEW, by=person, at=AT)


def test_screens_are_read_by_supervisors_and_used_by_operators(city, news, django_assert_max_num_queries):
    change = url("change_retention", news.pk)
    assert is_refused(browser(make_member(city)).get(url("retention")))
    supervisor, operator = browser(make_supervisor()), browser(make_operator())
    assert change not in supervisor.get(url("retention")).content.decode()
    assert is_refused(supervisor.get(change))
    with django_assert_max_num_queries(20):
        shown = operator.get(url("retention")).content.decode()
    assert "10 năm" in shown
    assert change in shown
    assert url("retention") in operator.get(url("time_limits")).content.decode()
    sent = {"years": "5", "source": "Thông tư mới", "valid_from": "01/06/2026"}
    assert operator.post(change, sent)["Location"] == url("retention")
    assert periods(news) == [(10, date(2026, 5, 31), False), (5, None, False)]
    assert errors_at(operator.post(change, sent | {"years": "6", "valid_from": "01/01/2026"}), "valid_from")
    assert operator.get(url("change_retention", 0)).status_code == 404


def test_what_was_public_is_not_deleted_and_a_draft_that_never_was_is(city):
    once, draft = make_article(city, "Đã đăng"), make_article(city, "Nháp", published=False)
    once.unpublish()
    once.refresh_from_db()
    for person in (make_member(city), make_operator()):
        assert not once.permissions_for_user(person).can_delete()
        assert draft.permissions_for_user(person).can_delete()
        assert not once.get_parent().permissions_for_user(person).can_delete()
