"""The managing agency records what is against the rules, the board answers, the agency closes it (Regulation 25.1)."""

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
        "http://quan1.hochiminhcity.localhost/khong-co/",
        "http://quan1.hochiminhcity.localhost/en/",
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


def test_finding_is_needed(article):
    with pytest.raises(ReasonMissing):
        record(article, finding=" ")


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


def test_empty_answers_and_remarks_are_refused(district, article):
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


@each_case("path", ["/tin-tuc/%00/", "/%00", "/tin-tuc/../", "/%2e%2e/", "/phien-ban/"])
def test_broken_paths_lead_nowhere(district, path):
    with pytest.raises(NothingAtAddress):
        item_at(district.root_url + path)


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


def test_impossible_port_is_no_failure(district, article):
    with pytest.raises(NothingAtAddress):
        item_at(f"http://{district.host}:99999/")
