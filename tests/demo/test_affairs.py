"""What the demo shows beside pages that were written and approved."""

import pytest
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from authentication.models import SuspensionReport
from cityportal.doctor.portals import check_review_variants
from editorial.enums import ProposalKind, ProposalState, TakedownReason
from editorial.models import Approval, ProposedChange, Takedown
from home.models import PageFreshness
from members.enums import ReviewVariant
from members.models import Delegation, Invitation
from oversight.enums import CoverageState, ViolationState
from oversight.models import Violation
from sites.models import Portal
from tests.demo.conftest import NOW, for_a_module, load_tiny_once

# Without a test that says it needs the database, pytest-django makes none: the module could not run alone.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _city(django_db_setup, django_db_blocker):
    with for_a_module(django_db_blocker):
        load_tiny_once()
        yield


@pytest.fixture
def department():
    return Portal.objects.get(code="sotuphap")


def test_board_has_its_decision_and_two_persons_approve(department):
    assert department.board.founding_file.name.endswith(".pdf")
    assert department.board.review_variant == ReviewVariant.TWO_APPROVALS


def test_pages_are_reviewed_as_the_boards_chose():
    assert list(check_review_variants()) == []


def test_two_persons_approve_all_that_was_submitted_since_the_board_wanted_it(department):
    pages = Page.objects.filter(path__startswith=department.container.path)
    reviews = WorkflowState.objects.filter(object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)])
    assert {review.workflow.workflow_tasks.count() for review in reviews} == {2}
    news = pages.get(slug="tin-cua-so")
    approvals = Approval.objects.filter(object_id=str(news.pk), content_type__model="page")
    assert news.live
    assert len(set(approvals.values_list("approved_by", flat=True))) == 2


def test_one_of_two_approvals_is_given():
    page = Page.objects.get(slug="tin-hai-nguoi-duyet")
    assert not page.live
    assert Approval.objects.get(object_id=str(page.pk)).approved_by.username == "phoban.sotuphap"
    assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_one_event_is_covered_late_and_one_is_to_come(department):
    rows = department.coverage.filter(state=CoverageState.ASSIGNED)
    assert {row.event: row.is_late(at=NOW) for row in rows} == {"Họp báo": True, "Lễ ký": False}


def test_head_has_delegated_to_the_member(department):
    delegation = Delegation.objects.in_force(on=NOW.date()).get()
    assert delegation.to_seat.user.username == "thanhvien.sotuphap"
    assert delegation.to_seat in department.board.seats.approving(on=NOW.date())


def test_takedown_of_a_page_has_its_reason():
    takedown = Takedown.objects.get()
    assert (takedown.page.slug, takedown.reason_class) == ("tin-bi-go", TakedownReason.ERROR)
    assert not Page.objects.get(slug="tin-bi-go").live


def test_violations_wait_for_an_answer_or_have_one():
    found = Violation.objects.order_by("recorded_at").values_list("page__slug", "state", "answered_by__username")
    assert list(found) == [
        ("tin-cua-so", ViolationState.OPEN, None),
        ("tin-bi-go", ViolationState.ANSWERED, "truongban.sotuphap"),
    ]


def test_proposals_of_each_kind_wait_for_their_boards():
    proposed = ProposedChange.objects.exclude(content_type__app_label="qa")
    assert set(proposed.values_list("kind", "state", "portal__code")) == {
        (ProposalKind.UNPUBLISH, ProposalState.WAITING, "sotuphap"),
        (ProposalKind.CITY_ITEM, ProposalState.WAITING, "thanhpho"),
        (ProposalKind.CHANGE, ProposalState.WAITING, "sotuphap"),
    }


def test_invitation_is_open():
    assert Invitation.objects.open(at=NOW).get().email == "mai@so.example"


def test_suspended_account_cannot_sign_in_and_is_reported():
    assert not User.objects.get(username="phongvien.sotuphap").is_active
    assert SuspensionReport.objects.get().account == User.objects.get(username="phongvien.sotuphap")


def test_contacts_were_looked_at_but_those_that_were_left():
    rows = PageFreshness.objects.filter(portal__code="thanhpho", page__locale__language_code="vi")
    looked_at = dict(rows.values_list("page__slug", "confirmed_by__username"))
    assert looked_at == {"lien-he": "bientap.thanhpho", "van-phong": "bientap.thanhpho", "tran-thi-dung": None}
