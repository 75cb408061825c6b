"""What came from a right ends with it, and does not come back with it (8.9, 15.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import NewsArticlePage
from sites.delegations import delegate, end_delegation
from sites.enums import PortalEventKind, ReviewVariant, Role, Seat
from sites.errors import SecondApprovalMissing
from sites.invitations import invite
from sites.memberships import grant_membership, withdraw_membership
from sites.models import BoardSeat, Invitation, PortalEvent
from sites.permissions import can_review
from sites.portal_states import approve_opening, archive_portal, open_portal, resume_portal, suspend_portal
from sites.review_variants import change_review_variant
from sites.suspensions import lift_suspension, suspend_account
from tests.factories import (
    AT,
    DISTRICT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
)

pytestmark = pytest.mark.django_db


def two_who_approve(portal):
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    change_review_variant(portal.board, ReviewVariant.TWO_APPROVALS, by=head, at=AT, reason="Quy chế")
    return head, deputy


def in_review(portal):
    page = make_article(portal, published=False)
    return page.get_workflow().start(page, page.owner)


def approve(review, by):
    review.refresh_from_db()
    step = review.current_task_state
    step.task.specific.on_action(step, by, "approve", **all_answered())


def is_public(review):
    return NewsArticlePage.objects.get(pk=review.object_id).live


def suspended_for_a_while(person):
    suspension = suspend_account(person, by=make_operator(), at=timezone.now(), reason="Bị chiếm quyền")
    lift_suspension(suspension, by=make_operator(), at=timezone.now(), reason="Đã đổi mật khẩu")
    person.refresh_from_db()


def lend(head, member):
    today = timezone.localdate()
    seats = (BoardSeat.objects.get(user=person, valid_until=None) for person in (head, member))
    period = {"valid_from": today, "valid_until": today + timedelta(days=3)}
    return delegate(*seats, **period, reason="Đi công tác", by=head, at=timezone.now())


def offer(portal, by):
    return invite(
        email="moi@example.test",
        full_name="Mai",
        role=Role.EDITOR,
        portal=portal,
        reason="Phân công",
        by=by,
        at=timezone.now(),
    )


def open_invitations():
    return list(Invitation.objects.open(at=timezone.now()))


def test_approval_from_before_a_suspension_is_given_anew(district):
    head, deputy = two_who_approve(district)
    review = in_review(district)
    approve(review, head)
    suspended_for_a_while(head)
    approve(review, deputy)
    assert not is_public(review)
    approve(review, head)
    assert is_public(review)


def test_approval_from_before_a_delegation_was_taken_back_is_given_anew(district):
    head, deputy = two_who_approve(district)
    member = make_head(district, seat=Seat.MEMBER)
    lent, review = lend(head, member), in_review(district)
    approve(review, member)
    end_delegation(lent, by=head, at=timezone.now(), reason="Duyệt chưa kỹ")
    lend(head, member)
    approve(review, deputy)
    assert not is_public(review)


def test_approval_of_an_opening_from_before_a_suspension_does_not_count(city):
    portal = make_portal(DISTRICT, opened=False)
    head, deputy = two_who_approve(portal)
    approve_opening(portal, by=head, at=timezone.now(), checklist=all_answered())
    suspended_for_a_while(head)
    with pytest.raises(SecondApprovalMissing):
        open_portal(portal, by=deputy, at=timezone.now(), checklist=all_answered())


def test_delegation_ends_with_the_access_of_who_gave_it(district):
    head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
    lend(head, member)
    page = make_article(district, published=False)
    assert can_review(member, page, on=timezone.localdate())
    suspended_for_a_while(head)
    assert not can_review(member, page, on=timezone.localdate())
    event = PortalEvent.objects.get(kind=PortalEventKind.DELEGATION_ENDED)
    assert (event.portal, event.reason) == (district, "Bị chiếm quyền")


def test_invitations_end_with_the_role_by_which_they_were_sent(city, district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    offer(district, administrator)
    kept = offer(city, make_member(city, Role.PORTAL_ADMIN))
    withdraw_membership(administrator.memberships.get(), by=make_operator(), at=timezone.now(), reason="Hết nhiệm vụ")
    again = {"role": Role.PORTAL_ADMIN, "portal": district, "reason": "Phân công", "by": make_operator()}
    grant_membership(administrator, **again, at=timezone.now())
    assert open_invitations() == [kept]


def test_other_roles_leave_invitations_alone(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    grant_membership(administrator, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    kept = offer(district, administrator)
    withdraw_membership(
        administrator.memberships.get(role=Role.EDITOR), by=make_operator(), at=timezone.now(), reason="Hết nhiệm vụ"
    )
    assert open_invitations() == [kept]


def test_invitations_to_a_portal_end_where_its_people_lose_their_access(city, district):
    offer(district, make_member(district, Role.PORTAL_ADMIN))
    kept = offer(city, make_member(city, Role.PORTAL_ADMIN))
    words = {"by": make_operator(), "at": timezone.now(), "reason": "Bị xâm nhập", "expected_return": None}
    suspend_portal(district, **words, revoke_access=True)
    district.refresh_from_db()
    resume_portal(district, by=make_operator(), at=timezone.now())
    assert open_invitations() == [kept]


def test_invitations_to_an_archived_portal_end(city, district):
    offer(district, make_member(district, Role.PORTAL_ADMIN))
    archive_portal(district, by=make_operator(), at=timezone.now(), legal_basis="Nghị quyết 1", successor=None)
    assert open_invitations() == []
