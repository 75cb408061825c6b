"""Admin screens of one comment on a draft: its words, who sent it, its files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages

from adminviews.forms.confirm import ConfirmForm
from members.views.base import AdminFormMixin
from participation.consultation.actions.locking import allows_verb
from participation.consultation.drafts import are_responses_decided, cited_parts
from participation.consultation.files import read_comment_file
from participation.consultation.lifecycle import may_act
from participation.consultation.queries import SameDecision, decisions_on_same_words, next_waiting
from participation.consultation.report import who_of
from participation.consultation.views.lists import CommentsBaseView, comments_url
from participation.enums.comments import CommentVerb
from participation.enums.submissions import READABLE_STATES, ModerationState, SubmissionActor, ViewReason
from participation.errors import SealNotOpened
from participation.models import Comment, CommentFile
from participation.permissions import actors_of
from participation.senders import read_contact
from participation.sent_files.answers import file_response
from participation.sent_files.errors import FileErased, FileLost


class CommentBaseView(CommentsBaseView):
    """A screen about one comment. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def comment(self) -> Comment | None:
        rows = Comment.objects.for_portals(self.portals)
        related = ("page", "sender", "entered_by", "moderated_by", "answered_by")
        return rows.select_related(*related).filter(pk=self.kwargs["comment_id"]).first()

    def has_permission(self) -> bool:
        return self.comment is not None

    @cached_property
    def actors(self) -> frozenset[SubmissionActor]:
        return actors_of(self.request.user, self.comment.portal_id, on=self.today)

    @property
    def shows_words(self) -> bool:
        """Whether the person reads what was sent: what the board keeps from the public only the board does."""
        return self.comment.state != ModerationState.WITHHELD or SubmissionActor.BOARD in self.actors

    def may(self, verb: CommentVerb) -> bool:
        """Whether the person may do it, with the comment as it is."""
        if not may_act(self.actors, verb) or not allows_verb(self.comment, verb):
            return False
        if verb != CommentVerb.ANSWER:
            return self.comment.entered_by_id != self.request.user.pk
        return SubmissionActor.BOARD in self.actors or not are_responses_decided(self.comment.page)

    @property
    def same(self) -> QuerySet[Comment]:
        """Other comments with the same words on the same part that are where this one is."""
        state = self.comment.state
        if not self.comment.content_hash:
            return Comment.objects.none()
        states = READABLE_STATES if state in READABLE_STATES else {state}
        return Comment.objects.same_as(self.comment).filter(state__in=states).exclude(pk=self.comment.pk)

    @cached_property
    def others(self) -> int:
        return self.same.count()

    @property
    def same_words(self) -> list[SameDecision]:
        """Decisions on the same words on the draft, for who reads the words."""
        return decisions_on_same_words(self.comment) if self.shows_words else []

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        url = comments_url("draft", self.comment.page_id)
        return [*super().get_breadcrumbs(), {"url": url, "label": self.comment.page.title}]

    def get_page_subtitle(self) -> str:
        return self.comment.written_code


# In the order in which they are offered: name, label, verb.
ACTS = (
    ("publish", pgettext_lazy("comment on a draft", "Publish"), CommentVerb.PUBLISH),
    ("redact", gettext_lazy("Publish in part"), CommentVerb.REDACT),
    ("withhold", gettext_lazy("Do not publish"), CommentVerb.WITHHOLD),
    ("answer", gettext_lazy("Respond"), CommentVerb.ANSWER),
)


class CommentView(CommentBaseView, TemplateView):
    """One comment: its words, its part, its public text and the verbs that are open. The contact is behind a button."""

    template_name = "participation/comment.html"
    page_title = pgettext_lazy("on a draft", "Comment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comment = self.comment
        acts = [
            {"name": name, "label": label, "url": comments_url(name, comment.pk)}
            for name, label, verb in ACTS
            if self.may(verb)
        ]
        part = next((one for one in cited_parts(comment.page) if one.anchor == comment.anchor), None)
        has_contact = comment.sender is not None and not comment.sender.is_erased
        reads_contact = has_contact and SubmissionActor.BOARD in self.actors
        return super().get_context_data(
            comment=comment,
            who=who_of(comment) if comment.moderated_at else comment.get_stake_display(),
            part=part if comment.anchor else None,
            is_part_changed=bool(comment.anchor) and part is None,
            others=self.others,
            same_words=self.same_words,
            next_url=self.get_next_url(),
            acts=acts,
            contact_url=comments_url("contact", comment.pk) if reads_contact else "",
            shows_words=self.shows_words,
            files=self.get_files(),
            **kwargs,
        )

    def get_next_url(self) -> str:
        """To the next comment on the draft that waits: for a decision of the board, or for a response of an editor."""
        rows = Comment.objects.filter(portal=self.comment.portal_id)
        if SubmissionActor.BOARD in self.actors:
            waiting = rows.filter(state=ModerationState.RECEIVED).exclude(entered_by=self.request.user)
        else:
            waiting = rows.readable().unanswered()
        following = next_waiting(self.comment, waiting=waiting)
        return comments_url("comment", following.pk) if following is not None else ""

    def get_files(self) -> list[dict[str, Any]]:
        rows = self.comment.files.kept() if self.shows_words else []
        return [
            {"number": number, "row": row, "url": comments_url("file", self.comment.pk, row.pk)}
            for number, row in enumerate(rows, 1)
        ]


class ContactView(AdminFormMixin, CommentBaseView):
    """Who sent a comment, for the board, once the reading is written down."""

    form_class = ConfirmForm
    template_name = "participation/comment_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    def has_permission(self) -> bool:
        if not super().has_permission() or SubmissionActor.BOARD not in self.actors:
            return False
        return self.comment.sender is not None and not self.comment.sender.is_erased

    def portal_held(self) -> int | None:
        return self.comment.portal_id

    def get_success_url(self) -> str:
        return comments_url("comment", self.comment.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.comment:{self.comment.pk}"
        facts = read_contact(
            self.comment.sender, by=self.request.user, at=timezone.now(), why=ViewReason.HANDLING, about=about
        )
        return self.render_to_response(self.get_context_data(form=form) | {"facts": facts, "introduction": []})


class CommentFileView(AdminFormMixin, CommentBaseView):
    """A file that came with a comment, for those who read its words, once the reading is written down."""

    form_class = ConfirmForm
    page_title = gettext_lazy("File of the sender")
    submit_label = gettext_lazy("Download the file")
    introduction = (
        gettext_lazy(
            "What citizens send may hold personal data: read it only where you need it for this comment. Your name and "
            "the time are recorded. It is never public."
        ),
    )

    @cached_property
    def file(self) -> CommentFile | None:
        return self.comment.files.kept().filter(pk=self.kwargs["comment_file_id"]).first()

    def has_permission(self) -> bool:
        return super().has_permission() and self.shows_words and self.file is not None

    def portal_held(self) -> int | None:
        return self.comment.portal_id

    def get_success_url(self) -> str:
        return comments_url("comment", self.comment.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            file, media_type = read_comment_file(self.file, by=self.request.user, at=self.now)
        except (FileErased, FileLost, SealNotOpened) as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_success_url())
        return file_response(file, media_type, name=f"{self.comment.code}-{self.file.pk}")
