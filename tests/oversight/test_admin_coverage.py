"""The screens of the coverage of events: list, send, hand in, cancel; each with a second portal that could leak."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.enums import Role, Seat
from members.memberships import withdraw_membership
from oversight.coverage import cancel_coverage
from oversight.enums import CoverageState
from oversight.models import CoverageAssignment
from tests.admin import browser, errors_at, is_refused, told, url
from tests.factories import make_article, make_head, make_member, make_supervisor
from tests.oversight.coverage import assign, in_past

pytestmark = pytest.mark.django_db


def words(sent, **values):
    starts = timezone.localtime() + timedelta(days=1)
    facts = {"event": "Lễ khánh thành", "place": "Cầu Ba Son", "starts_at": f"{starts:%Y-%m-%d %H:%M}", "due_at": ""}
    return facts | {"person": sent.pk, "instruction": "Chụp ảnh chung."} | values


def listed(user, **asked):
    return [row.event for row in browser(user).get(url("coverage"), asked).context["object_list"]]


def test_head_sends_somebody_and_item_is_due_as_news_is(district):
    person = make_member(district, Role.REPORTER)
    response = browser(make_head(district)).post(url("assign_coverage", district.pk), words(person))
    assert response["Location"] == url("coverage")
    assert "Lễ khánh thành" in told(response)
    row = CoverageAssignment.objects.get()
    assert (row.portal, row.person, row.instruction) == (district, person, "Chụp ảnh chung.")


def test_person_of_another_portal_is_refused_beside_the_field_and_nothing_typed_is_lost(city, district):
    stranger, client = make_member(city, Role.REPORTER), browser(make_head(district))
    for person in (stranger.pk, 987654):
        response = client.post(url("assign_coverage", district.pk), words(stranger, person=person))
        assert response.status_code == 422
        assert "không viết cho cổng này" in errors_at(response, "person")
        assert response.context["form"]["instruction"].value() == "Chụp ảnh chung."
        assert stranger.username not in response.content.decode()
    assert not CoverageAssignment.objects.exists()


def test_time_that_is_over_or_far_is_told_beside_its_field(district):
    client, person = browser(make_head(district)), make_member(district, Role.REPORTER)
    for name, value in {"due_at": "2026-01-05 08:00", "starts_at": "2999-01-05 08:00"}.items():
        response = client.post(url("assign_coverage", district.pk), words(person, **{name: value}))
        assert errors_at(response, name), name


def test_form_is_for_whoever_approves_there(city, district):
    person = make_member(district, Role.REPORTER)
    for stranger in (make_head(city), make_head(district, seat=Seat.MEMBER), person, make_supervisor()):
        assert is_refused(browser(stranger).get(url("assign_coverage", district.pk)))
        assert is_refused(browser(stranger).post(url("assign_coverage", district.pk), words(person)))
    assert not CoverageAssignment.objects.exists()


def test_list_shows_the_boards_all_and_others_their_own(city, district):
    assign(city, event="Việc của Thành phố")
    assign(district, event="Việc của phóng viên")
    assign(district, make_member(district), event="Việc của biên tập viên")
    both = ["Việc của biên tập viên", "Việc của phóng viên"]
    for person in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        assert sorted(listed(person)) == both
    assert listed(make_member(district)) == ["Việc của biên tập viên"]
    assert listed(make_member(district, Role.COLLABORATOR)) == []
    for stranger in (make_supervisor(), make_member(district, Role.ANSWERING_OFFICER)):
        assert is_refused(browser(stranger).get(url("coverage")))


def test_filters_know_the_own_people_alone(city, district):
    head, foreign = make_head(district), assign(city, event="Việc của Thành phố")
    in_past(district, event="Việc trễ")
    left = assign(district, make_member(district), event="Việc không còn ai")
    withdraw_membership(left.person.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    cancel_coverage(assign(district, event="Việc đã hủy"), reason="Hoãn", by=head, at=timezone.now())
    assert listed(head, state="cancelled") == ["Việc đã hủy"]
    assert listed(head, trouble="late") == ["Việc trễ"]
    assert listed(head, trouble="left") == ["Việc không còn ai"]
    assert listed(head, person=left.person.pk) == ["Việc không còn ai"]
    assert listed(head, q="trễ") == ["Việc trễ"]
    response = browser(head).get(url("coverage"), {"person": foreign.person.pk})
    assert foreign.person not in response.context["filters"].form.fields["person"].queryset
    assert "Việc của Thành phố" not in response.content.decode()


def test_assignment_of_another_portal_is_not_there(city, district):
    row, client = assign(city), browser(make_head(district))
    for name in ("coverage_assignment", "deliver_coverage", "cancel_coverage"):
        assert client.get(url(name, row.pk)).status_code == 404
        assert client.post(url(name, row.pk), {"reason": "Hoãn", "page": 1}).status_code in {404, 405}
    row.refresh_from_db()
    assert row.state == CoverageState.ASSIGNED


def test_who_was_sent_hands_the_item_in_and_sees_it(district):
    row, page = assign(district), make_article(district, "Tin khánh thành", published=False)
    client = browser(row.person)
    assert url("deliver_coverage", row.pk) in client.get(url("coverage_assignment", row.pk)).content.decode()
    response = client.post(url("deliver_coverage", row.pk), {"page": page.pk})
    assert response["Location"] == url("coverage_assignment", row.pk)
    assert "Tin khánh thành" in client.get(url("coverage_assignment", row.pk)).content.decode()
    # Head and colleagues hand in nothing for somebody else.
    assert is_refused(browser(make_head(district)).get(url("deliver_coverage", row.pk)))


def test_page_of_another_portal_is_refused_and_its_title_not_shown(city, district):
    row = assign(district)
    for page in (make_article(city, "Nháp mật", published=False).pk, 987654):
        response = browser(row.person).post(url("deliver_coverage", row.pk), {"page": page})
        assert response.status_code == 422
        assert "Chọn một trang của cổng này" in errors_at(response, "page")
        assert "Nháp mật" not in response.content.decode()
    row.refresh_from_db()
    assert row.page is None


def test_deputy_cancels_with_a_reason_and_the_person_reads_it(district):
    row, client = assign(district), browser(make_head(district, seat=Seat.DEPUTY))
    assert client.post(url("cancel_coverage", row.pk), {"reason": ""}).status_code == 422
    assert client.post(url("cancel_coverage", row.pk), {"reason": "Hoãn lễ"}).status_code == 302
    assert "Hoãn lễ" in browser(row.person).get(url("coverage_assignment", row.pk)).content.decode()
    assert is_refused(client.get(url("cancel_coverage", row.pk)))


def test_words_of_an_assignment_run_nothing(district):
    row = assign(district, event="<script>alert(1)</script>", instruction="<b>x</b>")
    screen = browser(make_head(district)).get(url("coverage_assignment", row.pk)).content.decode()
    assert "<script>alert(1)" not in screen
    assert "<b>x</b>" not in screen
