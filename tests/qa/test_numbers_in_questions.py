"""Telephone and identity numbers are noticed before a question is sent, and what was sent is taken along."""

import pytest

from participation.models import ContactView
from qa.mail.kinds import MailKind, MailState
from qa.models import Question, QuestionMail
from tests.each import each_case
from tests.factories import AT
from tests.qa.attachments import upload
from tests.qa.citizen import FILLED, Citizen, shown

pytestmark = pytest.mark.django_db

WRITTEN = "Gọi tôi: +84 901 777 345, căn cước 079 185 012 345, CMND 023456789; lệ phí 150.000 đồng."


@pytest.mark.slow(reason="sends three questions, one of them with a picture")
def test_numbers_are_noticed_and_taken_out_or_left_as_the_sender_chooses(district):
    citizen = Citizen(district)
    asked = citizen.ask(text=WRITTEN, files=[upload("anh.png")])
    page = shown(asked)
    assert (asked.status_code, Question.objects.exists()) == (422, False)
    for number in ("+84 901 777 345", "079 185 012 345", "023456789"):
        assert f">{number}<" in page, number
    for kept in (WRITTEN, FILLED["title"], FILLED["name"], "anh.png"):
        assert kept in page, kept
    assert 'href="#id_numbers"' in page
    citizen.token(text=WRITTEN, numbers="take_out")
    citizen.token(text=WRITTEN, numbers="leave")
    without, whole = Question.objects.order_by("pk").values_list("text", flat=True)
    assert whole == WRITTEN
    assert without == (
        "Gọi tôi: [đã ẩn số điện thoại], căn cước [đã ẩn số giấy tờ tùy thân], CMND [đã ẩn số giấy tờ tùy thân]; "
        "lệ phí 150.000 đồng."
    )


def test_numbers_are_asked_about_beside_what_else_is_to_be_put_right(district):
    page = shown(Citizen(district).ask(title="Gọi 0901777345", name="", numbers="whatever"))
    assert ("còn 2 chỗ cần sửa" in page, 'id="id_numbers"' in page) == (True, True)


def test_script_of_the_form_asks_beforehand_and_nothing_is_kept(city, district):
    citizen = Citizen(district)
    found = citizen.post("/hoi-dap/so-trong-cau-hoi/", title="Hỏi", text=WRITTEN)
    assert (found.status_code, "0901" in found.content.decode(), "023456789" in found.content.decode()) == (
        200,
        False,
        True,
    )
    assert found["Cache-Control"] == "private, no-store"
    assert citizen.post("/hoi-dap/so-trong-cau-hoi/", title="Hỏi", text="Lệ phí 150.000 đồng").status_code == 204
    assert citizen.get("/hoi-dap/so-trong-cau-hoi/").status_code == 405


def test_numbers_are_noticed_however_often_a_title_was_typed_and_not_for_programs(district, settings):
    settings.QUESTION_SIMILAR_PER_ADDRESS_HOUR, settings.QUESTION_FORMS_PER_ADDRESS_HOUR = 1, 2
    citizen = Citizen(district)
    typed = [citizen.post("/hoi-dap/tuong-tu/", title="Hỏi").status_code for _time in range(2)]
    asked = [citizen.post("/hoi-dap/so-trong-cau-hoi/", text=WRITTEN).status_code for _time in range(3)]
    assert (typed, asked) == ([200, 429], [200, 200, 429])


@each_case(
    "state, said",
    [
        (MailState.SENT, "Đã gửi thư điện tử có mã tra cứu đến da…@thudientu.example"),
        (MailState.QUEUED, "đang được gửi đến da…@thudientu.example"),
        (MailState.FAILED, "Không gửi được thư điện tử đến da…@thudientu.example"),
        (None, "Không có thư điện tử nào được gửi"),
    ],
)
def test_receipt_says_whether_a_mail_was_sent_and_where(district, state, said):
    citizen = Citizen(district)
    token = citizen.token(**({"agree_notices": "on"} if state else {}))
    mails = QuestionMail.objects.filter(kind=MailKind.RECEIVED)
    facts = {
        "sent_at": AT if state == MailState.SENT else None,
        "trouble": "server" if state == MailState.FAILED else "",
    }
    assert mails.update(state=state, **facts) if state else not mails.exists()
    page = shown(citizen.get(f"/hoi-dap/cua-toi/{token}/da-nhan/"))
    assert said in page.replace("\xa0", " ")
    assert ("dauthu" in page, ContactView.objects.filter(why="own").exists()) == (False, state is not None)


def test_receipt_is_saved_as_a_file_of_its_own_portal_alone(city, district):
    citizen = Citizen(district)
    token = citizen.token()
    path = f"/hoi-dap/cua-toi/{token}/da-nhan/luu/"
    saved, code = citizen.get(path), Question.objects.get().code
    text = saved.content.decode()
    assert (saved["Content-Type"], code in saved["Content-Disposition"]) == ("text/plain; charset=utf-8", True)
    for kept in (code, f"{district.root_url}/hoi-dap/cua-toi/{token}/", district.name_vi):
        assert kept in text
    assert [saved[name] for name in ("Cache-Control", "Referrer-Policy")] == ["private, no-store", "no-referrer"]
    assert Citizen(city).get(path).status_code == 404
