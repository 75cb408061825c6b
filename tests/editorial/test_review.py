"""Nothing is public without the board (Regulation 13.1.g).

Board members are told what their decision did, and why they may not take one.
"""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState

from audit.models import PortalEvent
from editorial.enums import ApprovalKind, ReviewEventKind
from editorial.errors import ApprovalForbidden, ApprovedAlready, NotApproved, VersionChanged
from editorial.models import Approval
from editorial.review.publication import publish_approved
from editorial.tasks import publish_scheduled
from editorial.wagtail_tasks import BoardApprovalTask
from home.models import NewsArticlePage, SectionPage
from members.enums import Role, Seat
from members.memberships import leave_board
from members.models import Delegation
from provisioning.errors import OwnHomePage, OwnSuccessor
from provisioning.portal_states import archive_portal, open_portal
from sites.enums import PortalState
from sites.errors import WrongState
from tests.admin import browser, is_refused, told
from tests.admin_forms import whole_form_of
from tests.each import each_case
from tests.editorial.review_variants import TWO, change
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
    publish,
    section_of,
)

pytestmark = pytest.mark.django_db


def start(page, user):
    return page.get_workflow().start(page, user).current_task_state


def act(task_state, user, action="approve", **kwargs):
    answers = all_answered() if action == "approve" else {}
    task_state.task.specific.on_action(task_state, user, action, **answers | kwargs)


def edit_as_wagtail_does(page, user, **values):
    """Save a draft of a page that is not public: Wagtail's editor writes the row too."""
    for name, value in values.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.save()
    page.save_revision(user=user)
    return page


@pytest.mark.both_engines
def test_head_approves_and_the_page_is_published(district):
    article = make_article(district, published=False)
    published = publish(article, by=make_head(district), author=article.owner)
    assert published.live
    approval = Approval.objects.get(object_id=str(article.pk))
    assert (approval.revision_id, approval.kind, approval.seat) == (
        published.live_revision_id,
        ApprovalKind.REVIEW,
        Seat.HEAD,
    )


def test_member_approves_only_by_delegation(district):
    member = make_head(district, seat=Seat.MEMBER)
    task_state = start(make_article(district, published=False), make_member(district))
    with pytest.raises(PermissionDenied):
        act(task_state, member)
    seats = district.board.seats
    Delegation.objects.create(
        from_seat=seats.get(seat=Seat.HEAD),
        to_seat=seats.get(seat=Seat.MEMBER),
        valid_from=timezone.localdate(),
        valid_until=timezone.localdate(),
        reason="Đi công tác",
    )
    act(task_state, member)
    assert NewsArticlePage.objects.get().live


def test_nobody_approves_own_work(district):
    head = make_head(district)
    article = make_article(district, published=False, owner=head)
    article.save_revision(user=head)
    task_state = start(article, head)
    with pytest.raises(PermissionDenied):
        act(task_state, head)
    assert not NewsArticlePage.objects.get().live


