"""The first of two approvals stands as long as its person may work, and what it was given to is the same."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from home.models import NewsArticlePage, PortalBranding
from sites.enums import Role, Seat
from sites.memberships import seat_on_board
from sites.models import ProposedChange
from sites.own_files import brought_file_of
from sites.permissions import can_approve_revision
from sites.proposals import propose_change
from sites.suspensions import lift_suspension, suspend_account
from sites.waiting import steps_awaiting
from tests.factories import AT, make_article, make_head, make_member, make_operator, make_user
from tests.fullest import make_image
from tests.sites.admin import browser
from tests.sites.test_review_variants import TWO, act, in_review, is_live, offered, save, submit

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime(2035, 1, 1, tzinfo=UTC), datetime(2035, 2, 1, tzinfo=UTC)


@pytest.fixture
def head(district):
    return make_head(district)


@pytest.fixture
def deputy(district):
    return make_head(district, seat=Seat.DEPUTY)


@pytest.fixture
def another(district):
    person = make_user("pho2")
    seat_on_board(district.board, person, seat=Seat.DEPUTY, by=None, at=AT)
    return person


def resubmit(page):
    review = NewsArticlePage.objects.get(pk=page.pk).current_workflow_state
    review.resume(page.owner)


def test_approval_of_a_suspended_person_stands_no_more(district, head, deputy, another):
    article = in_review(district, TWO)
    act(article, head)
    suspend_account(head, by=make_operator(), at=timezone.now(), reason="Lộ mật khẩu")
    act(article, deputy)
    assert not is_live(article)
    assert offered(article, deputy) == ["reject"]
    act(article, another)
    assert is_live(article)


def test_what_is_public_stays_so_when_one_of_its_two_approvers_is_suspended(district, head, deputy):
    """The invariants run after this test."""
    article = in_review(district, TWO)
    act(article, head)
    act(article, deputy)
    suspend_account(head, by=make_operator(), at=timezone.now(), reason="Lộ mật khẩu")
    assert is_live(article)


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


def test_untouched_picture_leaves_the_first_approval_as_it_is(district, head, deputy):
    article = in_review(district, TWO, image=make_image(district))
    act(article, head)
    act(article, deputy, "reject", comment="Xem lại giờ")
    resubmit(article)
    act(article, deputy)
    assert is_live(article)


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


def describe(image, user, address):
    form = {"title": image.title, "description": f"{image.title}, theo lời người tải lên", "tags": ""}
    prefixed = {f"image-{image.pk}-{name}": value for name, value in form.items()}
    return browser(user).post(reverse(address, args=[image.pk]), form | prefixed)


BRINGING = {
    "uploaded": lambda image, user: type(image).objects.filter(pk=image.pk).update(uploaded_by_user=user),
    "changed": lambda image, user: describe(image, user, "wagtailimages:edit"),
    "changed on the screen of uploads": lambda image, user: describe(image, user, "wagtailimages:edit_multiple"),
}


@pytest.mark.parametrize("how", BRINGING)
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


def test_picture_that_the_board_approved_before_is_nobodys_own(district, head, deputy):
    image = make_image(district)
    type(image).objects.filter(pk=image.pk).update(uploaded_by_user=head)
    first = make_article(district, published=False, image=image)
    submit(first)
    act(first, deputy)
    second = make_article(district, "Tin thứ hai", published=False, image=image)
    submit(second, make_member(district))
    assert not brought_file_of(head, second, second.latest_revision)
    act(second, head)
    assert is_live(second)


def test_first_approval_of_an_own_picture_makes_it_nobody_elses(district, head, deputy, another):
    image = make_image(district)
    type(image).objects.filter(pk=image.pk).update(uploaded_by_user=head)
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


def test_person_whose_suspension_was_lifted_approves_anew(district, head, deputy):
    article = in_review(district, TWO)
    act(article, head)
    suspension = suspend_account(head, by=make_operator(), at=timezone.now(), reason="Lộ mật khẩu")
    act(article, deputy)
    lift_suspension(suspension, by=make_operator(), at=timezone.now(), reason="Đã đổi mật khẩu")
    head.refresh_from_db()
    assert "approve" in offered(article, head)
    assert [state.workflow_state.content_object.pk for state in steps_awaiting(head, on=timezone.localdate())]
    act(article, head)
    assert is_live(article)


def test_own_logo_that_somebody_else_proposed_is_not_approved(district, head, deputy):
    image = make_image(district)
    type(image).objects.filter(pk=image.pk).update(uploaded_by_user=head)
    look = PortalBranding.objects.get_or_create(site=district.site)[0]
    propose_change(look, {"logo": image.pk}, by=make_member(district, Role.PORTAL_ADMIN), at=timezone.now())
    change = ProposedChange.objects.get()
    assert not can_approve_revision(head, change, change.latest_revision, on=timezone.localdate())
    assert can_approve_revision(deputy, change, change.latest_revision, on=timezone.localdate())
