"""Two who do the same at the same moment, on two connections: the second waits, and finds what the first one left.

A page is moved or deleted at the moment at which it is submitted: who comes second reads what the first one did.
"""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page, WorkflowState

from audit.locking import atomic_refusing_deadlocks
from audit.models import PortalEvent
from audit.throttling import hit
from authentication.throttled_actions import SIGN_IN
from editorial.enums import ProposalState, ReviewEventKind, TakedownReason
from editorial.errors import PageStays
from editorial.integrity.invariants import public_that_differs
from editorial.models import Approval, ProposedChange, Takedown
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.review import actions as workflow
from editorial.review.locking import lock_page
from editorial.review.variants import change_review_variant
from editorial.tasks import publish_scheduled
from editorial.withdrawal import actions as takedowns
from editorial.withdrawal import immovable as kept_pages
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage, NewsArticlePage, PortalBranding
from members.enums import ReviewVariant, Role, Seat
from provisioning.fact_changes import change_or_propose_facts
from provisioning.opening import what_opens
from provisioning.portal_states import approve_opening, open_portal
from sites.enums import PortalEventKind, PortalState
from sites.models import Portal
from tests.admin import browser, told
from tests.admin_forms import form_of
from tests.editorial.review_variants import stand_in
from tests.factories import (
    AT,
    CITY,
    DISTRICT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    publish,
    section_of,
)
from tests.fullest import full_linked_item
from tests.meanwhile import after, at_once, pausing_after

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# SQLite lets one write at a time: there is nothing to prove.


def test_item_is_approved_by_one_of_two_who_approve_at_once(portal):
    article = make_article(portal, published=False)
    state = article.get_workflow().start(article, article.owner).current_task_state

    def approve(person):
        return lambda: state.task.specific.on_action(state, person, "approve", **all_answered())

    refused = at_once(approve(make_head(portal)), approve(make_head(portal, seat=Seat.DEPUTY)))
    assert [refusal.code for refusal in refused if refusal] == ["decided_already"]
    assert Approval.objects.filter(object_id=str(article.pk)).count() == 1
    assert PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_PUBLISHED, data__page=article.pk).count() == 1


def test_passwords_tried_at_the_same_moment_are_all_counted(settings):
    settings.SIGN_IN_TRIES = 3
    tried = [lambda: hit(SIGN_IN, "lan", address="203.0.113.9", at=AT)] * 8
    assert [refusal.code for refusal in at_once(*tried) if refusal] == ["too_many_tries"] * 5
    later = [lambda: hit(SIGN_IN, "mai", address="203.0.113.9", at=AT + timedelta(days=2))] * 4
    assert len([refusal for refusal in at_once(*later) if refusal]) == 1


def test_what_waited_for_its_time_is_recorded_once_by_two_who_publish(portal, monkeypatch):
    later = timezone.now() + timedelta(days=3)
    article = make_article(portal, published=False, go_live_at=later)
    publish(article, by=make_head(portal), author=article.owner)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    at_once(publish_scheduled, publish_scheduled)
    assert NewsArticlePage.objects.get(pk=article.pk).live
    assert PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_PUBLISHED, data__page=article.pk).count() == 1


@pytest.fixture
def closed():
    return make_portal(CITY, opened=False)


def opening(portal, person, **values):
    return lambda: open_portal(portal, by=person, at=timezone.now(), checklist=all_answered(), **values)


def test_portal_is_opened_by_one_of_two_who_open_at_once(closed):
    refused = at_once(opening(closed, make_head(closed)), opening(closed, make_head(closed, seat=Seat.DEPUTY)))
    assert sorted(refusal.code for refusal in refused if refusal) == ["wrong_state"]
    assert PortalEvent.objects.filter(kind=PortalEventKind.OPENED).count() == 1
    assert Approval.objects.filter(object_id=str(closed.vietnamese_home.pk), content_type__model="page").count() == 1


