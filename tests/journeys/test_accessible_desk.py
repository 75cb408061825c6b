"""Everybody can work with what stands around questions in the admin: units, canned responses, requests about data,
withholding, mails that failed. Each list has something in it; each form is looked at as it opens, on a telephone."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from members.enums import Role, Seat
from participation.data_requests.actions import receive_request
from participation.enums.ratings import Helpfulness
from participation.enums.submissions import DataRequestKind
from participation.models import RatingRemark
from participation.rating.actions import add_feedback
from participation.rating.rated_pages import RatedPage
from qa.desk.canned_responses import keep_text
from qa.enums import CannedResponseKind, Visibility, WithholdReason
from qa.mail.kinds import MailKind, MailState, MailTrouble
from qa.models import CannedResponse, Question, QuestionMail
from qa.publication.visibility import ask_to_withhold, confirm_visibility
from sites.models import Portal
from tests.exhaustive_state import SHOWN
from tests.factories import make_head, make_member, make_supervisor
from tests.journeys.browser import NARROW, WIDE
from tests.qa.approvals import write_public
from tests.qa.factories import make_officer, make_question, make_unit

pytestmark = pytest.mark.when_changed(*SHOWN, "tests/journeys/*")


def screens(namespace: str, *named: tuple[Any, ...]) -> list[str]:
    return [reverse(f"{namespace}:{name}", args=args) for name, *args in named]


def withheld(portal: Portal, *, confirmed: bool) -> Question:
    """One that a second approver is asked to withhold, or has."""
    question, now = make_question(portal), timezone.now()
    write_public(question, published_at=now, listed_at=now, public_title="Khai sinh")
    why = {"to": Visibility.SENDER_ONLY, "because": WithholdReason.PERSONAL_DATA, "text": "Nêu tên người khác"}
    ask_to_withhold(question, **why, by=make_head(portal, seat=Seat.DEPUTY), at=now)
    if confirmed:
        confirm_visibility(question, by=make_head(portal), at=now)
    return question


def failed_mail(question: Question) -> int:
    mail = QuestionMail.objects.create(
        question=question, event=question.events.first(), kind=MailKind.RECEIVED, state=MailState.FAILED,
        trouble=MailTrouble.SERVER, tries=6, queued_at=timezone.now(), tried_at=timezone.now(),
    )  # fmt: skip
    return mail.pk


def of_the_board(portal: Portal) -> tuple[Iterable[str], Iterable[str]]:
    """Lists and forms that a head opens."""
    now, head = timezone.now(), make_head(portal)
    public, waiting, hidden = make_question(portal), withheld(portal, confirmed=False), withheld(portal, confirmed=True)
    write_public(public, published_at=now, listed_at=now, public_title="Khai sinh")
    keep_text(portal_id=portal.pk, kind=CannedResponseKind.ANSWER, title="Lệ phí", text="8.000 đồng.", by=head, at=now)
    text = CannedResponse.objects.get().pk
    asked = receive_request(public.sender, DataRequestKind.DELETE, details="Xin xóa hết", by=None, at=now).pk
    wrong = receive_request(public.sender, DataRequestKind.CORRECT, details="Sai tên", by=None, at=now).pk
    mail = failed_mail(public)
    lists = [*screens("questions_admin", ("canned_responses",)), reverse("question_mails_failed")]
    lists += screens("data_requests", ("register",), ("request", asked))
    page = RatedPage("/tin-tuc/a/", "Lịch cắt nước")
    said = add_feedback(portal.pk, page, {Helpfulness.LACKING: 2}, day=timezone.localdate())
    for on in (said, None):
        words = {"words": "Thiếu giờ", "day": timezone.localdate(), "keep_until": timezone.localdate()}
        RatingRemark.objects.create(portal=portal, feedback=on, interface=3, **words)
    lists += screens("ratings_admin", ("pages",), ("words",), ("page", said.pk))
    forms = screens(
        "questions_admin", ("canned_response_add",), ("canned_response", text), ("canned_response_delete", text),
        ("visibility_withhold", public.pk), ("visibility_confirm", waiting.pk), ("visibility_keep", waiting.pk),
        ("visibility_show", hidden.pk),
    )  # fmt: skip
    forms += screens("data_requests", *((name, asked) for name in ("read", "respond", "answer", "refuse", "erase")))
    forms += screens("data_requests", ("correct", wrong))
    forms += screens("ratings_admin", ("seen", said.pk), ("done", said.pk))
    return lists, [*forms, reverse("question_mail_again", args=[mail])]


def of_the_administrator(portal: Portal) -> tuple[Iterable[str], Iterable[str]]:
    unit = make_unit(portal)
    officer = unit.officers.get(user=make_officer(unit)).pk
    forms = [("unit_add",), ("unit_end", unit.pk), ("officer_add", unit.pk), ("officer_end", officer)]
    return screens("questions_admin", ("units",), ("unit", unit.pk)), screens("questions_admin", *forms)


def of_the_supervisor(portal: Portal) -> tuple[Iterable[str], Iterable[str]]:
    """Overdue ones: among those of the board none is sorted, nor was in time."""
    Question.objects.update(classify_due=timezone.localdate() - timedelta(days=9))
    (address,) = screens("questions_admin", ("overdue",))
    forms = [*screens("questions_admin", ("overdue_export",)), reverse("wagtailadmin_account")]
    return [address, f"{address}?portal={portal.pk}"], forms


def test_screens_around_questions_are_accessible(district, desk_of):
    for user, (lists, forms) in (
        (make_head(district), of_the_board(district)),
        (make_member(district, Role.PORTAL_ADMIN), of_the_administrator(district)),
        (make_supervisor(), of_the_supervisor(district)),
    ):
        desk = desk_of(user)
        assert desk.faults_of(lists, [WIDE, NARROW]) + desk.faults_of(forms, [NARROW]) == []
