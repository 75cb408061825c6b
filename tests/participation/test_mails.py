"""Mails to senders of comments and contributions: to whom, when, and what follows the end of a worker."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils import timezone

from information.models import DraftPage
from participation.consents import has_consent
from participation.consultation import mails as comment_mails
from participation.consultation.actions.moderating import withhold_comment
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.mails import CommentMail, deliver, handle_draft_published, send_left
from participation.contribution import mails as contribution_mails
from participation.enums.comments import CommentWithheldBecause
from participation.enums.submissions import ConsentPurpose
from participation.mails import sending
from participation.mails.claims import SENDING_AT_MOST
from participation.mails.sending import MailNotTaken
from participation.models import Comment, ContributionStep
from sites.enums import PortalState
from tests.factories import make_head, put_in_state
from tests.participation.comments import WORDS, answered, make_draft, published, send
from tests.participation.contributions import WITH_MAIL, make_contribution
from tests.participation.factories import FACTS

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


# -- Mails on comments


@pytest.mark.breaks_the_rule
def test_sender_is_told_once_what_was_made_of_the_comment(district, django_capture_on_commit_callbacks):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    unwilling, _token = send(draft, "Không cần báo", sender=FACTS)
    for one in (comment, unwilling):
        published(one, district)
        answered(one, district)
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            handle_draft_published(DraftPage.objects.get(pk=draft.pk), at=timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [FACTS.email]
    assert all(words in letter.body for words in (WORDS, "Đã sửa tại khoản 1.", comment.written_code))
    comment.refresh_from_db()
    assert (comment.mailed_report_at is not None, comment.sender.keep_until is not None) == (True, True)


@pytest.mark.breaks_the_rule
def test_mail_that_was_lost_goes_later_and_none_on_a_comment_that_the_report_says_nothing_of(
    district, django_capture_on_commit_callbacks
):
    draft = make_draft(district)
    answered_one, unanswered, _waiting, withheld = (
        send(draft, f"{WORDS} {number}", sender=FACTS, agreed=WITH_MAIL)[0] for number in range(4)
    )
    published(answered_one, district)
    answered(answered_one, district)
    published(unanswered, district)
    withhold_comment(withheld, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    assert send_left(at=timezone.now()) == 0
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    assert not deliver(unanswered.pk, CommentMail.REPORT, at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert send_left(at=timezone.now()) == 2
    told = zip((answered_one, withheld), mail.outbox, strict=True)
    assert all(comment.written_code in letter.body for comment, letter in told)
    assert send_left(at=timezone.now()) == 0


@pytest.mark.breaks_the_rule
def test_sender_is_told_of_a_later_last_day_and_may_stop_that(district, client, django_capture_on_commit_callbacks):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)

    def extend(days):
        later = timezone.localdate() + timedelta(days=days)
        DraftPage.objects.filter(pk=draft.pk).update(closes_on=later)
        with django_capture_on_commit_callbacks(execute=True):
            handle_draft_published(DraftPage.objects.get(pk=draft.pk), at=timezone.now())

    extend(20)
    assert mail.outbox == []
    extend(30)
    (letter,) = mail.outbox
    assert "gia hạn" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>").split("localhost", 1)[1].split("/", 1)[1]
    for _time in range(2):
        assert client.post(f"/{stop}", headers={"host": district.host}).status_code == 200
    assert comment.sender.consents.filter(purpose=ConsentPurpose.NOTICES, given=False).count() == 1
    extend(40)
    assert len(mail.outbox) == 1
    assert not deliver(comment.pk, CommentMail.REPORT, at=timezone.now())


@pytest.mark.breaks_the_rule
def test_sender_is_told_once_that_the_draft_was_abandoned_and_why(district, django_capture_on_commit_callbacks):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    send(draft, "Không cần báo", sender=FACTS)
    withdrawn, token = send(draft, "Đã rút", sender=FACTS, agreed=WITH_MAIL)
    withdraw_comment(withdrawn, token=token, at=timezone.now())
    _publish_as(draft, django_capture_on_commit_callbacks, state="abandoned", abandoned_because="Luật mới đã quy định")
    _publish_as(draft, django_capture_on_commit_callbacks)
    (letter,) = mail.outbox
    assert letter.subject == f"Dừng xây dựng: {draft.title}"
    assert all(words in letter.body for words in ("Luật mới đã quy định", comment.written_code, draft.full_url))
    assert (send_left(at=timezone.now()), deliver(comment.pk, CommentMail.ABANDONED, at=timezone.now())) == (0, False)


@pytest.mark.breaks_the_rule
def test_mail_on_an_abandoned_draft_is_in_the_language_of_the_comment(district, django_capture_on_commit_callbacks):
    draft = make_draft(district)
    send(draft, sender=FACTS, agreed=WITH_MAIL, language="en")
    _publish_as(draft, django_capture_on_commit_callbacks, state="abandoned", abandoned_because="Luật mới")
    (letter,) = mail.outbox
    assert "The agency has abandoned the draft" in letter.body


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_period_of_keeping_ends_and_mails_go_again_once_a_wrong_state_is_put_right(
    district, django_capture_on_commit_callbacks
):
    draft = make_draft(district)
    going_on, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    withheld, _token = send(draft, "Lời khác", sender=FACTS)
    withhold_comment(withheld, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    withdrawn, token = send(draft, "Đã rút", sender=FACTS)
    withdraw_comment(withdrawn, token=token, at=timezone.now())
    for state, is_kept in [("abandoned", True), ("open", False), ("taken_up", True), ("open", False)]:
        _publish_as(draft, django_capture_on_commit_callbacks, state=state, abandoned_because="Nhầm")
        ends = [one.sender.keep_until for one in Comment.objects.order_by("pk").select_related("sender")]
        assert (state, [end is not None for end in ends]) == (state, [is_kept, True, True])
    _publish_as(draft, django_capture_on_commit_callbacks, state="abandoned")
    assert [letter.subject for letter in mail.outbox] == [f"Dừng xây dựng: {draft.title}"] * 2
    assert going_on.code in mail.outbox[1].body.replace("-", "")


def _publish_as(draft, on_commit, **values):
    """Let the public version of a draft say something else."""
    DraftPage.objects.filter(pk=draft.pk).update(**values)
    with on_commit(execute=True):
        handle_draft_published(DraftPage.objects.get(pk=draft.pk), at=timezone.now())


@pytest.mark.breaks_the_rule
def test_senders_of_a_suspended_portal_are_told_once_it_is_back(district, django_capture_on_commit_callbacks):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    DraftPage.objects.filter(pk=draft.pk).update(state="abandoned", abandoned_because="Luật mới")
    put_in_state(district, PortalState.SUSPENDED)
    assert (send_left(at=timezone.now()), deliver(comment.pk, CommentMail.ABANDONED, at=timezone.now())) == (0, False)
    put_in_state(district, PortalState.LIVE)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_left(at=timezone.now()) == 1
    assert len(mail.outbox) == 1


@pytest.mark.breaks_the_rule
def test_later_last_day_is_no_news_of_a_draft_that_is_closed_settled_or_withdrawn(district):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    later = draft.closes_on + timedelta(days=10)
    for values in ({"live": False}, {"state": "taken_up"}, {"state": "abandoned", "abandoned_because": "Luật mới"}):
        DraftPage.objects.filter(pk=draft.pk).update(**{"live": True, "closes_on": later} | values)
        assert not deliver(comment.pk, CommentMail.EXTENDED, at=timezone.now())
    DraftPage.objects.filter(pk=draft.pk).update(state="open", abandoned_because="")
    assert not deliver(comment.pk, CommentMail.EXTENDED, at=timezone.now() + timedelta(days=40))
    assert deliver(comment.pk, CommentMail.EXTENDED, at=timezone.now())


@pytest.mark.breaks_the_rule
@pytest.mark.parametrize(
    ("mistake", "kind"), [("taken_up", CommentMail.REPORT), ("abandoned", CommentMail.ABANDONED)], ids=str
)
def test_mail_goes_again_where_a_wrong_state_was_put_right_while_it_was_being_sent(
    district, monkeypatch, django_capture_on_commit_callbacks, mistake, kind
):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    withhold_comment(comment, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    DraftPage.objects.filter(pk=draft.pk).update(state=mistake, abandoned_because="Nhầm")
    with monkeypatch.context() as patched:
        patched.setattr(
            sending,
            "send",
            lambda *_args, **_kwargs: _publish_as(draft, django_capture_on_commit_callbacks, state="open"),
        )
        assert deliver(comment.pk, kind, at=timezone.now())
    _publish_as(draft, django_capture_on_commit_callbacks, state=mistake)
    assert len(mail.outbox) == 1


# -- Workers that die


class WorkerKilledError(BaseException):
    """The end of a process: nothing behind it runs."""


def killed(*_args, **_kwargs):
    raise WorkerKilledError


@pytest.fixture
def goes_once_after_the_worker_died(monkeypatch, django_capture_on_commit_callbacks):
    """A function that lets a worker die on a mail, and asserts that the periodic task sends that later, and once."""

    def check(module, *args):
        claimed_at = timezone.now() - SENDING_AT_MOST - timedelta(minutes=1)
        with monkeypatch.context() as patched:
            patched.setattr(module, "send_claimed", killed)
            with pytest.raises(WorkerKilledError):
                module.deliver(*args, at=claimed_at)
        soon = claimed_at + SENDING_AT_MOST - timedelta(minutes=1)
        assert (module.send_left(at=soon), module.deliver(*args, at=soon), mail.outbox) == (0, False, [])
        for left in (1, 0):
            with django_capture_on_commit_callbacks(execute=True):
                assert module.send_left(at=timezone.now()) == left
        assert [letter.to for letter in mail.outbox] == [[FACTS.email]]

    return check


@pytest.mark.slow(reason="renders a mail after three runs of its task")
@pytest.mark.breaks_the_rule
def test_mail_on_a_report_goes_once_after_its_worker_died(district, goes_once_after_the_worker_died):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    withhold_comment(comment, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    goes_once_after_the_worker_died(comment_mails, comment.pk, CommentMail.REPORT)


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_mail_on_an_abandoned_draft_goes_once_after_its_worker_died(district, goes_once_after_the_worker_died):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    DraftPage.objects.filter(pk=draft.pk).update(state="abandoned", abandoned_because="Luật mới")
    goes_once_after_the_worker_died(comment_mails, comment.pk, CommentMail.ABANDONED)


@pytest.mark.breaks_the_rule
def test_mail_on_a_later_last_day_goes_once_after_its_worker_died(district, goes_once_after_the_worker_died):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    DraftPage.objects.filter(pk=draft.pk).update(closes_on=draft.closes_on + timedelta(days=10))
    goes_once_after_the_worker_died(comment_mails, comment.pk, CommentMail.EXTENDED)


def test_mail_on_a_contribution_goes_once_after_its_worker_died(district, goes_once_after_the_worker_died):
    make_contribution(district)
    goes_once_after_the_worker_died(contribution_mails, ContributionStep.objects.get().pk)


def test_mail_that_the_server_did_not_take_is_tried_again_at_once(district, monkeypatch):
    make_contribution(district)
    step = ContributionStep.objects.get()
    with monkeypatch.context() as patched:
        patched.setattr(sending, "send", _busy)
        with pytest.raises(MailNotTaken) as failure:
            contribution_mails.deliver(step.pk, at=timezone.now())
    assert (FACTS.email in str(failure.value), failure.value.__context__) == (False, None)
    assert contribution_mails.deliver(step.pk, at=timezone.now())
    assert len(mail.outbox) == 1


def test_receipt_of_a_contribution_is_counted_once_and_not_at_each_try(district, monkeypatch, settings):
    settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY = 1
    make_contribution(district)
    first = ContributionStep.objects.get()
    make_contribution(district)
    second = ContributionStep.objects.exclude(pk=first.pk).get()
    with monkeypatch.context() as patched:
        patched.setattr(sending, "send", _busy)
        for _time in range(3):
            with pytest.raises(MailNotTaken):
                contribution_mails.deliver(first.pk, at=timezone.now())
    assert contribution_mails.send_left(at=timezone.now()) == 1
    assert contribution_mails.deliver(first.pk, at=timezone.now())
    assert not contribution_mails.deliver(second.pk, at=timezone.now())
    assert len(mail.outbox) == 1


def _busy(*_args, **_kwargs):
    raise OSError(f"busy: {FACTS.email}")


@pytest.mark.breaks_the_rule
def test_mail_to_an_address_that_the_server_refuses_for_good_is_not_tried_again(district, monkeypatch):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, agreed=WITH_MAIL)
    DraftPage.objects.filter(pk=draft.pk).update(state="abandoned", abandoned_because="Luật mới")
    make_contribution(district)
    monkeypatch.setattr(sending, "send", _refused)
    assert not deliver(comment.pk, CommentMail.ABANDONED, at=timezone.now())
    assert not contribution_mails.deliver(ContributionStep.objects.get().pk, at=timezone.now())
    assert (send_left(at=timezone.now()), contribution_mails.send_left(at=timezone.now())) == (0, 0)


def _refused(*_args, **_kwargs):
    raise SMTPRecipientsRefused({FACTS.email: (550, b"no such user")})


@pytest.mark.breaks_the_rule
def test_lost_mail_on_a_comment_is_sent_within_a_week_of_its_news(district):
    draft = make_draft(district)
    send(draft, sender=FACTS, agreed=WITH_MAIL)
    DraftPage.objects.filter(pk=draft.pk).update(state="abandoned", abandoned_because="Luật mới")
    now = timezone.now()
    assert [send_left(at=now + timedelta(days=days)) for days in (6, 8)] == [1, 0]


def test_error_that_is_not_of_sending_settles_no_mail(district, monkeypatch):
    make_contribution(district)
    step = ContributionStep.objects.get()
    with monkeypatch.context() as patched:
        patched.setattr(contribution_mails, "render_to_string", _broken)
        with pytest.raises(ValueError, match="template"):
            contribution_mails.deliver(step.pk, at=timezone.now())
    assert contribution_mails.deliver(step.pk, at=timezone.now())


def _broken(*_args, **_kwargs):
    raise ValueError("template")


def test_mails_of_a_suspended_portal_are_stopped_by_their_links(district, client):
    comment, _token = send(make_draft(district), sender=FACTS, agreed=WITH_MAIL)
    contribution = make_contribution(district)
    put_in_state(district, PortalState.SUSPENDED)
    links = (
        f"/gop-y/ngung-nhan-tin/{comment_mails.stop_token(comment)}/",
        f"/gui-bai/ngung-nhan-tin/{contribution_mails.stop_token(contribution)}/",
    )
    for link, sender in zip(links, (comment.sender, contribution.sender), strict=True):
        assert client.get(link, headers={"host": district.host}).status_code == 503
        assert client.post(link, headers={"host": district.host}).status_code == 200
        assert not has_consent(sender, ConsentPurpose.NOTICES), link
