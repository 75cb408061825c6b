"""What of questions the board reviews: the public text of a question, replies, and what the units are called."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.functions import Coalesce

from editorial.integrity.content_hash import register_bookkeeping
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import FILE, register_reviewed_model
from home.publication.cited_documents import in_words
from members.access.roles import roles_of
from participation.enums import ConsentPurpose
from participation.models import Consent, NameCorrection
from qa.core.units import drop_name, write_name
from qa.desk.replies import WRITTEN_IN, publish_reply, release_reply, return_reply
from qa.enums import Actor, PublicName
from qa.models import Answer, AnsweringUnit, CopyChoice, PublicCopy, Question, QuestionMessage
from qa.permissions import actors_of, kept_desks
from qa.publication.actions import publish_message, publish_question
from qa.publication.public_copies import publish_copy
from qa.publication.reviewer_context import (
    beside_copy,
    beside_message,
    beside_question,
    beside_reply,
    handles,
    words_of_pieces,
)
from sites.enums import READABLE_STATES
from sites.tree import content_type_of

if TYPE_CHECKING:
    from accounts.models import AnyUser, User

PUBLIC_OF_QUESTION = ("public_title", "public_text", "public_name", "public_name_wording")
PUBLIC_OF_REPLY = ("text", "promised_for", "documents", "signed_vi", "signed_en")
PUBLIC_OF_MESSAGE = ("public_text",)
PUBLIC_OF_COPY = ("title", "description", "pieces", FILE, "file_hash")
PUBLIC_OF_UNIT = ("name_vi", "name_en")


def _portal_of_reply(answer: Answer) -> int:
    return answer.question.responsible_portal_id


def _may_write_reply(user: User, answer: Answer, on: date) -> bool:
    question = answer.question
    return question.state in WRITTEN_IN and Actor.OFFICER in actors_of(user, question, on=on)


def _may_write_question(user: User, question: Question, on: date) -> bool:
    return question.received_portal_id in roles_of(user, on=on).boards


def _holding_question_of(
    model: type[Answer | QuestionMessage | PublicCopy], by: str = "question"
) -> Callable[[str], None]:
    """Whoever writes on what belongs to a question, by a path of fields, holds the question first."""

    def hold(key: str) -> None:
        keys: Any = model._default_manager.filter(pk=key).values(by)
        list(Question.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).values_list("pk"))

    return hold


def _may_write_message(user: User, message: QuestionMessage, on: date) -> bool:
    return _may_write_question(user, message.question, on)


def _portal_of_copy(copy: PublicCopy) -> int:
    return copy.attachment.question.received_portal_id


def _may_write_copy(user: User, copy: PublicCopy, on: date) -> bool:
    return _may_write_question(user, copy.attachment.question, on)


def _write_copy(copy: PublicCopy, change: ProposedChange, by: User | None, at: datetime) -> None:
    publish_copy(copy, change, by=by, at=at)


def _write_message(message: QuestionMessage, change: ProposedChange, by: User | None, at: datetime) -> None:
    publish_message(message, change.values, by=by, at=at)


def _write_reply(answer: Answer, change: ProposedChange, by: User | None, at: datetime) -> None:
    publish_reply(answer, change.values, by=by, at=at)


def _return_reply(answer: Answer, by: User | None, at: datetime, remark: str) -> None:
    return_reply(answer, by=by, at=at, remark=remark)


def _release_reply(answer: Answer, by: User | None, at: datetime) -> None:
    release_reply(answer, by=by, at=at)


def _reads_reply(user: User, answer: Answer, on: date) -> bool:
    """A reply that no board has read yet may repeat what must not be public; who decided on it reads it afterwards."""
    return answer.unit.portal_id in roles_of(user, on=on).boards or handles(user, answer.question, on)


def _wrote_reply(user: AnyUser, keys: Collection[str]) -> set[str]:
    """Replies to questions for which the person wrote something that is not public: this reply, or one that ended."""
    written = Answer.objects.filter(published_at=None, writers=user.pk).values("question")
    rows = Answer.objects.filter(pk__in=keys, question__in=written).values_list("pk", flat=True)
    return {str(key) for key in rows}


def _wrote_question(user: AnyUser, keys: Collection[str]) -> set[str]:
    """Questions beside whose public text a name may stand that the person worded, alone or before others did, since the
    wording that the board approved."""
    agreed = Consent.objects.filter(sender=OuterRef("sender"), purpose=ConsentPurpose.PUBLISH_NAME, given=True)
    is_named = When(public_name=PublicName.NAME, then=Coalesce("public_name_wording", 0))
    worded = NameCorrection.objects.filter(sender=OuterRef("sender"), by=user.pk, wording__gt=OuterRef("approved"))
    rows = Question.objects.filter(pk__in=keys).annotate(approved=Case(is_named, default=0))
    return {str(key) for key in rows.filter(Exists(agreed), Exists(worded)).values_list("pk", flat=True)}


def _wrote_copy(user: AnyUser, keys: Collection[str]) -> set[str]:
    """Copies of which a file is proposed and for which the person chose one that is not public, as with replies."""
    proposed = ProposedChange.objects.open().filter(content_type=content_type_of(PublicCopy), object_id__in=keys)
    asked = [int(change.object_id) for change in proposed if change.file]
    chosen = CopyChoice.objects.filter(copy__in=asked, by=user.pk).exclude(file_hash=F("copy__file_hash"))
    return {str(key) for key in chosen.values_list("copy", flat=True)}


def _write_question(question: Question, change: ProposedChange, by: User | None, at: datetime) -> None:
    publish_question(question, change.values, by=by, at=at)


def _may_name(user: User, unit: AnsweringUnit, on: date) -> bool:
    return unit.ended_on is None and unit.portal_id in kept_desks(user, on=on)


register_reviewed_model(
    AnsweringUnit,
    fields=PUBLIC_OF_UNIT,
    portal_of=lambda unit: unit.portal_id,
    may_edit=_may_name,
    is_public=lambda unit: unit.is_named,
    write=write_name,
    dropped=drop_name,
    # A unit is ended and made anew at will.
    is_told_by_value=True,
    public=lambda: AnsweringUnit.objects.exclude(name_vi="", name_en="").filter(portal__state__in=READABLE_STATES),
)
register_reviewed_model(
    Answer,
    fields=PUBLIC_OF_REPLY,
    portal_of=_portal_of_reply,
    may_edit=_may_write_reply,
    is_public=lambda answer: answer.published_at is not None,
    write=_write_reply,
    hold=_holding_question_of(Answer),
    returned=_return_reply,
    dropped=_release_reply,
    beside=beside_reply,
    reads=_reads_reply,
    wrote=_wrote_reply,
    words={"documents": in_words},
    public=lambda: Answer.objects.published(),
)
register_reviewed_model(
    Question,
    fields=PUBLIC_OF_QUESTION,
    portal_of=lambda question: question.received_portal_id,
    may_edit=_may_write_question,
    is_public=lambda question: question.published_at is not None,
    write=_write_question,
    beside=beside_question,
    reads=handles,
    wrote=_wrote_question,
    erased=lambda question: question.sender.is_erased,
    public=lambda: Question.objects.published(),
)
register_reviewed_model(
    QuestionMessage,
    fields=PUBLIC_OF_MESSAGE,
    portal_of=lambda message: message.question.received_portal_id,
    may_edit=_may_write_message,
    is_public=lambda message: message.published_at is not None,
    write=_write_message,
    hold=_holding_question_of(QuestionMessage),
    beside=beside_message,
    reads=lambda user, message, on: handles(user, message.question, on),
    erased=lambda message: message.question.sender.is_erased,
    public=lambda: QuestionMessage.objects.published(),
)
register_reviewed_model(
    PublicCopy,
    fields=PUBLIC_OF_COPY,
    portal_of=_portal_of_copy,
    may_edit=_may_write_copy,
    is_public=lambda copy: copy.published_at is not None,
    write=_write_copy,
    hold=_holding_question_of(PublicCopy, by="attachment__question"),
    beside=beside_copy,
    wrote=_wrote_copy,
    words={"pieces": words_of_pieces},
    reads=lambda user, copy, on: handles(user, copy.attachment.question, on),
    erased=lambda copy: copy.attachment.question.sender.is_erased,
    public=lambda: PublicCopy.objects.published(),
)
# Its bytes are hashed, wherever they lie.
register_bookkeeping(
    PublicCopy,
    {field.name for field in PublicCopy._meta.concrete_fields} - {"title", "description", "pieces", "attachment"},
)
register_bookkeeping(
    QuestionMessage,
    {field.name for field in QuestionMessage._meta.concrete_fields if field.name not in {*PUBLIC_OF_MESSAGE, "kind"}},
)
register_bookkeeping(
    AnsweringUnit, {field.name for field in AnsweringUnit._meta.concrete_fields if field.name not in PUBLIC_OF_UNIT}
)
register_bookkeeping(
    Question, {field.name for field in Question._meta.concrete_fields if field.name not in PUBLIC_OF_QUESTION}
)
register_bookkeeping(
    Answer,
    {field.name for field in Answer._meta.concrete_fields if field.name not in {*PUBLIC_OF_REPLY, "question", "kind"}},
)
