"""The screens of violations: list, record, answer, send back, close."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.enums import TakedownReason
from members.enums import Role
from oversight.enums import ViolationState
from oversight.models import Violation
from oversight.violations import answer_violation, item_at, record_violation
from tests.admin import browser, errors_at, is_refused, told, url
from tests.factories import make_article, make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

WORDS = {"kind": "copyright", "finding": "Ảnh của báo khác."}


def record(page, **values):
    facts = {"kind": TakedownReason.COPYRIGHT, "finding": f"Lỗi ở {page.title}.", "at": timezone.now()} | values
    return record_violation(item_at(page.full_url), by=make_supervisor(), **facts)


def listed(response):
    return [row.title for row in response.context["object_list"]]


def test_supervisor_records_by_the_address_that_the_browser_shows(district):
    article = make_article(district, "Tin sai")
    due = timezone.localdate() + timedelta(days=3)
    response = browser(make_supervisor()).post(
        url("record_violation"), WORDS | {"address": article.full_url, "due": f"{due:%Y-%m-%d}"}
    )
    assert response["Location"] == url("violations")
    assert "Tin sai" in told(response)
    violation = Violation.objects.get()
    assert (violation.page_id, violation.due, violation.finding) == (article.pk, due, "Ảnh của báo khác.")


def test_address_that_shows_nothing_is_named_beside_its_field_and_nothing_typed_is_lost(district):
    response = browser(make_supervisor()).post(
        url("record_violation"), WORDS | {"address": "http://quan1.hochiminhcity.localhost/khong-co/"}
    )
    assert response.status_code == 422
    assert errors_at(response, "address")
    assert response.context["form"]["finding"].value() == "Ảnh của báo khác."


def test_day_that_is_over_is_no_last_day(district):
    yesterday = timezone.localdate() - timedelta(days=1)
    response = browser(make_supervisor()).post(
        url("record_violation"),
        WORDS | {"address": make_article(district).full_url, "due": f"{yesterday:%Y-%m-%d}"},
    )
    assert errors_at(response, "due")


def test_screen_to_record_is_the_supervisors(district):
    for stranger in (make_head(district), make_operator(), make_member(district, Role.PORTAL_ADMIN)):
        client = browser(stranger)
        assert is_refused(client.get(url("record_violation")))
        assert is_refused(client.post(url("record_violation"), WORDS | {"address": make_article(district).full_url}))
    assert not Violation.objects.exists()


def test_list_is_that_of_own_portals_and_of_all_for_supervisors(city, district):
    record(make_article(city, "Tin của Thành phố"))
    record(make_article(district, "Tin của quận"))
    assert listed(browser(make_supervisor()).get(url("violations"))) == ["Tin của quận", "Tin của Thành phố"]
    for person in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        response = browser(person).get(url("violations"))
        assert listed(response) == ["Tin của quận"]
        assert "Tin của Thành phố" not in response.content.decode()
    assert is_refused(browser(make_member(district)).get(url("violations")))


def test_list_is_filtered_and_searched(district):
    record(make_article(district, "Tin của quận"), document="12/BB-STTTT")
    client = browser(make_supervisor())
    assert listed(client.get(url("violations"), {"state": "closed"})) == []
    assert listed(client.get(url("violations"), {"q": "12/BB"})) == ["Tin của quận"]
    assert listed(client.get(url("violations"), {"q": "quan 1"})) == ["Tin của quận"]


def test_violation_of_another_portal_is_not_there(city, district):
    violation = record(make_article(city, "Tin của Thành phố"))
    client = browser(make_head(district))
    for name in ("violation", "answer_violation", "send_back_violation", "close_violation"):
        assert client.get(url(name, violation.pk)).status_code == 404
        assert client.post(url(name, violation.pk), {"answer": "Xong.", "remark": "Xong."}).status_code in {404, 405}
    violation.refresh_from_db()
    assert violation.state == ViolationState.OPEN


def test_head_answers_from_the_screen_and_can_withdraw_from_there(district):
    article = make_article(district, "Tin sai")
    violation, client = record(article), browser(make_head(district))
    screen = client.get(url("violation", violation.pk)).content.decode()
    assert url("answer_violation", violation.pk) in screen
    assert f"/admin/pages/{article.pk}/unpublish/" in screen
    response = client.post(url("answer_violation", violation.pk), {"answer": "Đã gỡ ảnh."})
    assert response["Location"] == url("violation", violation.pk)
    assert "Đã gỡ ảnh." in client.get(url("violation", violation.pk)).content.decode()
    assert is_refused(client.get(url("answer_violation", violation.pk)))


def test_supervisor_sends_back_then_closes(district):
    violation, client, head = record(make_article(district)), browser(make_supervisor()), make_head(district)
    assert is_refused(client.get(url("send_back_violation", violation.pk)))
    answer_violation(violation, answer="Đã sửa.", by=head, at=timezone.now())
    client.post(url("send_back_violation", violation.pk), {"remark": "Chưa sửa hết."})
    answer_violation(violation, answer="Đã sửa hết.", by=head, at=timezone.now())
    assert client.post(url("close_violation", violation.pk), {"remark": ""}).status_code == 422
    client.post(url("close_violation", violation.pk), {"remark": "Đạt."})
    violation.refresh_from_db()
    assert (violation.state, violation.remark) == (ViolationState.CLOSED, "Đạt.")
    assert is_refused(client.get(url("close_violation", violation.pk)))


def test_my_work_shows_the_head_what_to_answer_and_the_supervisor_what_was_answered(city, district):
    violation, head = record(make_article(district, "Tin sai")), make_head(district)

    def works(person):
        return {row["kind"]: row["count"] for row in browser(person).get(url("my_work")).context["lists"]}

    assert works(head)["violations"] == 1
    assert "violations" not in works(make_head(city))
    assert "answers" not in works(make_supervisor())
    answer_violation(violation, answer="Đã sửa.", by=head, at=timezone.now())
    assert "violations" not in works(head)
    assert works(make_supervisor())["answers"] == 1


def test_words_of_a_violation_run_nothing(district):
    violation = record(make_article(district), finding="<script>alert(1)</script>")
    screen = browser(make_head(district)).get(url("violation", violation.pk)).content.decode()
    assert "<script>alert(1)" not in screen


def test_answer_that_nobody_can_see_is_none(district):
    violation = record(make_article(district))
    response = browser(make_head(district)).post(url("answer_violation", violation.pk), {"answer": "\u200b \u2060"})
    assert errors_at(response, "answer")


def test_board_reads_that_the_agency_recorded_it_and_not_who(district):
    violation = record(make_article(district))
    name = make_supervisor().get_full_name()
    assert name not in browser(make_head(district)).get(url("violation", violation.pk)).content.decode()
    assert name in browser(make_supervisor()).get(url("violation", violation.pk)).content.decode()
