"""What becomes of questions besides a plain answer, as their people do it and as citizens read it: forwarded to another
portal, whose board is reminded of it and sorts it, and whose unit promises a day and answers; declined; asked once
more; withheld by two approvers; erased at the sender's request."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from deadlines.queries import working_calendar
from editorial.proposals.actions.proposal import open_proposal
from formats.vietnamese.dates import vi_date
from members.enums import Seat
from notifications.notice_mail import send_digest
from qa.core import actions as workflow
from qa.enums import QuestionState
from qa.models import Question
from qa.oversight.reminders import note_questions
from sites.models import Portal
from tests.factories import make_head, make_supervisor
from tests.journeys.desk import Desk, type_reply
from tests.qa.approvals import mark_approved
from tests.qa.factories import make_officer, make_question_with_token, make_unit, open_reply

TITLE = "Cấp bản sao khai sinh khi sổ gốc đã mất"


@pytest.fixture
def places(ward) -> tuple[Portal, Portal]:
    """A district and a ward of it."""
    return ward.parent, ward


@pytest.fixture
def at_desk(desk_of) -> Callable[..., Page]:
    """A screen of the questions or of data requests, in the window of a person who is signed in."""
    desks: dict[int, Desk] = {}

    def open_screen(user: User, name: str, *args: Any) -> Page:
        if user.pk not in desks:
            desks[user.pk] = desk_of(user)
        desks[user.pk].open(name, *args)
        return desks[user.pk].page

    return open_screen


def public(portal: Portal, state: QuestionState = QuestionState.RECEIVED) -> tuple[Question, str]:
    """A question that the public reads, and the path of its sender's link."""
    question, token = make_question_with_token(portal, state)
    words = {"public_title": TITLE, "public_text": "Xin hỏi lệ phí cấp bản sao."}
    now = timezone.now()
    Question.objects.filter(pk=question.pk).update(published_at=now, listed_at=now, **words)
    question.refresh_from_db()
    mark_approved([question], portal=portal, by=make_head(portal))
    return question, f"/hoi-dap/cua-toi/{token}/"


def done(page: Page) -> None:
    """Wagtail says that it is done."""
    expect(page.locator(".messages .success")).to_be_visible()


def write_reply(page: Page, text: str) -> None:
    type_reply(page, text)
    page.get_by_role("button", name="Lưu và trình Ban Biên tập").click()
    done(page)


def approve(page: Page) -> None:
    """From the screen of what waits."""
    page.get_by_role("link", name="Phê duyệt").click()
    boxes = page.get_by_role("main").get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    page.get_by_role("button", name="Xác nhận").click()
    done(page)


