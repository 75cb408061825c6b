"""Stopping mails by their link, and the list of those that were not sent: of the own portals only."""

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.urls import reverse

from audit.models import PortalEvent
from cityportal.doctor import examine
from members.enums import Role
from participation.consents import has_consent
from participation.enums import ConsentPurpose, ErasureReason
from participation.erasing import erase_sender
from qa.core.actions import forward_question
from qa.enums import QuestionEventKind
from qa.errors import MailNotFailed, NotYourQuestion
from qa.mail.following import ask_to_follow
from qa.mail.kinds import MailKind, MailState, MailTrouble
from qa.mail.queue import send_again, stop_token
from qa.models import QuestionMail
from tests.admin import browser, is_refused
from tests.factories import WARD, make_head, make_member, make_operator, make_portal
from tests.participation.factories import marks_in
from tests.qa.factories import LATER, TITLE
from tests.qa.following import public_question
from tests.qa.mails import told

pytestmark = pytest.mark.django_db

LIST = "question_mails_failed"


def visit(portal, token, *, method="get"):
    client = Client(headers={"host": f"{portal.site.hostname}:8000"})
    return getattr(client, method)(f"/hoi-dap/theo-doi/{token}/")


def failed(portal, **values):
    mail = told(portal, **values).mails.get(kind=MailKind.RECEIVED)
    mail.state, mail.trouble, mail.tries, mail.tried_at = MailState.FAILED, MailTrouble.SERVER, 6, LATER
    mail.save()
    return mail


def test_link_asks_and_button_stops_the_mails(district):
    sender = told(district).sender
    page = visit(district, stop_token(sender))
    assert page.status_code == 200
    assert has_consent(sender, ConsentPurpose.NOTICES)
    assert page["Cache-Control"] == "private, no-store"
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert "Set-Cookie" not in page
    assert marks_in(page.content.decode()) == []
    done = visit(district, stop_token(sender), method="post")
    assert done.status_code == 200
    assert not has_consent(sender, ConsentPurpose.NOTICES)
    assert has_consent(sender, ConsentPurpose.ANSWER)
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
            assert own.question.code in page
            assert other.question.code not in page
            assert marks_in(page) == []
            assert TITLE not in page
    for person in (make_member(district), make_member(district, Role.ANSWERING_OFFICER), make_operator()):
        assert is_refused(browser(person).get(reverse(LIST)))


def test_failed_mail_to_a_follower_is_seen_by_a_masked_address_and_sent_again(city, district):
    question = public_question(district)
    ask_to_follow(question, address="theodoi.dauthu@thudientu.example", language="vi", at=LATER)
    mail = QuestionMail.objects.get(kind=MailKind.CONFIRM)
    QuestionMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, trouble=MailTrouble.SERVER)
    page = browser(make_head(district)).get(reverse(LIST)).content.decode()
    assert "t…@t….example" in page
    assert "dauthu" not in page
    assert "thudientu" not in page
    assert question.code not in browser(make_head(city)).get(reverse(LIST)).content.decode()
    send_again(mail, by=make_head(district), at=LATER)
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED


def test_forwarded_question_is_the_matter_of_both_boards(district):
    mail, ward = failed(district), make_portal(WARD)
    forward_question(mail.question, to=ward, by=make_head(district), at=LATER, remark="Đúng thẩm quyền")
    for portal in (district, ward):
        assert mail.question.code in browser(make_head(portal)).get(reverse(LIST)).content.decode()


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


def test_mail_is_sent_again_on_the_portal_of_who_sends_it(city, district):
    head = make_head(district)
    mail = failed(district)
    forward_question(mail.question, to=city, by=head, at=LATER, remark="Chuyển")
    QuestionMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED)
    mail.question.refresh_from_db()
    browser(head).post(reverse("question_mail_again", args=[mail.pk]))
    event = PortalEvent.objects.get(kind=QuestionEventKind.QUESTION_MAIL_AGAIN)
    assert (event.portal, event.actor) == (district, head)


def test_mail_of_another_portal_is_not_sent_again(city, district):
    mail, stranger = failed(city), make_head(district)
    address = reverse("question_mail_again", args=[mail.pk])
    for method in ("get", "post"):
        response = getattr(browser(stranger), method)(address)
        assert response.status_code == 403
        assert mail.question.code not in response.content.decode()
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
    from django.utils import timezone  # noqa: PLC0415 -- the doctor looks at the clock of today

    assert not {"question_mails_failed", "question_mails_waiting"} & {f.code for f in examine(quick=True)}
    QuestionMail.objects.filter(pk=failed(district).pk).update(tried_at=timezone.now())
    told(district)
    assert {"question_mails_failed", "question_mails_waiting"} <= {f.code for f in examine(quick=True)}
