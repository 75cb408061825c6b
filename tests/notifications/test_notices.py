"""What people are told of by mail: by which act, whom, and only while it still holds."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, ReviewNoticeKind
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing, take_back
from editorial.review.variants import change_review_variant
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage
from members.board.delegations import delegate
from members.enums import ReviewVariant, Role, Seat
from members.memberships import grant_membership, leave_board, seat_on_board, withdraw_membership
from notifications.enums import Digest, MemberNoticeKind, NoticeDropped
from notifications.models import Notice, NoticePreference
from notifications.notice_mail import send_digest, send_digests
from notifications.tasks import send_digests as digest_task
from sites.enums import PortalState
from tests.admin import browser
from tests.each import each_case
from tests.factories import (
    AT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    make_user,
)
from tests.fullest import make_image
from tests.notifications.notices import mails
from tests.proposals import act as decide
from tests.proposals import shown_on_a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(district):
    """Head and deputy of the district, with nothing to hear yet."""
    people = make_head(district), make_head(district, seat=Seat.DEPUTY)
    make_member(district)
    Notice.objects.all().delete()
    return people


def submit(portal, title="Tin chờ", **values):
    page = make_article(portal, title, published=False, **values)
    page.get_workflow().start(page, page.owner)
    return NewsArticlePage.objects.get(pk=page.pk)


def act(page, user, action="approve", comment="", *, answers=None):
    step = NewsArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    if answers is None:
        answers = all_answered() if action == "approve" else {}
    step.task.specific.on_action(step, user, action, comment=comment, **answers)


def told(kind=None):
    """Whom the notices are for."""
    rows = Notice.objects.all() if kind is None else Notice.objects.filter(kind=kind)
    return sorted(rows.values_list("user__username", flat=True))


def names(*users):
    return sorted(user.username for user in users)


def run(**later):
    mail.outbox.clear()
    return send_digests(at=timezone.now() + timedelta(**later))


def why(user):
    return Notice.objects.get(user=user).dropped_because


@pytest.mark.both_engines
def test_submission_tells_the_board_of_the_very_portal(city, district, board):
    make_head(city)
    submit(district)
    assert told() == names(*board)
    assert set(Notice.objects.values_list("kind", "portal")) == {(ReviewNoticeKind.TO_APPROVE, district.pk)}


def test_nobody_is_told_of_the_own_act_or_asked_about_own_work(district, board):
    head, deputy = board
    submit(district, owner=head)
    assert told() == names(deputy)


def test_submitting_anew_after_a_return_is_an_event_and_tells_the_board_again(district, board):
    page = submit(district)
    act(page, board[0], "reject", "Thiếu nguồn.")
    assert told(ReviewNoticeKind.RETURNED) == names(make_member(district))
    Notice.objects.all().delete()
    NewsArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(make_member(district))
    assert PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_SUBMITTED, data__page=page.pk).count() == 2
    assert told(ReviewNoticeKind.TO_APPROVE) == names(*board)


def test_saving_while_it_waits_tells_nobody_again(district, board):
    page = submit(district)
    count = Notice.objects.count()
    page.title = "Tin chờ đã sửa"
    page.save_revision(user=page.owner)
    assert Notice.objects.count() == count


def test_section_editors_are_told_first_and_the_board_when_they_passed_it_on(district, board):
    editor = make_user("bientap.chuyenmuc")
    grant_membership(editor, role=Role.SECTION_EDITOR, portal=district, reason="x", by=None, at=AT)
    change_review_variant(
        district.board, ReviewVariant.SECTION_EDITORS_FIRST, by=make_operator(), at=timezone.now(), reason="Quy chế"
    )
    Notice.objects.all().delete()
    page = submit(district)
    assert (told(), told(ReviewNoticeKind.TO_CHECK)) == (names(editor), names(editor))
    act(page, editor, answers={})
    assert told(ReviewNoticeKind.TO_APPROVE) == names(*board)


def test_second_approver_is_told_after_the_first(district, board):
    head, deputy = board
    change_review_variant(
        district.board, ReviewVariant.TWO_APPROVALS, by=make_operator(), at=timezone.now(), reason="Quy chế"
    )
    page = submit(district)
    Notice.objects.all().delete()
    act(page, head)
    assert told(ReviewNoticeKind.TO_APPROVE) == names(deputy)
    act(page, deputy)
    assert told(ReviewNoticeKind.APPROVED) == names(make_member(district))


def test_proposals_tell_the_board_that_decides_and_then_the_proposer(city, district, board):
    page, editor = make_article(district), make_member(district)
    make_head(city)
    Notice.objects.all().delete()
    change = propose_to_city(page, by=editor, at=timezone.now())
    assert told() == names(make_head(city))
    assert Notice.objects.get().portal == city
    decide(change, make_head(city), "reject")
    returned = Notice.objects.get(kind=ReviewNoticeKind.RETURNED)
    assert (returned.user, returned.portal) == (editor, district)
    run()
    assert change.title in mails()[editor.email]


def test_unpublishing_on_request_tells_the_proposer(district, board):
    editor = make_member(district)
    change = propose_unpublishing(make_article(district), by=editor, at=timezone.now(), reason="Trùng tin")
    Notice.objects.all().delete()
    decide(change, board[0])
    assert told(ReviewNoticeKind.APPROVED) == names(editor)


def test_proposer_is_told_once_of_the_takedown_of_the_page(city, district, board):
    editor, article = make_member(district), make_article(district)
    change = propose_unpublishing(article, by=editor, at=timezone.now(), reason="Trùng tin")
    Notice.objects.all().delete()
    take_down(article, by=board[0], at=timezone.now(), reason_class="error", reason="Sai")
    (notice,) = Notice.objects.filter(kind=ReviewNoticeKind.OVERTAKEN)
    assert (notice.user, notice.portal, notice.item) == (editor, district, change)
    assert run().mailed >= 1
    assert f"{change} (Trang không còn công khai.)" in mails()[editor.email]
    run()
    assert editor.email not in mails()


def test_proposer_is_told_that_somebody_else_proposed_another_change(district, board):
    image = shown_on_a_page(make_image(district, "Ảnh"))
    editor, other = make_member(district), make_member(district, Role.PORTAL_ADMIN)
    first = propose_change(image, {"title": "Ảnh một"}, by=editor, at=timezone.now())
    decide(first, board[0], "reject")
    Notice.objects.all().delete()
    propose_change(image, {"title": "Ảnh hai"}, by=other, at=timezone.now())
    assert told(ReviewNoticeKind.OVERTAKEN) == names(editor)
    event = PortalEvent.objects.get(kind=ReviewEventKind.CHANGE_OVERTAKEN)
    assert (event.actor, event.reason) == (other, "Người khác đã đề xuất thay đổi khác.")
    run()
    assert str(first) in mails()[editor.email]


def test_who_replaces_or_takes_back_an_own_proposal_is_not_told(district, board):
    image, editor = shown_on_a_page(make_image(district, "Ảnh")), make_member(district)
    propose_change(image, {"title": "Ảnh một"}, by=editor, at=timezone.now())
    take_back(propose_change(image, {"title": "Ảnh hai"}, by=editor, at=timezone.now()), by=editor, at=timezone.now())
    assert told(ReviewNoticeKind.OVERTAKEN) == []
    assert not PortalEvent.objects.filter(kind=ReviewEventKind.CHANGE_OVERTAKEN).exists()


def test_overtaken_proposal_is_not_mailed_of_once_it_is_made_anew(district, board):
    image, editor = shown_on_a_page(make_image(district, "Ảnh")), make_member(district)
    other = make_member(district, Role.PORTAL_ADMIN)
    decide(propose_change(image, {"title": "Ảnh một"}, by=editor, at=timezone.now()), board[0], "reject")
    take_back(propose_change(image, {"title": "Ảnh hai"}, by=other, at=timezone.now()), by=other, at=timezone.now())
    propose_change(image, {"title": "Ảnh ba"}, by=editor, at=timezone.now())
    run()
    overtaken = Notice.objects.get(kind=ReviewNoticeKind.OVERTAKEN)
    assert (overtaken.user, overtaken.dropped_because) == (editor, NoticeDropped.OVER)


def test_roles_seats_and_delegations_tell_who_got_them(district, board):
    head, _deputy = board
    person, today = make_user("moi"), timezone.localdate()
    grant_membership(person, role=Role.EDITOR, portal=district, reason="x", by=head, at=timezone.now())
    seat = seat_on_board(district.board, person, seat=Seat.MEMBER, by=None, at=timezone.now())
    delegate(
        district.board.seats.get(user=head), seat,
        valid_from=today, valid_until=today, reason="Công tác", by=head, at=timezone.now(),
    )  # fmt: skip
    assert told() == names(person, person, person)
    run()
    body = mails()[person.email]
    assert (str(Role.EDITOR.label) in body, str(head) in body) == (True, True)


def test_takedown_tells_head_deputies_and_supervisors_but_not_who_did_it(city, district, board):
    head, deputy = board
    supervisor, page = make_supervisor(), make_article(district, "Tin bị gỡ")
    make_head(city)
    Notice.objects.all().delete()
    take_down(page, by=head, at=timezone.now(), reason_class="error", reason="Sai")
    assert told(ReviewNoticeKind.TAKEN_DOWN) == names(deputy, supervisor)
    run()
    assert set(mails()) == {deputy.email, supervisor.email}


@pytest.mark.both_engines
def test_role_that_ends_is_told_once_fourteen_days_before(district):
    person, today = make_user("hethan"), timezone.localdate()
    grant_membership(
        person, role=Role.EDITOR, portal=district, reason="x", by=None, at=timezone.now(),
        valid_until=today + timedelta(days=40),
    )  # fmt: skip
    run(days=25)
    assert not Notice.objects.filter(kind=MemberNoticeKind.ROLE_ENDING).exists()
    run(days=26)
    run(days=27)
    assert Notice.objects.filter(kind=MemberNoticeKind.ROLE_ENDING).count() == 1


def test_mail_names_portals_kinds_and_absolute_addresses(city, district, board, settings):
    page = submit(district, "Tin của quận")
    run()
    body = mails()[board[0].email]
    assert "QUẬN 1" in body
    assert "Chờ bạn phê duyệt" in body
    assert settings.ADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]) in body
    assert "&" not in body


@pytest.mark.both_engines
def test_one_mail_holds_what_is_new_on_several_portals(city, district, board):
    head = board[0]
    seat_on_board(city.board, head, seat=Seat.DEPUTY, by=None, at=AT)
    Notice.objects.all().delete()
    submit(district, "Tin của quận")
    submit(city, "Tin của thành phố")
    run()
    body = mails()[head.email]
    assert body.index("Tin của thành phố") < body.index("Tin của quận")
    assert "Tin của thành phố" not in mails()[board[1].email]


def test_what_waits_no_more_is_dropped(district, board):
    head, deputy = board
    act(submit(district), head, "reject", "Thiếu nguồn.")
    run()
    assert set(mails()) == {make_member(district).email}
    assert why(deputy) == NoticeDropped.OVER


def test_who_works_on_another_portal_now_hears_nothing_of_the_former(city, district, board):
    author = make_member(district)
    act(submit(district), board[0], "reject", "Thiếu nguồn.")
    withdraw_membership(author.memberships.get(), by=None, at=timezone.now(), reason="Chuyển")
    grant_membership(author, role=Role.EDITOR, portal=city, reason="Chuyển", by=None, at=timezone.now())
    run()
    assert "Tin chờ" not in mails()[author.email]
    assert Notice.objects.get(user=author, kind=ReviewNoticeKind.RETURNED).dropped_because == NoticeDropped.NO_RIGHT


def leave(portal, person):
    yesterday = timezone.localdate() - timedelta(days=1)
    leave_board(portal.board.seats.get(user=person), by=None, at=timezone.now(), last_day=yesterday)


def close(portal, person):
    person.is_active = False
    person.save(update_fields=["is_active"])


def archive(portal, person):
    portal.state = PortalState.ARCHIVED
    portal.save()


DROPPED = {NoticeDropped.NO_RIGHT: leave, NoticeDropped.CLOSED_ACCOUNT: close, NoticeDropped.ARCHIVED: archive}


@each_case("because", DROPPED)
def test_nothing_is_mailed_to_who_left_the_board_or_a_closed_account_or_of_an_archived_portal(district, board, because):
    submit(district)
    head, deputy = board
    DROPPED[because](district, deputy)
    run()
    assert set(mails()) == (set() if because == NoticeDropped.ARCHIVED else {head.email})
    assert why(deputy) == because


def test_who_wants_no_mail_hears_of_rights_and_takedowns_only(district, board):
    head, deputy = board
    page = make_article(district, "Tin bị gỡ")
    Notice.objects.all().delete()
    NoticePreference.objects.create(user=deputy, digest=Digest.NONE)
    submit(district, "Tin thường")
    take_down(page, by=head, at=timezone.now(), reason_class="error", reason="Sai")
    run()
    body = mails()[deputy.email]
    assert ("Tin bị gỡ" in body, "Tin thường" in body) == (True, False)
    assert Notice.objects.get(user=deputy, kind=ReviewNoticeKind.TO_APPROVE).dropped_because == NoticeDropped.NOT_WANTED


@pytest.mark.both_engines
def test_second_run_mails_nothing_again(district, board):
    submit(district)
    assert run().mailed == 2
    assert run().mailed == 0


@pytest.mark.both_engines
def test_worker_that_comes_second_finds_nothing_to_claim(district, board, monkeypatch):
    """The second begins while the first is at the mail server."""
    submit(district)
    head, second = board[0], []
    real = mail.EmailMessage.send

    def slow(self, *args, **kwargs):
        if not second:
            second.append(send_digest(head.pk, at=timezone.now()))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", slow)
    assert send_digest(head.pk, at=timezone.now())
    assert second == [False]
    assert len(mail.outbox) == 1


def test_mail_that_the_server_refuses_goes_with_the_next_run(district, board, monkeypatch):
    submit(district)
    with monkeypatch.context() as broken:
        broken.setattr(
            "notifications.notice_mail.send_rendered", lambda *args, **kwargs: (_ for _ in ()).throw(OSError("421"))
        )
        with pytest.raises(CommandError, match="421"):
            call_command("send_digests")
    assert Notice.objects.pending().count() == 2
    assert run().mailed == 2


def test_task_mails_as_the_command_does(district, board):
    submit(district)
    assert digest_task.delay().get() == 2


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
def test_number_of_queries_for_a_mail_does_not_grow_with_its_lines(district, board):
    head = board[0]
    counts = []
    for lines in (2, 12):
        for number in range(lines):
            submit(district, f"Tin {lines} {number}")
        with CaptureQueriesContext(connection) as queries:
            assert send_digest(head.pk, at=timezone.now())
        counts.append(len(queries))
    assert counts[1] <= counts[0] < 20


def test_wagtail_mails_nothing_of_reviews_itself(district, board):
    make_operator()
    mail.outbox.clear()
    page = submit(district)
    act(page, board[0], "reject", "Thiếu nguồn.")
    NewsArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(page.owner)
    act(page, board[0])
    assert [message.subject for message in mail.outbox] == []


def test_account_page_offers_the_choice_and_none_that_has_no_effect(district):
    editor = make_member(district)
    client = browser(editor)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "digest-digest" in page
    assert "notifications-updated_comments_notifications" in page
    assert "notifications-approved_notifications" not in page
    sent = {
        "name_email-first_name": "Lan",
        "name_email-last_name": "Nguyễn",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "digest-digest": Digest.NONE.value,
    }
    response = client.post(reverse("wagtailadmin_account"), sent)
    assert response.status_code == 302, response.content.decode()
    assert NoticePreference.objects.get(user=editor).digest == Digest.NONE
    assert not NoticePreference.objects.exclude(user=editor).exists()