def test_head_who_changed_a_word_leaves_approval_to_the_deputy(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    article = make_article(district, published=False)
    task_state = start(article, article.owner)
    article.lead = "Sửa một chữ."
    article.save_revision(user=head)
    with pytest.raises(PermissionDenied):
        act(task_state, head)
    with pytest.raises(VersionChanged):
        act(task_state, deputy)
    article.save_revision(user=deputy)
    act(task_state, deputy)
    assert NewsArticlePage.objects.get().lead == "Sửa một chữ."


@pytest.mark.both_engines
def test_item_for_later_is_recorded_as_waiting_and_then_as_published(district, monkeypatch):
    later = timezone.now() + timedelta(days=3)
    article = make_article(district, published=False, go_live_at=later)
    publish(article, by=make_head(district), author=article.owner)
    kinds = PortalEvent.objects.filter(portal=district, data__page=article.pk).order_by("pk")
    assert list(kinds.values_list("kind", flat=True))[-1] == ReviewEventKind.ITEM_SCHEDULED
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    publish_scheduled()
    publish_scheduled()
    assert NewsArticlePage.objects.get(pk=article.pk).live
    assert list(kinds.values_list("kind", flat=True))[-1] == ReviewEventKind.ITEM_PUBLISHED
    assert kinds.filter(kind=ReviewEventKind.ITEM_PUBLISHED).count() == 1


def test_portal_is_not_its_own_successor(district):
    with pytest.raises(OwnSuccessor):
        archive_portal(district, by=make_operator(), at=AT, legal_basis="Nghị quyết", successor=district)


def test_what_the_board_took_down_needs_an_approval_of_its_own(district):
    article = make_article(district)
    revision = article.live_revision
    article.unpublish(user=make_head(district))
    state = article.get_workflow().start(article, article.owner)
    with pytest.raises(NotApproved):
        publish_approved(revision, by=make_operator(), at=AT, since=state.created_at)
    assert not NewsArticlePage.objects.get().live


def test_head_who_saved_without_a_change_approves(district):
    head = make_head(district)
    article = make_article(
        district, published=False, body=[{"type": "paragraph", "value": "<p>Một.</p> <ul> <li>Hai</li></ul>"}]
    )
    task_state = start(article, article.owner)
    article.body = [
        {"type": "paragraph", "value": '<p data-block-key="a1">Một.</p><ul><li data-block-key="b2">Hai</li></ul>'}
    ]
    article.save_revision(user=head)
    act(TaskState.objects.get(pk=task_state.pk), head)
    published = NewsArticlePage.objects.get()
    assert published.live
    assert not published.has_unpublished_changes
    assert not published.workflow_in_progress


@each_case("action", ["approve", "reject"])
def test_neither_head_of_another_portal_nor_operator_decides_here(city, district, action):
    task_state = start(make_article(district, published=False), make_member(district))
    for stranger in (make_head(city), make_operator()):
        with pytest.raises(PermissionDenied):
            act(task_state, stranger, action)


def test_neither_operator_nor_any_role_can_publish_by_permission(district):
    article = make_article(district)
    roles = (Role.COLLABORATOR, Role.EDITOR, Role.PORTAL_ADMIN, Role.ANSWERING_OFFICER)
    for person in (make_operator(), *(make_member(district, role) for role in roles)):
        tester = article.permissions_for_user(person)
        assert not (tester.can_publish() or tester.can_publish_subpage() or tester.can_unpublish()), person


def test_unapproved_revision_is_not_published_by_our_verb(district):
    article = make_article(district, published=False)
    with pytest.raises(NotApproved):
        publish_approved(article.get_latest_revision(), by=None, at=AT)


@pytest.mark.both_engines
def test_return_keeps_the_remark_in_the_record(district):
    task_state = start(make_article(district, published=False), make_member(district))
    act(task_state, make_head(district), "reject", comment="Thiếu nguồn.")
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_RETURNED)
    assert (event.portal, event.reason) == (district, "Thiếu nguồn.")
    assert not NewsArticlePage.objects.get().live


@pytest.mark.both_engines
def test_first_publication_time_survives_a_second_publication(district):
    article = make_article(district)
    first = article.first_published_at
    article.lead = "Cập nhật."
    article.save_revision(user=article.owner)
    again = publish(article, by=make_head(district), author=article.owner)
    assert again.lead == "Cập nhật."
    assert again.first_published_at == first


@pytest.mark.both_engines
def test_queue_of_a_head_shows_only_the_own_portal(city, district):
    here = start(make_article(district, "Tin của quận", published=False), make_member(district))
    start(make_article(city, "Tin của Thành phố", published=False), make_member(city))
    task = BoardApprovalTask.objects.get()
    assert list(task.get_task_states_user_can_moderate(make_head(district))) == [here]
    assert not task.get_task_states_user_can_moderate(make_member(district)).exists()


def end_seat(portal):
    yesterday = timezone.localdate() - timedelta(days=1)
    leave_board(
        portal.board.seats.get(), by=None, at=timezone.now(), last_day=yesterday, vacancy_reason="Chờ kiện toàn"
    )


def end_term(portal):
    portal.board.term_until = date(2020, 1, 1)
    portal.board.save()


def archive(portal):
    """Not by the verb, which ends what waits."""
    portal.state = PortalState.ARCHIVED
    portal.save()