def test_first_of_two_approvals_is_given_by_one_of_two(closed):
    head, deputy = make_head(closed), make_head(closed, seat=Seat.DEPUTY)
    change_review_variant(closed.board, ReviewVariant.TWO_APPROVALS, by=head, at=AT, reason="Quy chế")

    def approve(person):
        return lambda: approve_opening(closed, by=person, at=timezone.now(), checklist=all_answered())

    refused = at_once(approve(head), approve(deputy))
    assert [refusal.code for refusal in refused if refusal] == ["first_approval_given"]
    assert PortalEvent.objects.filter(kind=PortalEventKind.OPENING_APPROVED).count() == 1


def test_starter_that_is_saved_while_the_portal_opens_does_not_close_what_opened(closed):
    """The editor has read the page, which is a draft, when the board opens the portal."""
    head, editor = make_head(closed), browser(make_member(closed))
    home = closed.vietnamese_home
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])
    sent = form_of(editor, address) | {"title": "Không ai xem", "tasks-count": "0"}
    seen = what_opens(closed, at=timezone.now())
    with ThreadPoolExecutor(1) as pool:
        openings = []

        def open_meanwhile(request: Any, page: Any) -> None:
            openings.append(pool.submit(at_once, opening(closed, head, seen=seen)))
            # Time enough to open the portal, where nothing held it up.
            wait(openings, timeout=3)

        with hooks.register_temporarily("before_edit_page", open_meanwhile):
            editor.post(address, sent)
        [refused] = openings[0].result()
    home.refresh_from_db()
    assert (refused.code, home.live) == ("opening_changed", False)
    assert Portal.objects.get(pk=closed.pk).state == PortalState.PREPARING


def test_page_is_approved_while_the_portal_opens_and_nobody_waits_for_ever(closed):
    head, deputy, author = make_head(closed), make_head(closed, seat=Seat.DEPUTY), make_member(closed)
    section = section_of(closed)
    section.save_revision(user=author)
    step = section.get_workflow().start(section, author).current_task_state
    refused = at_once(
        opening(closed, head), lambda: step.task.specific.on_action(step, deputy, "approve", **all_answered())
    )
    assert refused == [None, None]
    section.refresh_from_db()
    assert section.live


def test_look_and_facts_that_are_changed_while_the_portal_opens_are_those_that_were_seen(closed):
    look = PortalBranding.objects.create(site=closed.site)
    head, admin, operator = make_head(closed), browser(make_member(closed, Role.PORTAL_ADMIN)), make_operator()
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", closed.site_id])
    sent = {"logo": "", "banner": "", "drawing": "", "accent": "#1a3d7c", "hairline": "#c8a04a"}
    seen = what_opens(closed, at=timezone.now())
    refused, *_saved = at_once(
        opening(closed, head, seen=seen),
        lambda: admin.post(address, sent),
        lambda: change_or_propose_facts(closed, {"phone": "028 1111"}, by=operator, at=timezone.now()),
    )
    look.refresh_from_db()
    phone = Portal.objects.get(pk=closed.pk).phone
    if refused is None:
        assert (look.accent, phone, ProposedChange.objects.count()) == ("#a31d24", CITY.phone, 2)
    else:
        assert refused.code == "opening_changed"
        assert (look.accent, phone, ProposedChange.objects.count()) == ("#1a3d7c", "028 1111", 0)
    assert list(public_that_differs()) == []


def test_proposal_and_takedown_of_one_page_do_not_wait_for_ever(portal):
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


@pytest.mark.slow(reason="two connections, of which one waits")
def test_takedowns_of_two_boards_with_items_of_one_another_do_not_wait_for_ever(portal, monkeypatch):
    district = make_portal(DISTRICT)
    pages = {one.code: make_article(one) for one in (portal, district)}
    stand_in(pages[district.code], portal)
    stand_in(pages[portal.code], district)
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


