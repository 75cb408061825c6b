"""Verbs of answers and notices of progress. The board reviews them as it reviews everything public (13.1.g): a reply is
proposed (`editorial.proposals.actions.proposal`), and becomes public when its review ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from wagtail.models import Page

from deadlines.queries import working_calendar
from editorial.integrity.references import foreign_references
from editorial.proposals.actions.proposal import drop, open_proposal, overtake, propose_change
from editorial.proposals.diff import same_content
from home.blocks.choosers import chosen_in
from home.publication.cited_documents import Facts, facts_of
from qa.core.reply_text import Blocks, checked_reply, words_of
from qa.core.transitions import held_question, lock_for, locked_question, transition
from qa.desk.canned_responses import writers_of_words_in
from qa.enums import Actor, AnswerKind, QuestionState, Verb
from qa.errors import (
    DocumentNotPublic,
    DocumentsTooMany,
    LinkNotPublic,
    NothingToSubmit,
    NotYourQuestion,
    PromiseWrong,
    VerbOutOfPlace,
)
from qa.models import Answer, AnsweringUnit, Question
from qa.models.answer import ANSWER_LENGTH, MOST_DOCUMENTS
from qa.permissions import actors_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from accounts.models import User
    from editorial.models import ProposedChange

# Why a reply in work ends without a decision.
CLOSED: Final = gettext_noop("The question was closed.")
WENT_ON: Final = gettext_noop("The question went to another unit or portal.")
# In these the unit may write.
WRITTEN_IN = frozenset({QuestionState.IN_ANSWER, QuestionState.INTERIM_PUBLISHED})


def may_write_reply(question: Question, actors: Collection[Actor]) -> bool:
    """Whether somebody who is all of these writes the reply now."""
    return Actor.OFFICER in actors and question.state in WRITTEN_IN


@transaction.atomic
def write_reply(
    question: Question,
    *,
    kind: AnswerKind,
    text: StreamValue | Blocks | str,
    by: User,
    at: datetime,
    promised_for: date | None = None,
    documents: Iterable[int] = (),
) -> Answer:
    """Write the reply that is in work, or begin it. No event: nobody but the unit sees it.

    Whoever changes it is one of its writers from then on, and does not approve it (`qa.publication.reviewed`); so is
    who wrote the canned responses that it repeats. To keep it as it is changes nothing.

    Args:
        text: blocks; of a plain text, each paragraph becomes one.
        documents: keys of pages, the legal documents that it rests on, in their order.

    Raises:
        NotYourQuestion: the person does not answer for its unit.
        VerbOutOfPlace: it is not being answered.
        TextMissing, TextTooLong: of the text.
        LinkNotPublic: it links to a page that is neither public nor of the portal, or to a file.
        PromiseWrong: a notice of progress names no working day ahead, or an answer names one.
        DocumentsTooMany, DocumentNotPublic: there are more than five documents, or the public does not read one.
        TargetGone, ChangedMeanwhile, PortalArchived, AccessEnded: as `qa.core.transitions.lock_for` says.
    """
    question, unit = _held_to_write(question, by=by, at=at)
    text = checked_reply(text, most=ANSWER_LENGTH)
    check_promise(kind, promised_for, today=timezone.localdate(at))
    answer = question.answers.in_work().first() or Answer(question=question)
    _check_links(answer, text)
    facts = _facts_of_all(documents)
    former = answer.kind, answer.draft_promised_for, answer.draft_documents
    is_changed = answer.pk is None or former != (kind, promised_for, facts) or not _says_as_before(answer, text)
    answer.kind, answer.draft, answer.draft_promised_for = kind, text, promised_for
    answer.draft_documents, answer.unit = facts, unit
    if is_changed:
        answer.written_by = by
    answer.save()
    if is_changed:
        answer.writers.add(by, *writers_of_words_in(words_of(text), portal_id=question.responsible_portal_id))
    return answer


def _says_as_before(answer: Answer, text: StreamValue) -> bool:
    """Whether a text differs from that in work in nothing but the way in which it is written down."""
    before, after = ({"draft": stream.get_prep_value()} for stream in (answer.draft, text))
    return same_content(before, after, of=Answer)


def _check_links(answer: Answer, text: StreamValue) -> None:
    """Ask that a text links to public pages, or to those of the portal that handles the question, as pages do.

    Raises:
        LinkNotPublic: it does not.
    """
    named = [(model, key, "draft") for model, key in chosen_in(text.stream_block, text.get_prep_value())]
    record = get_directory().by_id[answer.question.responsible_portal_id]
    has_files = any(not issubclass(model, Page) for model, _key, _field in named)
    if has_files or foreign_references(answer, record, named=named):
        raise LinkNotPublic


def _held_to_write(question: Question, *, by: User, at: datetime) -> tuple[Question, AnsweringUnit]:
    """The question, held for somebody who writes its reply, and the unit that does.

    Raises:
        NotYourQuestion, VerbOutOfPlace, PortalRefusal: as `write_reply` says.
    """
    question = held_question(question, by=by)
    unit = question.unit
    if unit is None or Actor.OFFICER not in actors_of(by, question, on=timezone.localdate(at)):
        raise NotYourQuestion
    if question.state not in WRITTEN_IN:
        raise VerbOutOfPlace
    return question, unit


@transaction.atomic
def submit_reply(question: Question, *, by: User, at: datetime) -> ProposedChange:
    """Give the reply in work to the board, with the name of the unit that signs it.

    Raises:
        NothingToSubmit: nobody wrote one.
        PromiseWrong: the day that it promises has come meanwhile.
        DocumentNotPublic: the public reads one of its documents no more.
        PortalRefusal: as `qa.core.transitions.lock_for` and `editorial.proposals.actions.proposal.propose_change` say.
    """
    question, actor = lock_for(question, Verb.SUBMIT, by=by, at=at)
    answer = question.answers.in_work().first()
    if answer is None:
        raise NothingToSubmit
    check_promise(AnswerKind(answer.kind), answer.draft_promised_for, today=timezone.localdate(at))
    answer.submitted_at = at
    answer.save(update_fields=["submitted_at"])
    promised = answer.draft_promised_for
    values = {
        "text": answer.draft.get_prep_value(),
        "promised_for": promised.isoformat() if promised else None,
        "documents": _facts_of_all(facts["page"] for facts in answer.draft_documents),
        "signed_vi": answer.unit.name_vi,
        "signed_en": answer.unit.name_en,
    }
    change = propose_change(answer, values, by=by, at=at)
    if change is None:
        raise NothingToSubmit
    transition(question, Verb.SUBMIT, actor=actor, by=by, at=at, data={"reply": answer.kind})
    return change


@transaction.atomic
def take_back_reply(question: Question, *, by: User, at: datetime) -> None:
    """Take the reply back before the board decided, to write it again.

    Raises:
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.TAKE_BACK, by=by, at=at)
    answer = question.answers.in_work().first()
    change = open_proposal(answer) if answer is not None else None
    transition(question, Verb.TAKE_BACK, actor=actor, by=by, at=at)
    if change is not None:
        # The question has moved already: what follows a proposal that ends finds nothing to do.
        drop(change, by=by, at=at)


