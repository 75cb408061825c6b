"""Personal data is where it may be and nowhere else; and once it is erased, nowhere at all."""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail as sent_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.search.index import Indexed

from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewEventKind
from editorial.integrity.invariants import public_that_differs
from editorial.models import ProposedChange
from members.enums import Seat
from participation.enums.submissions import ErasureReason, PieceKind
from participation.erasing import erase_sender
from participation.errors import SenderErased
from participation.models import Sender
from participation.sent_files.checking import SentFile
from qa.core import actions as workflow
from qa.core.verification import faults
from qa.desk import replies
from qa.desk.actions import write_note
from qa.enums import AnswerKind, QuestionState, Visibility, WithholdReason
from qa.models import Question, QuestionFollower
from qa.publication.actions import propose_public_message, propose_public_text
from qa.publication.copy_files import CopyPiece, WrittenCopy
from qa.publication.public_copies import choose_copy, propose_copy
from qa.publication.visibility import ask_to_withhold, confirm_visibility
from tests.everywhere import cached_with, columns_with, files_with, holds
from tests.factories import make_head
from tests.participation.factories import MARKS
from tests.proposals import act
from tests.qa.attachments import picture
from tests.qa.citizen import FILLED, Citizen
from tests.qa.copies import pdf
from tests.qa.factories import LATER, TEXT, TITLE, ask, make_officer, make_question_with_token, make_unit, stored

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.slow(reason="lets a question go through everything that writes of it"),
]

# What the sender wrote, beside what the sender told of herself; and what staff wrote that may repeat it.
SENT = ("DấuTiêuĐề", "DấuNộiDung", "DấuBổSung", "DấuTệp")
REPEATED = ("DấuHỏiLại", "DấuGhiChú", "DấuBảnCôngKhai", "DấuDựThảo", "DấuLýDo", "DấuBảnSao")
ALL = (*MARKS, *SENT, *REPEATED)
# Where they may stand until the data is erased; facts of the sender, files and requests are sealed.
MAY_HOLD = {
    "qa.question.title",
    "qa.question.text",
    "qa.questionmessage.text",
    "qa.questionmessage.asked_back",
    "qa.questionnote.text",
    "qa.visibilitychange.text",
    "qa.answer.draft",
    "qa.publiccopy.draft_pieces",
    "editorial.proposedchange.values",
    "wagtailcore.revision.content",
}
PAGES = (
    "/hoi-dap/", "/hoi-dap/{code}/", "/hoi-dap/rss/", "/hoi-dap/{code}/rss/", "/hoi-dap/du-lieu.csv",
    "/hoi-dap/du-lieu.json", "/hoi-dap/thong-ke/", "/hoi-dap/khong-dang/", "/hoi-dap-toan-thanh-pho/",
    "/tim-kiem/?q=DấuNộiDung", "/hoi-dap/?q=DauNoiDung",
)  # fmt: skip


@pytest.fixture
def citizen(city):
    return Citizen(city)


@pytest.fixture
def others() -> set[str]:
    """Files that other tests left."""
    return files_with(ALL)


@pytest.fixture
def token(citizen, city, others, caplog, django_capture_on_commit_callbacks):
    """The link of somebody who asked, was asked back, follows and wants the own data; whose words staff repeated in
    whatever is not public, most of which still waits."""
    caplog.set_level(logging.INFO)
    at, head, member = timezone.now(), make_head(city), make_head(city, seat=Seat.MEMBER)
    unit = make_unit(city)
    officer = make_officer(unit)
    with django_capture_on_commit_callbacks(execute=True):
        token = citizen.token(
            title="DấuTiêuĐề", text="DấuNộiDung", agree_notices="on",
            files=[SimpleUploadedFile("DấuTệp.png", picture())],
        )  # fmt: skip
        question = Question.objects.get()
        workflow.assign_question(question, unit=unit, by=head, at=at)
        workflow.ask_back(question, by=officer, at=at, text="DấuHỏiLại: bà sinh ở đâu?")
        citizen.post(f"/hoi-dap/cua-toi/{token}/bo-sung/", **{"clarify_form-text": "DấuBổSung"})
        details = {"kind": "correct", "details": "DấuYêuCầu"}
        assert citizen.post(f"/hoi-dap/cua-toi/{token}/du-lieu/yeu-cau/", **details).status_code == 303
        write_note(question, text="DấuGhiChú", by=officer, at=at)
        act(propose_public_text(question, title="Bản sao", text="Cần bản sao.", by=member, at=at), head)
        assert citizen.post(f"/hoi-dap/{question.code}/theo-doi/", email=FILLED["email"]).status_code == 200
        change = propose_public_text(question, title="Bản sao", text="DấuBảnCôngKhai", by=member, at=at)
        act(change, head, "reject", comment="Còn tên người hỏi.")
        propose_public_message(question.messages.get(), text="DấuBảnCôngKhai", by=member, at=at)
        # What a program read in it is kept as well.
        piece = CopyPiece("DấuBảnSao", PieceKind.ADDRESS, (1,))
        written = WrittenCopy(SentFile("", "pdf", pdf("DauBanSao")), [piece])
        chosen = choose_copy(question.attachments.get(), written, by=member, at=at).draft.name
        copied = {"title": "DấuBảnSao", "description": "Lá đơn.", "seen": [piece.key], "by": member, "at": at}
        propose_copy(question.attachments.get(), chosen=chosen, **copied)
        ask_to_withhold(
            question, to=Visibility.HIDDEN, because=WithholdReason.PERSONAL_DATA, text="DấuLýDo", by=head, at=at
        )
        workflow.start_answer(question, by=officer, at=at)
        replies.write_reply(question, kind=AnswerKind.ANSWER, text="DấuDựThảo", by=officer, at=at)
        replies.submit_reply(question, by=officer, at=at)
    return token


