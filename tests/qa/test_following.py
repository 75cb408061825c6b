"""Anybody follows a public question by mail, after a click in a mail; nobody learns who does."""

import re
from datetime import timedelta

import pytest
from django.core import mail as sent_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from participation.personal_data.ciphers import sealed_models
from qa.core import actions as workflow
from qa.core import closing
from qa.enums import QuestionState
from qa.errors import NotOpenToAll
from qa.mail.following import (
    ask_to_follow,
    confirm_following,
    end_following,
    end_of_closed,
    follower_of,
    forget_unconfirmed,
)
from qa.mail.kinds import MailDropped, MailKind, MailState
from qa.mail.queue import STOPS
from qa.mail.sender import deliver
from qa.models import Question, QuestionFollower, QuestionMail
from tests.each import each_case
from tests.factories import make_head
from tests.participation.factories import marks_in
from tests.qa.factories import (
    LATER,
    TEXT,
    TITLE,
    approve_reply,
    make_officer,
    make_question,
    make_unit,
    stored,
    submit,
)
from tests.qa.following import SHOWN, public_question

pytestmark = pytest.mark.django_db

ADDRESS = "theodoi.dauthu@thudientu.example"


def browse(portal):
    return Client(headers={"host": f"{portal.site.hostname}:8000"})


def form_of(question, language="vi"):
    with override(language):
        return reverse("follow_question", args=[question.code])


def ask(question, address=ADDRESS, at=LATER):
    ask_to_follow(question, address=address, language="vi", at=at)


def follow(question, address=ADDRESS):
    ask(question, address)
    follower = QuestionFollower.objects.kept().with_address(address).get(question=question)
    confirm_following(follower, at=LATER)
    follower.refresh_from_db()
    return follower


def answer(question):
    submit(question)
    approve_reply(question)


@pytest.mark.both_engines
def test_address_follows_after_its_click_and_is_erased_by_another(district, django_capture_on_commit_callbacks, caplog):
    question, client = public_question(district), browse(district)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(form_of(question), {"email": ADDRESS})
    assert (page.status_code, page["Cache-Control"], "Set-Cookie" in page) == (200, "private, no-store", False)
    assert ADDRESS not in page.content.decode()
    (letter,) = sent_mail.outbox
    assert (letter.to, "List-Unsubscribe" in letter.extra_headers) == ([ADDRESS], False)
    link = re.search(r"http://[^/\s]+(/hoi-dap/theo-doi/\S+)", letter.body).group(1)
    assert client.get(link).status_code == 200
    assert not QuestionFollower.objects.confirmed().exists()
    assert client.post(link, {"confirm": "1"}).status_code == 200
    follower = QuestionFollower.objects.confirmed().get()
    assert ADDRESS not in str(QuestionFollower.objects.values().get())
    with django_capture_on_commit_callbacks(execute=True):
        answer(question)
    letter = sent_mail.outbox[-1]
    whole = letter.subject + letter.body + letter.alternatives[0][0]
    words = ("Bà đến nhận kết quả.", SHOWN, TITLE, TEXT)
    assert ([*marks_in(whole)], [one for one in words if one in whole]) == ([], [*words[:2]])
    # As a program for mail does.
    assert letter.extra_headers["List-Unsubscribe"].endswith(f"{link}>")
    client.post(link, {"List-Unsubscribe": "One-Click"})
    assert stored(follower, "sealed", "contact_digest") == ("", "")
    assert follower.ended_at is not None
    assert ADDRESS not in caplog.text
    assert QuestionFollower in sealed_models()


def test_answer_to_the_form_tells_nothing_of_who_follows(district):
    question, client = public_question(district), browse(district)
    follow(question)
    known = client.post(form_of(question), {"email": ADDRESS})
    new = client.post(form_of(question), {"email": "nguoi.khac@example.test"})
    assert known.content == new.content
    assert QuestionMail.objects.filter(kind=MailKind.CONFIRM).count() == 2


def test_wrong_address_is_said_beside_the_field_and_kept(district):
    question = public_question(district)
    page = browse(district).post(form_of(question), {"email": "ten@"})
    assert page.status_code == 422
    for shown in ('value="ten@"', "field__error"):
        assert shown in page.content.decode()
    assert not QuestionFollower.objects.exists()


def test_only_public_questions_of_this_portal_are_followed(city, district):
    hidden, routed = make_question(district), public_question(district, QuestionState.ROUTED_OUT)
    shown = public_question(district)
    for question in (hidden, routed):
        with pytest.raises(NotOpenToAll):
            ask(question)
    for portal, question in ((district, hidden), (district, routed), (city, shown)):
        for method in ("get", "post"):
            assert getattr(browse(portal), method)(form_of(question), {"email": ADDRESS}).status_code == 404
    for language in ("vi", "en"):
        assert browse(district).get(form_of(shown, language)).status_code == 200
    assert not QuestionFollower.objects.exists()


def test_link_of_another_portal_or_of_nobody_leads_nowhere(city, district):
    follower = follow(public_question(district))
    token = STOPS.sign_object(["follower", follower.secret])
    wrong = [token[:-1], STOPS.sign_object(["follower", "x"]), STOPS.sign_object(["gì", follower.secret])]
    for portal, value in [(city, token), *((district, one) for one in wrong)]:
        assert browse(portal).post(f"/hoi-dap/theo-doi/{value}/").status_code == 404
    assert stored(follower, "ended_at") == (None,)
    assert follower_of(token, portal=city) is None


