"""The screen on which the board takes a file as it was sent and covers what tells of a person; who sees its pages."""

import json
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.private_files import private_storage
from members.enums import Seat
from participation.enums import ViewReason
from participation.models import ContactView
from qa.asking.attachments import SentFile
from qa.drawing.covers import pages_of
from qa.enums import QuestionState
from qa.models import PublicCopy
from qa.publication.public_copies import chosen_file
from tests.admin import browser, is_shut
from tests.each import each_case
from tests.factories import make_head
from tests.qa.copies import pdf, photograph
from tests.qa.factories import make_officer, make_question_with_token

pytestmark = pytest.mark.django_db

NUMBER = "02838222333"
PDF = SentFile("Don.pdf", "pdf", pdf(f"Goi {NUMBER}", "Trang hai"))
DOCX = SentFile("Don.docx", "docx", b"PK")
# In the lower half of the first page, where nothing stands.
MARK = [1, 16, 160, 48, 192]


@pytest.fixture
def question(district):
    return make_question_with_token(district, QuestionState.IN_ANSWER, files=[PDF, DOCX])[0]


@pytest.fixture
def head(district):
    return browser(make_head(district))


def address(question, *, of=0, name="public"):
    return f"/admin/questions/{question.pk}/files/{question.attachments.all()[of].pk}/{name}/"


def taken(head, question) -> BeautifulSoup:
    head.post(address(question), {"take": "1"})
    return screen(head, question)


def screen(head, question, *, of=0) -> BeautifulSoup:
    return BeautifulSoup(head.get(address(question, of=of)).content, "html.parser")


def cover(head, question, page, **values):
    chosen = page.select_one("[data-covers] [name=chosen]")["value"]
    return head.post(address(question), {"cover": "1", "chosen": chosen, **values})


def ticks(page) -> dict[str, bool]:
    return {tick["value"]: tick.has_attr("checked") for tick in page.select("[data-covers] [name=covered]")}


def pixel(page: int, x: int, y: int) -> tuple[int, ...]:
    picture = pages_of(chosen_file(PublicCopy.objects.get()))[page - 1].picture
    return Image.open(BytesIO(picture)).getpixel((x, y))


class TestTaking:
    def test_file_is_taken_as_it_was_sent_which_is_written_down(self, question, head):
        page = taken(head, question)
        view = ContactView.objects.get()
        assert (view.why, view.about) == (
            ViewReason.PUBLIC_COPY,
            f"qa.questionattachment:{question.attachments.first().pk}",
        )
        assert list(ticks(page).values()) == [True]
        (key,) = ticks(page)
        shown, second = page.select("[data-page]")
        assert [rect["data-piece"] for rect in shown.select("rect")] == [key]
        assert second.select("rect") == []
        assert NUMBER in page.select_one("[data-covers]").text

    def test_docx_is_not(self, question, head):
        assert not screen(head, question, of=1).select("[name=take]")
        answer = head.post(address(question, of=1), {"take": "1"})
        assert answer.status_code == 422
        assert ".docx" in answer.content.decode()
        assert not ContactView.objects.exists()
        assert not PublicCopy.objects.exists()

    def test_nor_is_one_of_a_question_that_is_not_sorted_yet(self, district, head):
        question, _token = make_question_with_token(district, QuestionState.RECEIVED, files=[PDF])
        assert head.post(address(question), {"take": "1"}).status_code == 422
        assert not ContactView.objects.exists()