def end_reply(question: Question, *, by: User | None, at: datetime, because: str = CLOSED) -> None:
    """Drop the reply in work of a locked question that went on without it, and what is proposed of it: whoever has the
    question from now on never sees it. In the caller's transaction, which moved the question already, so that what
    follows a proposal that ends finds nothing to do.

    `because`: to be translated, for who wrote it.
    """
    answer = question.answers.in_work().first()
    if answer is None:
        return
    change = open_proposal(answer)
    Answer.objects.filter(pk=answer.pk).update(dropped_at=at)
    if change is not None:
        overtake(change, by=by, at=at, reason=because)


def publish_reply(answer: Answer, values: Mapping[str, Any], *, by: User | None, at: datetime) -> None:
    """Make a reply public, which its board has approved, on the day that counts (12.1.đ: on the portal itself).

    Called when its review ends, with question and reply locked (`qa.publication.reviewed`).

    Args:
        values: what was approved, as JSON holds it.

    Raises:
        VerbOutOfPlace: the question is not in review any more.
    """
    question = locked_question(answer.question)
    today, promised = timezone.localdate(at), values.get("promised_for")
    answer.text, answer.promised_for = values["text"], date.fromisoformat(promised) if promised else None
    answer.documents = values.get("documents", [])
    answer.signed_vi, answer.signed_en = values.get("signed_vi", ""), values.get("signed_en", "")
    answer.published_at, answer.approved_by = at, by
    answer.save()
    is_answer = answer.kind == AnswerKind.ANSWER
    facts: dict[str, Any] = {"promised_for": answer.promised_for, "reopened_at": None, "again_due": None}
    facts |= broken_days(question, today=today, is_answer=is_answer)
    if question.first_reply_on is None:
        facts["first_reply_on"] = today
    if is_answer and question.answered_on is None:
        facts |= {"answered_on": today, "was_promised_for": question.promised_for}
    verb = Verb.ANSWER if is_answer else Verb.TELL_PROGRESS
    transition(question, verb, actor=Actor.APPROVER, by=by, at=at, data={"reply": answer.pk}, **facts)


def broken_days(question: Question, *, today: date, is_answer: bool) -> dict[str, Any]:
    """What is kept of the first day that a reply after the first one missed: another promise does not heal it."""
    facts: dict[str, Any] = {}
    due = question.promised_for or question.again_due
    if question.broken_due is None and due is not None and due < today:
        facts["broken_due"] = due
    if is_answer and question.broken_until is None and (question.broken_due or facts):
        facts["broken_until"] = today
    return facts


def return_reply(answer: Answer, *, by: User | None, at: datetime, remark: str) -> None:
    """Let the unit write on: the board sent the reply back. Called by the review, with question and reply locked."""
    question = locked_question(answer.question)
    if question.state == QuestionState.IN_BOARD_REVIEW:
        transition(question, Verb.RETURN_ANSWER, actor=Actor.APPROVER, by=by, at=at, remark=remark)


def release_reply(answer: Answer, *, by: User | None, at: datetime) -> None:
    """Let the unit write on: what was proposed was taken back or overtaken. Called by the review, in the same way."""
    question = locked_question(answer.question)
    if question.state == QuestionState.IN_BOARD_REVIEW:
        transition(question, Verb.TAKE_BACK, actor=Actor.OFFICER, by=by, at=at)


def _facts_of_all(keys: Iterable[int]) -> list[Facts]:
    """What is written down of some documents, as their pages are now.

    Raises:
        DocumentsTooMany: more than a reply may name.
        DocumentNotPublic: the public does not read all of them.
    """
    keys = list(dict.fromkeys(keys))
    if len(keys) > MOST_DOCUMENTS:
        raise DocumentsTooMany
    facts = facts_of(keys)
    if len(facts) < len(keys):
        raise DocumentNotPublic
    return facts


def check_promise(kind: AnswerKind, promised_for: date | None, *, today: date) -> None:
    """Ask that a notice of progress, and nothing else, names a working day ahead.

    Raises:
        PromiseWrong: it does not.
    """
    if kind == AnswerKind.ANSWER:
        if promised_for is not None:
            raise PromiseWrong
        return
    if promised_for is None or promised_for <= today or not working_calendar().is_working_day(promised_for):
        raise PromiseWrong
