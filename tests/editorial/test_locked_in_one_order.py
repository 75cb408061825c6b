"""Two verbs on what belongs together, at the same moment: the second waits for the first, neither for ever, and nothing
slips between them."""

import json
from datetime import timedelta
from threading import Event

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import WorkflowState

from authentication.suspension import actions as suspensions
from authentication.suspension.actions import suspend_account
from editorial.enums import ProposalState, TakedownReason
from editorial.models import ProposedChange, Takedown
from editorial.proposals.actions import proposal as proposals
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing
from editorial.review import actions as workflow
from editorial.review import reviewable as items
from editorial.withdrawal import actions as takedowns
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage
from members import memberships
from members.enums import Role, Seat
from members.errors import AlreadyWithdrawn, HeadSeated
from members.invitations import actions as invitations
from members.invitations.actions import accept_invitation, invite, invite_to_board
from members.memberships import grant_membership, seat_on_board, withdraw_membership
from members.models import ContributionRules, Membership
from provisioning import portal_states
from provisioning.portal_states import archive_portal, suspend_portal
from sites.enums import PortalState
from sites.errors import PortalArchived
from sites.models import Portal
from tests.admin import browser
from tests.admin_forms import form_of
from tests.editorial.review_variants import stand_in
from tests.factories import (
    DISTRICT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
    section_of,
)
from tests.fullest import full_linked_item
from tests.meanwhile import after, at_once, pausing_after, until_somebody_waits

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def district(portal):
    return make_portal(DISTRICT)


def withdrawing(page, head):
    why = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu"}
    return lambda: take_down(page, by=head, at=timezone.now(), **why)


def suspending(portal):
    operator = make_operator()
    return lambda: suspend_portal(portal, by=operator, at=timezone.now(), reason="Sự cố", expected_return=None)


def archiving(portal):
    operator = make_operator()
    return lambda: archive_portal(portal, by=operator, at=timezone.now(), legal_basis="Nghị quyết 1685", successor=None)


def unpublishing(page):
    return lambda: propose_unpublishing(page, by=page.owner, at=timezone.now(), reason="Hết hiệu lực")


def state_of(portal):
    return Portal.objects.get(pk=portal.pk).state


@pytest.mark.parametrize(("ending", "state"), [(suspending, PortalState.SUSPENDED), (archiving, PortalState.ARCHIVED)])
def test_suspension_or_archiving_during_a_takedown_of_the_board(district, monkeypatch, ending, state):
    withdraw, end = withdrawing(make_article(district), make_head(district)), ending(district)
    written = pausing_after(monkeypatch, takedowns, "tell_of_takedown")
    assert at_once(withdraw, after(written, end)) == [None, None]
    assert (state_of(district), Takedown.objects.count()) == (state, 1)


def test_portal_and_an_account_of_its_staff_are_suspended_at_once(district, monkeypatch):
    head, suspend = make_head(district), suspending(district)
    reported = pausing_after(monkeypatch, suspensions, "report_on_account")
    operator = make_operator()
    refused = at_once(
        lambda: suspend_account(
            head, by=operator, at=timezone.now(), reason="Lộ mật khẩu", vacancy_reason="Chờ kiện toàn"
        ),
        after(reported, suspend),
    )
    head.refresh_from_db()
    assert (refused, head.is_active, state_of(district)) == ([None, None], False, PortalState.SUSPENDED)


def test_role_is_given_to_somebody_who_works_at_that_moment(district, monkeypatch):
    head, operator = make_head(district), make_operator()
    withdraw = withdrawing(make_article(district), head)
    written = pausing_after(monkeypatch, takedowns, "tell_of_takedown")
    values = {"role": Role.EDITOR, "portal": district, "reason": "Phân công", "by": operator, "at": timezone.now()}
    assert at_once(withdraw, after(written, lambda: grant_membership(head, **values))) == [None, None]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OPERATOR])
