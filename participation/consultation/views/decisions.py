"""Admin forms of the verbs on a comment: decisions of the board, and the response of the agency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin import messages

from members.views.base import AdminFormMixin
from participation.consultation.actions.moderating import publish_comment, redact_comment, withhold_comment
from participation.consultation.actions.responding import answer_comment
from participation.consultation.forms import AnswerCommentForm, PublishForm, RedactForm, WithholdForm
from participation.consultation.lifecycle import may_act
from participation.consultation.public_names import PublicName, public_names, serialize_wordings
from participation.consultation.views.comment import CommentBaseView
from participation.consultation.views.lists import comments_url
from participation.enums.comments import CommentResponse, CommentVerb, CommentWithheldBecause
from participation.errors import CommentMoved
from participation.models import Comment
from participation.personal_data.redaction import proposals, redacted


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
        return super().get_context_data(
            comment=self.comment, shows_words=self.shows_words, same_words=self.same_words, **kwargs
        )

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
    def public_names(self) -> dict[int, PublicName]:
        mine = Comment.objects.filter(pk=self.comment.pk)
        rows = (mine | self.same).select_related("sender").order_by("pk")
        return public_names(rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["initial"] |= {"shown": serialize_wordings(self.public_names)}
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = [(one.organisation, one.name) for one in self.public_names.values()]
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
