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
    resubmit,
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


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_two_approvals_are_given_by_two_persons(district, head, deputy):
    article = in_review(district, TWO)
    act(article, head)
    assert not is_live(article)
    with pytest.raises(ApprovedAlready):
        act(article, head)
    act(article, deputy)
    assert is_live(article)
    rows = Approval.objects.filter(object_id=str(article.pk))
    assert {row.approved_by for row in rows} == {head, deputy}
    assert {row.revision_id for row in rows} == {NewsArticlePage.objects.get().live_revision_id}


def test_item_approved_once_is_offered_to_and_waits_for_others_only(district, head, deputy):
    article = in_review(district, TWO)
    assert "approve" in offered(article, head)
    act(article, head)
    assert offered(article, head) == ["reject"]
    assert "approve" in offered(article, deputy)
    assert list(TaskState.objects.reviewable_by(head)) == []
    assert list(TaskState.objects.reviewable_by(deputy)) == [step(article)]


def test_author_with_a_seat_gives_neither_of_two_approvals(district, head, deputy):
    article = in_review(district, TWO, author=head)
    with pytest.raises(PermissionDenied):
        act(article, head)
    act(article, deputy)
    with pytest.raises(PermissionDenied):
        act(article, head)
    assert not is_live(article)


def test_no_other_way_leads_to_the_public_after_the_first_of_two(half_approved, head):
    page, state = NewsArticlePage.objects.get(), WorkflowState.objects.active().get()
    revision = page.latest_revision
    assert not is_approved_as_it_is(revision)
    page.live, page.live_revision = True, revision
    for way in (
        lambda: revision.publish(skip_permission_checks=True),
        page.save,
        lambda: publish_approved(revision, by=None, at=AT, persons=2),
        lambda: state.finish(user=head),
    ):
        with pytest.raises(NotApproved):
            way()


def test_what_is_public_by_fewer_than_its_review_asks_for_is_found(half_approved):
    with undone():
        rows = NewsArticlePage.objects.filter(pk=half_approved.pk)
        rows.update(live=True, live_revision=half_approved.latest_revision)
        assert list(public_without_approval()) == []
        assert [found.pk for found in public_that_differs()] == [half_approved.pk]


def test_approval_of_a_version_that_was_written_over_counts_for_nothing(half_approved, head, deputy):
    revision = half_approved.latest_revision
    content = {**revision.content, "lead": "Chép đè sau lần duyệt thứ nhất."}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    act(half_approved, deputy)
    assert not is_live(half_approved)
    act(half_approved, head)
    assert is_live(half_approved)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_a_change_by_the_second_approver_is_approved_by_two_others(half_approved, head, deputy, another):
    save(half_approved, deputy, lead="Phó Trưởng ban sửa một chữ.")
    with pytest.raises(PermissionDenied):
        act(half_approved, deputy)
    save(half_approved, head)
    act(half_approved, head)
    assert not is_live(half_approved)
    assert step(half_approved).task.specific.step == 1
    act(half_approved, another)
    assert is_live(half_approved)
    assert NewsArticlePage.objects.get().lead == "Phó Trưởng ban sửa một chữ."


def test_saving_untouched_takes_the_first_approval_from_nobody(half_approved, head, deputy):
    save(half_approved, deputy)
    assert offered(half_approved, head) == ["reject"]
    with pytest.raises(ApprovedAlready):
        act(half_approved, head)
    act(half_approved, deputy)
    assert is_live(half_approved)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_what_the_second_returns_is_approved_anew_by_both(half_approved, head, deputy):
    act(half_approved, deputy, "reject", comment="Thiếu nguồn.")
    save(half_approved, half_approved.owner, lead="Đã sửa.")
    resubmit(half_approved)
    assert step(half_approved).task.specific.step == 1
    act(half_approved, deputy)
    with pytest.raises(ApprovedAlready):
        act(half_approved, deputy)
    act(half_approved, head)
    assert is_live(half_approved)


