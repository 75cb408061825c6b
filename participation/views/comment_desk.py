"""Admin screens of one comment on a draft: what was sent, the decisions on it, the response, and typing one in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages

from members.views.base import AdminFormMixin
from participation.consultation.actions import (
    answer_comment,
    enter_comment,
    publish_comment,
    redact_comment,
    takes,
    withhold_comment,
)
from participation.consultation.drafts import are_responses_decided, cited_parts, public_number, takes_typed_comments
from participation.consultation.files import read_comment_file
from participation.consultation.forms import (
    AnswerCommentForm,
    EnterForm,
    PlainForm,
    PublishForm,
    RedactForm,
    WithholdForm,
)
from participation.consultation.lifecycle import may_act
from participation.consultation.named import Named, named, written_wordings
from participation.consultation.permissions import actors_of
from participation.consultation.report import who_of
from participation.enums import (
    READABLE_COMMENTS,
    CommentActor,
    CommentChannel,
    CommentResponse,
    CommentState,
    CommentVerb,
    CommentWithheldBecause,
    ViewReason,
)
from participation.errors import CommentMoved, SealNotOpened
from participation.models import Comment, CommentFile
from participation.personal_data.redaction import proposals, redacted
from participation.senders import read_contact
from participation.sent_files.answers import file_response
from participation.sent_files.errors import FileErased, FileLost
from participation.sent_forms.forms import texts_today
from participation.views.comment_lists import CommentsBaseView, OneDraftView, comments_url


class EnterView(AdminFormMixin, OneDraftView):
    """Type in a comment that was given on paper or in a meeting."""

    form_class = EnterForm
    page_title = gettext_lazy("Type in a comment")
    submit_label = gettext_lazy("Keep the comment")
    refusal_fields = {
        "part_gone": "part",
        "draft_changed": "part",
        "comment_missing": "text",
        "consent_missing": "agree_answer",
    }
    introduction = (
        gettext_lazy(
            "Type what was said as it was said. It is marked as given on paper or in a meeting, and somebody else of "
            "the board decides whether it becomes public."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and takes_typed_comments(self.draft, on=self.today)

    def portal_held(self) -> int | None:
        return self.portal_id

    def get_form_kwargs(self) -> dict[str, Any]:
        texts = texts_today(on=self.today, language=settings.LANGUAGE_CODE)
        return {"parts": cited_parts(self.draft), "texts": texts, "version": public_number(self.draft)}

    def get_success_url(self) -> str:
        return comments_url("draft", self.draft.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        channel = CommentChannel(form.cleaned_data["channel"])
        said = form.said(language=settings.LANGUAGE_CODE)
        enter_comment(self.draft, said, channel=channel, by=self.request.user, at=self.now)
        return self.succeed(_("The comment is kept, and waits for the board."))


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
    def actors(self) -> frozenset[CommentActor]:
        return actors_of(self.request.user, self.comment.portal_id, on=self.today)

    @property
    def shows_words(self) -> bool:
        """Whether the person reads what was sent: what the board keeps from the public only the board does."""
        return self.comment.state != CommentState.WITHHELD or CommentActor.BOARD in self.actors

    def may(self, verb: CommentVerb) -> bool:
        """Whether the person may do it, with the comment as it is."""
        if not may_act(self.actors, verb) or not takes(self.comment, verb):
            return False
        if verb != CommentVerb.ANSWER:
            return self.comment.entered_by_id != self.request.user.pk
        return CommentActor.BOARD in self.actors or not are_responses_decided(self.comment.page)

    @property
    def same(self) -> QuerySet[Comment]:
        """Other comments with the same words on the same part that are where this one is."""
        state = self.comment.state
        if not self.comment.content_hash:
            return Comment.objects.none()
        states = READABLE_COMMENTS if state in READABLE_COMMENTS else {state}
        return Comment.objects.same_as(self.comment).filter(state__in=states).exclude(pk=self.comment.pk)

    @cached_property
    def others(self) -> int:
        return self.same.count()

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
        reads_contact = has_contact and CommentActor.BOARD in self.actors
        return super().get_context_data(
            comment=comment,
            who=who_of(comment) if comment.moderated_at else comment.get_stake_display(),
            part=part if comment.anchor else None,
            is_part_changed=bool(comment.anchor) and part is None,
            others=self.others,
            acts=acts,
            contact_url=comments_url("contact", comment.pk) if reads_contact else "",
            shows_words=self.shows_words,
            files=self.get_files(),
            **kwargs,
        )

    def get_files(self) -> list[dict[str, Any]]:
        rows = self.comment.files.kept() if self.shows_words else []
        return [
            {"number": number, "row": row, "url": comments_url("file", self.comment.pk, row.pk)}
            for number, row in enumerate(rows, 1)
        ]


class CommentFormView(AdminFormMixin, CommentBaseView):
    """The form of one verb; where the state has moved on, it is said so."""

    template_name = "participation/comment_form.html"
    verb: CommentVerb

    def has_permission(self) -> bool:
        return super().has_permission() and may_act(self.actors, self.verb)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(self.verb):
            messages.info(request, str(CommentMoved.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def portal_held(self) -> int | None:
        return self.comment.portal_id

    def get_success_url(self) -> str:
        return comments_url("comment", self.comment.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"others": self.others, "initial": {"opened_at": self.now.isoformat()}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(comment=self.comment, shows_words=self.shows_words, **kwargs)

    def acting(self, form: forms.Form) -> dict[str, Any]:
        """Who acts, when, since when the form is open, and whether for the same words of others."""
        together, opened_at = bool(form.cleaned_data.get("together")), form.cleaned_data["opened_at"]
        return {"by": self.request.user, "at": self.now, "together": together, "opened_at": opened_at}

    def done(self, count: int) -> HttpResponse:
        """Say how many it was done with, and show the comment."""
        text = ngettext("Done with %(count)d comment.", "Done with %(count)d comments.", count)
        return self.succeed(text % {"count": count})


class DecidingView(CommentFormView):
    """A decision of the board, which nobody makes on what they typed in."""

    @property
    def same(self) -> QuerySet[Comment]:
        return super().same.exclude(entered_by=self.request.user)


class NamingView(DecidingView):
    """A verb that makes public who commented: the board sees whom, and what it did not see is not published."""

    template_name = "participation/comment_naming.html"

    @cached_property
    def named(self) -> dict[int, Named]:
        mine = Comment.objects.filter(pk=self.comment.pk)
        rows = (mine | self.same).select_related("sender").order_by("pk")
        return named(rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["initial"] |= {"shown": written_wordings(self.named)}
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = [(one.organisation, one.name) for one in self.named.values()]
        return super().get_context_data(people=list(dict.fromkeys(people)), **kwargs)

    def acting(self, form: forms.Form) -> dict[str, Any]:
        return super().acting(form) | {"shown": form.cleaned_data["shown"]}


class PublishView(NamingView):
    verb = CommentVerb.PUBLISH
    form_class = PublishForm
    page_title = gettext_lazy("Publish the comment")
    submit_label = pgettext_lazy("comment on a draft", "Publish")

    def get_introduction(self) -> list[str]:
        found = [one.text for one in proposals(self.comment.text)]
        if not found:
            return [_("The public reads it as it was sent.")]
        return [
            _("It holds what tells of people: %(found)s. Publish it in part, unless all of that may be public.")
            % {"found": "; ".join(found)}
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return self.done(publish_comment(self.comment, **self.acting(form)))


class RedactView(NamingView):
    verb = CommentVerb.REDACT
    form_class = RedactForm
    page_title = gettext_lazy("Publish the comment in part")
    submit_label = gettext_lazy("Publish in part")
    refusal_fields = {"comment_missing": "public_text"}

    def get_form_kwargs(self) -> dict[str, Any]:
        comment = self.comment
        begun = comment.public_text or redacted(comment.text, proposals(comment.text), language=comment.language)
        kwargs = super().get_form_kwargs()
        kwargs["initial"] |= {"public_text": begun, "hides_organisation": comment.hides_organisation}
        return kwargs

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = {name: form.cleaned_data[name] for name in ("public_text", "hides_organisation")}
        return self.done(redact_comment(self.comment, **said, **self.acting(form)))


class WithholdView(DecidingView):
    verb = CommentVerb.WITHHOLD
    form_class = WithholdForm
    page_title = gettext_lazy("Do not publish the comment")
    submit_label = gettext_lazy("Do not publish")
    is_serious = True

    def form_valid(self, form: forms.Form) -> HttpResponse:
        because = CommentWithheldBecause(form.cleaned_data["because"])
        return self.done(withhold_comment(self.comment, because=because, **self.acting(form)))


class AnswerView(CommentFormView):
    verb = CommentVerb.ANSWER

    @property
    def same(self) -> QuerySet[Comment]:
        """Those that have the same response so far: none, or this one."""
        comment = self.comment
        return super().same.filter(response=comment.response, response_text=comment.response_text)

    form_class = AnswerCommentForm
    page_title = gettext_lazy("Respond to the comment")
    submit_label = gettext_lazy("Keep the response")
    refusal_fields = {"without_reason": "text"}
    introduction = (gettext_lazy("The public and the sender read it once the report is published."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        comment = self.comment
        kwargs = super().get_form_kwargs()
        if comment.is_answered:
            kwargs["initial"] |= {"response": comment.response, "text": comment.response_text}
        return kwargs

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = CommentResponse(form.cleaned_data["response"])
        text = form.cleaned_data["text"]
        return self.done(answer_comment(self.comment, response=response, text=text, **self.acting(form)))


class ContactView(AdminFormMixin, CommentBaseView):
    """Who sent a comment, for the board, once the reading is written down."""

    form_class = PlainForm
    template_name = "participation/comment_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    def has_permission(self) -> bool:
        if not super().has_permission() or CommentActor.BOARD not in self.actors:
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

    form_class = PlainForm
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
