"""What the sender of a question reads and says of the own data, by the secret link."""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from audit.sealing.seals import hash_of
from deadlines.queries import office_hours, working_calendar
from participation.consents import consents_of, give_consent, withdraw_consent
from participation.data_requests.actions import DueDays, due_days, receive_request
from participation.enums.submissions import (
    OPEN_REQUESTS,
    ConsentChannel,
    ConsentPurpose,
    DataRequestKind,
    DataRequestState,
    ViewReason,
)
from participation.errors import SenderErased
from participation.models import Consent, ConsentText, ContactView, DataRequest, SenderFacts
from participation.senders import read_contact
from participation.sent_files.storing import names_of
from qa.asking.attachments import attachments_of
from qa.core.closing import is_correction, withdraw_question
from qa.errors import NotYourQuestion, RequestOpen
from qa.models import PublicCopy, Question, QuestionAttachment
from sites.locking import locked_portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_VIEWS: Final = 100


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """A request of the sender, with its last days and the answer."""

    request: DataRequest
    due: DueDays
    details: str
    answer: str

    @property
    def is_open(self) -> bool:
        return self.request.state in OPEN_REQUESTS


@dataclass(frozen=True, slots=True, repr=False)
class OwnData:
    """All that is kept of a sender. It does not print itself."""

    facts: SenderFacts
    consents: dict[ConsentPurpose, Consent]
    requests: list[OwnRequest]
    files: list[tuple[QuestionAttachment, str]]
    views: list[ContactView]

    def __repr__(self) -> str:
        return "OwnData(…)"


def own_questions(portal_id: int, token: str) -> QuerySet[Question]:
    """The question that a portal received and that a secret belongs to; none for any other secret. Not asked yet."""
    rows = Question.objects.received_by([portal_id]).filter(token_hash=hash_of(token))
    return rows.select_related("sender", "received_portal", "responsible_portal", "unit", "topic")


def read_own_data(question: Question, *, at: datetime) -> OwnData:
    """What is kept of the sender of a question, who reads it by the own link. That it was read is written down.

    Raises:
        SenderErased: the data was erased.
    """
    sender = question.sender
    facts = read_contact(sender, by=None, at=at, why=ViewReason.OWN, about=f"qa.question:{question.pk}")
    names = names_of(files := attachments_of(question))
    views = ContactView.objects.filter(sender=sender).order_by("-at", "-pk")[:MOST_VIEWS]
    requests = _requests_of(list(sender.data_requests.order_by("received_at", "pk")))
    return OwnData(facts, consents_of(sender), requests, [(file, names[file.pk]) for file in files], list(views))


@transaction.atomic
def ask_about_own_data(
    question: Question, kind: DataRequestKind, *, details: str, token: str, at: datetime
) -> DataRequest:
    """Enter a request of the sender.

    Raises:
        NotYourQuestion: the secret is another.
        RequestOpen: the same was asked and is not answered yet.
        SenderErased: there is nothing left to ask for.
    """
    _check_token(question, token)
    locked_portal(question.sender.portal_id)
    if question.sender.data_requests.open().filter(kind=kind).exists():
        raise RequestOpen
    return receive_request(question.sender, kind, details=details, by=None, at=at)


@transaction.atomic
def withdraw_own_consent(question: Question, purpose: ConsentPurpose, *, token: str, at: datetime) -> None:
    """The sender agrees no more. Without consent to an answer, an open question is withdrawn with it; a correction that
    the agency makes of its answer goes on.

    Raises:
        NotYourQuestion: the secret is another.
        ConsentNotGiven, SenderErased, PortalRefusal: as `participation.consents` and `qa.core.closing` say.
    """
    _check_token(question, token)
    if purpose == ConsentPurpose.ANSWER and question.is_open and not is_correction(question):
        withdraw_question(question, token=token, at=at)
    withdraw_consent(question.sender, purpose, channel=ConsentChannel.LINK, by=None, at=at)


def give_own_consent(question: Question, text: ConsentText, *, token: str, at: datetime) -> None:
    """The sender agrees after all, in the words that were shown.

    Raises:
        NotYourQuestion: the secret is another.
        SenderErased: the data was erased.
    """
    _check_token(question, token)
    give_consent(question.sender, ConsentPurpose(text.purpose), text=text, channel=ConsentChannel.LINK, by=None, at=at)


def exported(question: Question, own: OwnData) -> dict[str, Any]:
    """All that is kept of a sender, as JSON can hold it: names of fields in English, states as their codes."""
    return {
        "question": _exported_question(question),
        "sender": asdict(own.facts) | {"code": question.sender.code, "kept_until": question.sender.keep_until},
        "consents": [_exported_consent(row) for row in own.consents.values()],
        "files": [{"name": name, "bytes": row.size, "public_copy": _copy_of(row)} for row, name in own.files],
        "requests": [_exported_request(row) for row in own.requests],
        "readings": [{"at": view.at, "why": view.why, "by_staff": view.by_id is not None} for view in own.views],
    }


def _exported_question(question: Question) -> dict[str, Any]:
    """The question with what was said after it."""
    return {
        "code": question.code,
        "received_at": question.received_at,
        "received_by": question.received_portal.name_vi,
        "handled_by": question.responsible_portal.name_vi,
        "state": question.state,
        "language": question.language,
        "topic": question.topic and question.topic.code,
        "title": question.title,
        "text": question.text,
        "asked_back": question.asked_back,
        "messages": [
            {"kind": row.kind, "asked_back": row.asked_back, "text": row.text, "sent_at": row.sent_at}
            for row in question.messages.order_by("pk")
        ],
        "days": question.days_in_words(),
    }


def _exported_consent(row: Consent) -> dict[str, Any]:
    text = row.text
    told = {"purpose": row.purpose, "given": row.given, "at": row.at, "version": text.version, "text": text.text}
    return told | ({"rules": {"version": text.rules.version, "text": text.rules.text}} if text.rules else {})


def _exported_request(row: OwnRequest) -> dict[str, Any]:
    asked = row.request
    return {
        "kind": asked.kind,
        "state": asked.state,
        "received_at": asked.received_at,
        "answer_due": row.due.answer,
        "details": row.details,
        "answer": row.answer,
    }


def _copy_of(row: QuestionAttachment) -> dict[str, Any] | None:
    """What the public sees of a file, or would if it read the question."""
    copy = PublicCopy.objects.published().filter(attachment=row).first()
    if copy is None:
        return None
    return {
        "title": copy.title,
        "description": copy.description,
        "bytes": copy.size,
        "published_at": copy.published_at,
    }


def _requests_of(rows: list[DataRequest]) -> list[OwnRequest]:
    if not rows:
        return []
    calendar = working_calendar()
    found = []
    for row in rows:
        hours = office_hours(on=timezone.localdate(row.received_at))
        due = due_days(DataRequestKind(row.kind), row.received_at, hours=hours, calendar=calendar)
        found.append(OwnRequest(row, due, *_words_of(row)))
    return found


def _words_of(row: DataRequest) -> tuple[str, str]:
    try:
        content = row.content()
    except SenderErased:
        return "", ""
    return content["details"], content["answer"] if row.state != DataRequestState.RECEIVED else ""


def _check_token(question: Question, token: str) -> None:
    if not hmac.compare_digest(question.token_hash, hash_of(token)):
        raise NotYourQuestion
