"""Two approvers withhold a question on screens of the admin; files and later messages of the sender on theirs."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.private_files import private_storage
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Seat
from participation.models import ContactView
from qa.asking.attachments import SentFile
from qa.core import actions as workflow
from qa.core.closing import withdraw_question
from qa.enums import QuestionState, Visibility
from qa.models import Question
from tests.admin import browser, errors_at, is_shut, told
from tests.factories import make_head
from tests.qa.attachments import picture
from tests.qa.factories import LATER, ask, make_officer, make_question, make_question_with_token

pytestmark = pytest.mark.django_db

WORDS = {"to": "sender_only", "because": "personal_data", "text": "Nêu tên người khác"}


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


@pytest.fixture
def question(district):
    return make_question(district, QuestionState.ANSWERED)


@pytest.fixture
def board(district):
    """The head and the deputy."""
    return browser(make_head(district)), browser(make_head(district, seat=Seat.DEPUTY))


def stored(question):
    return Question.objects.get(pk=question.pk)


class TestWithholding:
    def test_one_approver_proposes_and_another_confirms(self, question, board):
        head, deputy = board
        assert "người duyệt thứ hai" in told(head.post(url("visibility_withhold", question.pk), WORDS))
        assert not stored(question).is_withheld
        assert url("visibility_confirm", question.pk) not in head.get(url("question", question.pk)).content.decode()
        assert "Nêu tên người khác" in deputy.get(url("visibility_confirm", question.pk)).content.decode()
        deputy.post(url("visibility_confirm", question.pk))
        assert (stored(question).visibility, stored(question).withheld_because) == ("sender_only", "personal_data")

    def test_who_proposed_it_does_not_confirm_it(self, question, board):
        head, _deputy = board
        head.post(url("visibility_withhold", question.pk), WORDS)
        head.post(url("visibility_confirm", question.pk))
        assert not stored(question).is_withheld

    def test_it_is_left_as_it_was_and_shown_again(self, question, board):
        head, deputy = board
        head.post(url("visibility_withhold", question.pk), WORDS)
        deputy.post(url("visibility_keep", question.pk), {"text": "Đã ẩn tên"})
        assert not stored(question).visibility_changes.open().exists()
        head.post(url("visibility_withhold", question.pk), WORDS)
        deputy.post(url("visibility_confirm", question.pk))
        deputy.post(url("visibility_show", question.pk), {"text": "Đã được phép"})
        head.post(url("visibility_confirm", question.pk))
        assert not stored(question).is_withheld

    def test_reason_is_asked_for_and_what_was_typed_is_kept(self, question, board):
        answer = board[0].post(url("visibility_withhold", question.pk), WORDS | {"text": " "})
        assert errors_at(answer, "text")
        assert 'value="personal_data" selected' in answer.content.decode()

    def test_nobody_else_withholds_it(self, city, question):
        officer = make_officer(question.unit)
        for stranger in (make_head(city), officer):
            for name in ("withhold", "show", "confirm", "keep"):
                assert is_shut(browser(stranger).get(url(f"visibility_{name}", question.pk)))
                assert is_shut(browser(stranger).post(url(f"visibility_{name}", question.pk), WORDS))

    def test_sender_reads_no_more_what_is_hidden(self, district, board):
        question, token = make_question_with_token(district, QuestionState.ANSWERED)
        head, deputy = board
        head.post(url("visibility_withhold", question.pk), WORDS | {"to": Visibility.HIDDEN})
        deputy.post(url("visibility_confirm", question.pk))
        page = Client(headers={"host": district.host}).get(f"/hoi-dap/cua-toi/{token}/").content.decode()
        assert (question.text in page, "Ban Biên tập đã ẩn câu hỏi này" in page) == (False, True)


class TestFiles:
    def test_who_handles_a_question_reads_its_file_on_record(self, city, district):
        question, _token = ask(district, files=[SentFile("Anh cua toi.png", "png", picture())])
        address = url("attachment", question.pk, question.attachments.get().pk)
        head = browser(make_head(district))
        page = head.get(url("question", question.pk)).content.decode()
        assert (address in page, "Anh cua toi" in page) == (True, False)
        assert head.get(address)["Content-Type"].startswith("text/html")
        answer = head.post(address, {"why": "handling"})
        assert (answer.content, answer["Content-Type"]) == (picture(), "image/png")
        assert answer["Content-Disposition"].startswith("attachment;")
        assert ContactView.objects.get().by == make_head(district)
        assert is_shut(browser(make_head(city)).post(address, {"why": "handling"}))

    def test_who_handles_a_question_is_told_that_its_file_was_lost(self, district):
        question, _token = ask(district, files=[SentFile("a.png", "png", picture())])
        attachment = question.attachments.get()
        private_storage().delete(attachment.stored_as)
        address = url("attachment", question.pk, attachment.pk)
        answer = browser(make_head(district)).post(address, {"why": "handling"}, follow=True)
        assert "Không đọc được tệp này" in answer.content.decode()

    def test_board_that_forwarded_a_question_reads_its_file_for_the_public_copy_alone(self, city, district):
        question, token = ask(district, files=[SentFile("a.png", "png", picture())])
        address = url("attachment", question.pk, question.attachments.get().pk)
        workflow.forward_question(question, to=city, by=make_head(district), at=LATER, remark="Thuộc Thành phố")
        publisher, handler = browser(make_head(district)), browser(make_head(city))
        assert publisher.post(address, {"why": "handling"})["Content-Type"].startswith("text/html"), "asked again"
        assert publisher.post(address, {"why": "public_copy"}).content == picture()
        assert handler.post(address, {"why": "public_copy"})["Content-Type"].startswith("text/html")
        assert handler.post(address, {"why": "handling"}).content == picture()
        read = ContactView.objects.order_by("pk").values_list("by", "why")
        assert list(read) == [(make_head(district).pk, "public_copy"), (make_head(city).pk, "handling")]
        assert is_shut(publisher.get(url("contact", question.pk)))
        withdraw_question(stored(question), token=token, at=LATER)
        assert is_shut(publisher.get(address)), "never public"

    def test_file_of_another_question_is_not_there(self, district):
        question, _token = ask(district, files=[SentFile("a.png", "png", picture())])
        other, _secret = ask(district)
        address = url("attachment", other.pk, question.attachments.get().pk)
        assert browser(make_head(district)).get(address).status_code == 404


class TestMessages:
    def test_board_proposes_what_the_public_reads_of_it(self, city, district):
        question, token = make_question_with_token(district, QuestionState.ANSWERED)
        workflow.follow_up(question, token=token, text="Gọi tôi số 0912345678 nhé", at=LATER)
        message = question.messages.get()
        address = url("message", question.pk, message.pk)
        head = browser(make_head(district))
        assert "[đã ẩn số điện thoại]" in head.get(address).content.decode().replace("&#x27;", "'")
        head.post(address, {"text": "Gọi tôi nhé"})
        assert open_proposal(message).values == {"public_text": "Gọi tôi nhé"}
        assert is_shut(browser(make_head(city)).get(address))
        assert is_shut(browser(make_officer(question.unit)).get(address))
