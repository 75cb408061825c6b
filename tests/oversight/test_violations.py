"""The managing agency records what is against the rules, the board answers, the agency closes it (Regulation 25.1).

The screens of violations: list, record, answer, send back, close.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from members.enums import Role, Seat
from members.memberships import grant_membership, leave_board
from notifications.models import Notice
from notifications.notice_mail import send_digests
from oversight.enums import OversightEventKind, OversightNoticeKind, ViolationState
from oversight.errors import NothingAtAddress, ViolationForbidden, ViolationMoved
from oversight.models import Violation
from oversight.violations import answer_violation, close_violation, item_at, record_violation, send_back
from provisioning.portal_states import archive_portal
from tests.admin import browser, errors_at, is_refused, told, url
from tests.each import each_case
from tests.factories import (
    WARD,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
)

pytestmark = pytest.mark.django_db


def record(page, *, by=None, **values):
    facts = {"kind": TakedownReason.COPYRIGHT, "finding": "Ảnh của báo khác.", "at": timezone.now()} | values
    return record_violation(item_at(page.full_url), by=by or make_supervisor(), **facts)


def answer(violation, by, text="Đã thay ảnh."):
    answer_violation(violation, answer=text, by=by, at=timezone.now())


@pytest.fixture
def article(district):
    return make_article(district, "Tin có ảnh lạ")


@pytest.mark.both_engines
def test_address_of_a_page_leads_to_it(district, article):
    item = item_at(article.full_url)
    assert (item.portal_id, item.page_id, item.title) == (district.pk, article.pk, "Tin có ảnh lạ")
    assert item_at(article.full_url.rstrip("/") + "?x=1#top") == item
    assert item_at(district.root_url).page_id == district.vietnamese_home.pk


@each_case(
    "address",
    [
        "",
        "tin-tuc",
        "http://[",
        "https://example.com/",
        "http://quan1.hochiminhcity.localhost:99999/",
        *(
            f"http://quan1.hochiminhcity.localhost{path}"
            for path in ("/khong-co/", "/en/", "/tin-tuc/%00/", "/%00", "/tin-tuc/../", "/%2e%2e/", "/phien-ban/")
        ),
    ],
)
def test_address_without_a_public_page_is_refused(district, address):
    with pytest.raises(NothingAtAddress):
        item_at(address)


def test_drafts_and_portals_in_preparation_have_no_address(district):
    draft = make_article(district, published=False)
    with pytest.raises(NothingAtAddress):
        item_at(draft.full_url)
    ward = make_portal(WARD, opened=False)
    with pytest.raises(NothingAtAddress):
        item_at(ward.root_url)


def test_violation_can_be_recorded_after_a_takedown(district, article):
    address = article.full_url
    take_down(
        article, by=make_head(district), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai số liệu."
    )
    assert item_at(address).page_id == article.pk


@pytest.mark.both_engines
def test_supervisor_records_and_the_board_is_told(district, article):
    supervisor, head, deputy = make_supervisor(), make_head(district), make_head(district, seat=Seat.DEPUTY)
    violation = record(article, document="Biên bản 12/BB-STTTT")
    assert (violation.state, violation.portal, violation.page_id) == (ViolationState.OPEN, district, article.pk)
    event = PortalEvent.objects.get(kind=OversightEventKind.VIOLATION_RECORDED)
    assert (event.portal, event.actor, event.reason) == (district, supervisor, "Ảnh của báo khác.")
    assert event.data["violation"] == violation.pk
    told = Notice.objects.filter(kind=OversightNoticeKind.VIOLATION)
    assert {notice.user for notice in told} == {head, deputy}
    article.refresh_from_db()
    assert article.live


def test_nobody_else_records(city, district, article):
    for stranger in (make_head(district), make_head(city), make_operator(), make_member(district, Role.PORTAL_ADMIN)):
        with pytest.raises(ViolationForbidden):
            record(article, by=stranger)
    assert not Violation.objects.exists()


@pytest.mark.both_engines
def test_board_answers_and_the_agency_closes(district, article):
    violation, head, supervisor = record(article), make_head(district), make_supervisor()
    answer(violation, head)
    violation.refresh_from_db()
    assert (violation.state, violation.answer, violation.answered_by) == (ViolationState.ANSWERED, "Đã thay ảnh.", head)
    close_violation(violation, remark="Đã khắc phục.", by=supervisor, at=timezone.now())
    violation.refresh_from_db()
    assert (violation.state, violation.remark) == (ViolationState.CLOSED, "Đã khắc phục.")
    kinds = PortalEvent.objects.filter(portal=district, data__violation=violation.pk).order_by("pk")
    assert [event.kind for event in kinds] == ["violation_recorded", "violation_answered", "violation_closed"]


@pytest.mark.both_engines
def test_answer_that_is_sent_back_is_given_again(district, article):
    violation, head, supervisor = record(article), make_head(district), make_supervisor()
    answer(violation, head)
    send_back(violation, remark="Chưa nêu nguồn ảnh mới.", by=supervisor, at=timezone.now())
    violation.refresh_from_db()
    assert (violation.state, violation.remark) == (ViolationState.OPEN, "Chưa nêu nguồn ảnh mới.")
    answer(violation, head, "Ảnh của phòng Văn hóa.")
    violation.refresh_from_db()
    assert (violation.state, violation.answer) == (ViolationState.ANSWERED, "Ảnh của phòng Văn hóa.")


def test_only_approving_seats_of_the_portal_answer(city, district, article):
    violation = record(article)
    for stranger in (
        make_head(city),
        make_head(district, seat=Seat.MEMBER),
        make_member(district, Role.PORTAL_ADMIN),
        make_supervisor(),
        make_operator(),
    ):
        with pytest.raises(ViolationForbidden):
            answer(violation, stranger)


def test_only_supervisors_close_and_send_back(district, article):
    violation, head = record(article), make_head(district)
    answer(violation, head)
    for verb in (close_violation, send_back):
        with pytest.raises(ViolationForbidden):
            verb(violation, remark="Xong.", by=head, at=timezone.now())


def test_verbs_come_in_order(district, article):
    violation, head, supervisor = record(article), make_head(district), make_supervisor()
    with pytest.raises(ViolationMoved):
        send_back(violation, remark="Chưa rõ.", by=supervisor, at=timezone.now())
    answer(violation, head)
    with pytest.raises(ViolationMoved):
        answer(violation, head)
    close_violation(violation, remark="Xong.", by=supervisor, at=timezone.now())
    for verb in (close_violation, send_back):
        with pytest.raises(ViolationMoved):
            verb(violation, remark="Nữa.", by=supervisor, at=timezone.now())
    with pytest.raises(ViolationMoved):
        answer(violation, head)


def test_empty_findings_answers_and_remarks_are_refused(district, article):
    with pytest.raises(ReasonMissing):
        record(article, finding=" ")
    violation = record(article)
    with pytest.raises(ReasonMissing):
        answer(violation, make_head(district), " ")
    with pytest.raises(ReasonMissing):
        close_violation(violation, remark=" ", by=make_supervisor(), at=timezone.now())


def test_mail_tells_the_board_while_it_has_to_answer_and_the_supervisor_of_the_answer(district, article):
    head, supervisor = make_head(district), make_supervisor()
    violation = record(article, due=timezone.localdate() + timedelta(days=5))
    Notice.objects.exclude(kind=OversightNoticeKind.VIOLATION).delete()
    send_digests(at=timezone.now())
    (message,) = mail.outbox
    assert message.to == [head.email]
    assert "Tin có ảnh lạ" in message.body
    answer(violation, head)
    Notice.objects.exclude(kind=OversightNoticeKind.VIOLATION_ANSWERED).delete()
    send_digests(at=timezone.now())
    assert mail.outbox[-1].to == [supervisor.email]


def test_mail_says_nothing_of_what_was_answered_before_it_went(district, article):
    violation = record(article)
    Notice.objects.exclude(kind=OversightNoticeKind.VIOLATION).delete()
    answer(violation, make_head(district))
    Notice.objects.filter(kind=OversightNoticeKind.VIOLATION_ANSWERED).delete()
    send_digests(at=timezone.now())
    assert mail.outbox == []


def test_record_outlives_the_page(district, article):
    violation = record(article)
    article.delete()
    violation.refresh_from_db()
    assert (violation.page, violation.title) == (None, "Tin có ảnh lạ")


def test_scheme_may_be_missing_as_browsers_hide_it(district, article):
    written = article.full_url.removeprefix("http://")
    assert (
        item_at(written) == item_at(article.full_url) == item_at(article.full_url.replace("/tin-tuc/", "//tin-tuc//"))
    )


def test_board_is_told_of_the_end(district, article):
    violation, supervisor, head = record(article), make_supervisor(), make_head(district)
    Notice.objects.all().delete()
    close_violation(violation, remark="Không phải vi phạm.", by=supervisor, at=timezone.now())
    violation.refresh_from_db()
    assert violation.closed_by == supervisor
    send_digests(at=timezone.now())
    (message,) = mail.outbox
    assert message.to == [head.email]


def test_board_of_an_archived_portal_is_told_all_the_same(district, article):
    head = make_head(district)
    make_supervisor()
    archive_portal(district, by=make_operator(), at=timezone.now(), legal_basis="Nghị quyết 1685", successor=None)
    Notice.objects.all().delete()
    record(article)
    send_digests(at=timezone.now())
    assert [message.to for message in mail.outbox] == [[head.email]]


def test_who_left_the_board_is_not_told(district, article):
    head = make_head(district)
    make_head(district, seat=Seat.DEPUTY)
    record(article)
    grant_membership(head, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=timezone.now())
    yesterday = timezone.localdate() - timedelta(days=1)
    leave_board(district.board.seats.get(user=head), by=None, at=timezone.now(), last_day=yesterday)
    Notice.objects.exclude(kind=OversightNoticeKind.VIOLATION).delete()
    send_digests(at=timezone.now())
    assert [message.to for message in mail.outbox] == [[make_head(district, seat=Seat.DEPUTY).email]]


@each_case("start", ["javascript:", "ftp:", "file:"])
def test_only_addresses_of_the_web_are_taken(district, article, start):
    with pytest.raises(NothingAtAddress):
        item_at(article.full_url.replace("http:", start))


WORDS = {"kind": "copyright", "finding": "Ảnh của báo khác."}


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
