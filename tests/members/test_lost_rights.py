"""What came from a right ends with it, and does not come back with it (8.9, 15.2)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import PortalEvent
from authentication.suspension.actions import lift_suspension, open_account, suspend_account
from editorial.enums import ReviewNoticeKind
from editorial.errors import NotApproved
from editorial.permissions import can_review
from editorial.review import section_checks
from editorial.review.variants import change_review_variant
from editorial.wagtail_tasks import SectionReviewTask
from home.models import NewsArticlePage
from members.board.actions import change_board_facts
from members.board.delegations import delegate, end_delegation
from members.enums import MemberEventKind, ReviewVariant, Role, Seat
from members.errors import InviterGone
from members.invitations.actions import accept_with_new_account, invite, may_still_invite
from members.memberships import grant_membership, leave_board, seat_on_board, withdraw_membership
from members.models import BoardSeat, ContributionRules, Delegation, Invitation
from notifications.models import Notice
from provisioning.errors import SecondApprovalMissing
from provisioning.portal_states import approve_opening, archive_portal, open_portal, resume_portal, suspend_portal
from tests.each import each_case
from tests.factories import (
    AT,
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
from tests.members.lost_rights import approve, in_review, is_public, two_who_approve

pytestmark = pytest.mark.django_db


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
    event = PortalEvent.objects.get(kind=MemberEventKind.DELEGATION_ENDED)
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


ONE_DAY = timedelta(days=1)


def seated_anew(portal, person, seat=Seat.HEAD):
    """The seat ends at once, and another is given."""
    row = BoardSeat.objects.held_from(timezone.localdate()).get(user=person, board=portal.board)
    last_day = max(timezone.localdate(), row.valid_from) - ONE_DAY
    leave_board(row, by=make_operator(), at=timezone.now(), last_day=last_day, reason="Miễn nhiệm")
    assert not BoardSeat.objects.approving(on=timezone.localdate()).filter(user=person).exists()
    seat_on_board(portal.board, person, seat=seat, by=make_operator(), at=timezone.now())


def closed_to_its_staff_for_a_while(portal):
    words = {"by": make_operator(), "at": timezone.now(), "reason": "Bị xâm nhập"}
    suspend_portal(portal, **words, expected_return=None, revoke_access=True)
    portal.refresh_from_db()
    resume_portal(portal, by=make_operator(), at=timezone.now())


def another_term(board):
    """The term ends, and some days later another begins."""
    today, by = timezone.localdate(), {"by": make_operator(), "at": timezone.now()}
    change_board_facts(board, {"term_until": today - ONE_DAY}, **by)
    change_board_facts(board, {"term_until": today + 365 * ONE_DAY}, **by)


def approving_today():
    return set(BoardSeat.objects.approving(on=timezone.localdate()).values_list("user", flat=True))


class TestFirstApproval:
    """Of two: the person loses the right and gets one again; the first approval is given anew."""

    @each_case("seat", [Seat.HEAD, Seat.DEPUTY])
    def test_from_before_the_seat_ended(self, district, seat):
        head, deputy = two_who_approve(district)
        review = in_review(district)
        approve(review, head)
        seated_anew(district, head, seat)
        approve(review, deputy)
        assert not is_public(review)
        approve(review, head)
        assert is_public(review)

    def test_from_before_the_portal_was_closed_to_its_staff(self, district):
        head, deputy = two_who_approve(district)
        review = in_review(district)
        approve(review, head)
        closed_to_its_staff_for_a_while(district)
        for person in (head, deputy):
            person.refresh_from_db()
        approve(review, deputy)
        assert not is_public(review)

    def test_from_before_the_term_ended(self, district):
        head, deputy = two_who_approve(district)
        review = in_review(district)
        approve(review, head)
        another_term(district.board)
        approve(review, deputy)
        assert not is_public(review)

    def test_from_before_a_delegation_lapsed_by_its_date(self, district):
        head, deputy = two_who_approve(district)
        member = make_head(district, seat=Seat.MEMBER)
        lent, review = lend(head, member), in_review(district)
        approve(review, member)
        past = timezone.localdate() - ONE_DAY
        Delegation.objects.filter(pk=lent.pk).update(valid_from=past, valid_until=past)
        lend(head, member)
        approve(review, deputy)
        assert not is_public(review)

    def test_from_before_a_delegation_lapsed_with_the_seat_it_came_from(self, district):
        head, deputy = two_who_approve(district)
        member = make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        review = in_review(district)
        approve(review, member)
        seated_anew(district, head)
        assert member.pk not in approving_today()
        lend(head, member)
        approve(review, deputy)
        assert not is_public(review)

    def test_from_before_a_suspension_that_took_the_time_of_its_beginning(self, district):
        """The request of the operator began first, and waited for the account."""
        head, deputy = two_who_approve(district)
        review, began = in_review(district), timezone.now()
        approve(review, head)
        suspension = suspend_account(head, by=make_operator(), at=began, reason="Sự cố")
        lift_suspension(suspension, by=make_operator(), at=timezone.now(), reason="Đã xử lý")
        head.refresh_from_db()
        approve(review, deputy)
        assert not is_public(review)

    def test_of_an_opening_from_before_the_seat_ended(self, city):
        portal = make_portal(DISTRICT, opened=False)
        head, deputy = two_who_approve(portal)
        approve_opening(portal, by=head, at=timezone.now(), checklist=all_answered())
        seated_anew(portal, head)
        with pytest.raises(SecondApprovalMissing):
            open_portal(portal, by=deputy, at=timezone.now(), checklist=all_answered())

    def test_stands_whatever_the_person_loses_on_another_portal(self, city, district):
        head, deputy = two_who_approve(district)
        lender = make_head(city)
        seat_on_board(city.board, head, seat=Seat.MEMBER, by=make_operator(), at=timezone.now())
        lent = delegate(
            BoardSeat.objects.get(board=city.board, user=lender),
            BoardSeat.objects.get(board=city.board, user=head),
            valid_from=timezone.localdate() + 3 * ONE_DAY,
            valid_until=timezone.localdate() + 4 * ONE_DAY,
            reason="Đi công tác",
            by=lender,
            at=timezone.now(),
        )
        review = in_review(district)
        approve(review, head)
        end_delegation(lent, by=lender, at=timezone.now(), reason="Không cần nữa")
        approve(review, deputy)
        assert is_public(review)


class TestDelegation:
    def test_ends_with_the_access_of_the_portals_staff(self, district):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        closed_to_its_staff_for_a_while(district)
        assert member.pk not in approving_today()
        assert PortalEvent.objects.filter(kind=MemberEventKind.DELEGATION_ENDED, portal=district).exists()

    def test_does_not_go_on_in_another_term(self, district):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        another_term(district.board)
        assert head.pk in approving_today()
        assert member.pk not in approving_today()

    def test_goes_on_in_a_term_that_is_made_longer(self, district):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        longer = {"term_until": timezone.localdate() + 365 * ONE_DAY}
        change_board_facts(district.board, longer, by=make_operator(), at=timezone.now())
        assert member.pk in approving_today()

    def test_does_not_come_back_with_an_account_that_was_closed_without_a_suspension(self, district):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        head.is_active = False
        head.save(update_fields=["is_active"])
        open_account(head, by=make_operator(), at=timezone.now(), reason="Nhầm")
        assert head.pk in approving_today()
        assert member.pk not in approving_today()


def test_invitation_does_not_come_back_with_a_role_that_ended_by_its_date(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    invitation = offer(district, administrator)
    past = timezone.localdate() - ONE_DAY
    administrator.memberships.update(valid_from=past - ONE_DAY, valid_until=past)
    again = {"role": Role.PORTAL_ADMIN, "portal": district, "reason": "Phân công lại", "by": make_operator()}
    grant_membership(administrator, **again, at=timezone.now())
    invitation.refresh_from_db()
    assert not may_still_invite(invitation, on=timezone.localdate())
    with pytest.raises(InviterGone):
        accept_with_new_account(
            invitation,
            password="mot-mat-khau-dai-9",
            rules=ContributionRules.objects.get(language="vi"),
            at=timezone.now(),
        )


def test_check_of_a_section_editor_who_was_suspended_since_is_made_anew(district):
    head, editor = make_head(district), make_member(district, Role.SECTION_EDITOR)
    variant = ReviewVariant.SECTION_EDITORS_FIRST
    change_review_variant(district.board, variant, by=head, at=AT, reason="Quy chế")
    other = make_user("bien-tap-khac")
    grant_membership(other, role=Role.SECTION_EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    review = in_review(district)
    approve(review, editor)
    suspended_for_a_while(editor)
    approve(review, head)
    assert not is_public(review)
    approve(review, other)
    assert is_public(review)


def by_operator():
    return {"by": make_operator(), "at": timezone.now()}


def with_section_editors(portal):
    head = make_head(portal)
    change_review_variant(portal.board, ReviewVariant.SECTION_EDITORS_FIRST, by=head, at=AT, reason="Quy chế")
    other = make_user("bien-tap-khac")
    grant_membership(other, role=Role.SECTION_EDITOR, portal=portal, reason="Phân công", by=None, at=AT)
    return head, make_member(portal, Role.SECTION_EDITOR), other


def returned(review, head):
    review.refresh_from_db()
    step = review.current_task_state
    step.task.specific.on_action(step, head, "reject", comment="Sửa lại")


def submitted_anew(review, title):
    page = NewsArticlePage.objects.get(pk=review.object_id).get_latest_revision_as_object()
    page.title = title
    page.save_revision(user=page.owner, changed=True)
    review.refresh_from_db()
    review.resume(page.owner)
    review.refresh_from_db()


def waits_for_a_check(review):
    review.refresh_from_db()
    return review.current_task_state.task.specific_class is SectionReviewTask


class TestTermThatComesBack:
    """The dates of a term come back, and nothing else does."""

    def test_first_approval_is_given_anew(self, district):
        head, deputy = two_who_approve(district)
        review, today = in_review(district), timezone.localdate()
        approve(review, head)
        change_board_facts(district.board, {"term_until": today - ONE_DAY}, **by_operator())
        assert head.pk not in approving_today()
        change_board_facts(district.board, {"term_until": None}, **by_operator())
        approve(review, deputy)
        assert not is_public(review)

    def test_first_approval_of_an_opening_does_not_count(self, city):
        portal = make_portal(DISTRICT, opened=False)
        _head, deputy = two_who_approve(portal)
        approve_opening(portal, by=_head, at=timezone.now(), checklist=all_answered())
        change_board_facts(portal.board, {"term_until": timezone.localdate() - ONE_DAY}, **by_operator())
        change_board_facts(portal.board, {"term_until": None}, **by_operator())
        with pytest.raises(SecondApprovalMissing):
            open_portal(portal, by=deputy, at=timezone.now(), checklist=all_answered())

    def test_delegation_ends_where_the_new_term_begins_later(self, district):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        begins = timezone.localdate() + 2 * ONE_DAY
        change_board_facts(district.board, {"term_from": begins}, **by_operator())
        approving = BoardSeat.objects.approving(on=begins).values_list("user", flat=True)
        assert (head.pk in approving, member.pk in approving) == (True, False)


class TestOtherPortals:
    """Another portal of the person is suspended, and keeps its staff: here everything goes on."""

    def suspend(self, portal):
        suspend_portal(portal, **by_operator(), reason="Bảo trì", expected_return=None)

    def test_first_approval_stands(self, city, district):
        head, deputy = two_who_approve(district)
        seat_on_board(city.board, head, seat=Seat.MEMBER, **by_operator())
        review = in_review(district)
        approve(review, head)
        self.suspend(city)
        head.refresh_from_db()
        approve(review, deputy)
        assert is_public(review)

    def test_check_stands(self, city, district):
        head, editor, _other = with_section_editors(district)
        grant_membership(editor, role=Role.EDITOR, portal=city, reason="Phân công", by=None, at=AT)
        review = in_review(district)
        approve(review, editor)
        self.suspend(city)
        approve(review, head)
        assert is_public(review)

    @each_case("sender", [make_operator, lambda: make_user("quan-tri")])
    def test_invitation_stays_good(self, city, district, sender):
        person = sender()
        if not person.is_superuser:
            grant_membership(person, role=Role.PORTAL_ADMIN, portal=district, reason="Phân công", by=None, at=AT)
        grant_membership(person, role=Role.EDITOR, portal=city, reason="Phân công", by=None, at=AT)
        person.refresh_from_db()
        invitation = offer(district, person)
        self.suspend(city)
        invitation = Invitation.objects.get(pk=invitation.pk)
        assert may_still_invite(invitation, on=timezone.localdate())


class TestCheck:
    def test_is_that_of_the_right_by_which_it_was_made(self, district):
        """The deputy is section editor of another section, and checks by the seat, which ends."""
        head, _editor, _other = with_section_editors(district)
        deputy = make_head(district, seat=Seat.DEPUTY)
        place = {"role": Role.SECTION_EDITOR, "section": section_of(district, "to-chuc")}
        grant_membership(deputy, portal=district, **place, reason="Phân công", by=None, at=AT)
        review = in_review(district)
        approve(review, deputy)
        row = BoardSeat.objects.get(user=deputy)
        last_day = max(timezone.localdate(), row.valid_from) - ONE_DAY
        leave_board(row, **by_operator(), last_day=last_day, reason="Miễn nhiệm")
        approve(review, head)
        assert not is_public(review)

    def test_is_of_the_words_that_were_checked(self, district):
        """A check from before a suspension does not come back with one of other words."""
        head, editor, _other = with_section_editors(district)
        review = in_review(district)
        approve(review, editor)
        returned(review, head)
        suspended_for_a_while(editor)
        submitted_anew(review, "Tin khác")
        assert waits_for_a_check(review)
        approve(review, editor)
        returned(review, head)
        submitted_anew(review, "Tin mới")
        assert waits_for_a_check(review)

    def test_that_fell_is_told_of_to_those_who_make_it_anew(self, district):
        head, editor, other = with_section_editors(district)
        review = in_review(district)
        approve(review, editor)
        suspended_for_a_while(editor)
        Notice.objects.all().delete()
        approve(review, head)
        told = Notice.objects.filter(kind=ReviewNoticeKind.TO_CHECK).values_list("user", flat=True)
        assert set(told) == {editor.pk, other.pk}


def test_invitation_that_is_good_for_nothing_stands_in_the_way_of_no_other(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    former = offer(district, administrator)
    past = timezone.localdate() - ONE_DAY
    administrator.memberships.update(valid_from=past - ONE_DAY, valid_until=past)
    again = {"role": Role.PORTAL_ADMIN, "portal": district, "reason": "Phân công lại", "by": make_operator()}
    grant_membership(administrator, **again, at=timezone.now())
    assert open_invitations() == [former]
    anew = offer(district, administrator)
    assert open_invitations() == [anew] != [former]


def test_check_as_the_last_step_of_a_version_that_was_saved_untouched_publishes_what_the_board_approved(district):
    head, editor, other = with_section_editors(district)
    review = in_review(district)
    approve(review, editor)
    suspended_for_a_while(editor)
    approve(review, head)
    assert waits_for_a_check(review)
    page = NewsArticlePage.objects.get(pk=review.object_id).get_latest_revision_as_object()
    page.save_revision(user=other, changed=True)
    approve(review, other)
    assert is_public(review)


def test_no_way_leads_to_the_public_while_a_check_that_fell_is_made_anew(district):
    """Not even Wagtail's own, which no screen offers; the board's approval stands meanwhile."""
    head, editor, other = with_section_editors(district)
    review = in_review(district)
    approve(review, editor)
    suspended_for_a_while(editor)
    approve(review, head)
    assert waits_for_a_check(review)
    revision = NewsArticlePage.objects.get(pk=review.object_id).latest_revision
    with pytest.raises(NotApproved):
        revision.publish(skip_permission_checks=True)
    revision.approved_go_live_at = timezone.now() + ONE_DAY
    with pytest.raises(NotApproved):
        revision.save(update_fields=["approved_go_live_at"])
    approve(review, other)
    assert is_public(review)
    withdraw_membership(other.memberships.get(), reason="Hết nhiệm vụ", **by_operator())
    NewsArticlePage.objects.get(pk=review.object_id).save()


def test_who_has_no_right_at_the_moment_of_the_check_checks_nothing(district, monkeypatch):
    """The role ends after it was asked for, and before the check is written."""
    _head, editor, _other = with_section_editors(district)
    review = in_review(district)
    monkeypatch.setattr(section_checks, "can_check_revision", lambda *args, **kwargs: True)
    withdraw_membership(editor.memberships.get(), by=make_operator(), at=timezone.now(), reason="Hết nhiệm vụ")
    review.refresh_from_db()
    with pytest.raises(PermissionDenied):
        section_checks.record_check(review.current_task_state, by=editor, at=timezone.now())
