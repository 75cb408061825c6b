"""The sender is told of each event once, in words that hold, at an address that stands nowhere.

Stopping mails by their link, and the list of those that were not sent: of the own portals only.
"""

import smtplib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail as sent_mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from audit.models import PortalEvent
from cityportal.doctor import examine
from home.publication.cited_documents import facts_of
from members.enums import Role
from participation.codes import written
from participation.consents import has_consent, withdraw_consent
from participation.enums.submissions import ConsentChannel, ConsentPurpose, ErasureReason, ViewReason
from participation.erasing import erase_sender
from participation.mails.sending import MailNotTaken
from participation.models import ContactView, SenderFacts
from qa.core import closing
from qa.core.actions import forward_question, reopen_question
from qa.enums import AnswerKind, QuestionEventKind, QuestionState, Visibility
from qa.errors import MailNotFailed, NotYourQuestion
from qa.mail.following import ask_to_follow
from qa.mail.kinds import MailDropped, MailKind, MailState, MailTrouble
from qa.mail.queue import portal_of, send_again, send_left, stop_token
from qa.mail.sender import deliver
from qa.models import Question, QuestionMail
from tests.admin import browser, is_refused
from tests.each import each_case
from tests.factories import WARD, make_head, make_member, make_operator, make_portal
from tests.information.factories import make_item
from tests.participation.factories import FACTS, marks_in
from tests.qa.approvals import write_public
from tests.qa.factories import (
    LATER,
    RECEIVED,
    TEXT,
    TITLE,
    approve_reply,
    make_officer,
    make_question,
    make_question_with_token,
    submit,
)
from tests.qa.following import public_question
from tests.qa.mails import consents, told

pytestmark = pytest.mark.django_db

ADDRESS = FACTS.email


def send(question, kind, *, at=LATER):
    """What the mail of a kind says; it must go."""
    assert deliver(question.mails.get(kind=kind).pk, at=at)
    return sent_mail.outbox[-1]


def dropped_because(mail):
    """Why a mail did not go, though it was tried."""
    assert not deliver(mail.pk, at=LATER)
    mail.refresh_from_db()
    return mail.dropped_because


def text_of_mail(mail):
    return f"{mail.subject}\n{mail.body}\n{mail.alternatives[0][0]}"


def test_nobody_is_told_who_did_not_agree(district):
    make_question(district, QuestionState.ANSWERED)
    assert not QuestionMail.objects.exists()


def test_receipt_has_the_public_code_and_nothing_that_opens_the_own_page(district):
    """Whoever reads it at a mistyped address learns what anybody learns by the code."""
    question, token = make_question_with_token(district, agreed=consents())
    letter = send(question, MailKind.RECEIVED)
    assert letter.to == [ADDRESS]
    for part in (letter.body, letter.alternatives[0][0]):
        assert question.code in part
        assert "26/11/2026" in part
    for secret in (token, "cua-toi", question.sender.code, written(question.sender.code)):
        assert secret not in text_of_mail(letter)
    mail = question.mails.get()
    assert (mail.state, mail.tries) == (MailState.SENT, 1)
    view = ContactView.objects.get()
    assert (view.by, view.why, view.about) == (None, ViewReason.NOTICE, f"qa.question:{question.pk}")


@pytest.mark.both_engines
def test_each_goes_once_and_costs_a_bounded_number_of_queries(district, django_assert_max_num_queries):
    question = told(district, QuestionState.ANSWERED)
    row = question.mails.get(kind=MailKind.ANSWERED)
    with django_assert_max_num_queries(14):
        assert deliver(row.pk, at=LATER)
    assert not deliver(row.pk, at=LATER)
    assert len(sent_mail.outbox) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionMail.objects.create(question=question, event=row.event, kind=row.kind, queued_at=LATER)


