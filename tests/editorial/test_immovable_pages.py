"""The place is part of what a board approves: what waits for it, or for its time, is neither moved nor deleted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from accounts.models import User
from adminviews.request_cache import remember_answers
from editorial.errors import NotApproved, PageCrosses, PageStays
from editorial.review.schedule import cancel_schedule
from home.models import NewsArticlePage, SectionPage
from tests.admin import browser, told
from tests.each import each_case
from tests.editorial.review_variants import TWO, act, change, for_later, is_live
from tests.factories import make_article, make_head, make_member, make_operator, section_of

pytestmark = pytest.mark.django_db


def in_review(portal, title="Đang duyệt"):
    page = make_article(portal, title, published=False)
    page.get_workflow().start(page, page.owner)
    return NewsArticlePage.objects.get(pk=page.pk)


def returned(portal, title="Trả lại"):
    page = in_review(portal, title)
    act(page, make_head(portal), "reject", comment="Thiếu nguồn.")
    return NewsArticlePage.objects.get(pk=page.pk)


STATES = {"in review": in_review, "for later": for_later, "returned": returned}


def other_section(portal):
    return section_of(portal, "gioi-thieu")


def is_moved_and_deleted(page, section, *, by):
    client = browser(by)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk]))
    is_moved = stands_in(page) == section.pk
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    return is_moved and not Page.objects.filter(pk=page.pk).exists()


def stands_in(page):
    return Page.objects.get(pk=page.pk).get_parent().pk


def bulk(client, action, page, **sent):
    return client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}", sent)


@pytest.mark.slow(reason="asks several cases in turn")
@each_case(
    ("state", "person"),
    [("in review", make_head), ("for later", lambda portal: make_operator()), ("returned", make_member)],
)
def test_it_is_moved_to_another_section_and_while_it_waits_deleted_by_nobody(district, state, person):
    page, section, client = STATES[state](district), other_section(district), browser(person(district))
    for user in (make_member(district), make_head(district), make_operator()):
        tester = page.permissions_for_user(user)
        assert not (tester.can_move() or tester.can_move_to(section)), user
        assert tester.can_delete() is (state == "returned"), user
    for answer in (
        client.get(reverse("wagtailadmin_pages:move", args=[page.pk])),
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk])),
    ):
        assert page.title in told(answer)
        assert answer["Location"] == reverse("wagtailadmin_explore", args=[section_of(district).pk])
    bulk(client, "move", page, chooser=section.pk)
    assert stands_in(page) == section_of(district).pk
    if state != "returned":
        bulk(client, "delete", page)
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert (page.title in told(answer), Page.objects.filter(pk=page.pk).exists()) == (True, state != "returned")


def test_bulk_actions_say_why_it_stays(district):
    client = browser(make_member(district))
    for action in ("move", "delete"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        assert "đang chờ duyệt" in client.get(f"{address}?id={in_review(district, action).pk}").content.decode()


def test_draft_section_stays_with_what_waits_below_it(district):
    editor = make_member(district)
    draft = SectionPage(title="Chuyên mục mới", slug="chuyen-muc-moi", live=False, owner=editor)
    section_of(district).add_child(instance=draft)
    page = NewsArticlePage(title="Bài", slug="bai", lead="Tóm tắt.", source_agency="Quận", live=False, owner=editor)
    draft.add_child(instance=page)
    page.save_revision(user=editor)
    assert draft.permissions_for_user(make_operator()).can_delete()
    page.get_workflow().start(page, editor)
    tester = Page.objects.get(pk=draft.pk).permissions_for_user(make_operator())
    assert not tester.can_delete()
    assert not tester.can_move_to(other_section(district))


def test_page_beside_it_is_moved_and_deleted(district):
    in_review(district)
    page = make_article(district, "Bên cạnh", published=False)
    assert is_moved_and_deleted(page, other_section(district), by=make_member(district))


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("state", ["in review", "returned"])
def test_cancelled_review_keeps_nothing_in_its_place(district, state):
    page, section = STATES[state](district), other_section(district)
    page.current_workflow_state.cancel(user=page.owner)
    assert is_moved_and_deleted(page, section, by=make_member(district))


def test_page_whose_time_was_taken_back_is_moved_and_deleted(district):
    page, section = for_later(district), other_section(district)
    cancel_schedule(page, by=make_head(district), at=timezone.now())
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    assert is_moved_and_deleted(page, section, by=make_member(district))


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("state", STATES)
def test_code_that_asks_no_permission_is_refused(city, district, state):
    page = STATES[state](district)
    with pytest.raises(PageStays):
        page.move(other_section(district), pos="last-child")
    with pytest.raises(PageCrosses):
        page.move(section_of(city), pos="last-child")
    assert stands_in(page) == section_of(district).pk
    page.move(section_of(district), pos="first-child")
    assert stands_in(page) == section_of(district).pk


def test_review_of_a_page_elsewhere_keeps_nothing_here(city, district):
    in_review(city)
    page = make_article(district, published=False)
    assert page.permissions_for_user(make_member(district)).can_delete()
    assert page.permissions_for_user(make_operator()).can_delete()


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@each_case("number", [1, 3])
def test_a_list_asks_once_whatever_it_shows(rf, district, number):
    pages = [STATES[state](district, f"{state} {count}") for state in STATES for count in range(number)]
    request = rf.get("/")
    request.user = User.objects.get(pk=make_operator().pk)
    remember_answers(request)
    testers = [page.permissions_for_user(request.user) for page in pages]
    with CaptureQueriesContext(connection) as asked:
        answers = {(tester.can_delete(), tester.can_move()) for tester in testers}
    assert answers == {(False, False), (True, False)}
    assert len(asked) == 1


@each_case("address", ["wagtailadmin_pages:delete", "wagtailadmin_pages:move"])
def test_root_of_all_pages_is_refused_as_ever(district, address):
    in_review(district)
    client = browser(make_operator())
    client.raise_request_exception = False
    assert client.get(reverse(address, args=[Page.objects.get(depth=1).pk])).status_code in {302, 403}


def test_page_that_got_to_another_portal_all_the_same_needs_as_many_persons_as_its_board_asks(
    city, district, head, deputy
):
    """Past every door: by a statement on the database."""
    change(district, TWO)
    page, place = in_review(city), section_of(district)
    Page.objects.filter(pk=page.pk).update(path=f"{place.path}0099", depth=place.depth + 1)
    for person in (head, deputy):
        with pytest.raises(NotApproved):
            act(page, person)
    assert not is_live(page)