@pytest.mark.both_engines
def test_same_address_is_asked_once_an_hour_and_mailed_anew_after_that(district):
    question = public_question(district)
    ask(question)
    mail = QuestionMail.objects.get(kind=MailKind.CONFIRM)
    assert deliver(mail.pk, at=LATER)
    ask(question, ADDRESS.upper(), at=LATER + timedelta(minutes=59))
    assert not deliver(mail.pk, at=LATER)
    ask(question, at=LATER + timedelta(minutes=61))
    assert deliver(mail.pk, at=LATER)
    assert QuestionFollower.objects.count() == 1


def test_form_takes_so_many_tries_only(district, settings):
    settings.SIGN_IN_TRIES = 2
    question, client = public_question(district), browse(district)
    tried = [client.post(form_of(question), {"email": ADDRESS}).status_code for _number in range(3)]
    assert tried == [200, 200, 429]


def test_address_is_asked_to_confirm_so_often_in_a_day_and_nobody_is_told(city, district, settings):
    """From however many networks, about however many questions of however many portals."""
    settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY = 2
    answers = set()
    for number, portal in enumerate([city, district, city, district]):
        client = Client(headers={"host": f"{portal.site.hostname}:8000"}, REMOTE_ADDR=f"198.51.100.{number}")
        page = client.post(form_of(public_question(portal)), {"email": ADDRESS})
        answers.add((page.status_code, "trên đường" in page.content.decode() or "đường dẫn" in page.content.decode()))
    assert len(answers) == 1
    assert QuestionMail.objects.filter(kind=MailKind.CONFIRM).count() == 2
    assert QuestionFollower.objects.count() == 2


@pytest.mark.both_engines
def test_who_follows_a_closed_question_is_forgotten_after_a_period(district, settings):
    settings.QUESTION_FOLLOWERS_KEPT_DAYS = 90
    waiting, question = follow(public_question(district)), public_question(district)
    follower = follow(question)
    answer(question)
    closed_at = question.events.latest("number").at
    assert end_of_closed(at=closed_at + timedelta(days=89)) == 0
    assert end_of_closed(at=closed_at + timedelta(days=91)) == 1
    assert stored(follower, "sealed", "contact_digest") == ("", "")
    assert follower.ended_at is not None
    assert list(QuestionFollower.objects.kept()) == [waiting]


def test_who_does_not_confirm_is_forgotten(district):
    question = public_question(district)
    ask(question)
    confirmed = follow(question, "nguoi.khac@example.test")
    assert forget_unconfirmed(at=LATER + timedelta(days=1)) == 0
    assert forget_unconfirmed(at=LATER + timedelta(days=3)) == 1
    assert list(QuestionFollower.objects.kept()) == [confirmed]
    assert not deliver(QuestionMail.objects.filter(kind=MailKind.CONFIRM).earliest("pk").pk, at=LATER)


@pytest.fixture
def mail(district):
    """Of an answer, to somebody who follows."""
    question = public_question(district)
    follower = follow(question)
    answer(question)
    return QuestionMail.objects.get(follower=follower, kind=MailKind.ANSWERED)


@each_case("why", [MailDropped.NOT_WANTED, MailDropped.NOT_PUBLIC, MailDropped.OVERTAKEN])
def test_mail_is_dropped_whose_time_is_over(district, mail, why):
    if why == MailDropped.NOT_WANTED:
        end_following(mail.follower, at=LATER)
    elif why == MailDropped.NOT_PUBLIC:
        Question.objects.filter(pk=mail.question_id).update(published_at=None)
    else:
        workflow.reopen_question(mail.question, by=make_officer(make_unit(district)), at=LATER, remark="Sửa")
        answer(mail.question)
    assert not deliver(mail.pk, at=LATER)
    assert stored(mail, "state", "dropped_because") == (MailState.DROPPED, why)


def test_followers_hear_of_public_events_alone(district):
    question = public_question(district, QuestionState.ASSIGNED)
    follow(question)
    other = public_question(district)
    workflow.ask_back(question, by=make_officer(make_unit(district)), at=LATER, text="Bà sinh ở đâu?")
    assert set(QuestionMail.objects.exclude(follower=None).values_list("kind", flat=True)) == {MailKind.CONFIRM}
    closing.merge_question(question, into=other, by=make_head(district), at=LATER)
    assert deliver(QuestionMail.objects.get(kind=MailKind.MERGED).pk, at=LATER)
    # The code of another question is told where it is looked for: on the page.
    assert other.code not in sent_mail.outbox[-1].body


@pytest.mark.both_engines
def test_telling_followers_costs_no_query_for_each(district):
    """The event of an answer is written with as many queries for three followers as for one."""
    counted = []
    for followers in (1, 3):
        question = public_question(district, QuestionState.IN_ANSWER)
        for number in range(followers):
            follow(question, f"nguoi{number}@example.test")
        submit(question)
        with CaptureQueriesContext(connection) as queries:
            approve_reply(question)
        counted.append(len(queries))
        assert question.mails.filter(kind=MailKind.ANSWERED).count() == followers
    assert counted[1] <= counted[0]
