"""The first of two approvals stands as long as its person may work, and what it was given to is the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from authentication.suspension.actions import lift_suspension, suspend_account
from editorial.models import Approval, ProposedChange
from editorial.permissions import can_approve_revision
from editorial.proposals.actions.proposal import propose_change
from editorial.proposals.authorship import brought_file_of, shows_own_file
from editorial.review import variants as review_variants
from editorial.review.queue import steps_awaiting
from home.models import NewsArticlePage, PortalBranding
from library.files.usage import is_relied_on
from members.board.delegations import delegate, end_delegation
from members.enums import Role, Seat
from members.memberships import leave_board, withdraw_membership
from members.models import BoardSeat, Membership
from tests.admin import browser
from tests.each import each_case
from tests.editorial.review_variants import (
    SECTIONS,
    TWO,
    act,
    change,
    in_review,
    is_live,
    make_section_editor,
    offered,
    resubmit,
    save,
    submit,
)
from tests.factories import AT, make_article, make_head, make_member, make_operator
from tests.fullest import make_image
from tests.proposals import act as decide

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime(2035, 1, 1, tzinfo=UTC), datetime(2035, 2, 1, tzinfo=UTC)


def suspend(portal, user):
    suspend_account(user, **ended(), reason="Lộ mật khẩu")


def ended():
    """Of two who approve: nobody follows yet."""
    return {"by": make_operator(), "at": timezone.now(), "vacancy_reason": "Chờ kiện toàn"}


def end_seat(portal, user):
    """Into the past: yesterday was its last day."""
    BoardSeat.objects.filter(board=portal.board, user=user).update(valid_from=AT - timedelta(days=30))
    yesterday = timezone.localdate() - timedelta(days=1)
    leave_board(portal.board.seats.get(user=user), **ended(), last_day=yesterday)


@pytest.mark.slow(reason="takes pages through whole reviews")
@each_case("end", [suspend, end_seat])
def test_approval_stands_no_more_once_its_person_is_suspended_or_left_the_board(
    district, half_approved, head, deputy, another, end
):
    end(district, head)
    act(half_approved, deputy)
    assert not is_live(half_approved)
    assert offered(half_approved, deputy) == ["reject"]
    act(half_approved, another)
    assert is_live(half_approved)


@pytest.mark.slow(reason="publishes and reviews pages of several people")
@each_case("end", [suspend, end_seat])
def test_what_is_public_stays_so_when_one_of_its_two_approvers_is_suspended_or_leaves_the_board(
    district, half_approved, head, deputy, end
):
    """The invariants run after each case."""
    act(half_approved, deputy)
    end(district, head)
    assert is_live(half_approved)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_picture_changed_between_two_approvals_takes_the_first_away(district, head, deputy):
    image = make_image(district)
    article = in_review(district, TWO, image=image)
    act(article, head)
    act(article, deputy, "reject", comment="Ảnh mờ")
    image.description = "Một ảnh khác hẳn"
    image.save()
    resubmit(article)
    act(article, deputy)
    assert not is_live(article)
    act(article, head)
    assert is_live(article)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_other_time_of_publication_is_approved_anew(district, head, deputy):
    article = in_review(district, TWO, go_live_at=FIRST)
    act(article, head)
    act(article, deputy, "reject", comment="Đổi ngày")
    save(article, article.owner, go_live_at=SECOND)
    resubmit(article)
    act(article, deputy)
    assert "approve" in offered(article, head)
    act(article, head)
    assert article.revisions.latest("pk").approved_go_live_at == SECOND


def own_picture(portal, user):
    image = make_image(portal, "Ảnh minh họa")
    type(image).objects.filter(pk=image.pk).update(uploaded_by_user=user)
    return image


def describe(image, user, address):
    form = {"title": image.title, "description": f"{image.title}, theo lời người tải lên", "tags": ""}
    prefixed = {f"image-{image.pk}-{name}": value for name, value in form.items()}
    return browser(user).post(reverse(address, args=[image.pk]), form | prefixed)


BRINGING = {
    "uploaded": lambda image, user: type(image).objects.filter(pk=image.pk).update(uploaded_by_user=user),
    "changed": lambda image, user: describe(image, user, "wagtailimages:edit"),
    "changed on the screen of uploads": lambda image, user: describe(image, user, "wagtailimages:edit_multiple"),
}


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("how", BRINGING)
def test_who_brought_the_picture_does_not_approve_it(district, head, deputy, how):
    image = make_image(district)
    BRINGING[how](image, head)
    article = make_article(district, published=False, image=image)
    submit(article)
    with pytest.raises(PermissionDenied):
        act(article, head)
    assert offered(article, head) == ["reject"]
    act(article, deputy)
    assert is_live(article)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_picture_that_the_board_approved_before_is_nobodys_own(district, head, deputy):
    image = own_picture(district, head)
    first = make_article(district, published=False, image=image)
    submit(first)
    act(first, deputy)
    second = make_article(district, "Tin thứ hai", published=False, image=image)
    submit(second, make_member(district))
    assert not brought_file_of(head, second, second.latest_revision)
    act(second, head)
    assert is_live(second)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_first_approval_of_an_own_picture_makes_it_nobody_elses(district, head, deputy, another):
    image = own_picture(district, head)
    article = in_review(district, TWO, image=image)
    act(article, deputy)
    with pytest.raises(PermissionDenied):
        act(article, head)
    act(article, another)
    assert is_live(article)


def test_untouched_save_of_a_picture_is_no_work(district, head, deputy):
    image = make_image(district)
    log(image, "wagtail.edit", user=head, content_changed=False)
    article = make_article(district, published=False, image=image)
    submit(article)
    act(article, head)
    assert is_live(article)


def test_person_whose_suspension_was_lifted_approves_anew(half_approved, head, deputy):
    suspension = suspend_account(head, **ended(), reason="Lộ mật khẩu")
    act(half_approved, deputy)
    lift_suspension(suspension, by=make_operator(), at=timezone.now(), reason="Đã đổi mật khẩu")
    head.refresh_from_db()
    assert "approve" in offered(half_approved, head)
    assert [state.workflow_state.content_object.pk for state in steps_awaiting(head, on=timezone.localdate())]
    act(half_approved, head)
    assert is_live(half_approved)


def test_own_logo_that_somebody_else_proposed_is_not_approved(district, head, deputy):
    image = own_picture(district, head)
    look = PortalBranding.objects.get_or_create(site=district.site)[0]
    propose_change(look, {"logo": image.pk}, by=make_member(district, Role.PORTAL_ADMIN), at=timezone.now())
    change = ProposedChange.objects.get()
    assert not can_approve_revision(head, change, change.latest_revision, on=timezone.localdate())
    assert can_approve_revision(deputy, change, change.latest_revision, on=timezone.localdate())


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_approval_by_delegation_stands_no_more_once_it_was_taken_back(district, head, deputy, another):
    member, seats, today = make_head(district, seat=Seat.MEMBER), district.board.seats, timezone.localdate()
    delegation = delegate(
        seats.get(user=head), seats.get(user=member),
        valid_from=today, valid_until=today, reason="Công tác", by=head, at=timezone.now(),
    )  # fmt: skip
    article = in_review(district, TWO)
    act(article, member)
    end_delegation(delegation, by=head, at=timezone.now(), reason="Về sớm")
    act(article, deputy)
    assert not is_live(article)
    act(article, another)
    assert is_live(article)


def withdrawn(article, _deputy):
    NewsArticlePage.objects.get(pk=article.pk).current_workflow_state.cancel(user=article.owner)
    submit(article)


def returned(article, deputy):
    act(article, deputy, "reject", comment="Xem lại")
    resubmit(article)


FALLEN = {"withdrawn": withdrawn, "returned": returned}


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("how", FALLEN)
def test_first_approval_that_fell_makes_an_own_picture_nobody_elses(district, head, deputy, another, how):
    article = in_review(district, TWO, image=own_picture(district, head))
    act(article, deputy)
    FALLEN[how](article, another)
    with pytest.raises(PermissionDenied):
        act(article, head)
    assert offered(article, head) == ["reject"]


def test_first_approval_of_another_page_makes_an_own_picture_nobody_elses(district, head, deputy):
    image = own_picture(district, head)
    act(in_review(district, TWO, image=image), deputy)
    second = in_review(district, TWO, image=image)
    with pytest.raises(PermissionDenied):
        act(second, head)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_check_that_is_made_anew_between_two_approvals_decides_on_no_picture(district, deputy, another, monkeypatch):
    monkeypatch.setitem(review_variants.STEPS, SECTIONS, (review_variants.CHECK, 1, 2))
    checkers = [make_section_editor(district, f"btm{number}") for number in range(2)]
    image = make_image(district)
    article = in_review(district, SECTIONS, image=image)
    act(article, checkers[0])
    role = Membership.objects.get(user=checkers[0], role=Role.SECTION_EDITOR)
    withdraw_membership(role, by=None, at=timezone.now(), reason="Chuyển công tác")
    act(article, deputy)
    save(article, checkers[1])
    act(article, checkers[1])
    about = {"content_type": ContentType.objects.get_for_model(image), "object_id": str(image.pk)}
    assert set(Approval.objects.filter(**about).values_list("provisional", flat=True)) == {True}
    act(article, another)
    assert is_live(article)
    assert Approval.objects.filter(**about, provisional=False).count() == 1


@pytest.mark.slow(reason="takes pages through whole reviews")
@each_case("later", [None, FIRST])
def test_picture_is_nobodys_own_once_both_have_approved_an_item_with_it(district, head, deputy, another, later):
    image = own_picture(district, head)
    article = in_review(district, TWO, image=image, go_live_at=later)
    act(article, deputy)
    act(article, another)
    assert is_live(article) is (later is None)
    second = in_review(district, TWO, image=image)
    act(second, head)
    act(second, deputy)
    assert is_live(second)


def test_first_approval_of_an_own_logo_makes_it_nobody_elses(district, head, deputy):
    image = own_picture(district, head)
    look = PortalBranding.objects.get_or_create(site=district.site)[0]
    change(district, TWO)
    proposed = propose_change(look, {"logo": image.pk}, by=make_member(district, Role.PORTAL_ADMIN), at=timezone.now())
    decide(proposed, deputy)
    article = in_review(district, TWO, image=image)
    with pytest.raises(PermissionDenied):
        act(article, head)


def test_first_approval_of_an_own_picture_does_not_open_a_portal_with_it(head, district, deputy):
    image = own_picture(district, head)
    look = PortalBranding.objects.get_or_create(site=district.site)[0]
    act(in_review(district, TWO, image=image), deputy)
    look.logo = image
    assert shows_own_file(head, look)


def test_picture_in_review_stays_as_the_first_of_two_saw_it(district, head, deputy):
    image = make_image(district)
    act(in_review(district, TWO, image=image), head)
    assert is_relied_on(image)
