"""What waits on a portal ends when it is archived; what the board approved of public pages stays."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from audit.kinds import event_details
from audit.models import PortalEvent
from audit.verification import broken_chains
from editorial.enums import ProposalState, ReviewEventKind, ReviewNoticeKind
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing
from editorial.review.actions import record_approval
from editorial.review.publication import publish_approved
from editorial.review.queue import queues
from home.models import NewsArticlePage
from notifications.models import Notice
from provisioning.errors import SuccessorNotOpen
from provisioning.host_changes import change_host
from provisioning.portal_states import archive_portal, suspend_portal
from qa.enums import QuestionState
from qa.models import Question
from sites.directory import get_directory
from sites.enums import PortalEventKind, PortalState
from sites.errors import PortalArchived
from sites.models import Portal
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import (
    AT,
    WARD,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
    publish,
)
from tests.fullest import make_image
from tests.home.branches import open_english
from tests.information.factories import make_report
from tests.qa.factories import make_question

pytestmark = pytest.mark.django_db


def archive(portal):
    archive_portal(portal, by=make_operator(), at=AT, legal_basis="Nghị quyết 1685", successor=None)


def in_review(portal, title="Đang duyệt"):
    article = make_article(portal, title, published=False)
    article.get_workflow().start(article, article.owner)
    return article


def for_later(portal, title="Hẹn giờ"):
    article = make_article(portal, title, published=False, go_live_at=timezone.now() + timedelta(days=1))
    return publish(article, by=make_head(portal), author=article.owner)


def told(portal):
    return PortalEvent.objects.get(kind=PortalEventKind.ARCHIVED, portal=portal).data


@pytest.mark.both_engines
def test_reviews_end_and_the_event_names_their_pages(city, district):
    article, elsewhere = in_review(district), in_review(city)
    returned = in_review(district, "Trả lại")
    step = returned.current_workflow_task_state
    step.task.specific.on_action(step, make_head(district), "reject", comment="Sửa lại")
    archive(district)
    assert told(district)["reviews"] == [article.pk, returned.pk]
    assert list(TaskState.objects.reviewable_by(make_head(district))) == []
    states = {state.object_id: state.status for state in WorkflowState.objects.all()}
    assert states[str(article.pk)] == states[str(returned.pk)] == WorkflowState.STATUS_CANCELLED
    assert states[str(elsewhere.pk)] == WorkflowState.STATUS_IN_PROGRESS
    last = TaskState.objects.get(workflow_state__object_id=article.pk)
    assert (last.status, last.finished_by) == (TaskState.STATUS_CANCELLED, make_operator())


@pytest.mark.both_engines
def test_what_was_approved_for_later_loses_its_time(city, district):
    article, elsewhere = for_later(district), for_later(city)
    archive(district)
    assert told(district)["schedules"] == [article.pk]
    waiting = Revision.page_revisions.exclude(approved_go_live_at=None).values_list("object_id", flat=True)
    assert list(waiting) == [str(elsewhere.pk)]


@pytest.mark.slow(reason="makes a proposal of each kind, on two portals")
def test_proposals_are_closed_and_the_city_is_told_of_what_was_offered_to_it(city, district):
    article, editor = make_article(district), make_member(district)
    own = [
        propose_unpublishing(article, by=editor, at=AT, reason="Hết hạn"),
        propose_change(make_image(district), {"title": "Khác"}, by=editor, at=AT),
    ]
    offered = propose_to_city(article, by=editor, at=AT)
    elsewhere = propose_unpublishing(make_article(city), by=make_member(city), at=AT, reason="Hết hạn")
    archive(district)
    assert told(district)["proposals"] == [*(change.pk for change in own), offered.pk]
    assert list(ProposedChange.objects.open()) == [elsewhere]
    assert {ProposedChange.objects.get(pk=change.pk).state for change in [*own, offered]} == {ProposalState.DROPPED}
    events = PortalEvent.objects.filter(kind=ReviewEventKind.CHANGE_OVERTAKEN)
    assert {(event.portal, event.data["proposal"]) for event in events} == {
        *((district, change.pk) for change in own), (city, offered.pk),
    }  # fmt: skip
    assert {event.reason for event in events} == {"Cổng đã lưu trữ."}
    notices = Notice.objects.filter(kind=ReviewNoticeKind.OVERTAKEN)
    assert {(notice.user, notice.item) for notice in notices} == {(editor, change) for change in [*own, offered]}
    assert [queue.portal_id for queue in queues()] == [city.pk]
    assert list(broken_chains()) == []
    assert list(TaskState.objects.reviewable_by(make_head(city))) == [elsewhere.current_workflow_task_state]


def test_time_at_which_a_public_page_ends_still_holds(district, monkeypatch):
    over = timezone.now() + timedelta(days=2)
    article = make_article(district, "Thông báo có hạn", expire_at=over)
    archive(district)
    assert NewsArticlePage.objects.get(pk=article.pk).live
    monkeypatch.setattr(timezone, "now", lambda: over + timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_record_says_how_much_ended(district):
    in_review(district)
    for_later(district)
    archive(district)
    details = dict(event_details(PortalEvent.objects.get(kind=PortalEventKind.ARCHIVED), tells_accounts=True))
    assert details == {"Lượt duyệt kết thúc theo": "1", "Nội dung hẹn giờ không được đăng": "1"}


@pytest.mark.slow(reason="publishes by a review as often as it compares")
@pytest.mark.both_engines
def test_it_takes_the_same_queries_however_much_waits(city, district):
    in_review(district)
    for_later(district)
    with CaptureQueriesContext(connection) as few:
        archive(district)
    for number in range(2):
        in_review(city, f"Duyệt {number}")
        for_later(city, f"Hẹn {number}")
    with CaptureQueriesContext(connection) as many:
        archive(city)
    assert len(many) <= len(few)


def test_nothing_becomes_public_on_an_archived_portal_whoever_asked_before(district):
    article = make_article(district, published=False)
    revision = article.latest_revision
    step = article.get_workflow().start(article, article.owner).current_task_state
    record_approval(step, by=make_head(district), at=timezone.now(), checklist=all_answered())
    archive(district)
    with pytest.raises(PortalArchived):
        publish_approved(revision, by=make_head(district), at=timezone.now())


# The successor


def archive_for(portal, successor):
    archive_portal(portal, by=make_operator(), at=AT, legal_basis="Nghị quyết 1685", successor=successor)
    portal.refresh_from_db()


def suspended(portal):
    suspend_portal(portal, by=None, at=AT, reason="Bảo trì", expected_return=None)


@pytest.mark.slow(reason="makes a portal in each state")
@each_case("close", [None, suspended, archive], ids=["in preparation", "suspended", "archived"])
def test_portal_that_is_not_open_follows_none(city, district, close):
    ward = make_portal(WARD, opened=close is not None)
    if close is not None:
        close(ward)
    with pytest.raises(SuccessorNotOpen):
        archive_for(district, ward)
    offered = browser(make_operator()).get(url("archive", district.pk)).context["form"].fields["successor"].queryset
    assert list(offered) == [city]
    district.refresh_from_db()
    assert district.state == PortalState.LIVE


def page_of(portal, path="/"):
    return Client(headers={"host": portal.host}).get(path)


def links_in_banner(portal, path="/"):
    banner = BeautifulSoup(page_of(portal, path).content, "html.parser").find(class_="archived")
    return [link["href"] for link in banner.find_all("a")]


@pytest.mark.slow(reason="reads pages of three portals")
def test_each_page_of_an_archived_portal_stays_and_leads_to_the_last_that_follows(city, district):
    ward = make_portal(WARD)
    article = make_article(ward)
    archive_for(ward, district)
    # The same address where the successor has it, else its home.
    same = ("/", "/lien-he/", "/tim-kiem/")
    for path in (*same, article.get_url(), "/khong-co/", "/en/"):
        assert links_in_banner(ward, path) == [district.root_url + (path if path in same else "/")], path
    assert page_of(ward, article.get_url()).status_code == 200
    archive_for(district, city)
    assert links_in_banner(ward, "/lien-he/") == links_in_banner(district, "/lien-he/") == [f"{city.root_url}/lien-he/"]


@pytest.mark.slow(reason="publishes the English homes of two portals")
def test_english_pages_of_an_archived_portal_lead_to_english_ones_where_the_successor_has_them(city, district):
    open_english(district)
    archive_for(district, city)
    for path in ("/en/", "/en/search/", "/en/khong-co/"):
        assert links_in_banner(district, path) == [f"{city.root_url}/"], path
    open_english(city)
    for path, there in {"/en/": "/en/", "/en/search/": "/en/search/", "/en/khong-co/": "/en/"}.items():
        assert links_in_banner(district, path) == [city.root_url + there], path


def test_former_host_of_an_archived_portal_leads_to_the_page_that_stays(city, district):
    former = district.host
    change_host(district, "quan-1.hochiminhcity.localhost", by=None, at=AT, reason="Theo văn bản")
    archive_for(district, city)
    moved = Client(headers={"host": former}).get("/lien-he/")
    assert (moved.status_code, moved["Location"]) == (301, "http://quan-1.hochiminhcity.localhost:8000/lien-he/")
    assert links_in_banner(Portal.objects.get(pk=district.pk), "/lien-he/") == [f"{city.root_url}/lien-he/"]


# Lists


@pytest.mark.slow(reason="reads lists of portals")
def test_archived_portal_is_no_component_and_marked_in_lists(city, district):
    ward = make_portal(WARD)
    archive_for(district, city)
    assert [record.code for record in get_directory().components] == [ward.code]
    page = BeautifulSoup(page_of(city, "/cac-cong/").content, "html.parser")
    groups = {
        head["aria-labelledby"]: head.get_text(" ", strip=True)
        for head in page.find_all("section", attrs={"aria-labelledby": True})
    }
    assert set(groups) == {"topics", "commune", "archived-portals"}
    assert "Quận\xa01 (đã lưu trữ)" in groups["archived-portals"]
    found = page_of(city, "/cac-cong/?q=quan+1").context
    assert [record.code for record in found["archived"]] == [district.code]
    operator = browser(make_operator())
    for name in ("audit", "approvals"):
        assert "Quận 1 (đã lưu trữ)" in operator.get(url(name)).content.decode(), name


@pytest.mark.slow(reason="reads what supervisors read of all portals")
def test_archived_portal_is_marked_in_tables_of_supervisors_and_in_what_is_exported_of_them(city, district):
    make_report(district)
    question = make_question(district, QuestionState.IN_ANSWER)
    Question.objects.filter(pk=question.pk).update(answer_due=timezone.localdate() - timedelta(days=7))
    archive(district)
    supervisor, marked = browser(make_supervisor()), "Quận 1 (đã lưu trữ)"
    for address in map(reverse, ("punctuality", "questions_admin:overdue")):
        tables = BeautifulSoup(supervisor.get(address).content, "html.parser").select("main table")
        assert any(marked in table.get_text() for table in tables), address
    for address in map(reverse, ("punctuality_export", "content_report_export", "questions_admin:overdue_export")):
        taken = supervisor.post(address, {"reason": "Báo cáo"})
        assert marked in b"".join(taken).decode(), address
