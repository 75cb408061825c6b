"""Two who do the same at the same moment, on two connections: the second waits, and finds what the first one left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.db import connection
from django.utils import timezone

from home.models import LinkedItemPage, NewsArticlePage
from sites import takedowns
from sites.enums import PortalEventKind, ProposalState, Seat, TakedownReason
from sites.errors import PortalRefusal
from sites.models import Approval, PortalEvent, Takedown
from sites.proposals import propose_unpublishing
from sites.takedowns import take_down
from sites.tasks import publish_scheduled
from sites.tries import Tried, count_try
from tests.factories import (
    AT,
    CITY,
    DISTRICT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish,
    section_of,
)
from tests.fullest import full_linked_item

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def portal():
    return make_portal(CITY)


def at_once(*deeds: Callable[[], object]) -> list[Exception | None]:
    """Do all of it at the same moment, each on a connection of its own. What each was refused with, if it was."""
    start = Barrier(len(deeds), timeout=30)

    def do(deed: Callable[[], object]) -> Exception | None:
        start.wait()
        try:
            deed()
        except PortalRefusal as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_item_is_approved_by_one_of_two_who_approve_at_once(portal):
    article = make_article(portal, published=False)
    state = article.get_workflow().start(article, article.owner).current_task_state

    def approve(person):
        return lambda: state.task.specific.on_action(state, person, "approve", **all_answered())

    refused = at_once(approve(make_head(portal)), approve(make_head(portal, seat=Seat.DEPUTY)))
    assert [refusal.code for refusal in refused if refusal] == ["decided_already"]
    assert Approval.objects.filter(object_id=str(article.pk)).count() == 1
    assert PortalEvent.objects.filter(kind=PortalEventKind.ITEM_PUBLISHED, data__page=article.pk).count() == 1


def test_passwords_tried_at_the_same_moment_are_all_counted(settings):
    settings.SIGN_IN_TRIES = 3
    tried = [lambda: count_try(Tried.SIGN_IN, "lan", address="203.0.113.9", at=AT)] * 8
    refused = [refusal.code for refusal in at_once(*tried) if refusal]
    assert refused == ["too_many_tries"] * 5
    later = [lambda: count_try(Tried.SIGN_IN, "mai", address="203.0.113.9", at=AT + timedelta(days=2))] * 4
    assert len([refusal for refusal in at_once(*later) if refusal]) == 1


def test_what_waited_for_its_time_is_recorded_once_by_two_who_publish(portal, monkeypatch):
    later = timezone.now() + timedelta(days=3)
    article = make_article(portal, published=False, go_live_at=later)
    publish(article, by=make_head(portal), author=article.owner)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    at_once(publish_scheduled, publish_scheduled)
    assert NewsArticlePage.objects.get(pk=article.pk).live
    assert PortalEvent.objects.filter(kind=PortalEventKind.ITEM_PUBLISHED, data__page=article.pk).count() == 1


def test_page_is_taken_off_by_a_proposal_or_withdrawn_but_nobody_waits_for_ever(portal):
    article = make_article(portal)
    change = propose_unpublishing(article, by=article.owner, at=AT, reason="Hết hiệu lực")
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    step = change.current_workflow_task_state
    at_once(
        lambda: step.task.specific.on_action(step, head, "approve", **all_answered()),
        lambda: take_down(
            NewsArticlePage.objects.get(pk=article.pk),
            by=deputy,
            at=timezone.now(),
            reason_class=TakedownReason.ERROR,
            reason="Sai số liệu",
        ),
    )
    assert not NewsArticlePage.objects.get(pk=article.pk).live
    change.refresh_from_db()
    assert (change.state, Takedown.objects.count()) in {(ProposalState.MADE, 0), (ProposalState.DROPPED, 1)}


def test_two_boards_withdraw_what_the_other_has_an_item_of_and_nobody_waits_for_ever(portal, monkeypatch):
    district = make_portal(DISTRICT)
    pages = {one.code: make_article(one) for one in (portal, district)}
    for here, there in ((portal, district), (district, portal)):
        item = full_linked_item(here, parent=section_of(here), target=pages[there.code])
        publish(item, by=make_head(here), author=make_member(here))
    tell = takedowns.tell_of_takedown

    def tell_slowly(*args, **kwargs):
        # Each has written to its own record, and goes on to the other's.
        sleep(0.5)
        tell(*args, **kwargs)

    monkeypatch.setattr(takedowns, "tell_of_takedown", tell_slowly)

    def withdraw(one):
        page, head = NewsArticlePage.objects.get(pk=pages[one.code].pk), make_head(one)
        why = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu"}
        return lambda: take_down(page, by=head, at=timezone.now(), **why)

    assert at_once(withdraw(portal), withdraw(district)) == [None, None]
    assert Takedown.objects.count() == 4


def test_item_is_approved_or_its_page_withdrawn_but_it_is_not_public_without_the_page(portal):
    district = make_portal(DISTRICT)
    article = make_article(district)
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    step = item.get_workflow().start(item, item.owner).current_task_state
    approver, head = make_head(portal), make_head(district)
    why = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu"}
    (refused, withdrawn) = at_once(
        lambda: step.task.specific.on_action(step, approver, "approve", **all_answered()),
        lambda: take_down(article, by=head, at=timezone.now(), **why),
    )
    assert withdrawn is None
    assert refused is None or refused.code == "content_blocked"
    assert not LinkedItemPage.objects.get(pk=item.pk).live
