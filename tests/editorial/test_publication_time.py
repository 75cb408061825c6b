"""A time of publication is chosen by the board, and makes nobody an author (13.1.g)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Page, Revision

from audit.anonymous import anonymous_actor
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, ReviewTaskList, TakedownReason
from editorial.errors import ApprovalForbidden, EarlierThanApproved, EndsBeforeItBegins, NotWaiting
from editorial.models import Approval
from editorial.permissions import is_author_of
from editorial.review.reviewable import portal_of
from editorial.review.schedule import cancel_schedule, change_publication_time, waits_for_its_time
from editorial.withdrawal.actions import take_down
from home.editing.forms import find_or_make_tags
from home.models import NewsArticlePage
from members.enums import ReviewVariant
from tests.admin import browser
from tests.each import each_case
from tests.editorial.review_variants import (
    SECTIONS,
    TWO,
    act,
    for_later,
    in_review,
    is_live,
    make_section_editor,
    offered,
    save,
    submit,
)
from tests.factories import make_article, make_head, section_of
from tests.fullest import make_image
from tests.notifications.my_work import titles

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime(2035, 1, 1, 8, tzinfo=UTC), datetime(2035, 2, 1, 8, tzinfo=UTC)


def comment(page, user):
    page = page.get_latest_revision_as_object()
    page.wagtail_admin_comments.add(Comment(page=page, user=user, text="Sửa lại đoạn này?", contentpath="lead"))
    page.save_revision(user=user)


def lock(page, user):
    NewsArticlePage.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    save(page, user)


# Of each field or act in a version that somebody else wrote: whether it makes an author.
AUTHORSHIP = {
    "title": (lambda page, user: save(page, user, title="Tên khác hẳn"), True),
    "lead": (lambda page, user: save(page, user, lead="Tóm tắt khác hẳn."), True),
    "body": (lambda page, user: save(page, user, body=[("paragraph", "<p>Một đoạn khác hẳn.</p>")]), True),
    "slug": (lambda page, user: save(page, user, slug="dia-chi-khac"), True),
    "menu": (lambda page, user: save(page, user, show_in_menus=True), True),
    "source": (lambda page, user: save(page, user, source_agency="Cơ quan khác"), True),
    "tags": (lambda page, user: save(page, user, tags=find_or_make_tags(portal_of(page), ["Chuyển đổi số"])), True),
    "picture": (lambda page, user: save(page, user, image=make_image(portal_of(page))), True),
    "text for search engines": (lambda page, user: save(page, user, search_description="Mô tả khác hẳn."), True),
    "time of publication": (lambda page, user: save(page, user, go_live_at=FIRST), False),
    "time of expiry": (lambda page, user: save(page, user, expire_at=SECOND), False),
    "review date": (lambda page, user: save(page, user, review_date=FIRST.date()), False),
    "note of a correction": (lambda page, user: save(page, user, correction_note="Sửa một lỗi chính tả."), False),
    "comment": (comment, False),
    "lock": (lock, False),
    "saved untouched": (save, False),
}


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("act_of", AUTHORSHIP)
def test_table_of_authorship(district, head, act_of):
    writes, counts = AUTHORSHIP[act_of]
    article = make_article(district, published=False)
    article.save_revision(user=article.owner)
    writes(article, head)
    article = NewsArticlePage.objects.get(pk=article.pk)
    assert is_author_of(head, article, article.latest_revision) is counts


@pytest.mark.slow(reason="takes a page through a whole review")
def test_head_who_sets_and_clears_a_time_in_the_editor_still_approves(district, head):
    article = in_review(district, TWO)
    save(article, head, go_live_at=FIRST)
    assert "approve" in offered(article, head)
    save(article, head, go_live_at=None)
    assert "approve" in offered(article, head)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_approval_chooses_the_time_of_publication(district, head, deputy):
    article = in_review(district, TWO)
    act(article, head, go_live_at=FIRST.isoformat())
    act(article, deputy, go_live_at=FIRST.isoformat())
    assert article.revisions.latest("pk").approved_go_live_at == FIRST
    other = make_article(district, "Bài khác", published=False, go_live_at=FIRST)
    other.get_workflow().start(other, other.owner)
    act(other, head)
    act(other, deputy, go_live_at=None)
    assert not is_live(other), "who approved it for later is asked again"
    act(other, head, go_live_at=None)
    assert is_live(other)


def test_approval_is_refused_for_a_time_after_the_page_expires(district, head):
    article = make_article(district, published=False, expire_at=FIRST)
    article.get_workflow().start(article, article.owner)
    with pytest.raises(EndsBeforeItBegins):
        act(article, head, go_live_at=SECOND)


@pytest.mark.slow(reason="takes a page through a whole review")
def test_check_of_a_section_editor_stands_when_the_board_chooses_the_time(district, head):
    checker = make_section_editor(district, "chuyenmuc")
    article = in_review(district, SECTIONS)
    act(article, checker)
    act(article, head, go_live_at=FIRST)
    assert article.revisions.latest("pk").approved_go_live_at == FIRST


def test_scheduled_page_is_published_at_another_time_or_at_once_by_its_approvals(district, deputy):
    page = for_later(district)
    change_publication_time(page, FIRST, by=deputy, at=timezone.now())
    (scheduled,) = Revision.page_revisions.exclude(approved_go_live_at=None)
    assert scheduled.approved_go_live_at == FIRST
    Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    change_publication_time(page, None, by=deputy, at=timezone.now())
    assert is_live(page)
    page = NewsArticlePage.objects.get(pk=page.pk)
    assert Approval.objects.get(revision=page.live_revision).approved_by == make_head(district)
    assert PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_TIMED, actor=deputy, data__page=page.pk).count() == 2


def test_scheduled_page_whose_time_was_moved_is_published_then(district, deputy, monkeypatch):
    page = for_later(district)
    soon = timezone.now() + timedelta(hours=1)
    change_publication_time(page, soon, by=deputy, at=timezone.now())
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(minutes=1))
    call_command("publish_scheduled")
    assert is_live(page)


def test_cancelled_schedule_keeps_the_approval(district, deputy):
    page = for_later(district)
    cancel_schedule(page, by=deputy, at=timezone.now())
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    change_publication_time(page, None, by=deputy, at=timezone.now())
    assert is_live(page)


def change_words(page):
    save(page, page.owner, lead="Tóm tắt khác hẳn.")


def change_picture(page):
    image = page.image
    image.description = "Một ảnh khác hẳn"
    image.save()


def move(page):
    page.move(section_of(portal_of(page), "gioi-thieu"), pos="last-child")


def return_again(page):
    submit(page)
    act(page, make_head(portal_of(page)), "reject", comment="Chờ số liệu mới")


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("change", [change_words, change_picture, move, return_again])
def test_what_changed_after_the_schedule_was_cancelled_is_approved_again(district, deputy, change):
    page = make_article(district, published=False, image=make_image(district), go_live_at=FIRST)
    page.get_workflow().start(page, page.owner)
    act(page, make_head(district))
    cancel_schedule(page, by=deputy, at=timezone.now())
    change(NewsArticlePage.objects.get(pk=page.pk))
    with pytest.raises(NotWaiting):
        change_publication_time(page, None, by=deputy, at=timezone.now())
    assert not is_live(page)


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def withdraw(page):
    take_down(
        page, by=make_head(portal_of(page)), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai số"
    )


def unpublish_by_proposal(page):
    with anonymous_actor():
        page.unpublish()


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("end", [expire, withdraw, unpublish_by_proposal])
def test_what_was_public_comes_back_by_a_review_alone(district, deputy, end):
    page = for_later(district)
    change_publication_time(page, None, by=deputy, at=timezone.now())
    end(NewsArticlePage.objects.get(pk=page.pk))
    assert not is_live(page)
    with pytest.raises(NotWaiting):
        change_publication_time(page, None, by=deputy, at=timezone.now())


def test_author_does_not_choose_the_time_of_own_work(district, head, deputy, another):
    page = in_review(district, TWO, author=head)
    act(page, deputy)
    act(page, another, go_live_at=FIRST)
    with pytest.raises(ApprovalForbidden):
        change_publication_time(page, FIRST, by=head, at=timezone.now())


def test_one_person_publishes_no_earlier_than_two_approved(district, head, deputy):
    page = in_review(district, TWO, go_live_at=FIRST)
    act(page, head)
    act(page, deputy)
    with pytest.raises(EarlierThanApproved):
        change_publication_time(page, None, by=head, at=timezone.now())
    change_publication_time(page, SECOND, by=head, at=timezone.now())
    page = NewsArticlePage.objects.get(pk=page.pk)
    assert {row.approved_by for row in Approval.objects.filter(revision=page.scheduled_revision)} == {head, deputy}


def test_schedule_is_cancelled_whatever_became_of_its_pictures(district, deputy):
    page = make_article(district, published=False, image=make_image(district), go_live_at=FIRST)
    submit(page)
    act(page, make_head(district))
    type(page.image).objects.filter(pk=page.image.pk).update(file_hash="khac")
    cancel_schedule(page, by=deputy, at=timezone.now())
    assert NewsArticlePage.objects.get(pk=page.pk).scheduled_revision is None
    with pytest.raises(NotWaiting):
        cancel_schedule(page, by=deputy, at=timezone.now())


def test_page_without_a_time_is_on_the_task_list_of_its_board_and_of_no_other(city, district, head, deputy):
    page = for_later(district)
    cancel_schedule(page, by=deputy, at=timezone.now())
    listed = [page.get_admin_display_title()]
    assert titles(head, ReviewTaskList.WITHOUT_TIME) == listed
    assert titles(make_head(city), ReviewTaskList.WITHOUT_TIME) == []
    change_publication_time(page, None, by=deputy, at=timezone.now())
    assert titles(head, ReviewTaskList.WITHOUT_TIME) == []


def test_page_whose_approver_chose_the_time_is_no_draft_of_the_approver_once_that_is_cancelled(district, head):
    page = in_review(district, ReviewVariant.ONE_APPROVAL)
    act(page, head, go_live_at=FIRST)
    cancel_schedule(page, by=head, at=timezone.now())
    assert titles(head, ReviewTaskList.WITHOUT_TIME) == [page.get_admin_display_title()]
    assert titles(head, ReviewTaskList.DRAFTS) == []


@pytest.mark.slow(reason="asks screen and verbs by two people")
def test_only_the_board_of_the_page_changes_its_time(city, district):
    page = for_later(district)
    address = reverse("portals_admin:publication_time", args=[page.pk])
    for stranger in (page.owner, make_head(city)):
        with pytest.raises(ApprovalForbidden):
            change_publication_time(page, None, by=stranger, at=timezone.now())
        with pytest.raises(ApprovalForbidden):
            cancel_schedule(page, by=stranger, at=timezone.now())
        assert browser(stranger).post(address, {"choice": "now"}).status_code in {302, 403}
    assert not is_live(page)


@pytest.mark.slow(reason="asks two screens in every way")
def test_screen_of_the_time_says_what_is_wrong_and_asks_before_it_cancels(district, head):
    page = for_later(district)
    address = reverse("portals_admin:publication_time", args=[page.pk])
    board = browser(head)
    assert address in board.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    past = {"choice": "at_time", "go_live_at": "2020-01-01T08:00"}
    for wrong in (past, {"choice": "at_time"}, {}):
        assert board.post(address, wrong).status_code == 422
    assert board.get(address).status_code == 200
    assert NewsArticlePage.objects.get(pk=page.pk).scheduled_revision is not None
    board.post(address, {"choice": "not_yet"})
    page = NewsArticlePage.objects.get(pk=page.pk)
    assert page.scheduled_revision is None
    assert waits_for_its_time(page)
