"""The steps of the review by variant, inside the common rule (Regulation 28.3)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewEventKind, ReviewNoticeKind
from editorial.errors import (
    ApprovedAlready,
    DecidedAlready,
    NotApproved,
    ReviewChangeForbidden,
    TooFewApprovers,
    VariantHeld,
)
from editorial.integrity.guard import is_approved_as_it_is
from editorial.integrity.invariants import public_that_differs, public_without_approval
from editorial.models import Approval
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.review.publication import publish_approved
from editorial.review.variants import change_review_variant, ensure_workflow
from editorial.wagtail_tasks import BoardApprovalTask, SectionReviewTask
from home.models import NewsArticlePage
from members.board.delegations import delegate
from members.enums import ReviewVariant, Role, Seat
from members.memberships import seat_on_board
from notifications.models import Notice
from provisioning.provisioning import provision_portal
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
    save,
    step,
    submit,
)
from tests.factories import (
    AT,
    DISTRICT,
    a_field,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_user,
    section_of,
)
from tests.fullest import make_image
from tests.isolation.rows import undone
from tests.proposals import act as decide

pytestmark = pytest.mark.django_db


@pytest.mark.both_engines
def test_two_approvals_are_given_by_two_persons(district):
    article = in_review(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(article, head)
    assert not is_live(article)
    with pytest.raises(ApprovedAlready):
        act(article, head)
    act(article, deputy)
    assert is_live(article)
    rows = Approval.objects.filter(object_id=str(article.pk))
    assert {row.approved_by for row in rows} == {head, deputy}
    assert {row.revision_id for row in rows} == {NewsArticlePage.objects.get().live_revision_id}


def test_the_first_of_two_is_offered_the_return_only_afterwards(district):
    article = in_review(district, TWO)
    head = make_head(district)
    assert "approve" in offered(article, head)
    act(article, head)
    assert offered(article, head) == ["reject"]
    assert "approve" in offered(article, make_head(district, seat=Seat.DEPUTY))


def test_author_with_a_seat_gives_neither_of_two_approvals(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    change(district, TWO)
    article = make_article(district, published=False, owner=head)
    article.save_revision(user=head)
    submit(article, head)
    with pytest.raises(PermissionDenied):
        act(article, head)
    act(article, deputy)
    with pytest.raises(PermissionDenied):
        act(article, head)
    assert not is_live(article)


def test_one_approval_does_not_publish_where_two_are_asked(district):
    article = in_review(district, TWO)
    act(article, make_head(district))
    state = WorkflowState.objects.active().get()
    with pytest.raises(NotApproved):
        state.finish(user=make_head(district))
    with pytest.raises(NotApproved):
        publish_approved(article.latest_revision, by=None, at=AT, persons=2)


def test_no_other_way_leads_to_the_public_after_the_first_of_two(district):
    act(in_review(district, TWO), make_head(district))
    revision = NewsArticlePage.objects.get().latest_revision
    with pytest.raises(NotApproved):
        revision.publish(skip_permission_checks=True)
    assert not is_approved_as_it_is(revision)
    page = NewsArticlePage.objects.get()
    page.live, page.live_revision = True, revision
    with pytest.raises(NotApproved):
        page.save()


def test_what_is_public_by_fewer_than_its_review_asks_for_is_found(district):
    article = in_review(district, TWO)
    act(article, make_head(district))
    with undone():
        NewsArticlePage.objects.filter(pk=article.pk).update(live=True, live_revision=article.latest_revision)
        assert list(public_without_approval()) == []
        assert [found.pk for found in public_that_differs()] == [article.pk]


def test_approval_of_a_version_that_was_written_over_counts_for_nothing(district):
    article = in_review(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(article, head)
    revision = article.latest_revision
    content = {**revision.content, "lead": "Chép đè sau lần duyệt thứ nhất."}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    act(article, deputy)
    assert not is_live(article)
    act(article, head)
    assert is_live(article)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_a_change_by_the_second_approver_is_approved_by_two_others(district):
    article = in_review(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(article, head)
    save(article, deputy, lead="Phó Trưởng ban sửa một chữ.")
    with pytest.raises(PermissionDenied):
        act(article, deputy)
    save(article, head)
    act(article, head)
    assert not is_live(article)
    assert step(article).task.specific.step == 1
    other = make_user("phoban2")
    seat_on_board(district.board, other, seat=Seat.DEPUTY, by=None, at=AT)
    act(article, other)
    assert is_live(article)
    assert NewsArticlePage.objects.get().lead == "Phó Trưởng ban sửa một chữ."


def test_saving_untouched_takes_the_first_approval_from_nobody(district):
    article = in_review(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(article, head)
    save(article, deputy)
    act(article, deputy)
    assert is_live(article)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_what_the_second_returns_is_approved_anew_by_both(district):
    article = in_review(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(article, head)
    act(article, deputy, "reject", comment="Thiếu nguồn.")
    save(article, article.owner, lead="Đã sửa.")
    NewsArticlePage.objects.get().current_workflow_state.resume(user=article.owner)
    assert step(article).task.specific.step == 1
    act(article, deputy)
    with pytest.raises(ApprovedAlready):
        act(article, deputy)
    act(article, head)
    assert is_live(article)


def test_member_by_delegation_gives_the_second_approval(district):
    article = in_review(district, TWO)
    head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
    act(article, head)
    with pytest.raises(PermissionDenied):
        act(article, member)
    seats, today = district.board.seats, timezone.localdate()
    delegate(
        seats.get(user=head), seats.get(user=member),
        valid_from=today, valid_until=today, reason="Công tác", by=head, at=timezone.now(),
    )  # fmt: skip
    act(article, member)
    assert is_live(article)


@pytest.mark.both_engines
def test_section_editor_checks_before_the_board(district):
    checker = make_section_editor(district, "btv", section_of(district))
    article = in_review(district, SECTIONS)
    assert step(article).task.specific_class == SectionReviewTask
    act(article, checker)
    assert not is_live(article)
    assert not Approval.objects.filter(object_id=str(article.pk)).exists()
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_CHECKED)
    assert (event.actor, event.portal, event.data["page"]) == (checker, district, article.pk)
    with pytest.raises(PermissionDenied):
        act(article, checker)
    act(article, make_head(district))
    assert is_live(article)


def test_section_editor_of_another_place_checks_nothing_here(city, district):
    make_section_editor(district, "btv", section_of(district))
    elsewhere = make_section_editor(district, "btv2", section_of(district, "to-chuc"))
    of_another_portal = make_section_editor(city, "btv3")
    article = in_review(district, SECTIONS)
    for user in (elsewhere, of_another_portal, make_member(district), make_operator(), make_head(city)):
        for action in ("approve", "reject"):
            with pytest.raises(PermissionDenied):
                act(article, user, action)
        assert offered(article, user) == []


def test_section_editor_does_not_check_own_work(district):
    author = make_section_editor(district, "btv")
    other = make_section_editor(district, "btv2")
    change(district, SECTIONS)
    article = make_article(district, published=False, owner=author)
    article.save_revision(user=author)
    submit(article, author)
    assert offered(article, author) == ["reject"]
    with pytest.raises(PermissionDenied):
        act(article, author)
    act(article, other)
    assert step(article).task.specific_class == BoardApprovalTask


def test_step_is_left_out_where_no_section_editor_looks_after_the_place(district):
    make_section_editor(district, "btv", section_of(district, "to-chuc"))
    article = in_review(district, SECTIONS)
    assert step(article).task.specific_class == BoardApprovalTask
    act(article, make_head(district))
    assert is_live(article)


def test_step_is_left_out_where_the_only_section_editor_is_the_author(district):
    author = make_section_editor(district, "btv")
    change(district, SECTIONS)
    article = make_article(district, published=False, owner=author)
    article.save_revision(user=author)
    submit(article, author)
    assert step(article).task.specific_class == BoardApprovalTask


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("how", ["uploaded", "changed"])
def test_section_editor_does_not_check_an_own_picture(district, how):
    checker, other = make_section_editor(district, "btv"), make_section_editor(district, "btv2")
    article = in_review(district, SECTIONS, image=picture_of(checker, district, how))
    assert offered(article, checker) == ["reject"]
    with pytest.raises(PermissionDenied):
        act(article, checker)
    assert step(article).task.specific_class == SectionReviewTask
    act(article, other)
    assert step(article).task.specific_class == BoardApprovalTask


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_section_editor_checks_an_own_picture_that_a_board_has_approved(district):
    checker = make_section_editor(district, "btv")
    image = picture_of(checker, district, "uploaded")
    make_article(district, "Tin trước", image=image)
    article = in_review(district, SECTIONS, image=image)
    act(article, checker)
    assert step(article).task.specific_class == BoardApprovalTask


def test_step_is_left_out_where_the_only_section_editor_brought_the_picture(district):
    checker = make_section_editor(district, "btv")
    article = in_review(district, SECTIONS, image=picture_of(checker, district, "uploaded"))
    assert step(article).task.specific_class == BoardApprovalTask


def test_section_editor_is_not_told_of_an_item_with_an_own_picture(district):
    checker, other = make_section_editor(district, "btv"), make_section_editor(district, "btv2")
    in_review(district, SECTIONS, image=picture_of(checker, district, "uploaded"))
    assert [notice.user for notice in Notice.objects.filter(kind=ReviewNoticeKind.TO_CHECK)] == [other]


def picture_of(user, portal, how):
    """A picture that the person uploaded, or changed after somebody else had."""
    image = make_image(portal, "Ảnh của biên tập viên")
    if how == "uploaded":
        type(image).objects.filter(pk=image.pk).update(uploaded_by_user=user)
    else:
        log(image, "wagtail.edit", user=user, content_changed=True)
    return image


def test_board_may_take_the_step_of_a_section_editor(district):
    make_section_editor(district, "btv")
    article = in_review(district, SECTIONS)
    head = make_head(district)
    act(article, head)
    act(article, head)
    assert is_live(article)


def test_section_counts_in_both_languages(district):
    checker = make_section_editor(district, "btv", section_of(district))
    english = section_of(district).copy_for_translation(
        district.container.get_children().get(slug="en").locale, copy_parents=True
    )
    change(district, SECTIONS)
    article = NewsArticlePage(title="News", source_agency="District 1", live=False, owner=make_member(district))
    english.add_child(instance=article)
    article.subject_fields = [a_field()]
    article.save_revision(user=article.owner)
    submit(article)
    state = step(article)
    assert list(TaskState.objects.reviewable_by(checker)) == [state]
    act(article, checker)
    assert step(article).task.specific_class == BoardApprovalTask


def test_what_the_board_returns_is_checked_again_first(district):
    checker = make_section_editor(district, "btv")
    article = in_review(district, SECTIONS)
    act(article, checker)
    act(article, make_head(district), "reject", comment="Thiếu nguồn.")
    save(article, article.owner, lead="Đã sửa.")
    NewsArticlePage.objects.get().current_workflow_state.resume(user=article.owner)
    assert step(article).task.specific_class == SectionReviewTask


def test_section_editor_returns_to_the_author_with_a_remark(district):
    checker = make_section_editor(district, "btv")
    act(in_review(district, SECTIONS), checker, "reject", comment="Viết lại sapo.")
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_RETURNED)
    assert (event.actor, event.reason) == (checker, "Viết lại sapo.")
    assert NewsArticlePage.objects.get().current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


@pytest.mark.both_engines
def test_queues_show_each_step_to_those_who_take_it(city, district):
    checker = make_section_editor(district, "btv", section_of(district))
    elsewhere = make_section_editor(district, "btv2", section_of(district, "to-chuc"))
    of_another_portal = make_section_editor(city, "btv3")
    article = in_review(district, SECTIONS)

    def waiting(user):
        return list(TaskState.objects.reviewable_by(user))

    first = step(article)
    assert waiting(checker) == waiting(make_head(district)) == [first]
    assert [waiting(user) for user in (elsewhere, of_another_portal, make_head(city), article.owner)] == [[]] * 4
    act(article, checker)
    second = step(article)
    assert waiting(checker) == []
    assert waiting(make_head(district)) == [second]


def test_second_approval_does_not_wait_for_who_gave_the_first(district):
    article = in_review(district, TWO)
    act(article, make_head(district))
    assert list(TaskState.objects.reviewable_by(make_head(district))) == []
    assert list(TaskState.objects.reviewable_by(make_head(district, seat=Seat.DEPUTY))) == [step(article)]


def test_items_in_review_end_under_the_steps_they_began_with(district):
    article = make_article(district, published=False)
    submit(article)
    change(district, TWO)
    act(article, make_head(district))
    assert is_live(article)
    later = make_article(district, "Tin sau", published=False)
    submit(later)
    act(later, make_head(district))
    assert not is_live(later)


@pytest.mark.both_engines
def test_head_and_operator_change_the_steps_and_nobody_else(city, district):
    deputy = make_head(district, seat=Seat.DEPUTY)
    for stranger in (deputy, make_member(district, Role.PORTAL_ADMIN), make_head(city), make_user("stranger")):
        with pytest.raises(ReviewChangeForbidden):
            change(district, TWO, by=stranger)
    change(district, TWO, by=make_head(district))
    change(district, SECTIONS, by=make_operator())
    event = PortalEvent.objects.filter(kind=ReviewEventKind.REVIEW_VARIANT_CHANGED).latest("pk")
    assert (event.data["former_variant"], event.data["variant"]) == (TWO, SECTIONS)


def test_change_of_the_steps_is_refused_without_reason_or_difference(district):
    with pytest.raises(ReasonMissing):
        change(district, TWO, reason=" ")
    with pytest.raises(VariantHeld):
        change(district, ReviewVariant.ONE_APPROVAL)


def test_two_approvals_are_refused_to_a_board_of_one(district):
    with pytest.raises(TooFewApprovers):
        change_review_variant(district.board, TWO, by=make_head(district), at=timezone.now(), reason="Quy chế")
    district.board.refresh_from_db()
    assert district.board.review_variant == ReviewVariant.ONE_APPROVAL


def test_steps_of_one_portal_leave_those_of_others_alone(city, district):
    change(district, TWO)
    assert city.container.get_workflow() == ensure_workflow(ReviewVariant.ONE_APPROVAL)
    assert district.container.get_workflow() == ensure_workflow(TWO)


def test_provisioning_again_keeps_the_steps_the_board_chose(district):
    change(district, TWO)
    provision_portal(DISTRICT, at=AT)
    assert district.container.get_workflow() == ensure_workflow(TWO)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_change_that_is_no_page_takes_the_same_steps(city, district):
    checker = make_section_editor(district, "btv", section_of(district))
    of_another_portal = make_section_editor(city, "btv2")
    article = make_article(district)
    change(district, SECTIONS)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    proposal = propose_unpublishing(article, by=head, at=timezone.now(), reason="Hết hiệu lực")
    state = proposal.current_workflow_task_state
    assert state.task.specific_class == SectionReviewTask
    assert [list(TaskState.objects.reviewable_by(user)) for user in (checker, of_another_portal)] == [[state], []]
    assert decide(proposal, checker).state == ProposalState.WAITING
    assert is_live(article)
    assert decide(proposal, deputy).state == ProposalState.MADE
    assert not is_live(article)


def test_change_that_is_no_page_is_returned_by_the_section_editor(district):
    checker = make_section_editor(district, "btv")
    article = make_article(district)
    change(district, SECTIONS)
    proposal = propose_unpublishing(article, by=make_head(district), at=timezone.now(), reason="Hết hiệu lực")
    assert decide(proposal, checker, "reject", comment="Còn hiệu lực.").state == ProposalState.RETURNED
    assert PortalEvent.objects.filter(kind=ReviewEventKind.CHANGE_RETURNED, actor=checker).exists()


@pytest.mark.both_engines
def test_change_that_is_no_page_is_made_after_both_approvals(district):
    article = make_article(district)
    change(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    proposal = propose_unpublishing(article, by=make_member(district), at=timezone.now(), reason="Hết hiệu lực")
    assert decide(proposal, head).state == ProposalState.WAITING
    assert decide(proposal, deputy).state == ProposalState.MADE


def test_what_comes_back_untouched_keeps_the_first_approval(district):
    article = in_review(district, TWO)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(article, head)
    act(article, deputy, "reject", comment="Xem lại")
    save(article, article.owner)
    article = NewsArticlePage.objects.get(pk=article.pk)
    article.current_workflow_state.resume(user=article.owner)
    assert "approve" not in offered(article, head)
    act(article, deputy)
    assert is_live(article)
    assert not TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).exists()


def test_step_is_taken_once(district):
    article = in_review(district, TWO)
    late = TaskState.objects.get(pk=step(article).pk)
    act(article, make_head(district))
    with pytest.raises(DecidedAlready):
        late.task.specific.on_action(late, make_head(district, seat=Seat.DEPUTY), "approve", **all_answered())
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 1
    assert Approval.objects.filter(object_id=str(article.pk)).count() == 1
    with pytest.raises(DecidedAlready):
        late.task.specific.on_action(late, make_head(district, seat=Seat.DEPUTY), "reject", comment="Chậm")


def test_check_is_taken_once(district):
    article = in_review(district, SECTIONS)
    first, second = make_section_editor(district, "bientap.1"), make_section_editor(district, "bientap.2")
    article.current_workflow_state.cancel(user=article.owner)
    submit(article)
    late = step(article)
    act(article, first)
    with pytest.raises(DecidedAlready):
        late.task.specific.on_action(late, second, "reject", comment="Chậm")
    assert step(article).task.specific == BoardApprovalTask.objects.get(step=1)