@each_case("end", [end_seat, end_term, archive])
def test_nothing_is_approved_once_seat_term_or_portal_has_ended(district, end):
    head = make_head(district)
    task_state = start(make_article(district, published=False), make_member(district))
    end(district)
    with pytest.raises(PermissionDenied):
        act(task_state, head)


@pytest.mark.both_engines
def test_opening_approves_every_starter_page(city):
    live = city.container.get_descendants().filter(live=True)
    opening = Approval.objects.filter(kind=ApprovalKind.OPENING, portal=city)
    approved = set(opening.filter(content_type__model="page").values_list("object_id", flat=True))
    assert approved == {str(page.pk) for page in live}
    assert city.state == PortalState.LIVE


def test_opening_leaves_the_approvers_own_change_to_somebody_else(city):
    portal = make_portal(DISTRICT, opened=False)
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    section = edit_as_wagtail_does(section_of(portal), head, title="Tin do Trưởng ban sửa")
    open_portal(portal, by=head, at=AT, checklist=all_answered())
    assert not SectionPage.objects.get(pk=section.pk).live
    assert publish(section, by=deputy, author=head).title == "Tin do Trưởng ban sửa"


def test_whoever_changed_the_home_page_does_not_open_the_portal(city):
    portal = make_portal(DISTRICT, opened=False)
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    home = edit_as_wagtail_does(portal.vietnamese_home.specific, head, lead="Trưởng ban viết.")
    with pytest.raises(OwnHomePage):
        open_portal(portal, by=head, at=AT, checklist=all_answered())
    open_portal(portal, by=deputy, at=AT, checklist=all_answered())
    home.refresh_from_db()
    assert (home.live, home.lead) == (True, "Trưởng ban viết.")


def test_portal_opens_by_its_own_board_only(city):
    portal = make_portal(DISTRICT, opened=False)
    for stranger in (make_user("stranger"), make_head(city), make_operator()):
        with pytest.raises(ApprovalForbidden):
            open_portal(portal, by=stranger, at=AT, checklist=all_answered())
    assert not portal.container.get_descendants().filter(live=True).exists()


def test_portal_opens_once(district):
    with pytest.raises(WrongState):
        open_portal(district, by=make_head(district), at=AT, checklist=all_answered())


def in_review(portal, *, author=None):
    article = make_article(portal, "Lịch tiêm chủng", published=False)
    if author:
        article.lead = "Sửa một chữ."
        article.save_revision(user=author)
    article.get_workflow().start(article, article.owner)
    return article


def decide(client, article, action, **data):
    task_state = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, action, task_state.pk])
    return client.post(address, (all_answered() if action == "approve" else {}) | data)


def test_approval_from_the_dashboard_says_that_the_page_is_public(portal):
    article = in_review(portal)
    said = told(decide(browser(make_head(portal)), article, "approve"))
    assert "Lịch tiêm chủng" in said
    assert article.full_url in said
    assert NewsArticlePage.objects.get(pk=article.pk).live


def test_return_from_the_dashboard_asks_no_checklist_and_says_that_the_page_went_back(portal):
    article = in_review(portal)
    response = decide(browser(make_head(portal)), article, "reject", comment="Thiếu nguồn")
    assert "Lịch tiêm chủng" in told(response)
    assert article.current_workflow_state.status == "needs_changes"


def test_a_failed_return_is_not_called_a_success(portal):
    article = in_review(portal)
    decide(browser(article.owner), article, "reject", comment="Thiếu nguồn")
    assert article.current_workflow_task_state.status == "in_progress"


def test_own_work_is_not_approved_by_who_sends_a_whole_decision(portal):
    head = make_head(portal)
    article = in_review(portal, author=head)
    assert is_refused(decide(browser(head), article, "approve"))
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_who_approved_first_is_not_the_second_by_sending_the_decision_again(portal):
    change(portal, TWO)
    article, head = in_review(portal), make_head(portal)
    assert "lượt thứ nhất" in told(decide(browser(head), article, "approve"))
    article = NewsArticlePage.objects.get(pk=article.pk)
    assert str(ApprovedAlready.message) in told(decide(browser(head), article, "approve"))
    assert not NewsArticlePage.objects.get(pk=article.pk).live
    assert Approval.objects.filter(revision=article.latest_revision_id, approved_by=head).count() == 1