def erase(city, capture):
    with capture(execute=True):
        erase_sender(Sender.objects.get(), because=ErasureReason.REQUEST, by=make_head(city), at=timezone.now())
    return Question.objects.get()


@pytest.mark.slow(reason="looks for marks in every table, file and mail")
def test_personal_data_is_only_where_it_may_be(citizen, token, others, caplog):
    question = Question.objects.get()
    assert columns_with(ALL) == MAY_HOLD
    assert {Path(name).parent.name for name in files_with(ALL) - others} == {"proposals"}
    for path in PAGES:
        answer = citizen.get(path.format(code=question.code))
        assert answer.status_code == 200, path
        body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
        assert not holds(body.replace("DấuNộiDung".encode(), b"").replace(b"DauNoiDung", b""), ALL), path
    answer = citizen.post("/hoi-dap/tra-cuu/", code=question.code)
    assert (question.code in answer.content.decode(), holds(answer.content, ALL)) == (True, False)
    assert cached_with(ALL) == set()
    logged = [record.getMessage() for when in ("setup", "call") for record in caplog.get_records(when)]
    mails = [f"{mail.subject}\n{mail.body}\n{mail.alternatives}\n{mail.extra_headers}" for mail in sent_mail.outbox]
    assert len(mails) == 2
    assert not holds("\n".join([*logged, *mails]), ALL)


@pytest.mark.slow(reason="looks for marks in every table, file and mail")
def test_erased_data_is_nowhere_and_what_waits_and_may_quote_it_ends(
    city, token, others, django_capture_on_commit_callbacks
):
    """What waits ends with an event for each; nobody approves it afterwards, and the reply is the unit's again."""
    digest = Sender.objects.get().contact_digest
    waiting = list(ProposedChange.objects.open().values_list("pk", flat=True))
    question = erase(city, django_capture_on_commit_callbacks)
    assert columns_with([*ALL, digest]) | (files_with(ALL) - others) | cached_with(ALL) == set()
    assert not QuestionFollower.objects.kept().exists()
    assert (question.public_text, question.is_readable) == ("Cần bản sao.", True)
    assert [*faults(), *public_that_differs()] == []
    states = ProposedChange.objects.filter(pk__in=waiting).values_list("state", flat=True)
    assert list(states) == [ProposalState.DROPPED] * 4
    assert PortalEvent.objects.filter(kind=ReviewEventKind.CHANGE_OVERTAKEN).count() == 4
    assert question.state == QuestionState.IN_ANSWER
    assert not any(change.current_workflow_state for change in ProposedChange.objects.all())


@pytest.mark.slow(reason="looks for marks in every table, file and mail")
def test_public_text_goes_where_nobody_may_read_it_any_more(city, citizen, django_capture_on_commit_callbacks):
    """Withheld since it named somebody: erased, it does not come back by being shown again."""
    token = citizen.token()
    at, head, deputy = timezone.now(), make_head(city), make_head(city, seat=Seat.DEPUTY)
    question = Question.objects.get()
    workflow.assign_question(question, unit=make_unit(city), by=head, at=at)
    act(propose_public_text(question, title="DấuTên", text="DấuTên", by=head, at=at), deputy)
    reason = {"to": Visibility.HIDDEN, "because": WithholdReason.PERSONAL_DATA, "text": "Nêu tên"}
    ask_to_withhold(question, **reason, by=head, at=at)
    confirm_visibility(question, by=deputy, at=at)
    question = erase(city, django_capture_on_commit_callbacks)
    assert columns_with(ALL) == set()
    assert (question.withheld_because, question.is_readable) == (WithholdReason.PERSONAL_DATA, False)
    assert citizen.get(f"/hoi-dap/cua-toi/{token}/").status_code == 200
    assert [*faults(), *public_that_differs()] == []


def test_no_table_of_questions_or_people_is_in_an_index():
    """An index of references would tell whoever looks up an account which questions its person answers elsewhere."""
    models = [model for label in ("qa", "participation") for model in apps.get_app_config(label).get_models()]
    assert [model for model in models if ReferenceIndex.model_is_indexable(model) or issubclass(model, Indexed)] == []


def test_words_of_the_sender_go_and_those_of_others_what_is_public_and_the_history_stay(district):
    """Of an answered and published question, on which the sender asked once more."""
    other, _token = ask(district)
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    change = propose_public_text(question, title="Bản sao", text="Cần bản sao.", by=make_head(district), at=LATER)
    act(change, make_head(district, seat=Seat.DEPUTY))
    workflow.follow_up(question, token=token, text="Tôi là Hoa.", at=LATER)
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=make_head(district), at=LATER)
    assert stored(question, "title", "text", "asked_back") == ("", "", "")
    assert list(question.messages.values_list("text", "asked_back")) == [("", "")]
    assert stored(other, "title", "text") == (TITLE, TEXT)
    assert (question.public_title, question.public_text) == ("Bản sao", "Cần bản sao.")
    assert question.answers.published().count() == 1
    assert [*faults(), *public_that_differs()] == []


def test_erased_question_takes_up_no_more_words(district):
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=make_head(district), at=LATER)
    with pytest.raises(SenderErased):
        workflow.follow_up(question, token=token, text="Còn nữa", at=LATER)
    assert question.messages.count() == 0