def test_approval_of_an_item_and_takedown_of_its_page_leave_no_item_without_the_page(portal):
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


def test_page_that_is_saved_twice_at_once_is_made_once_and_the_second_form_says_why(portal):
    author, section = make_member(portal), section_of(portal)
    address = reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section.pk])
    data = {"title": "Lịch cắt nước", "slug": "lich-cat-nuoc", "lead": "Từ 8 giờ.", "source_agency": "Công ty"}
    data |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    answers = []
    at_once(*[lambda: answers.append(browser(author).post(address, data).status_code)] * 2)
    assert sorted(answers) == [200, 302]
    assert NewsArticlePage.objects.filter(slug="lich-cat-nuoc").count() == 1


# SQLite lets one write at a time: there is nothing to prove.


@pytest.fixture
def draft(portal):
    return make_article(portal, "Nộp vào lúc này", published=False)


@pytest.fixture
def section(portal):
    return section_of(portal, "gioi-thieu")


def submitting(page):
    author = browser(page.owner)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = form_of(author, address) | {"action-submit": "1", "body-count": "0"}
    return lambda: author.post(address, sent)


def bulk(action, page):
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"


def moving(page, section):
    return reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk]), {}


def moving_with_others(page, section):
    return bulk("move", page), {"chooser": section.pk}


def deleting(page, section):
    return reverse("wagtailadmin_pages:delete", args=[page.pk]), {}


def deleting_with_others(page, section):
    return bulk("delete", page), {}


WAYS = pytest.mark.parametrize("way", [moving, moving_with_others, deleting, deleting_with_others])


@WAYS
def test_page_that_is_being_submitted_stays_and_it_is_said_why(portal, draft, section, monkeypatch, way):
    submit, colleague, answers = submitting(draft), browser(make_member(portal)), []
    address, sent = way(draft, section)
    submitted = pausing_after(monkeypatch, workflow, "tell_of_submission")
    refused = at_once(submit, after(submitted, lambda: answers.append(colleague.post(address, sent))))
    assert refused == [None, None]
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert Page.objects.get(pk=draft.pk).get_parent().pk == section_of(portal).pk
    assert "đang chờ duyệt" in told(answers[0])


def test_page_that_is_deleted_while_somebody_submits_it_is_gone_in_words(draft, section, monkeypatch):
    submit, colleague, answers = submitting(draft), browser(draft.owner), []
    address, sent = deleting(draft, section)
    held = pausing_after(monkeypatch, kept_pages, "lock_page")
    refused = at_once(lambda: colleague.post(address, sent), after(held, lambda: answers.append(submit())))
    assert refused == [None, None]
    assert not Page.objects.filter(pk=draft.pk).exists()
    assert not WorkflowState.objects.exists()
    assert "vừa xóa trang này" in told(answers[0])


def test_program_that_moves_or_deletes_waits_for_who_submits(draft, section, monkeypatch):
    submit, page = submitting(draft), NewsArticlePage.objects.get(pk=draft.pk)
    submitted = pausing_after(monkeypatch, workflow, "tell_of_submission")
    _submitted, refused = at_once(submit, after(submitted, lambda: page.move(section, pos="last-child")))
    assert isinstance(refused, PageStays)
    with pytest.raises(PageStays), transaction.atomic():
        page.delete()


def test_of_two_who_wait_for_each_other_one_is_refused_in_words(portal, draft):
    other, met = make_article(portal, "Tin khác", published=False), [Event(), Event()]

    def hold(first, second, mine, theirs):
        with atomic_refusing_deadlocks():
            lock_page(first.pk)
            mine.set()
            theirs.wait(timeout=30)
            lock_page(second.pk)

    refused = at_once(lambda: hold(draft, other, *met), lambda: hold(other, draft, *reversed(met)))
    assert sorted(refusal.code for refusal in refused if refusal) == ["changed_meanwhile"]