def test_question_is_forwarded_and_the_other_portal_promises_a_day_and_answers(web, places, at_desk, page):
    district, ward = places
    question, _path = public(district)
    head, officer = make_head(ward), make_officer(make_unit(ward))
    forwarding = at_desk(make_head(district), "questions_admin:forward", question.pk)
    forwarding.locator("[name=portal]").fill(str(ward))
    forwarding.locator("[name=remark]").fill("Sổ gốc lưu tại phường.")
    forwarding.get_by_role("button", name="Chuyển", exact=True).click()
    done(forwarding)
    question.refresh_from_db()
    workflow.assign_question(question, unit=make_unit(ward), by=head, at=timezone.now())
    workflow.start_answer(question, by=officer, at=timezone.now())

    promised = working_calendar().after(timezone.localdate(), 3)
    screen = at_desk(officer, "questions_admin:reply", question.pk)
    screen.get_by_label("Chưa trả lời được ngay: hẹn ngày trả lời").check(force=True)
    screen.locator("[name=promised_for]").fill(promised.strftime("%d/%m/%Y"))
    write_reply(screen, "Phường đang đối chiếu sổ gốc.")
    approve(at_desk(head, "portals_admin:proposal", open_reply(question).pk))
    page.goto(web.url(district.host, f"/hoi-dap/{question.code}/"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("Phường đang đối chiếu sổ gốc.")
    expect(main).to_contain_text(vi_date(promised))

    write_reply(at_desk(officer, "questions_admin:reply", question.pk), "Lệ phí là 8.000 đồng một bản.")
    approve(at_desk(head, "portals_admin:proposal", open_reply(question).pk))
    page.reload()
    for words in ("Lệ phí là 8.000 đồng một bản.", "Phường đang đối chiếu sổ gốc.", str(ward), str(district)):
        expect(main).to_contain_text(words)
    for words in ("Sổ gốc lưu tại phường", "Nguyễn Thị Hoa"):
        expect(main).not_to_contain_text(words)


def test_question_is_forwarded_late_and_the_other_board_is_reminded_of_it_and_sorts_it(web, places, at_desk, page):
    district, ward = places
    question, _path = public(district)
    first, head, unit, supervisor = make_head(district), make_head(ward), make_unit(ward), make_supervisor()
    forwarding = at_desk(first, "questions_admin:question", question.pk)
    forwarding.get_by_role("link", name="Chuyển cổng khác").click()
    forwarding.locator("[name=portal]").fill(str(ward))
    forwarding.locator("[name=remark]").fill("Sổ gốc lưu tại phường.")
    forwarding.get_by_role("button", name="Chuyển", exact=True).click()
    done(forwarding)
    expect(at_desk(first, "wagtailadmin_home").get_by_role("main")).not_to_contain_text(question.code)

    page.goto(web.url(district.host, f"/hoi-dap/{question.code}/"))
    limits = page.get_by_role("region", name="Thời hạn của câu hỏi này")
    for words in ("Ban Biên tập phải phân loại", str(ward), vi_date(question.classify_due)):
        expect(limits).to_contain_text(words)
    screen = at_desk(supervisor, "questions_admin:overdue")
    row = screen.get_by_role("row").filter(has_text=question.code)
    for words in (str(ward), "Chưa phân loại", str(district)):
        expect(row).to_contain_text(words)

    note_questions(timezone.now())
    assert send_digest(head.pk, at=timezone.now())
    letter = " ".join(sent_mail.outbox[-1].body.split())
    assert f"{question.code}: hạn ngày {vi_date(question.classify_due)}; do {district} chuyển đến" in letter
    desk = at_desk(head, "wagtailadmin_home")
    desk.get_by_role("link", name=question.code).first.click()
    expect(desk.get_by_role("main")).to_contain_text("Sổ gốc lưu tại phường.")
    desk.get_by_role("link", name="Chuyển đơn vị trả lời").click()
    desk.locator("[name=unit]").select_option(label=str(unit))
    desk.get_by_role("button", name="Chuyển", exact=True).click()
    done(desk)
    expect(at_desk(head, "wagtailadmin_home").get_by_role("main")).not_to_contain_text(question.code)
    page.reload()
    expect(limits).not_to_contain_text("Ban Biên tập phải phân loại")
    screen.reload()
    # Its answer is late as well: that day passed at the first portal too.
    expect(row).to_contain_text("Chưa trả lời")


def test_board_names_the_competent_body_and_the_sender_reads_it(web, places, at_desk, page):
    district, ward = places
    question, path = public(district)
    screen = at_desk(make_head(district), "questions_admin:decline", question.pk)
    screen.locator("[name=portal]").fill(str(ward))
    screen.locator("[name=body]").fill("Công chức Tư pháp, bàn số 3")
    screen.get_by_role("button", name="Báo người gửi").click()
    screen.get_by_role("button", name="Báo người gửi").click()
    done(screen)
    page.goto(web.url(district.host, path))
    expect(page.get_by_role("main")).to_contain_text("bàn số 3")
    page.goto(web.url(district.host, f"/hoi-dap/{question.code}/"))
    expect(page.get_by_role("main")).to_contain_text(str(ward))
    expect(page.get_by_role("main")).not_to_contain_text("bàn số 3")


def test_sender_asks_once_more_and_everybody_reads_that_with_both_answers(web, places, at_desk, new_page):
    district, _ward = places
    question, path = public(district, QuestionState.ANSWERED)
    head, deputy, officer = make_head(district), make_head(district, seat=Seat.DEPUTY), make_officer(question.unit)
    citizen = new_page(java_script_enabled=False)
    citizen.goto(web.url(district.host, path))
    citizen.get_by_label("Nội dung ông/bà gửi").fill("Có nộp qua mạng được không? Gọi tôi: 0903 123 456.")
    citizen.get_by_role("button", name="Hỏi thêm").click()
    main = citizen.get_by_role("main")
    expect(main).to_contain_text("Đã nhận câu hỏi thêm của ông/bà")

    message = question.messages.get()
    screen = at_desk(head, "questions_admin:message", question.pk, message.pk)
    screen.get_by_role("button", name="Trình Ban Biên tập").click()
    done(screen)
    change = open_proposal(message)
    assert change is not None
    approve(at_desk(deputy, "portals_admin:proposal", change.pk))
    write_reply(at_desk(officer, "questions_admin:reply", question.pk), "Nộp được trên Cổng Dịch vụ công.")
    approve(at_desk(head, "portals_admin:proposal", open_reply(question).pk))

    citizen.goto(web.url(district.host, f"/hoi-dap/{question.code}/"))
    for words in ("Có nộp qua mạng", "Nộp được trên Cổng", "Bà đến nhận kết quả.", "Người gửi hỏi thêm"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("0903")


def test_two_approvers_withhold_a_question_and_the_sender_has_everything_erased(web, places, at_desk, new_page):
    district, _ward = places
    question, path = public(district)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    screen = at_desk(head, "questions_admin:visibility_withhold", question.pk)
    screen.locator("[name=to][value=sender_only]").check()
    screen.locator("[name=because]").select_option("personal_data")
    screen.locator("[name=text]").fill("Nêu tên người khác")
    screen.get_by_role("button", name="Đề nghị người duyệt thứ hai").click()
    done(screen)
    citizen = new_page(java_script_enabled=False)
    address = web.url(district.host, f"/hoi-dap/{question.code}/")
    assert citizen.goto(address).status == 200
    screen = at_desk(deputy, "questions_admin:visibility_confirm", question.pk)
    screen.get_by_role("button", name="Xác nhận").click()
    done(screen)
    assert citizen.goto(address).status == 410
    main = citizen.get_by_role("main")
    expect(main).to_contain_text(vi_date(timezone.localdate()))
    for words in (TITLE, "lệ phí", "Nêu tên người khác"):
        expect(main).not_to_contain_text(words)

    citizen.goto(web.url(district.host, path))
    expect(main).to_contain_text(question.title)
    citizen.goto(web.url(district.host, f"{path}du-lieu/"))
    citizen.locator("[name=kind]").select_option("delete")
    citizen.get_by_role("button", name="Gửi yêu cầu").click()
    screen = at_desk(head, "data_requests:erase", question.sender.data_requests.get().pk)
    screen.locator("[name=understood]").check()
    screen.get_by_role("button", name="Xóa vĩnh viễn").click()
    done(screen)
    citizen.goto(web.url(district.host, f"{path}du-lieu/"))
    expect(main).to_contain_text("đã được xóa")
    expect(main).not_to_contain_text("Nguyễn Thị Hoa")
    question.refresh_from_db()
    assert (question.title, question.text, question.sender.is_erased) == ("", "", True)