def test_member_by_delegation_gives_the_second_approval(district, half_approved, head):
    member = make_head(district, seat=Seat.MEMBER)
    with pytest.raises(PermissionDenied):
        act(half_approved, member)
    seats, today = district.board.seats, timezone.localdate()
    delegate(
        seats.get(user=head), seats.get(user=member),
        valid_from=today, valid_until=today, reason="Công tác", by=head, at=timezone.now(),
    )  # fmt: skip
    act(half_approved, member)
    assert is_live(half_approved)


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


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("how", ["wrote it", "uploaded", "changed"])
def test_section_editor_neither_checks_own_work_or_an_own_picture_nor_is_told_of_it(district, how):
    checker, other = make_section_editor(district, "btv"), make_section_editor(district, "btv2")
    own = {"author": checker} if how == "wrote it" else {"image": picture_of(checker, district, how)}
    article = in_review(district, SECTIONS, **own)
    assert [notice.user for notice in Notice.objects.filter(kind=ReviewNoticeKind.TO_CHECK)] == [other]
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


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_step_is_left_out_where_no_section_editor_may_take_it(district, head):
    """Nobody looks after the place, or only who wrote the item or brought its picture."""
    make_section_editor(district, "btv", section_of(district, "to-chuc"))
    article = in_review(district, SECTIONS)
    assert step(article).task.specific_class == BoardApprovalTask
    own = make_section_editor(district, "btv2")
    image = picture_of(own, district, "uploaded")
    for other in (in_review(district, SECTIONS, author=own), in_review(district, SECTIONS, image=image)):
        assert step(other).task.specific_class == BoardApprovalTask
    act(article, head)
    assert is_live(article)


def picture_of(user, portal, how):
    """A picture that the person uploaded, or changed after somebody else had."""
    image = make_image(portal, "Ảnh của biên tập viên")
    if how == "uploaded":
        type(image).objects.filter(pk=image.pk).update(uploaded_by_user=user)
    else:
        log(image, "wagtail.edit", user=user, content_changed=True)
    return image


def test_board_may_take_the_step_of_a_section_editor(district, head):
    make_section_editor(district, "btv")
    article = in_review(district, SECTIONS)
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
    resubmit(article)
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


def test_change_of_the_steps_is_refused_without_approvers_reason_or_difference(district):
    board = district.board
    with pytest.raises(TooFewApprovers):
        change_review_variant(board, TWO, by=make_head(district), at=timezone.now(), reason="Quy chế")
    with pytest.raises(ReasonMissing):
        change(district, TWO, reason=" ")
    with pytest.raises(VariantHeld):
        change(district, ReviewVariant.ONE_APPROVAL)
    board.refresh_from_db()
    assert board.review_variant == ReviewVariant.ONE_APPROVAL


def test_steps_of_one_portal_leave_those_of_others_alone_and_outlive_provisioning(city, district):
    change(district, TWO)
    assert city.container.get_workflow() == ensure_workflow(ReviewVariant.ONE_APPROVAL)
    provision_portal(DISTRICT, at=AT)
    assert district.container.get_workflow() == ensure_workflow(TWO)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_change_that_is_no_page_takes_the_same_steps(city, district, head, deputy):
    checker = make_section_editor(district, "btv", section_of(district))
    of_another_portal = make_section_editor(city, "btv2")
    article = make_article(district)
    change(district, SECTIONS)
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
def test_change_that_is_no_page_is_made_after_both_approvals(district, head, deputy):
    article = make_article(district)
    change(district, TWO)
    proposal = propose_unpublishing(article, by=make_member(district), at=timezone.now(), reason="Hết hiệu lực")
    assert decide(proposal, head).state == ProposalState.WAITING
    assert decide(proposal, deputy).state == ProposalState.MADE


def test_what_comes_back_untouched_keeps_the_first_approval(district, head, deputy):
    article = in_review(district, TWO, image=make_image(district))
    act(article, head)
    act(article, deputy, "reject", comment="Xem lại")
    save(article, article.owner)
    resubmit(article)
    assert "approve" not in offered(article, head)
    act(article, deputy)
    assert is_live(article)
    assert not TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).exists()


def test_step_is_taken_once(district, head, deputy):
    article = in_review(district, TWO)
    late = step(article)
    act(article, head)
    for action, sent in (("approve", all_answered()), ("reject", {"comment": "Chậm"})):
        with pytest.raises(DecidedAlready):
            late.task.specific.on_action(late, deputy, action, **sent)
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 1
    assert Approval.objects.filter(object_id=str(article.pk)).count() == 1


def test_check_is_taken_once(district):
    first, second = make_section_editor(district, "bientap.1"), make_section_editor(district, "bientap.2")
    article = in_review(district, SECTIONS)
    late = step(article)
    act(article, first)
    with pytest.raises(DecidedAlready):
        late.task.specific.on_action(late, second, "reject", comment="Chậm")
    assert step(article).task.specific == BoardApprovalTask.objects.get(step=1)
