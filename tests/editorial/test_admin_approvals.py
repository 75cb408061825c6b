"""Who reads which approvals: supervisors all, boards and administrators those of their own portal."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import PortalEvent
from audit.verification import broken_chains
from editorial.enums import ApprovalKind, ReviewEventKind
from editorial.models import Approval
from members.enums import Role, Seat
from members.memberships import seat_on_board
from tests.admin import browser, is_refused, url
from tests.each import each_case
from tests.factories import (
    AT,
    WARD,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
)
from tests.fullest import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(district):
    return browser(make_supervisor())


def listed(client, **asked):
    response = client.get(url("approvals"), asked)
    assert response.status_code == 200
    return response.content.decode()


def lines(client, **asked):
    response = client.post(f"{url('approvals_export')}?{urlencode(asked)}", {"reason": "Kiểm tra quý"})
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:]


def reviews(client, **asked):
    return [line[2] for line in lines(client, kind=ApprovalKind.REVIEW, **asked)]


@pytest.fixture
def articles(city, district):
    return make_article(city, "Tin của Thành phố"), make_article(district, "Tin của quận")


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("person", [make_head, lambda portal: make_member(portal, Role.PORTAL_ADMIN)])
def test_board_and_administrator_read_their_own_portal_only(articles, district, person):
    client = browser(person(district))
    page = listed(client, kind="review")
    assert "Tin của quận" in page
    assert "Tin của Thành phố" not in page
    assert reviews(client) == ["Tin của quận"]


def test_another_portal_cannot_be_asked_for(articles, city, district):
    client = browser(make_head(district))
    refused = client.post(f"{url('approvals_export')}?portal={city.pk}", {"reason": "Xem"})
    assert refused.status_code == 422
    assert city.name_vi not in refused.content.decode()
    assert "Tin của Thành phố" not in listed(client, portal=city.pk)
    assert city.name_vi not in listed(client)
    assert make_head(city).get_username() not in listed(client)


def test_supervisor_reads_all_portals_asks_for_one_and_reads_no_draft_of_today(articles, supervisor, city):
    assert reviews(supervisor) == ["Tin của quận", "Tin của Thành phố"]
    assert reviews(supervisor, portal=city.pk) == ["Tin của Thành phố"]
    article = articles[1]
    article.title = "Chưa ai duyệt"
    article.save_revision(user=article.owner)
    assert "Chưa ai duyệt" not in listed(supervisor)
    assert "Chưa ai duyệt" not in reviews(supervisor)


def test_version_is_open_to_who_works_there_and_not_to_the_supervisor(articles, supervisor, district):
    article = articles[1]
    address = f"/admin/pages/{article.pk}/revisions/{article.live_revision_id}/view/"
    assert address in listed(browser(make_head(district)))
    assert address not in listed(supervisor)


@each_case("role", [Role.COLLABORATOR, Role.EDITOR, Role.ANSWERING_OFFICER])
def test_others_read_no_approvals(district, role):
    client = browser(make_member(district, role))
    assert is_refused(client.get(url("approvals")))
    assert is_refused(client.post(url("approvals_export"), {"reason": "Xem"}))
    assert is_refused(client.get(url("approvals_results")))


@each_case("asked", ["approved_at_from", "approved_at_to"])
@each_case("day", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_of_the_calendar_are_days_like_others(articles, supervisor, asked, day):
    listed(supervisor, **{asked: day})


def test_period_approver_and_kind_are_asked_for(articles, supervisor, district):
    day = AT.date().isoformat()
    Approval._base_manager.filter(object_id=str(articles[0].pk)).update(approved_at=AT)
    assert reviews(supervisor, approved_at_from=day, approved_at_to=day) == ["Tin của Thành phố"]
    assert reviews(supervisor, approved_by=make_head(district).pk) == ["Tin của quận"]
    assert len({line[5] for line in lines(supervisor, kind="opening")}) == 1


def test_line_says_who_when_by_which_seat_and_of_what(articles, supervisor, district):
    Approval._base_manager.filter(object_id=str(articles[1].pk)).update(checklist={"source": True, "rights": True})
    approval = Approval.objects.get(object_id=str(articles[1].pk), content_type__model="page")
    line = next(line for line in lines(supervisor) if line[2] == "Tin của quận")
    assert line[1] == district.name_vi
    assert line[4] == str(articles[1].live_revision_id)
    assert line[7] == make_head(district).get_username()
    assert line[9:] == ["2", approval.content_hash]
    assert approval.content_hash[:12] in listed(supervisor)


def test_text_that_a_spreadsheet_takes_for_a_formula_is_kept_as_text(district, supervisor):
    make_article(district, "=SUM(A1:A9)")
    assert "'=SUM(A1:A9)" in reviews(supervisor)


def test_export_is_recorded_with_its_reason_and_what_was_asked(articles, district):
    client = browser(make_head(district))
    kept = PortalEvent.objects.filter(kind=ReviewEventKind.APPROVALS_EXPORTED)
    assert "1 lần phê duyệt" in client.get(url("approvals_export"), {"kind": "review"}).content.decode()
    assert client.post(url("approvals_export"), {"reason": " "}).status_code == 422
    assert client.post(f"{url('approvals_export')}?kind=khac", {"reason": "Xem"}).status_code == 422
    assert not kept.exists()
    assert reviews(client) == ["Tin của quận"]
    event = kept.get()
    assert (event.portal, event.actor, event.reason) == (district, make_head(district), "Kiểm tra quý")
    assert (event.data["count"], event.data["filter"]) == (1, {"kind": "review"})


def exports():
    """In whose record exports stand, with how many rows, the newest first."""
    rows = PortalEvent.objects.filter(kind=ReviewEventKind.APPROVALS_EXPORTED).order_by("-pk")
    return [(event.portal, event.data["count"]) for event in rows]


def test_export_over_the_city_stands_in_its_record_and_in_that_of_each_portal_whose_rows_it_holds(
    articles, supervisor, city, district
):
    make_portal(WARD, opened=False)
    taken = lines(supervisor, kind="review")
    assert exports() == [(None, len(taken)), (city, 1), (district, 1)]
    assert len(taken) == 2
    lines(supervisor, portal=district.pk, kind="review")
    assert exports()[0] == (district, 1)
    assert len(exports()) == 4


def test_export_of_several_portals_stands_in_the_record_of_each_and_one_that_holds_nothing_in_one(
    articles, city, district, head
):
    seat_on_board(city.board, head, seat=Seat.MEMBER, by=None, at=AT)
    assert len(lines(browser(head), kind="review")) == 2
    assert exports() == [(city, 1), (district, 1)]
    assert lines(browser(head), kind="review", approved_at_to="2000-01-01") == []
    assert [count for _portal, count in exports()] == [0, 1, 1]
    assert list(broken_chains()) == []


def test_looking_at_the_list_takes_nothing_away(articles, supervisor):
    assert supervisor.get(url("approvals"), {"export": "csv"})["Content-Type"].startswith("text/html")


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_number_of_queries_does_not_grow_with_the_approvals(district):
    client = browser(make_operator())
    make_article(district, "Một", image=make_image(district, "Ảnh 0"))
    listed(client)
    with CaptureQueriesContext(connection) as few:
        listed(client)
    for number in range(3):
        make_article(district, f"Tin {number}", image=make_image(district, f"Ảnh {number + 1}"))
    with CaptureQueriesContext(connection) as more:
        listed(client)
    assert len(more) <= len(few)