def test_role_that_ended_by_its_date_is_given_anew_while_somebody_withdraws_it(district, monkeypatch, role):
    person, operator, now = make_head(district), make_operator(), timezone.now()
    values = {"role": role, "portal": district if role == Role.EDITOR else None, "reason": "Phân công", "by": operator}
    ended = grant_membership(person, at=now, **values)
    yesterday = timezone.localdate(now) - timedelta(days=1)
    Membership.objects.filter(pk=ended.pk).update(valid_from=yesterday, valid_until=yesterday)
    held = pausing_after(monkeypatch, memberships, "lock_actor")
    given, withdrawn = at_once(
        lambda: grant_membership(person, at=timezone.now(), **values),
        after(held, lambda: withdraw_membership(ended, by=operator, at=timezone.now(), reason="Hết nhiệm vụ")),
    )
    assert (given, type(withdrawn)) == (None, AlreadyWithdrawn)
    assert Membership.objects.filter(user=person, role=role, withdrawn_at=None).count() == 1


def test_two_heads_of_one_board_are_given_at_once_and_one_is_refused(portal, monkeypatch):
    board, operator = make_portal(DISTRICT, opened=False).board, make_operator()
    first, second = make_user("an"), make_user("binh")
    held = pausing_after(monkeypatch, memberships, "check_seat_free")
    refused = at_once(
        lambda: seat_on_board(board, first, seat=Seat.HEAD, by=operator, at=timezone.now()),
        after(held, lambda: seat_on_board(board, second, seat=Seat.HEAD, by=operator, at=timezone.now())),
    )
    assert [type(refusal) for refusal in refused] == [type(None), HeadSeated]
    assert board.seats.get(seat=Seat.HEAD).user == first


def test_portal_is_archived_while_a_seat_is_accepted(district, monkeypatch):
    person, operator = make_user("an"), make_operator()
    offered = {"email": person.email, "full_name": "An", "seat": Seat.DEPUTY, "decision_ref": "1/QĐ", "reason": "Cử"}
    invitation = invite_to_board(district.board, by=operator, at=timezone.now(), **offered)
    rules = ContributionRules.objects.get(language="vi")
    written = pausing_after(monkeypatch, invitations, "record_event")
    refused = at_once(
        lambda: accept_invitation(invitation, by=person, rules=rules, at=timezone.now()),
        after(written, archiving(district)),
    )
    assert refused == [None, None]
    assert person.board_seats.count() == 1


def test_takedown_of_a_section_while_somebody_is_given_it(district, monkeypatch):
    section, author = section_of(district), make_member(district)
    values = {"role": Role.SECTION_EDITOR, "portal": district, "reason": "Phân công", "by": make_operator()}
    given = pausing_after(monkeypatch, memberships, "record_event")
    withdraw = withdrawing(section, make_head(district))
    refused = at_once(
        lambda: grant_membership(author, section=section, at=timezone.now(), **values), after(given, withdraw)
    )
    assert refused == [None, None]


def test_account_is_suspended_while_its_owner_accepts_an_invitation(district, monkeypatch):
    head, operator = make_head(district), make_operator()
    head.email = "lan@example.org"
    head.save(update_fields=["email"])
    offered = {"email": head.email, "full_name": "Lan", "role": Role.EDITOR, "portal": district, "reason": "Phân công"}
    invitation = invite(by=operator, at=timezone.now(), **offered)
    written = pausing_after(monkeypatch, invitations, "record_event")
    refused = at_once(
        lambda: accept_invitation(
            invitation, by=head, rules=ContributionRules.objects.get(language="vi"), at=timezone.now()
        ),
        after(
            written,
            lambda: suspend_account(
                head, by=operator, at=timezone.now(), reason="Lộ mật khẩu", vacancy_reason="Chờ kiện toàn"
            ),
        ),
    )
    assert refused == [None, None]
    assert Membership.objects.filter(user=head, role=Role.EDITOR).exists()


