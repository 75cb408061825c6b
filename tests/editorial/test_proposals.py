"""What is public besides pages changes by the board's approval only (Regulation 13.1.g)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.models import Page, TaskState, WorkflowState

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from editorial.enums import ProposalKind, ProposalState, ReviewEventKind, TakedownReason
from editorial.errors import ChangeWaits, DecidedAlready, FixedPage, NotApproved, ProposalOver, TargetChanged
from editorial.integrity.content_hash import content_hash_of
from editorial.models import Approval, ProposedChange
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing, take_back
from editorial.wagtail_tasks import BoardApprovalTask
from editorial.withdrawal.actions import take_down
from home.models import PortalBranding
from library.models import PortalImage
from members.enums import Role, Seat
from provisioning.fact_changes import change_or_propose_facts, change_portal_facts
from sites.errors import TargetGone
from sites.models import Portal
from tests.each import each_case
from tests.factories import (
    AT,
    DISTRICT,
    WARD,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
)
from tests.fullest import make_image
from tests.proposals import act

pytestmark = pytest.mark.django_db


BEFORE = DISTRICT.phone


def propose(portal, by=None, phone="028 1234"):
    return propose_change(portal, {"phone": phone}, by=by or make_operator(), at=AT)


def kinds_about(change):
    events = PortalEvent.objects.filter(data__proposal=change.pk).order_by("pk")
    return list(events.values_list("kind", flat=True))


@pytest.mark.both_engines
def test_public_fact_stays_until_the_board_approves(district):
    change = propose(district)
    district.refresh_from_db()
    assert (district.phone, change.state, change.before) == (BEFORE, ProposalState.WAITING, {"phone": BEFORE})
    change = act(change, make_head(district))
    district.refresh_from_db()
    assert (district.phone, change.state) == ("028 1234", ProposalState.MADE)
    assert kinds_about(change) == [
        ReviewEventKind.CHANGE_PROPOSED,
        ReviewEventKind.CHANGE_APPROVED,
        ReviewEventKind.CHANGE_MADE,
    ]


def test_approval_speaks_of_the_thing_and_of_the_version(district):
    head = make_head(district)
    change = act(propose(district), head)
    decision, covered = Approval.objects.filter(revision=change.latest_revision).order_by("pk")
    assert (decision.content_object, decision.approved_by, decision.seat) == (change, head, Seat.HEAD)
    assert (covered.content_object, covered.approved_by, covered.content_hash) == (
        district,
        head,
        content_hash_of(Portal.objects.get(pk=district.pk)),
    )
    assert WorkflowState.objects.for_instance(change).get().status == WorkflowState.STATUS_APPROVED


def test_nobody_approves_an_own_proposal(district):
    head = make_head(district)
    change = propose_change(make_image(district, "Ảnh"), {"title": "Khác"}, by=head, at=AT)
    with pytest.raises(PermissionDenied):
        act(change, head)
    assert act(change, make_head(district, seat=Seat.DEPUTY)).state == ProposalState.MADE


def test_board_of_another_portal_neither_sees_nor_approves_nor_returns(city, district):
    change, stranger = propose(district), make_head(city)
    for action in ("approve", "reject"):
        with pytest.raises(PermissionDenied):
            act(change, stranger, action)
    assert list(BoardApprovalTask.objects.get().get_task_states_user_can_moderate(stranger)) == []
    waiting = TaskState.objects.reviewable_by(make_head(district))
    assert [state.revision.content_object for state in waiting] == [change]


def test_picture_with_the_number_of_its_proposal_is_changed(district):
    number = propose(district).pk + 1
    PortalImage.objects.filter(pk=make_image(district, "Ảnh").pk).update(id=number)
    change = propose_change(PortalImage.objects.get(), {"title": "Khác"}, by=make_member(district), at=AT)
    assert change.pk == number
    assert act(change, make_head(district)).state == ProposalState.MADE


def test_operator_and_administrator_do_not_approve(district):
    change = propose_change(make_image(district, "Ảnh"), {"title": "Khác"}, by=make_member(district), at=AT)
    for user in (make_operator(), make_member(district, Role.PORTAL_ADMIN)):
        with pytest.raises(PermissionDenied):
            act(change, user)


@pytest.mark.both_engines
def test_returned_proposal_is_made_anew(district):
    author, head = make_operator(), make_head(district)
    change = act(propose(district, by=author), head, "reject", comment="Sai số")
    assert change.state == ProposalState.RETURNED
    assert PortalEvent.objects.get(kind=ReviewEventKind.CHANGE_RETURNED).reason == "Sai số"
    again = propose(district, by=author, phone="028 5678")
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.DROPPED
    act(again, head)
    assert Portal.objects.get(pk=district.pk).phone == "028 5678"


def test_own_waiting_proposal_is_replaced_and_that_of_another_is_not(district):
    first = propose(district)
    second = propose(district, phone="028 5678")
    assert ProposedChange.objects.get(pk=first.pk).state == ProposalState.DROPPED
    with pytest.raises(ChangeWaits):
        propose(district, by=make_member(district, Role.PORTAL_ADMIN))
    assert list(ProposedChange.objects.open()) == [second]


@pytest.mark.both_engines
def test_database_holds_one_open_proposal_for_each_thing(district):
    change = propose(district)
    change.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save(force_insert=True)


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_what_changed_meanwhile_is_not_overwritten(district):
    change = propose(district)
    change_portal_facts(district, {"phone": "1022"}, by=None, at=AT)
    with pytest.raises(TargetChanged):
        act(change, make_head(district))
    assert Portal.objects.get(pk=district.pk).phone == "1022"
    assert not Approval.objects.filter(revision=change.latest_revision).exists()


def test_nothing_else_is_made_than_what_was_approved(district):
    change = propose(district)
    ProposedChange.objects.filter(pk=change.pk).update(values={"phone": "0909"})
    with pytest.raises(NotApproved):
        act(change, make_head(district))
    assert Portal.objects.get(pk=district.pk).phone == BEFORE


@pytest.mark.both_engines
def test_taken_back_by_its_proposer_only_and_once(district):
    change = propose(district)
    with pytest.raises(PermissionDenied):
        take_back(change, by=make_head(district), at=AT)
    take_back(change, by=make_operator(), at=AT)
    assert kinds_about(change)[-1] == ReviewEventKind.CHANGE_DROPPED
    with pytest.raises(ProposalOver):
        take_back(change, by=make_operator(), at=AT)
    assert list(TaskState.objects.reviewable_by(make_head(district))) == []


def test_nothing_different_is_nothing_to_propose(district):
    assert propose(district, phone=BEFORE) is None


def test_facts_of_a_portal_in_preparation_are_written_at_once(district):
    ward = make_portal(WARD, opened=False)
    changed, proposal = change_or_propose_facts(ward, {"phone": "1022"}, by=make_operator(), at=AT)
    assert (changed, proposal) == (["phone"], None)


def test_names_are_the_operators_act_and_the_rest_is_proposed(district):
    facts = {"name_vi": "Quận Nhất", "address": "47 Lê Duẩn"}
    changed, proposal = change_or_propose_facts(district, facts, by=make_operator(), at=AT)
    assert (changed, proposal.values) == (["name_vi"], {"address": "47 Lê Duẩn"})


def ask(article, by=None, reason="Hết hiệu lực"):
    return propose_unpublishing(article, by=by or article.owner, at=AT, reason=reason)


@pytest.mark.both_engines
def test_page_is_taken_off_once_the_board_approves_and_nothing_is_made_public(district):
    article = make_article(district)
    change = ask(article)
    assert Page.objects.get(pk=article.pk).live
    act(change, make_head(district))
    assert not Page.objects.get(pk=article.pk).live
    assert change.kind == ProposalKind.UNPUBLISH
    assert not Approval.objects.filter(revision=change.latest_revision, revision__object_id=str(article.pk)).exclude(
        revision__content_type=change.get_content_type()
    )
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_UNPUBLISHED)
    assert (event.reason, event.data["page"], event.portal) == ("Hết hiệu lực", article.pk, district)


def test_asking_needs_a_reason_a_public_page_and_work_on_its_portal(city, district):
    article, draft = make_article(district), make_article(district, "Nháp", published=False)
    with pytest.raises(ReasonMissing):
        ask(article, reason=" ")
    with pytest.raises(TargetGone):
        ask(draft)
    with pytest.raises(FixedPage):
        ask(district.vietnamese_home, by=article.owner)
    for stranger in (make_member(city), make_head(city), make_member(district, Role.COLLABORATOR), make_user("an")):
        with pytest.raises(PermissionDenied):
            ask(article, by=stranger)


def test_page_that_is_gone_meanwhile_is_refused(district):
    article = make_article(district)
    change = ask(article)
    Page.objects.filter(pk=article.pk).update(live=False)
    with pytest.raises(TargetGone):
        act(change, make_head(district))


def test_decision_that_comes_after_the_page_went_is_refused(district):
    article = make_article(district)
    step = ask(article).current_workflow_task_state
    article.unpublish()
    with pytest.raises(DecidedAlready):
        step.task.specific.on_action(step, make_head(district), "approve", **all_answered())


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
def test_what_waits_for_a_person_costs_the_same_however_much_it_is(district, django_assert_max_num_queries):
    head = make_head(district)
    for number in range(3):
        ask(make_article(district, f"Tin {number}"))
    with django_assert_max_num_queries(6):
        assert len(TaskState.objects.reviewable_by(head)) == 3


@each_case("role", [Role.EDITOR, Role.COLLABORATOR])
def test_facts_are_not_proposed_by_who_does_not_look_after_them(district, role):
    with pytest.raises(PermissionDenied):
        propose(district, by=make_member(district, role))
    assert not ProposedChange.objects.exists()


def test_nothing_is_proposed_by_people_of_another_portal(city, district):
    image, branding = make_image(district, "Ảnh"), PortalBranding.objects.get_or_create(site=district.site)[0]
    stranger = make_member(city, Role.PORTAL_ADMIN)
    for row, values in ((district, {"phone": "1"}), (image, {"title": "Khác"}), (branding, {"accent": "#112233"})):
        with pytest.raises(PermissionDenied):
            propose_change(row, values, by=stranger, at=AT)
    assert not ProposedChange.objects.exists()


@each_case("role", [Role.EDITOR, Role.PORTAL_ADMIN])
def test_files_are_proposed_by_who_edits_the_portal_the_look_by_its_administrator(district, role):
    person = make_member(district, role)
    branding = PortalBranding.objects.get_or_create(site=district.site)[0]
    assert propose_change(make_image(district, "Ảnh"), {"title": "Khác"}, by=person, at=AT) is not None
    if role == Role.PORTAL_ADMIN:
        assert propose_change(branding, {"accent": "#112233"}, by=person, at=AT) is not None
    else:
        with pytest.raises(PermissionDenied):
            propose_change(branding, {"accent": "#112233"}, by=person, at=AT)


def test_collaborator_proposes_changes_of_own_files_only(district):
    person = make_member(district, Role.COLLABORATOR)
    own, other = make_image(district, "Ảnh"), make_image(district, "Ảnh khác")
    PortalImage.objects.filter(pk=own.pk).update(uploaded_by_user=person)
    assert propose_change(own, {"title": "Khác"}, by=person, at=AT) is not None
    with pytest.raises(PermissionDenied):
        propose_change(other, {"title": "Khác"}, by=person, at=AT)


def proposed_of(page):
    """Both proposals that are made of a page: to take it off the public, and to the city portal."""
    return [ask(page), propose_to_city(page, by=page.owner, at=AT)]


def states_of(changes):
    return [change.state for change in ProposedChange.objects.filter(pk__in=[one.pk for one in changes]).order_by("pk")]


@pytest.mark.both_engines
def test_what_was_proposed_of_a_page_is_closed_by_its_takedown(city, district):
    article, head = make_article(district), make_head(district)
    changes = proposed_of(article)
    take_down(article, by=head, at=AT, reason_class=TakedownReason.ERROR, reason="Sai số liệu")
    assert states_of(changes) == [ProposalState.DROPPED, ProposalState.DROPPED]
    for person in (head, make_head(city)):
        assert list(TaskState.objects.reviewable_by(person)) == []
    assert kinds_about(changes[0])[-1] == ReviewEventKind.CHANGE_OVERTAKEN
    event = PortalEvent.objects.get(kind=ReviewEventKind.CHANGE_OVERTAKEN, portal=city)
    assert event.reason == "Trang không còn công khai."


def test_item_for_the_city_is_closed_when_the_board_approves_that_its_page_goes_and_that_of_another_is_not(
    city, district
):
    unpublishing, item = proposed_of(make_article(district))
    stays = proposed_of(make_article(district, "Ở lại"))
    act(unpublishing, make_head(district))
    assert states_of([unpublishing, item]) == [ProposalState.MADE, ProposalState.DROPPED]
    assert states_of(stays) == [ProposalState.WAITING, ProposalState.WAITING]
