"""What of questions the board reviews: the public text of a question, replies, and what the units are called."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.integrity.content_hash import register_bookkeeping
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import FILE, OF_A_FACT, ReviewedModel, register_reviewed_model
from formats.vietnamese.dates import vi_short_datetime
from home.publication.cited_documents import in_words
from members.access.roles import roles_of
from participation.enums.submissions import ConsentPurpose
from participation.models import Consent, NameCorrection
from qa.core.reply_text import reply_html, words_of
from qa.desk.replies import WRITTEN_IN, publish_reply, release_reply, return_reply
from qa.enums import Actor, PublicName
from qa.errors import UnitEnded
from qa.models import Answer, AnsweringUnit, CopyChoice, PublicCopy, Question, QuestionMessage
from qa.permissions import actors_of, kept_desks
from qa.publication.actions import publish_message, publish_question
from qa.publication.public_copies import publish_copy
from qa.publication.reviewer_context import as_sent, asker, handles, words_of_pieces
from sites.enums import READABLE_STATES
from sites.tree import content_type_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import AnyUser, User
    from editorial.proposals.reviewed_models import ReviewerContext


# What a citizen wrote or sent comes from no official source.
OF_A_CITIZEN = frozenset({"no_secret", "personal_data"})


@register_reviewed_model(AnsweringUnit)
class ReviewedUnit(ReviewedModel):
    """What a unit that answers is called."""

    fields = ("name_vi", "name_en")
    checklist: ClassVar = dict.fromkeys(fields, OF_A_FACT)
    # A unit is ended and made again at will.
    is_told_by_value = True

    def may_edit(self, user: User, row: AnsweringUnit, on: date) -> bool:
        return row.ended_on is None and row.portal_id in kept_desks(user, on=on)

    def is_public(self, row: AnsweringUnit) -> bool:
        return row.is_named

    def public_rows(self) -> QuerySet[AnsweringUnit]:
        return AnsweringUnit.objects.exclude(name_vi="", name_en="").filter(portal__state__in=READABLE_STATES)

    def write(self, row: AnsweringUnit, change: ProposedChange, by: User | None, at: datetime) -> None:
        """Let a unit be called what the board approved.

        Raises:
            UnitEnded: it answers no more.
        """
        if row.ended_on is not None:
            raise UnitEnded
        super().write(row, change, by, at)

    def on_drop(self, row: AnsweringUnit, by: User | None, at: datetime) -> None:
        """Forget a name that was taken back or overtaken; one that has no other keeps it, to be proposed again."""
        if row.is_named:
            AnsweringUnit.objects.filter(pk=row.pk).update(draft_vi=row.name_vi, draft_en=row.name_en)


class PartOfQuestion(ReviewedModel):
    """Something that becomes public of a question, or the question itself."""

    # From a row to its question; empty for the question itself.
    question_path: ClassVar[str] = "question"

    def question_of(self, row: Any) -> Question:
        return row.question

    def portal_of(self, row: Any) -> int:
        return self.question_of(row).received_portal_id

    def may_edit(self, user: User, row: Any, on: date) -> bool:
        return self.portal_of(row) in roles_of(user, on=on).boards

    def is_public(self, row: Any) -> bool:
        return row.published_at is not None

    def public_rows(self) -> QuerySet[Any]:
        rows: Any = self.model._default_manager.all()
        return rows.published()

    def lock_related(self, key: str) -> None:
        """Whoever writes on what belongs to a question locks the question first."""
        if self.question_path:
            keys: Any = self.model._default_manager.filter(pk=key).values(self.question_path)
            list(Question.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).values_list("pk"))

    def may_read(self, user: User, row: Any, on: date) -> bool:
        return handles(user, self.question_of(row), on)

    def reviewer_context(self, row: Any, user: User, on: date) -> list[ReviewerContext]:
        """Nothing for those who do not handle the question."""
        return self.context_of(row) if handles(user, self.question_of(row), on) else []

    def context_of(self, row: Any) -> list[ReviewerContext]:
        """What whoever handles the question reads beside a proposal."""
        raise NotImplementedError

    def is_erased(self, row: Any) -> bool:
        return self.question_of(row).sender.is_erased


@register_reviewed_model(Answer)
class ReviewedReply(PartOfQuestion):
    """A reply to a question."""

    fields = ("text", "promised_for", "documents", "signed_vi", "signed_en")
    value_labels: ClassVar = {"documents": in_words}
    value_html: ClassVar = {"text": reply_html}
    field_labels: ClassVar = {"text": gettext_lazy("text of the reply")}
    checklist: ClassVar = dict.fromkeys(("promised_for", "documents", "signed_vi", "signed_en"), OF_A_FACT)

    def portal_of(self, row: Answer) -> int:
        return row.question.responsible_portal_id

    def words_of(self, name: str, value: Any) -> str:
        return words_of(value) if name == "text" else super().words_of(name, value)

    def may_edit(self, user: User, row: Answer, on: date) -> bool:
        return row.question.state in WRITTEN_IN and Actor.OFFICER in actors_of(user, row.question, on=on)

    def write(self, row: Answer, change: ProposedChange, by: User | None, at: datetime) -> None:
        publish_reply(row, change.values, by=by, at=at)

    def on_return(self, row: Answer, by: User | None, at: datetime, remark: str) -> None:
        return_reply(row, by=by, at=at, remark=remark)

    def on_drop(self, row: Answer, by: User | None, at: datetime) -> None:
        release_reply(row, by=by, at=at)

    def may_read(self, user: User, row: Answer, on: date) -> bool:
        """A reply that no board has read yet may repeat what must not be public; who decided on it reads it
        afterwards."""
        return row.unit.portal_id in roles_of(user, on=on).boards or super().may_read(user, row, on)

    def written_by(self, user: AnyUser, keys: Collection[str]) -> set[str]:
        """Replies to questions for which the person wrote something that is not public: this reply, or one that
        ended."""
        written = Answer.objects.filter(published_at=None, writers=user.pk).values("question")
        rows = Answer.objects.filter(pk__in=keys, question__in=written).values_list("pk", flat=True)
        return {str(key) for key in rows}

    def context_of(self, row: Answer) -> list[ReviewerContext]:
        """The kind of the reply, the question as it was sent, what was asked back, and what was published before."""
        question = row.question
        found = [(_("Kind of the reply"), row.get_kind_display()), *as_sent(question)]
        for message in question.messages.all():
            found.append((f"{message.get_kind_display()}, {vi_short_datetime(message.sent_at)}", message.text))
        for one in question.answers.published().order_by("published_at"):
            found.append((f"{one.get_kind_display()}, {vi_short_datetime(one.published_at)}", one.words))
        return found

    def is_erased(self, row: Answer) -> bool:
        return False


@register_reviewed_model(Question)
class ReviewedQuestion(PartOfQuestion):
    """The public text of a question."""

    fields = ("public_title", "public_text", "public_name", "public_name_wording")
    checklist: ClassVar = dict.fromkeys(fields, OF_A_CITIZEN)
    question_path = ""

    def question_of(self, row: Question) -> Question:
        return row

    def write(self, row: Question, change: ProposedChange, by: User | None, at: datetime) -> None:
        publish_question(row, change.values, by=by, at=at)

    def written_by(self, user: AnyUser, keys: Collection[str]) -> set[str]:
        """Questions beside whose public text a name may stand that the person worded, alone or before others did, since
        the wording that the board approved."""
        agreed = Consent.objects.filter(sender=OuterRef("sender"), purpose=ConsentPurpose.PUBLISH_NAME, given=True)
        is_named = When(public_name=PublicName.NAME, then=Coalesce("public_name_wording", 0))
        worded = NameCorrection.objects.filter(sender=OuterRef("sender"), by=user.pk, wording__gt=OuterRef("approved"))
        rows = Question.objects.filter(pk__in=keys).annotate(approved=Case(is_named, default=0))
        return {str(key) for key in rows.filter(Exists(agreed), Exists(worded)).values_list("pk", flat=True)}

    def context_of(self, row: Question) -> list[ReviewerContext]:
        """The name that will be public, and the question as it was sent: what was hidden is seen by comparing."""
        return [*asker(row), *as_sent(row)]


@register_reviewed_model(QuestionMessage)
class ReviewedMessage(PartOfQuestion):
    """The public text of what the sender said after the question."""

    fields = ("public_text",)
    checklist: ClassVar = dict.fromkeys(fields, OF_A_CITIZEN)

    def write(self, row: QuestionMessage, change: ProposedChange, by: User | None, at: datetime) -> None:
        publish_message(row, change.values, by=by, at=at)

    def context_of(self, row: QuestionMessage) -> list[ReviewerContext]:
        return [*as_sent(row.question), (row.get_kind_display(), row.text)]


@register_reviewed_model(PublicCopy)
class ReviewedCopy(PartOfQuestion):
    """The public copy of a file that a sender joined."""

    fields = ("title", "description", "pieces", FILE, "file_hash")
    value_labels: ClassVar = {"pieces": words_of_pieces}
    checklist: ClassVar = dict.fromkeys(fields, OF_A_CITIZEN | {"rights"})
    question_path = "attachment__question"

    def question_of(self, row: PublicCopy) -> Question:
        return row.attachment.question

    def write(self, row: PublicCopy, change: ProposedChange, by: User | None, at: datetime) -> None:
        publish_copy(row, change, by=by, at=at)

    def written_by(self, user: AnyUser, keys: Collection[str]) -> set[str]:
        """Copies of which a file is proposed and for which the person chose one that is not public, as with replies."""
        proposed = ProposedChange.objects.open().filter(content_type=content_type_of(PublicCopy), object_id__in=keys)
        asked = [int(change.object_id) for change in proposed if change.file]
        chosen = CopyChoice.objects.filter(copy__in=asked, by=user.pk).exclude(file_hash=F("copy__file_hash"))
        return {str(key) for key in chosen.values_list("copy", flat=True)}

    def context_of(self, row: PublicCopy) -> list[ReviewerContext]:
        """What no program read for whoever decides, and what the question asks."""
        read = _("Numbers and addresses in the text of a PDF and in these words; what pictures show it does not read.")
        return [(_("What a program looks for"), read), *as_sent(row.attachment.question)]


# What of each row is no part of what was approved. Of a copy the bytes are hashed, wherever they lie.
for _model, _hashed in (
    (PublicCopy, {"title", "description", "pieces", "attachment"}),
    (QuestionMessage, {*ReviewedMessage.fields, "kind"}),
    (AnsweringUnit, {*ReviewedUnit.fields}),
    (Question, {*ReviewedQuestion.fields}),
    (Answer, {*ReviewedReply.fields, "question", "kind"}),
):
    register_bookkeeping(_model, {field.name for field in _model._meta.concrete_fields} - _hashed)