@pytest.mark.slow(reason="two connections, of which one waits")
def test_approval_in_the_editor_during_a_takedown_of_the_page(portal, district):
    article = make_article(district)
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    item.get_workflow().start(item, item.owner)
    approver, withdraw = browser(make_head(portal)), withdrawing(article, make_head(district))
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    sent = form_of(approver, address) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps(all_answered()),
    }
    opened = Event()

    def pause(*_args):
        opened.set()
        until_somebody_waits()

    with hooks.register_temporarily("before_edit_page", pause):
        refused = at_once(lambda: approver.post(address, sent), after(opened, withdraw))
    assert refused == [None, None]
    assert not LinkedItemPage.objects.get(pk=item.pk).live
    assert Takedown.objects.count() == 2


def test_portal_is_archived_while_its_board_decides_to_take_a_page_off(portal, district, monkeypatch):
    """Of the proposal alone no page is held by who archives."""
    article = make_article(district)
    stand_in(article, portal)
    change = unpublishing(article)()
    head, archive, step = make_head(district), archiving(district), change.current_workflow_task_state
    held = pausing_after(monkeypatch, items, "lock_target")
    refused = at_once(
        lambda: step.task.specific.on_action(step, head, "approve", **all_answered()), after(held, archive)
    )
    change.refresh_from_db()
    assert (refused, change.state) == ([None, None], ProposalState.MADE)
    assert state_of(district) == PortalState.ARCHIVED


def test_archiving_during_a_takedown_of_a_page_with_an_open_proposal(district, monkeypatch):
    article = make_article(district)
    offering(article)()
    withdraw, archive = withdrawing(article, make_head(district)), archiving(district)
    held = pausing_after(monkeypatch, takedowns, "lock_what_goes")
    assert at_once(withdraw, after(held, archive)) == [None, None]
    assert ProposedChange.objects.get().state == ProposalState.DROPPED
    assert state_of(district) == PortalState.ARCHIVED


def offering(page):
    return lambda: propose_to_city(page, by=page.owner, at=timezone.now())


def renaming(page):
    portal = Portal.objects.get(container=page.get_ancestors().get(depth=2))
    return lambda: propose_change(portal, {"phone": "028 1111"}, by=make_operator(), at=timezone.now())


PROPOSING = pytest.mark.parametrize("proposing", [unpublishing, offering, renaming])


@PROPOSING
def test_what_is_proposed_just_before_a_portal_is_archived_ends_with_it(district, monkeypatch, proposing):
    propose, archive = proposing(make_article(district)), archiving(district)
    proposed = pausing_after(monkeypatch, proposals, "tell_of_submission")
    assert at_once(propose, after(proposed, archive)) == [None, None]
    assert ProposedChange.objects.get().state == ProposalState.DROPPED


@PROPOSING
def test_nothing_is_proposed_on_a_portal_that_is_being_archived(district, monkeypatch, proposing):
    propose, archive = proposing(make_article(district)), archiving(district)
    ended = pausing_after(monkeypatch, portal_states, "end_what_waits")
    archived, refused = at_once(archive, after(ended, propose))
    assert archived is None
    assert refused.code == ("not_for_city" if proposing is offering else "portal_archived")
    assert not ProposedChange.objects.exists()


def submitting(page):
    return lambda: page.get_workflow().start(page, page.owner)


def test_what_is_submitted_just_before_a_portal_is_archived_ends_with_it(district, monkeypatch):
    submit, archive = submitting(make_article(district, published=False)), archiving(district)
    submitted = pausing_after(monkeypatch, workflow, "tell_of_submission")
    assert at_once(submit, after(submitted, archive)) == [None, None]
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED


def test_nothing_is_submitted_on_a_portal_that_is_being_archived(district, monkeypatch):
    """The editor asked whether it may be submitted when it was not archived yet."""
    author, archive = browser(make_member(district)), archiving(district)
    address = reverse("wagtailadmin_pages:edit", args=[section_of(district).pk])
    sent = form_of(author, address) | {"title": "Sửa vào phút cuối", "action-submit": "1"}
    ended = pausing_after(monkeypatch, portal_states, "end_what_waits")
    answers = []
    assert at_once(archive, after(ended, lambda: answers.append(author.post(address, sent)))) == [None, None]
    assert not WorkflowState.objects.exists()
    assert answers[0].status_code == 200
    for words in (str(PortalArchived.message), "Sửa vào phút cuối"):
        assert words in answers[0].content.decode()