@pytest.mark.both_engines
def test_mail_goes_after_the_commit(district, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        told(district)
        assert sent_mail.outbox == []
    assert len(sent_mail.outbox) == 1


@pytest.mark.slow(reason="brings a question into eight states, and renders a mail of each")
@each_case(
    ("state", "kind", "said"),
    [
        (QuestionState.ASSIGNED, MailKind.FORWARDED, "Phòng Hộ tịch"),
        (QuestionState.NEEDS_CLARIFICATION, MailKind.ASKED_BACK, "cần ông/bà"),
        (QuestionState.INTERIM_PUBLISHED, MailKind.INTERIM, "1/12/2026"),
        (QuestionState.ANSWERED, MailKind.ANSWERED, "Bà đến nhận kết quả."),
        (QuestionState.OUT_OF_SCOPE, MailKind.OUT_OF_SCOPE, "Sở Y tế"),
        (QuestionState.ROUTED_OUT, MailKind.ROUTED_OUT, "Thanh tra Thành phố"),
        (QuestionState.REFUSED, MailKind.REFUSED, "Xúc phạm"),
        (QuestionState.WITHDRAWN, MailKind.WITHDRAWN, "rút"),
    ],
)
def test_mail_says_what_happened_and_no_word_of_the_sender(district, state, kind, said):
    question = told(district, state)
    letter = send(question, kind)
    whole = text_of_mail(letter)
    assert said in whole
    assert "tra-cuu" in letter.body
    assert letter.subject.startswith(f"[{question.code}] ")
    assert marks_in(whole) == []
    assert [words for words in (TITLE, TEXT, "Bà sinh ở đâu?") if words in whole] == []


def test_reply_is_quoted_only_as_long_as_citizens_read_it(district):
    """Withheld after the mail was queued: whoever has the link reads it there, and of what is hidden nobody is told."""
    question = told(district, QuestionState.ANSWERED)
    withheld = {"withheld_because": "personal_data", "withheld_on": LATER.date(), "listed_at": LATER}
    row = Question.objects.filter(pk=question.pk)
    row.update(visibility=Visibility.SENDER_ONLY, **withheld)
    assert "Bà đến nhận kết quả." not in text_of_mail(send(question, MailKind.ANSWERED))
    row.update(visibility=Visibility.HIDDEN)
    mail = question.mails.get(kind=MailKind.ANSWERED)
    QuestionMail.objects.filter(pk=mail.pk).update(state=MailState.QUEUED, sent_at=None)
    assert dropped_because(mail) == MailDropped.NOT_PUBLIC


@pytest.mark.breaks_the_rule
def test_reply_is_quoted_with_the_documents_that_it_rests_on(district):
    question = told(district, QuestionState.ANSWERED)
    question.answers.update(documents=facts_of([make_item(district, "document", published=True).pk]))
    text = text_of_mail(send(question, MailKind.ANSWERED))
    assert "Bà đến nhận kết quả." in text
    assert "4567/QĐ-UBND, ngày 15/10/2026: Trang document" in text


def test_merged_question_names_the_other_one(district):
    question = told(district, QuestionState.MERGED_DUPLICATE)
    other = Question.objects.get(pk=question.merged_into_id)
    # Not sorted yet: it may be a complaint.
    assert other.code not in send(question, MailKind.MERGED).body
    write_public(other, published_at=LATER, sorted_on=LATER.date())
    again = told(district, QuestionState.RECEIVED)
    closing.merge_question(again, into=other, by=make_head(district), at=LATER)
    assert f"/hoi-dap/{other.code}/" in send(again, MailKind.MERGED).body


def test_forwarded_mail_names_the_other_portal_and_links_to_the_own(district):
    question = told(district)
    ward = make_portal(WARD)
    forward_question(question, to=ward, by=make_head(district), at=LATER, remark="Đúng thẩm quyền")
    body = send(question, MailKind.FORWARDED).body
    assert [words in body for words in (ward.name_vi, "http://quan1.", "http://bennghe.")] == [True, True, False]


def test_mail_is_written_in_the_language_of_the_question(district):
    question = told(district, language="en", agreed=consents("en"))
    with translation.override("vi"):
        letter = send(question, MailKind.RECEIVED)
    assert "We have received your question." in letter.body
    assert "/en/questions/look-up/" in letter.body
    assert 'lang="en"' in letter.alternatives[0][0]


def test_answers_to_mails_are_not_lost_silently(district, monkeypatch):
    record = portal_of(told(district))
    monkeypatch.setattr("qa.mail.messages.portal_of", lambda question: replace(record, email=""))
    silent = send(told(district), MailKind.RECEIVED)
    assert silent.reply_to == []
    assert "Không có ai đọc" in silent.body
    monkeypatch.setattr("qa.mail.messages.portal_of", lambda question: replace(record, email="vanphong@quan1.example"))
    read = send(told(district), MailKind.RECEIVED)
    assert read.reply_to == ["vanphong@quan1.example"]
    assert "vanphong@quan1.example" in read.body
    assert read.extra_headers["Auto-Submitted"] == "auto-generated"


@each_case(
    ("act", "because"),
    [
        (lambda question, token: closing.withdraw_question(question, token=token, at=LATER), MailDropped.OVERTAKEN),
        (
            lambda question, token: withdraw_consent(
                question.sender, ConsentPurpose.NOTICES, channel=ConsentChannel.LINK, by=None, at=LATER
            ),
            MailDropped.NOT_WANTED,
        ),
        (
            lambda question, token: erase_sender(question.sender, because=ErasureReason.REQUEST, by=None, at=LATER),
            MailDropped.ERASED,
        ),
    ],
    ids=["overtaken", "not wanted", "erased"],
)
def test_mail_is_dropped_whose_time_is_over(district, act, because):
    question, token = make_question_with_token(district, agreed=consents())
    act(question, token)
    mail = question.mails.get(kind=MailKind.RECEIVED)
    assert (dropped_because(mail), mail.state) == (because, MailState.DROPPED)
    assert sent_mail.outbox == []


def test_who_gave_no_address_gets_none(district):
    question = told(district, sender=SenderFacts(name="Nguyễn Thị Hoa", phone="0901777345"))
    assert dropped_because(question.mails.get()) == MailDropped.NO_ADDRESS


def refuse(monkeypatch, error):
    def fail(self, *args, **kwargs):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)