def buttons_below_the_editor(page):
    """Words of the buttons, the one that shows first."""
    footer = BeautifulSoup(page.content, "html.parser").select_one("footer")
    return [words for button in footer.select("button") if (words := button.get_text(" ", strip=True))]


@pytest.mark.slow(reason="opens the editor twice")
def test_editor_of_a_returned_page_says_why_and_leads_to_remarks_at_their_fields(portal):
    author, head = make_member(portal), make_head(portal)
    article = in_review(portal, author=author)
    Comment.objects.create(page=article, user=head, contentpath="lead", text="Thiếu <b>ngày</b>.")
    Comment.objects.create(page=article, user=author, contentpath="title", text="Ghi chú của tôi")
    decide(browser(head), article, "reject", comment="Chưa đủ.\nXem lại nguồn.")
    page = browser(author).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    message = BeautifulSoup(page.content, "html.parser").select_one(".messages .warning")
    assert head.full_name in message.text
    assert "Xem lại nguồn." in message.text
    assert [link["href"] for link in message.select("li a")] == [f"?comment={Comment.objects.get(user=head).pk}"]
    assert "Thiếu <b>ngày</b>." in message.text
    assert buttons_below_the_editor(page)[:2] == ["Lưu bản nháp", "Gửi duyệt lại"]


@pytest.mark.slow(reason="opens the editor for two persons")
def test_who_may_approve_is_shown_the_approval_first_and_who_wrote_the_version_saving_and_why(portal):
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    address = reverse("wagtailadmin_pages:edit", args=[in_review(portal, author=head).pk])
    writer, other = browser(head).get(address), browser(deputy).get(address)
    assert "tham gia soạn phiên bản này" in told(writer)
    assert "Lưu bản nháp" in buttons_below_the_editor(writer)[0]
    assert told(other) == ""
    assert buttons_below_the_editor(other)[0] == "Phê duyệt và xuất bản"


@pytest.mark.slow(reason="opens the editor for two persons, and saves by itself")
def test_second_approver_is_told_before_and_after_that_a_change_ends_the_first_approval(portal):
    change(portal, TWO)
    article, head, deputy = in_review(portal), make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    decide(browser(head), article, "approve")
    address, client = reverse("wagtailadmin_pages:edit", args=[article.pk]), browser(deputy)
    before = told(client.get(address))
    assert f"{head.get_full_name()} đã phê duyệt phiên bản này" in before
    form = whole_form_of(client, address) | {"lead": "Bớt một chữ."}
    saved = client.post(address, form, headers={"accept": "application/json"}).json()
    ended = f"{head.get_full_name()} đã phê duyệt một phiên bản trước"
    assert ended in saved["html"]
    assert ended in told(client.get(address))
    assert ended in told(browser(head).get(address))


def test_version_swapped_during_the_review_is_not_approved_unseen(portal):
    article = in_review(portal)
    article.lead = "Bản khác, sau khi đã trình."
    article.save_revision(user=article.owner)
    response = decide(browser(make_head(portal)), article, "approve")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "thay đổi sau khi trình" in told(response)
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_item_without_its_source_is_refused_with_the_reason(portal):
    article = make_article(portal, "Thiếu nguồn", published=False)
    article.source_agency = ""
    article.save_revision(user=article.owner, clean=False)
    article.get_workflow().start(article, article.owner)
    response = decide(browser(make_head(portal)), article, "approve")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert told(response)
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_actions_by_the_internal_api_are_closed_to_everybody(portal):
    article = in_review(portal)
    first = article.revisions.order_by("pk").first()
    address = f"/admin/api/main/pages/{article.pk}/action/revert_to_page_revision/"
    for user in (article.owner, make_head(portal), make_operator()):
        before = article.revisions.count()
        browser(user).post(address, {"revision_id": first.pk}, content_type="application/json")
        assert article.revisions.count() == before
