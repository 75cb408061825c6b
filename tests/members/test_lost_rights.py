"""What came from a right ends with it, and does not come back with it (8.9, 15.2)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import PortalEvent
from authentication.suspension.actions import lift_suspension, open_account, suspend_account
from editorial.enums import ReviewNoticeKind
from editorial.errors import NotApproved
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
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
    section_of,
)
from tests.members.lost_rights import approve, in_review, is_public, two_who_approve

pytestmark = pytest.mark.django_db


ONE_DAY = timedelta(days=1)
LEFT = {"vacancy_reason": "Chờ Ban mới"}


def by_operator():
    return {"by": make_operator(), "at": timezone.now()}


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


def approving(*, on=None):
    return set(BoardSeat.objects.approving(on=on or timezone.localdate()).values_list("user", flat=True))


# How a person of a portal loses a right, and gets one again


def suspended_for_a_while(portal, person, at=None):
    suspension = suspend_account(
        person, by=make_operator(), at=at or timezone.now(), reason="Bị chiếm quyền", vacancy_reason="Chờ kiện toàn"
    )
    lift_suspension(suspension, **by_operator(), reason="Đã đổi mật khẩu")
    person.refresh_from_db()


def suspended_by_a_request_that_waited(portal, person):
    """It began before the person approved, waited for the account, and took the time of its beginning."""
    suspended_for_a_while(portal, person, at=timezone.now() - timedelta(minutes=1))


def seated_anew(portal, person, seat=Seat.HEAD):
    """The seat ends at once, and another is given."""
    row = BoardSeat.objects.held_from(timezone.localdate()).get(user=person, board=portal.board)
    leave_board(
        row,
        **by_operator(),
        last_day=max(timezone.localdate(), row.valid_from) - ONE_DAY,
        reason="Miễn nhiệm",
        vacancy_reason="Chờ kiện toàn",
    )
    assert person.pk not in approving()
    seat_on_board(portal.board, person, seat=seat, **by_operator())


def seated_as_deputy(portal, person):
    seated_anew(portal, person, seat=Seat.DEPUTY)


def closed_to_its_staff_for_a_while(portal, person):
    suspend_portal(portal, **by_operator(), reason="Bị xâm nhập", expected_return=None, revoke_access=True)
    portal.refresh_from_db()
    resume_portal(portal, **by_operator())
    person.refresh_from_db()


def another_term(portal, person):
    """The term ends, and some days later another begins."""
    for days in (-1, 365):
        change_board_facts(portal.board, {"term_until": timezone.localdate() + days * ONE_DAY}, **by_operator(), **LEFT)


def term_that_comes_back(portal, person):
    """The dates of a term come back, and nothing else does."""
    change_board_facts(portal.board, {"term_until": timezone.localdate() - ONE_DAY}, **by_operator(), **LEFT)
    assert person.pk not in approving()
    change_board_facts(portal.board, {"term_until": None}, **by_operator())


def closed_without_a_suspension(portal, person):
    person.is_active = False
    person.save(update_fields=["is_active"])
    open_account(person, **by_operator(), reason="Nhầm")


def taken_back(lent):
    end_delegation(lent, by=lent.from_seat.user, at=timezone.now(), reason="Duyệt chưa kỹ")


def lapsed_by_its_date(lent):
    past = timezone.localdate() - ONE_DAY
    Delegation.objects.filter(pk=lent.pk).update(valid_from=past, valid_until=past)


def lapsed_with_its_seat(lent):
    seated_anew(lent.from_seat.board.portal, lent.from_seat.user)


class TestFirstApproval:
    """Of two: the person loses the right and gets one again; the first approval is given anew."""

    @pytest.fixture
    def approved_once(self, district):
        head, deputy = two_who_approve(district)
        review = in_review(district)
        approve(review, head)
        return head, deputy, review

    @pytest.mark.slow(reason="seven ways to lose a right, each with a review to its end")
    @each_case(
        "lose",
        [
            suspended_for_a_while,
            suspended_by_a_request_that_waited,
            seated_anew,
            seated_as_deputy,
            closed_to_its_staff_for_a_while,
            another_term,
            term_that_comes_back,
        ],
    )
    def test_from_before_the_right_ended(self, district, approved_once, lose):
        head, deputy, review = approved_once
        lose(district, head)
        deputy.refresh_from_db()
        approve(review, deputy)
        assert not is_public(review)
        approve(review, head)
        assert is_public(review)

    @pytest.mark.slow(reason="three ways in which a delegation ends, each with a review")
    @each_case("lapse", [taken_back, lapsed_by_its_date, lapsed_with_its_seat])
    def test_from_before_a_delegation_ended(self, district, lapse):
        head, deputy = two_who_approve(district)
        member = make_head(district, seat=Seat.MEMBER)
        lent, review = lend(head, member), in_review(district)
        approve(review, member)
        lapse(lent)
        assert member.pk not in approving()
        lend(head, member)
        approve(review, deputy)
        assert not is_public(review)

    @pytest.mark.slow(reason="asks screens as several people")
    @each_case("lose", [suspended_for_a_while, seated_anew, term_that_comes_back])
    def test_of_an_opening_does_not_count(self, city, lose):
        portal = make_portal(DISTRICT, opened=False)
        head, deputy = two_who_approve(portal)
        approve_opening(portal, by=head, at=timezone.now(), checklist=all_answered())
        lose(portal, head)
        with pytest.raises(SecondApprovalMissing):
            open_portal(portal, by=deputy, at=timezone.now(), checklist=all_answered())


class TestDelegation:
    @each_case(
        ("lose", "reason"),
        [
            (suspended_for_a_while, "Bị chiếm quyền"),
            (closed_to_its_staff_for_a_while, "Bị xâm nhập"),
            (closed_without_a_suspension, "Nhầm"),
        ],
    )
    def test_ends_with_the_access_of_who_gave_it(self, district, lose, reason):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        lose(district, head)
        assert (head.pk in approving(), member.pk in approving()) == (True, False)
        event = PortalEvent.objects.get(kind=MemberEventKind.DELEGATION_ENDED)
        assert (event.portal, event.reason) == (district, reason)

    @each_case(
        ("terms", "goes_on"),
        [
            ([{"term_until": -1}, {"term_until": 365}], False),
            ([{"term_from": 2}], False),
            ([{"term_until": 365}], True),
        ],
        ids=["another", "one that begins later", "made longer"],
    )
    def test_goes_on_in_the_term_in_which_it_was_given(self, district, terms, goes_on):
        head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
        lend(head, member)
        today = timezone.localdate()
        for term in terms:
            facts = {name: today + days * ONE_DAY for name, days in term.items()}
            change_board_facts(district.board, facts, **by_operator(), **LEFT)
        found = approving(on=today + 2 * ONE_DAY)
        assert (head.pk in found, member.pk in found) == (True, goes_on)


# Invitations


def role_given_again(administrator, portal):
    again = {"role": Role.PORTAL_ADMIN, "portal": portal, "reason": "Phân công lại"}
    grant_membership(administrator, **again, **by_operator())


def withdrawn_and_given_again(portal, administrator):
    withdraw_membership(
        administrator.memberships.get(), **by_operator(), reason="Hết nhiệm vụ", vacancy_reason="Chờ kiện toàn"
    )
    role_given_again(administrator, portal)


def archived(portal, administrator):
    archive_portal(portal, **by_operator(), legal_basis="Nghị quyết 1", successor=None)


@each_case("lose", [withdrawn_and_given_again, closed_to_its_staff_for_a_while, archived])
def test_invitations_end_with_the_role_by_which_they_were_sent(city, district, lose):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    offer(district, administrator)
    kept = offer(city, make_member(city, Role.PORTAL_ADMIN))
    lose(district, administrator)
    assert open_invitations() == [kept]


def test_other_roles_leave_invitations_alone(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    grant_membership(administrator, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    kept = offer(district, administrator)
    withdraw_membership(administrator.memberships.get(role=Role.EDITOR), **by_operator(), reason="Hết nhiệm vụ")
    assert open_invitations() == [kept]


def test_invitation_of_a_role_that_ended_by_its_date_is_good_for_nothing_and_in_the_way_of_no_other(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    former = offer(district, administrator)
    past = timezone.localdate() - ONE_DAY
    administrator.memberships.update(valid_from=past - ONE_DAY, valid_until=past)
    role_given_again(administrator, district)
    assert open_invitations() == [former]
    former.refresh_from_db()
    assert not may_still_invite(former, on=timezone.localdate())
    rules = ContributionRules.objects.get(language="vi")
    with pytest.raises(InviterGone):
        accept_with_new_account(former, password="mot-mat-khau-dai-9", rules=rules, at=timezone.now())
    anew = offer(district, administrator)
    assert open_invitations() == [anew] != [former]


class TestOtherPortals:
    """Another portal of the person is suspended, and keeps its staff: here everything goes on."""

    def suspend(self, portal):
        suspend_portal(portal, **by_operator(), reason="Bảo trì", expected_return=None)

    def test_first_approval_stands_whatever_the_person_loses_there(self, city, district):
        head, deputy = two_who_approve(district)
        lender = make_head(city)
        seat_on_board(city.board, head, seat=Seat.MEMBER, **by_operator())
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
        assert may_still_invite(Invitation.objects.get(pk=invitation.pk), on=timezone.localdate())


# Checks of section editors


def with_section_editors(portal):
    head = make_head(portal)
    change_review_variant(portal.board, ReviewVariant.SECTION_EDITORS_FIRST, by=head, at=AT, reason="Quy chế")
    other = make_user("bien-tap-khac")
    grant_membership(other, role=Role.SECTION_EDITOR, portal=portal, reason="Phân công", by=None, at=AT)
    return head, make_member(portal, Role.SECTION_EDITOR), other


def with_a_check_that_fell(portal):
    """A review that the board approved and whose check is made anew, since its editor was suspended; both editors."""
    head, editor, other = with_section_editors(portal)
    review = in_review(portal)
    approve(review, editor)
    suspended_for_a_while(portal, editor)
    Notice.objects.all().delete()
    approve(review, head)
    assert waits_for_a_check(review)
    return review, editor, other


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


class TestCheck:
    @pytest.mark.slow(reason="asks screens as several people")
    def test_that_fell_is_told_of_and_no_way_leads_to_the_public_until_it_is_made_anew(self, district):
        """Not even Wagtail's own, which no screen offers; the board's approval stands meanwhile."""
        review, editor, other = with_a_check_that_fell(district)
        told = Notice.objects.filter(kind=ReviewNoticeKind.TO_CHECK).values_list("user", flat=True)
        assert set(told) == {editor.pk, other.pk}
        assert not is_public(review)
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

    @pytest.mark.slow(reason="asks screens as several people")
    def test_as_the_last_step_of_a_version_that_was_saved_untouched_publishes_what_the_board_approved(self, district):
        review, _editor, other = with_a_check_that_fell(district)
        page = NewsArticlePage.objects.get(pk=review.object_id).get_latest_revision_as_object()
        page.save_revision(user=other, changed=True)
        approve(review, other)
        assert is_public(review)

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

    @pytest.mark.slow(reason="takes a page through a check and an approval")
    def test_is_of_the_words_that_were_checked(self, district):
        """A check from before a suspension does not come back with one of other words."""
        head, editor, _other = with_section_editors(district)
        review = in_review(district)
        approve(review, editor)
        returned(review, head)
        suspended_for_a_while(district, editor)
        submitted_anew(review, "Tin khác")
        assert waits_for_a_check(review)
        approve(review, editor)
        returned(review, head)
        submitted_anew(review, "Tin mới")
        assert waits_for_a_check(review)

    def test_is_made_by_nobody_who_has_no_right_at_that_moment(self, district, monkeypatch):
        """The role ends after it was asked for, and before the check is written."""
        _head, editor, _other = with_section_editors(district)
        review = in_review(district)
        monkeypatch.setattr(section_checks, "can_check_revision", lambda *args, **kwargs: True)
        withdraw_membership(editor.memberships.get(), **by_operator(), reason="Hết nhiệm vụ")
        review.refresh_from_db()
        with pytest.raises(PermissionDenied):
            section_checks.record_check(review.current_task_state, by=editor, at=timezone.now())