def test_failure_is_kept_tried_again_and_says_no_address(district, monkeypatch, caplog):
    mail = told(district).mails.get()
    busy = smtplib.SMTPRecipientsRefused({ADDRESS: (451, f"<{ADDRESS}> try later".encode())})
    with monkeypatch.context() as down:
        refuse(down, busy)
        with pytest.raises(MailNotTaken) as failure:
            deliver(mail.pk, at=LATER)
    mail.refresh_from_db()
    assert (mail.state, mail.trouble, mail.tries) == (MailState.FAILED, MailTrouble.SERVER, 1)
    # Neither the log nor the error, nor what the error came from, which a worker would log.
    assert failure.value.__context__ is None
    assert marks_in(caplog.text + str(failure.value)) == []
    assert str(mail.pk) in caplog.text
    assert deliver(mail.pk, at=LATER)
    mail.refresh_from_db()
    assert (mail.state, mail.trouble, mail.tries) == (MailState.SENT, "", 2)


@pytest.mark.parametrize(
    "error", [smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}), ValueError(ADDRESS)]
)
def test_address_that_no_server_takes_is_not_tried_every_minute(district, monkeypatch, caplog, error):
    mail = told(district).mails.get()
    refuse(monkeypatch, error)
    assert deliver(mail.pk, at=LATER) is False
    mail.refresh_from_db()
    assert (mail.state, mail.trouble) == (MailState.FAILED, MailTrouble.ADDRESS)
    assert marks_in(caplog.text) == []


