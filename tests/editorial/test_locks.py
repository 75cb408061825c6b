"""Verbs that write to the record of several portals take its chains in one order, before they write the first event."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit import events
from editorial.enums import TakedownReason
from editorial.proposals.actions.proposal import propose_to_city, propose_unpublishing
from editorial.review.locking import lock_edited
from editorial.withdrawal.actions import take_down
from sites.models import Portal
from tests.each import each_case
from tests.editorial.review_variants import stand_in
from tests.factories import (
    AT,
    DEPARTMENT,
    WARD,
    make_article,
    make_head,
    make_portal,
)
from tests.proposals import act

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def taken(monkeypatch):
    """Codes of the portals whose chain was locked, each the first time, in order."""
    order, lock, lock_several = [], events._locked_chain, events._locked_chains

    def note(portal):
        code = portal.code if portal else ""
        if code not in order:
            order.append(code)

    def locked(portal):
        note(portal)
        return lock(portal)

    def several_locked(keys):
        # The database locks rows in the order in which it returns them.
        chains = lock_several(keys)
        for chain in chains:
            note(chain.portal)
        return chains

    monkeypatch.setattr(events, "_locked_chain", locked)  # the order of locks is seen nowhere else
    monkeypatch.setattr(events, "_locked_chains", several_locked)
    return order


def withdraw(page, portal):
    take_down(page, by=make_head(portal), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai số liệu.")


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_takedown_locks_all_chains_from_below_upwards(city, district, taken):
    ward, department = make_portal(WARD), make_portal(DEPARTMENT)
    article = make_article(city)
    # An item of the ward stands for one of the district, which stands for a page of the city.
    stand_in(stand_in(article, district), ward)
    stand_in(article, department)
    taken.clear()
    withdraw(article, city)
    below = Portal.objects.filter(parent=city).order_by("pk").values_list("code", flat=True)
    assert taken == ["bennghe", *below, "thanhpho"]


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_page_that_goes_by_a_proposal_takes_them_before_the_first_event(city, district, taken):
    article = make_article(city)
    stand_in(article, district)
    change = propose_unpublishing(article, by=article.owner, at=AT, reason="Hết hạn")
    taken.clear()
    act(change, make_head(city))
    assert taken == ["quan1", "thanhpho"]


def test_offers_to_the_city_are_counted(city, district, taken):
    article = make_article(district)
    propose_to_city(article, by=article.owner, at=AT)
    taken.clear()
    withdraw(article, district)
    assert taken == ["quan1", "thanhpho"]


def test_pages_are_locked_before_the_chains_and_what_follows_after_its_page(city, district):
    article = make_article(district)
    item = stand_in(article, city)
    with CaptureQueriesContext(connection) as captured:
        withdraw(article, district)
    asked = [query["sql"] for query in captured]
    chains = next(number for number, sql in enumerate(asked) if "audit_eventchain" in sql)
    pages = [number for number, sql in enumerate(asked) if 'ORDER BY "wagtailcore_page"."id"' in sql and "IN (" in sql]
    first, second = pages[:2]
    assert (f"IN ({article.pk})" in asked[first], f"IN ({item.pk})" in asked[second]) == (True, True)
    assert first < second < chains


def test_item_in_the_editor_is_locked_after_what_it_stands_for_and_after_what_it_will_stand_for(city, district):
    article, other = make_article(district), make_article(district, "Tin khác")
    item = stand_in(article, city)
    with CaptureQueriesContext(connection) as captured:
        lock_edited(item.pk, {"target": str(other.pk)})
    asked = [query["sql"] for query in captured if 'ORDER BY "wagtailcore_page"."id"' in query["sql"]]
    originals, edited = asked[-2:]
    assert f"IN ({article.pk}, {other.pk})" in originals or f"IN ({other.pk}, {article.pk})" in originals
    assert f"IN ({item.pk})" in edited


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("sent", [{}, {"target": ""}, {"target": "tin-khac"}, {"target": "9" * 30}])
def test_what_names_no_page_is_not_locked(city, district, sent):
    lock_edited(stand_in(make_article(district), city).pk, sent)
    lock_edited(0, sent)