class TestCovering:
    def test_what_is_ticked_and_marked_is_black_and_asked_about_no_more(self, question, head):
        page = taken(head, question)
        (found,) = page.select("rect")
        answer = cover(head, question, page, covered=list(ticks(page)), marks=json.dumps([MARK]))
        assert answer.status_code == 302
        assert pixel(1, int(found["x"]) + 4, int(found["y"]) + 4) == (0, 0, 0)
        assert pixel(1, 20, 164) == (0, 0, 0)
        page = screen(head, question)
        assert (ticks(page), page.select("rect"), page.select("[data-submits-copy] [name=pieces]")) == ({}, [], [])

    @each_case(
        ("values", "fault"),
        [
            ({"marks": "[[9, 1, 1, 30, 30]]"}, "khoanh lại"),
            ({"marks": json.dumps([MARK]), "chosen": "questions/khac.pdf"}, "tệp khác"),
            ({"marks": "", "covered": []}, "khoanh một vùng"),
        ],
    )
    def test_what_was_marked_is_kept_when_it_is_refused(self, question, head, values, fault):
        page = taken(head, question)
        chosen = PublicCopy.objects.get().draft.name
        answer = cover(head, question, page, **{"covered": list(ticks(page))} | values)
        again = BeautifulSoup(answer.content, "html.parser")
        assert answer.status_code == 422
        assert fault in again.select_one("[data-covers]").text
        assert again.select_one("[name=marks]").get("value", "") == values["marks"]
        assert list(ticks(again).values()) == ["covered" not in values]
        assert PublicCopy.objects.get().draft.name == chosen

    def test_what_another_person_chose_is_covered_by_nobody_else(self, district, question, head):
        taken(head, question)
        deputy = browser(make_head(district, seat=Seat.DEPUTY))
        chosen = PublicCopy.objects.get().draft.name
        assert not screen(deputy, question).select("[data-covers]")
        answer = deputy.post(address(question), {"cover": "1", "chosen": chosen, "marks": json.dumps([MARK])})
        assert (answer.status_code, "đồng nghiệp" in answer.content.decode()) == (422, True)
        assert PublicCopy.objects.get().draft.name == chosen

    def test_uploaded_photograph_is_covered_the_same_way(self, question, head):
        head.post(address(question), {"choose": "1", "file": SimpleUploadedFile("a.jpg", photograph())})
        assert cover(head, question, screen(head, question), marks="[[1, 0, 0, 4, 4]]").status_code == 302
        assert pixel(1, 2, 2) == (0, 0, 0)


class TestLostFiles:
    @pytest.mark.parametrize("is_damaged", [False, True], ids=["gone", "damaged"])
    @pytest.mark.parametrize("is_sent", [False, True], ids=["chosen", "sent"])
    def test_are_told_of_and_break_no_screen(self, question, head, is_sent, is_damaged):
        page = taken(head, question)
        chosen = PublicCopy.objects.get().draft.name
        lost = question.attachments.first().stored_as if is_sent else chosen
        private_storage().delete(lost)
        if is_damaged:
            private_storage().save(lost, ContentFile(b"x"))
        answer = screen(head, question)
        assert bool(answer.select("[data-submits-copy]")) == is_sent
        assert ("không còn đọc được" in answer.text) != is_sent
        submitted = {
            "chosen": chosen,
            "title": "Đơn",
            "description": "Đơn",
            "looked": "on",
            "pieces": list(ticks(page)),
        }
        for values in (
            [{"take": "1"}] if is_sent else [submitted, {"cover": "1", "chosen": chosen, "covered": list(ticks(page))}]
        ):
            refused = head.post(address(question), values)
            assert (refused.status_code, "Không đọc được tệp này" in refused.content.decode()) == (422, True)
        if not is_sent:
            assert head.get(f"{address(question, name='chosen')}1/").status_code == 404
            assert taken(head, question).select("[data-submits-copy]")


class TestPages:
    @each_case(("number", "status"), [("1", 200), ("2", 200), ("0", 404), ("3", 404), ("99999", 404)])
    def test_each_page_is_a_picture(self, question, head, number, status):
        taken(head, question)
        answer = head.get(f"{address(question, name='chosen')}{number}/")
        assert answer.status_code == status
        if status == 200:
            assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
            assert answer["Cache-Control"].startswith("private, no-store")
            assert answer["X-Content-Type-Options"] == "nosniff"

    def test_only_who_chose_the_file_sees_them(self, city, district, question, head):
        taken(head, question)
        page = f"{address(question, name='chosen')}1/"
        assert browser(make_head(district, seat=Seat.DEPUTY)).get(page).status_code == 404
        for stranger in (make_head(city), make_officer(question.unit)):
            assert is_shut(browser(stranger).get(page))

    def test_not_those_of_a_file_of_another_question(self, district, question, head):
        taken(head, question)
        other, _token = make_question_with_token(district, QuestionState.IN_ANSWER)
        attachment = question.attachments.first().pk
        assert head.get(f"/admin/questions/{other.pk}/files/{attachment}/chosen/1/").status_code == 404
        answer = head.post(f"/admin/questions/{other.pk}/files/{attachment}/public/", {"take": "1"})
        assert answer.status_code == 404
