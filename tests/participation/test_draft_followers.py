"""Following a draft by mail: asked for, confirmed by a link, told once of each step, and deleted in the end."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from audit.models import PortalEvent
from information.models import DraftExtension, DraftPage
from participation import tasks
from participation.consultation.following.actions import (
    LINKS,
    ask_to_follow,
    confirm_following,
    end_following,
    forget_followers,
)
from participation.consultation.following.mails import deliver_news, send_left_news
from participation.consultation.mails import handle_draft_published
from participation.enums.comments import CommentEventKind
from participation.errors import FollowingClosed
from participation.mails import sending
from participation.mails.claims import SENDING_AT_MOST
from participation.mails.following import CONFIRM_WITHIN
from participation.mails.sending import MailNotTaken
from participation.models import DraftFollower
from sites.enums import PortalState
from tests.factories import put_in_state
from tests.participation.comments import make_draft
from tests.participation.marks import every_cell

pytestmark = pytest.mark.django_db

ADDRESS = "theodoi.dauthu@thudientu.example"


def form_at(draft):
    return f"/gop-y/{draft.pk}/theo-doi/"


def browse(portal):
    return Client(headers={"host": portal.host})


def fill_in(client, draft, email=ADDRESS, **more):
    page = BeautifulSoup(client.get(form_at(draft)).content, "html.parser")
    form_token = page.select_one("[name=form_token]")["value"]
    return client.post(form_at(draft), {"email": email, "form_token": form_token} | more)


def follow(draft, address=ADDRESS):
    ask_to_follow(draft, address=address, language="vi", at=timezone.now())
    follower = DraftFollower.objects.filter(page=draft, confirmed_at=None).latest("pk")
    confirm_following(follower, at=timezone.now())
    follower.refresh_from_db()
    return follower


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """A function by which a draft says something else in public."""

    def change(draft, **values):
        DraftPage.objects.filter(pk=draft.pk).update(**values)
        with django_capture_on_commit_callbacks(execute=True):
            handle_draft_published(DraftPage.objects.get(pk=draft.pk), at=timezone.now())

    return change


def subjects():
    return [letter.subject.split(":")[0] for letter in mail.outbox]


@pytest.mark.both_engines
@pytest.mark.slow(reason="goes from the page of the draft to the end of the mails, and reads every cell")
def test_address_follows_a_draft_after_its_click_and_is_deleted_by_one_click(
    city, district, django_capture_on_commit_callbacks
):
    draft, client = make_draft(district), browse(district)
    assert f'href="{form_at(draft)}"' in client.get(draft.get_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = fill_in(client, draft)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert ADDRESS not in every_cell()
    (letter,) = mail.outbox
    assert (letter.to, "List-Unsubscribe" in letter.extra_headers) == ([ADDRESS], False)
    link = urlsplit(re.search(r"https?://\S+/theo-doi/\S+", letter.body)[0]).path
    assert "Xác nhận" in client.get(link).content.decode()
    assert not DraftFollower.objects.confirmed().exists()
    client.post(link, {"confirm": "1"})
    assert DraftFollower.objects.confirmed().count() == 1
    # On another portal the link is of nobody.
    assert browse(city).post(link).status_code == 404
    assert DraftFollower.objects.confirmed().count() == 1
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not DraftFollower.objects.exists()
    assert client.get(link).status_code == 200
    assert client.get("/gop-y/theo-doi/abc/").status_code == 404
    kinds = [CommentEventKind.DRAFT_FOLLOWED, CommentEventKind.DRAFT_UNFOLLOWED]
    events = PortalEvent.objects.filter(kind__in=kinds).order_by("pk")
    assert [(event.kind, event.portal_id, event.data, event.actor) for event in events] == [
        (kind, district.pk, {"page": draft.pk}, None) for kind in kinds
    ]


@pytest.mark.slow(reason="shows the form five times")
def test_same_is_answered_whoever_follows_and_programs_are_kept_out(district, django_capture_on_commit_callbacks):
    draft, client = make_draft(district), browse(district)
    follow(draft)
    with django_capture_on_commit_callbacks(execute=True):
        answers = [fill_in(client, draft, email).content for email in (ADDRESS, "khac@thudientu.example")]
        assert fill_in(client, draft, website="https://vidu.vn").status_code == 422
        assert fill_in(client, draft, form_token="").status_code == 422
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [["khac@thudientu.example"]]


def test_form_is_not_taken_too_often(district, settings):
    settings.FORM_TRIES_PER_ADDRESS = 1
    draft, client = make_draft(district), browse(district)
    assert [fill_in(client, draft, f"{n}@vidu.example").status_code for n in (1, 2)] == [200, 429]


@pytest.mark.both_engines
def test_address_that_was_just_asked_is_left_alone(district, django_capture_on_commit_callbacks):
    draft, now = make_draft(district), timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        for minutes in (0, 30, 90):
            ask_to_follow(draft, address=ADDRESS, language="vi", at=now + timedelta(minutes=minutes))
    assert (len(mail.outbox), DraftFollower.objects.count()) == (2, 1)


FOLLOWABLE = {"open": {}, "coming": {"opens": 3}, "closed": {"opens": -30, "closes": -1}}
SETTLED = ("taken_up", "issued", "abandoned")


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="shows six pages")
def test_draft_is_followed_until_it_has_a_report(city, district):
    client = browse(district)
    for state, days in FOLLOWABLE.items():
        draft = make_draft(district, state, **days)
        assert (state, client.get(form_at(draft)).status_code) == (state, 200)
        assert browse(city).get(form_at(draft)).status_code == 404, "of another portal"
    for state in SETTLED:
        DraftPage.objects.filter(pk=draft.pk).update(state=state)
        assert (state, client.get(form_at(draft)).status_code) == (state, 404)
        assert form_at(draft) not in client.get(draft.get_url()).content.decode()
        with pytest.raises(FollowingClosed):
            ask_to_follow(draft, address=ADDRESS, language="vi", at=timezone.now())
    assert not DraftFollower.objects.exists()


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes a draft four times")
def test_follower_is_told_once_of_each_step_and_deleted_after_the_last(district, publish):
    draft, other = make_draft(district), make_draft(district, "Dự thảo khác")
    follow(draft)
    untouched = follow(other)
    later = draft.closes_on + timedelta(days=10)
    DraftExtension.objects.create(
        page=draft, former_end=draft.closes_on, new_end=later, reason="Nhiều ý kiến mới", extended_at=timezone.now()
    )
    for _time in range(2):
        publish(draft, closes_on=later)
    (letter,) = mail.outbox
    assert all(words in letter.body for words in (f"{later:%d/%m/%Y}", "Nhiều ý kiến mới", draft.full_url))
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _time in range(2):
        publish(draft, state="taken_up")
    assert DraftFollower.objects.filter(page=draft).exists()
    for _time in range(2):
        publish(draft, state="issued")
    assert subjects() == [
        "Gia hạn thời gian góp ý",
        "Đã công bố tiếp thu, giải trình góp ý",
        "Đã ban hành",
    ]
    assert list(DraftFollower.objects.all()) == [untouched]


@pytest.mark.breaks_the_rule
def test_follower_reads_why_a_draft_was_abandoned_in_the_last_mail(district, publish):
    draft = make_draft(district)
    follow(draft)
    publish(draft, state="abandoned", abandoned_because="Luật mới đã quy định")
    (letter,) = mail.outbox
    assert ("Luật mới đã quy định" in letter.body, DraftFollower.objects.exists()) == (True, False)


@pytest.mark.breaks_the_rule
def test_follower_is_told_again_of_a_report_after_the_first_was_a_mistake(district, publish):
    draft = make_draft(district)
    follow(draft)
    for state in ("taken_up", "open", "taken_up"):
        publish(draft, state=state)
    assert len(mail.outbox) == 2


@pytest.mark.breaks_the_rule
def test_nobody_who_has_not_confirmed_is_told(district, publish):
    draft = make_draft(district)
    ask_to_follow(draft, address=ADDRESS, language="vi", at=timezone.now())
    publish(draft, state="abandoned", abandoned_because="Luật mới")
    assert mail.outbox == []


@pytest.mark.breaks_the_rule
def test_followers_of_a_suspended_portal_are_told_once_it_is_back(district, django_capture_on_commit_callbacks):
    draft = make_draft(district)
    follow(draft)
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    put_in_state(district, PortalState.SUSPENDED)
    assert send_left_news(at=timezone.now()) == 0
    put_in_state(district, PortalState.LIVE)
    for left in (1, 0):
        with django_capture_on_commit_callbacks(execute=True):
            assert send_left_news(at=timezone.now()) == left
    assert len(mail.outbox) == 1


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_mail_to_a_follower_is_claimed_and_goes_once_after_the_server_was_busy(district, monkeypatch):
    draft = make_draft(district)
    follower = follow(draft)
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    now = timezone.now()
    DraftFollower.objects.update(mail_claimed_at=now)
    soon = now + SENDING_AT_MOST - timedelta(minutes=1)
    assert (send_left_news(at=soon), deliver_news(follower.pk, at=soon)) == (0, False)
    DraftFollower.objects.update(mail_claimed_at=None)
    with monkeypatch.context() as server:
        server.setattr(sending, "send", _busy)
        with pytest.raises(MailNotTaken) as failure:
            deliver_news(follower.pk, at=now)
    assert ADDRESS not in str(failure.value)
    assert failure.value.__context__ is None
    assert (deliver_news(follower.pk, at=now), deliver_news(follower.pk, at=now)) == (True, False)
    assert len(mail.outbox) == 1


def _busy(*_args, **_kwargs):
    raise OSError(f"busy: {ADDRESS}")


@pytest.mark.breaks_the_rule
def test_address_that_the_server_refuses_for_good_follows_no_more(district, monkeypatch):
    draft = make_draft(district)
    follower = follow(draft)
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    monkeypatch.setattr(sending, "send", _refused)
    assert not deliver_news(follower.pk, at=timezone.now())
    assert not DraftFollower.objects.exists()


def _refused(*_args, **_kwargs):
    raise SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})


def test_night_deletes_who_did_not_confirm_and_who_follows_for_too_long(district):
    draft, now = make_draft(district), timezone.now()
    follower = follow(draft)
    ask_to_follow(draft, address="khac@thudientu.example", language="vi", at=now)
    assert forget_followers(at=now + timedelta(days=1)) == 0
    assert (forget_followers(at=now + timedelta(days=3)), DraftFollower.objects.get()) == (1, follower)
    assert forget_followers(at=now + timedelta(days=settings.DRAFT_FOLLOWERS_KEPT_DAYS + 1)) == 1
    assert tasks.forget_draft_followers() == 0


def test_link_confirms_nothing_after_its_two_days(district):
    draft, now = make_draft(district), timezone.now()
    ask_to_follow(draft, address=ADDRESS, language="vi", at=now - CONFIRM_WITHIN - timedelta(minutes=1))
    confirm_following(DraftFollower.objects.get(), at=now)
    assert not DraftFollower.objects.exists()
    ask_to_follow(draft, address=ADDRESS, language="vi", at=now - CONFIRM_WITHIN)
    confirm_following(DraftFollower.objects.get(), at=now)
    assert DraftFollower.objects.confirmed().count() == 1


def test_night_deletes_who_was_told_of_the_last_step_and_not_ended(district):
    draft = make_draft(district)
    follower = follow(draft)
    stays = follow(draft, "khac@thudientu.example")
    DraftFollower.objects.filter(pk=follower.pk).update(known_state="abandoned")
    DraftFollower.objects.filter(pk=stays.pk).update(known_state="taken_up")
    assert (forget_followers(at=timezone.now()), DraftFollower.objects.get()) == (1, stays)


@pytest.mark.both_engines
def test_night_deletes_who_follows_on_an_archived_portal(city, district):
    follow(make_draft(district))
    stays = follow(make_draft(city))
    put_in_state(district, PortalState.ARCHIVED)
    assert (forget_followers(at=timezone.now()), DraftFollower.objects.get()) == (1, stays)


def test_who_ended_is_not_brought_back_by_the_link(district):
    follower = follow(make_draft(district))
    end_following(follower, at=timezone.now())
    answer = browse(district).post(f"/gop-y/theo-doi/{LINKS.token_of(follower)}/", {"confirm": "1"})
    assert (answer.status_code, DraftFollower.objects.exists()) == (200, False)
