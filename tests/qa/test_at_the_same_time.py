"""Two who do something about one question at the same moment: nobody waits for ever, nothing is there twice, nothing is
public that the board did not see."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import PortalEvent
from audit.verification import broken_chains
from editorial.integrity.invariants import public_that_differs, rows_without_approval
from members.enums import Seat
from participation.data_requests.actions import correct_data, receive_request
from participation.enums.submissions import ConsentPurpose, DataRequestKind, ErasureReason
from participation.erasing import erase_sender
from participation.models import NameCorrection, Sender
from participation.sent_files.checking import SentFile
from qa.core import actions as workflow
from qa.core.closing import withdraw_question
from qa.core.topics import add_topic
from qa.core.verification import faults
from qa.desk import replies
from qa.desk.canned_responses import drop_text, keep_text
from qa.enums import AnswerKind, CannedResponseKind, QuestionEventKind, QuestionState
from qa.models import CopyChoice, PublicCopy, Question
from qa.oversight.overdue import export_overdue
from qa.publication.actions import propose_public_text
from qa.publication.copy_files import written_anew
from qa.publication.public_copies import choose_copy, propose_copy
from tests.factories import CITY, DISTRICT, make_head, make_operator, make_portal, make_supervisor
from tests.meanwhile import after, at_once, pausing_after
from tests.participation.factories import text_of
from tests.proposals import act
from tests.qa.copies import pdf, photograph
from tests.qa.factories import LATER, make_officer, make_question, make_question_with_token, make_unit
from tests.qa.public import words
from tests.qa.public_copies import stored_copies

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

FIRST, SECOND = (written_anew(SentFile(f"{text}.pdf", "pdf", pdf(text))) for text in ("Mot", "Hai"))
WORDS = {"title": "Giấy hẹn", "description": "Giấy hẹn", "seen": ()}


@pytest.fixture
def portal(db):
    return make_portal(CITY)


@pytest.fixture
def board(portal):
    return make_head(portal), make_head(portal, seat=Seat.DEPUTY)


@pytest.fixture
def asked(portal, board):
    """A question that is public by the name of its sender, with a file; and the secret of the sender."""
    agreed = [text_of(purpose) for purpose in (ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME)]
    files = [SentFile("Anh.jpg", "jpg", photograph())]
    question, token = make_question_with_token(portal, QuestionState.ASSIGNED, agreed=agreed, files=files)
    act(propose_public_text(question, title="Khai sinh", text="Tôi cần.", by=board[0], at=LATER), board[1])
    question.refresh_from_db()
    return question, token


@pytest.fixture
def question(asked):
    return asked[0]


def correction(question, name, *, by):
    request = receive_request(question.sender, DataRequestKind.CORRECT, details="Sai tên", by=None, at=LATER)
    return lambda: correct_data(request, corrected={"name": name}, by=by, at=timezone.now())


def choosing(question, file, *, by):
    attachment = question.attachments.get()
    return lambda: choose_copy(attachment, file, by=by, at=timezone.now())


def copy_proposed(question, *, by, file=FIRST):
    chosen = choosing(question, file, by=by)().draft.name
    return propose_copy(question.attachments.get(), chosen=chosen, **WORDS, by=by, at=timezone.now())


def is_sound():
    return [*faults(), *broken_chains(), *rows_without_approval(), *public_that_differs()] == []


def test_name_that_is_corrected_while_the_board_approves_is_not_public(portal, board, question):
    head, deputy = board
    change = propose_public_text(question, title="Bản sao", text="Tôi cần.", by=head, at=LATER)
    assert at_once(lambda: act(change, deputy), correction(question, "Lê Văn Ất", by=head)) == [None, None]
    page = words(portal, f"/hoi-dap/{question.code}/")
    assert ("Bản sao" in page, "Lê Văn Ất" in page) == (True, False)
    assert is_sound()


def test_each_of_two_who_correct_a_name_is_kept_as_having_worded_it(board, question):
    named = [correction(question, name, by=by) for name, by in zip(("Lê Ất", "Lê Giáp"), board, strict=True)]
    assert at_once(*named) == [None, None]
    assert Sender.objects.get().name_wording == 2
    kept = NameCorrection.objects.order_by("wording").values_list("wording", "by")
    assert ([wording for wording, _by in kept], {by for _wording, by in kept}) == ([1, 2], {one.pk for one in board})


def test_two_who_choose_a_file_choose_for_one_copy_and_leave_one_file(board, question):
    chosen = [choosing(question, file, by=by) for file, by in zip((FIRST, SECOND), board, strict=True)]
    assert at_once(*chosen) == [None, None]
    copy = PublicCopy.objects.get()
    assert set(CopyChoice.objects.values_list("copy", "by")) == {(copy.pk, one.pk) for one in board}
    assert stored_copies(question) == {copy.draft.name.rsplit("/", 1)[-1]}


def test_copy_that_is_proposed_anew_while_the_board_approves_is_public_as_approved(board, question):
    head, deputy = board
    change = copy_proposed(question, by=head)
    at_once(lambda: act(change, deputy), lambda: copy_proposed(question, by=head, file=SECOND))
    assert PublicCopy.objects.count() == 1
    assert is_sound()


def approving(change, by):
    def approve():
        try:
            act(change, by)
        except (PermissionDenied, PublicCopy.DoesNotExist):
            # What was erased is decided by nobody.
            return

    return approve


def test_copy_is_approved_or_its_question_withdrawn_but_nobody_waits_for_ever(portal, board, asked):
    (question, token), (head, deputy) = asked, board
    change = copy_proposed(question, by=head)
    at_once(approving(change, deputy), lambda: withdraw_question(question, token=token, at=timezone.now()))
    assert Question.objects.get().state == QuestionState.WITHDRAWN
    assert WORDS["title"] not in words(portal, f"/hoi-dap/{question.code}/")
    assert is_sound()


def test_copy_is_approved_or_its_sender_erased_but_no_file_is_left(board, question):
    head, deputy = board
    change = copy_proposed(question, by=head)
    erase = {"because": ErasureReason.REQUEST, "by": head, "at": timezone.now()}
    at_once(approving(change, deputy), lambda: erase_sender(question.sender, **erase))
    copy = PublicCopy.objects.get()
    assert (copy.file.name, copy.draft.name, copy.published_at) == ("", "", None)
    assert (stored_copies(question), CopyChoice.objects.count()) == (set(), 0)
    assert is_sound()


def test_ready_text_that_is_dropped_while_a_reply_repeats_it_keeps_its_writer(portal, board, monkeypatch):
    question, officer, head = make_question(portal, QuestionState.IN_ANSWER), make_officer(make_unit(portal)), board[0]
    said = "Hồ sơ gồm tờ khai và giấy chứng sinh."
    ready = {"portal_id": portal.pk, "kind": CannedResponseKind.ANSWER, "title": "Khai sinh", "by": head, "at": LATER}
    text = keep_text(**ready, text=said)
    reached = pausing_after(monkeypatch, replies, "actors_of")
    write = {"kind": AnswerKind.ANSWER, "text": said, "by": officer, "at": LATER}
    dropping = after(reached, lambda: drop_text(text, by=head, at=timezone.now()))
    assert at_once(lambda: replies.write_reply(question, **write), dropping) == [None, None]
    assert set(question.answers.get().writers.values_list("pk", flat=True)) == {officer.pk, head.pk}


def test_overdue_questions_are_taken_away_while_boards_send_them_to_each_other(portal):
    district, supervisor = make_portal(DISTRICT), make_supervisor()
    asked = [(make_question(here), here, there) for here, there in [(portal, district), (district, portal)]]
    export = {"portal": None, "by": supervisor, "at": timezone.now(), "reason": "Đôn đốc", "asked": {}}

    def forward(question, here, there):
        words_to = {"remark": "Chuyển", "by": make_head(here), "at": timezone.now()}
        return lambda: workflow.forward_question(question, to=there, **words_to)

    taken = [lambda: export_overdue(Question.objects.all(), **export)] * 2
    assert at_once(*taken, *[forward(*one) for one in asked]) == [None] * 4
    assert PortalEvent.objects.filter(kind=QuestionEventKind.OVERDUE_EXPORTED, portal=None).count() == 2
    assert is_sound()


def test_topic_is_added_by_one_of_two_operators(db):
    names = {"name_vi": "Chuyển đổi số", "name_en": "Digital", "position": 5, "by": make_operator()}
    refused = at_once(*[lambda: add_topic(**names, at=timezone.now())] * 2)
    assert [refusal.code for refusal in refused if refusal] == ["topic_named"]