def test_failing_mail_fails_no_verb_and_logs_keys_only(
    district, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    refuse(monkeypatch, ConnectionRefusedError(ADDRESS))
    with django_capture_on_commit_callbacks(execute=True):
        question, token = make_question_with_token(district, agreed=consents())
    assert question.mails.get().state == MailState.FAILED
    assert marks_in(caplog.text) == []
    assert (token in caplog.text, TITLE in caplog.text) == (False, False)


@pytest.mark.both_engines
def test_mail_without_a_worker_goes_later_and_is_given_up_after_a_week(district, django_capture_on_commit_callbacks):
    mail = told(district).mails.get()
    # Its worker died.
    QuestionMail.objects.filter(pk=mail.pk).update(state=MailState.SENDING, tried_at=RECEIVED)
    assert send_left(at=RECEIVED + timedelta(minutes=10)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert send_left(at=RECEIVED + timedelta(minutes=40)) == 1
    mail.refresh_from_db()
    assert mail.state == MailState.SENT
    other, seen = told(district).mails.get(), failed(district)
    assert send_left(at=RECEIVED + timedelta(days=8)) == 0
    other.refresh_from_db()
    seen.refresh_from_db()
    assert (other.dropped_because, seen.state) == (MailDropped.TOO_OLD, MailState.FAILED), "what failed is to be seen"


def test_corrected_answer_is_told_and_the_first_one_is_not_any_more(district):
    question = told(district, QuestionState.ANSWERED)
    reopen_question(question, by=make_officer(question.unit), at=LATER, remark="Sửa")
    submit(question, kind=AnswerKind.ANSWER)
    approve_reply(question)
    first, second = question.mails.filter(kind=MailKind.ANSWERED).order_by("pk")
    assert not deliver(first.pk, at=LATER)
    assert deliver(second.pk, at=LATER)


def joined_with(portal, other, **values):
    question = told(portal, **values)
    closing.merge_question(question, into=other, by=make_head(portal), at=LATER)
    question.refresh_from_db()
    return question


def test_senders_of_joined_questions_are_told_of_the_answer_that_the_public_reads(district):
    other = make_question(district, QuestionState.IN_ANSWER)
    joined, later = joined_with(district, other), joined_with(district, other)
    silent = joined_with(district, other, agreed=consents()[:1])
    submit(other)
    approve_reply(other)
    assert not silent.mails.exists()
    letter = send(joined, MailKind.JOINED_ANSWERED)
    assert letter.to == [ADDRESS]
    assert "Bà đến nhận kết quả." in letter.body
    assert not marks_in(text_of_mail(letter).replace(ADDRESS, ""))
    assert not deliver(joined.mails.get(kind=MailKind.JOINED_ANSWERED).pk, at=LATER)
    withheld = {"withheld_because": "personal_data", "withheld_on": LATER.date(), "listed_at": LATER}
    Question.objects.filter(pk=other.pk).update(visibility=Visibility.SENDER_ONLY, **withheld)
    text = text_of_mail(send(later, MailKind.JOINED_ANSWERED))
    assert ("Bà đến nhận kết quả." in text, other.code in text) == (False, False)


def test_senders_of_joined_questions_are_told_of_the_competent_body_unless_theirs_goes_on(district):
    other = make_question(district)
    joined, separated = joined_with(district, other), joined_with(district, other)
    closing.decline_question(other, body="Sở Y tế", by=make_head(district), at=LATER)
    closing.merge_question(separated, into=make_question(district), by=make_head(district), at=LATER)
    assert "Sở Y tế" in send(joined, MailKind.JOINED_DECLINED).body
    assert dropped_because(separated.mails.get(kind=MailKind.JOINED_DECLINED)) == MailDropped.OVERTAKEN


LIST = "question_mails_failed"


def visit(portal, token, *, method="get"):
    return getattr(Client(headers={"host": portal.host}), method)(f"/hoi-dap/theo-doi/{token}/")


def failed(portal, **values):
    mail = told(portal, **values).mails.get(kind=MailKind.RECEIVED)
    mail.state, mail.trouble, mail.tries, mail.tried_at = MailState.FAILED, MailTrouble.SERVER, 6, LATER
    mail.save()
    return mail


def test_link_asks_and_button_stops_the_mails(district):
    sender = told(district).sender
    page = visit(district, stop_token(sender))
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert has_consent(sender, ConsentPurpose.NOTICES)
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert "Set-Cookie" not in page
    assert marks_in(page.content.decode()) == []
    done = visit(district, stop_token(sender), method="post")
    assert done.status_code == 200
    assert [has_consent(sender, one) for one in (ConsentPurpose.NOTICES, ConsentPurpose.ANSWER)] == [False, True]
    # Once more, and after the data was erased, it says the same.
    erase_sender(sender, because=ErasureReason.REQUEST, by=None, at=LATER)
    assert visit(district, stop_token(sender), method="post").content == done.content


def test_link_of_another_portal_or_of_nobody_leads_nowhere(city, district):
    sender = told(district).sender
    for token in (stop_token(sender), stop_token(sender)[:-1], "gi-do"):
        assert visit(city, token).status_code == 404
        assert visit(city, token, method="post").status_code == 404
    assert visit(district, stop_token(sender)[:-1]).status_code == 404
    assert has_consent(sender, ConsentPurpose.NOTICES)


def test_board_and_administrator_see_failed_mails_of_their_portal_alone(city, district):
    own, other = failed(district), failed(city)
    for person in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        for name in (LIST, f"{LIST}_results"):
            page = browser(person).get(reverse(name)).content.decode()
            assert (own.question.code in page, other.question.code in page) == (True, False)
            assert (marks_in(page), TITLE in page) == ([], False)
    for person in (make_member(district), make_member(district, Role.ANSWERING_OFFICER), make_operator()):
        assert is_refused(browser(person).get(reverse(LIST)))


def test_failed_mail_to_a_follower_is_seen_by_a_masked_address_and_sent_again(city, district):
    question = public_question(district)
    ask_to_follow(question, address="theodoi.dauthu@thudientu.example", language="vi", at=LATER)
    mail = QuestionMail.objects.get(kind=MailKind.CONFIRM)
    QuestionMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, trouble=MailTrouble.SERVER)
    page = browser(make_head(district)).get(reverse(LIST)).content.decode()
    assert [words in page for words in ("t…@t….example", "dauthu", "thudientu")] == [True, False, False]
    assert question.code not in browser(make_head(city)).get(reverse(LIST)).content.decode()
    send_again(mail, by=make_head(district), at=LATER)
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED


def test_mail_is_sent_again_and_the_record_says_so(district, django_capture_on_commit_callbacks):
    mail, head = failed(district), make_head(district)
    address = reverse("question_mail_again", args=[mail.pk])
    assert mail.question.code in browser(head).get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser(head).post(address)["Location"] == reverse(LIST)
    assert len(sent_mail.outbox) == 1
    mail.refresh_from_db()
    assert mail.state == MailState.SENT
    event = PortalEvent.objects.get(kind=QuestionEventKind.QUESTION_MAIL_AGAIN)
    assert (event.portal, event.actor, event.data) == (
        district, head, {"question": mail.question.code, "mail": mail.pk},
    )  # fmt: skip
    with pytest.raises(MailNotFailed):
        send_again(mail, by=head, at=LATER)


def test_mail_of_a_forwarded_question_is_the_matter_of_both_boards_and_sent_again_on_the_portal_of_who_does(
    city, district
):
    mail, head = failed(district), make_head(district)
    forward_question(mail.question, to=city, by=head, at=LATER, remark="Chuyển")
    for person in (head, make_head(city)):
        assert mail.question.code in browser(person).get(reverse(LIST)).content.decode()
    QuestionMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED)
    mail.question.refresh_from_db()
    browser(head).post(reverse("question_mail_again", args=[mail.pk]))
    event = PortalEvent.objects.get(kind=QuestionEventKind.QUESTION_MAIL_AGAIN)
    assert (event.portal, event.actor) == (district, head)


def test_mail_of_another_portal_is_not_sent_again(city, district):
    mail, stranger = failed(city), make_head(district)
    for method in ("get", "post"):
        response = getattr(browser(stranger), method)(reverse("question_mail_again", args=[mail.pk]))
        assert (response.status_code, mail.question.code in response.content.decode()) == (403, False)
    with pytest.raises(NotYourQuestion):
        send_again(mail, by=stranger, at=LATER)
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED


def test_list_costs_no_query_for_each_mail(district, django_assert_max_num_queries):
    head = make_head(district)
    failed(district)
    client = browser(head)
    client.get(reverse(LIST))
    for _number in range(3):
        failed(district)
    with django_assert_max_num_queries(30):
        client.get(reverse(LIST))


def test_doctor_says_what_was_not_sent_and_what_waits(district):
    assert not {"question_mails_failed", "question_mails_waiting"} & {f.code for f in examine(quick=True)}
    # The doctor looks at the clock of today.
    QuestionMail.objects.filter(pk=failed(district).pk).update(tried_at=timezone.now())
    told(district)
    assert {"question_mails_failed", "question_mails_waiting"} <= {f.code for f in examine(quick=True)}
