"""Screens of answering: the editor of replies, and the verbs of who answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from adminviews.forms.confirm import ConfirmForm
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from qa.core import actions as workflow
from qa.core.reply_text import reply_html
from qa.desk.actions import hand_over
from qa.desk.replies import may_write_reply, submit_reply, take_back_reply, write_reply
from qa.enums import Actor, AnswerKind, CannedResponseKind, QuestionState, Verb
from qa.forms.desk import DOCUMENTS, AskBackForm, HandOverForm, RemarkForm, ReplyForm
from qa.models import Answer
from qa.permissions import officers_of_unit
from qa.views.base import QuestionForm, question_url
from qa.views.verbs import CannedResponseMixin, LeavesMixin, VerbView

SUBMIT = "submit"


class ReplyView(CannedResponseMixin, QuestionForm):
    """Written by the officers of the unit; read by everybody once the board approves it."""

    form_class = ReplyForm
    template_name = "qa/reply.html"
    page_title = gettext_lazy("Reply")
    submit_label = gettext_lazy("Keep the draft")
    canned_kinds = (CannedResponseKind.ANSWER, CannedResponseKind.INTERIM)
    refusal_fields = {
        "promise_wrong": "promised_for",
        "text_missing": "text",
        "text_too_long": "text",
        "nothing_to_submit": "text",
        "link_not_public": "text",
        "document_not_public": DOCUMENTS[0],
    }

    def has_permission(self) -> bool:
        return super().has_permission() and Actor.OFFICER in self.actors

    def is_in_place(self) -> bool:
        return may_write_reply(self.question, self.actors)

    @cached_property
    def answer(self) -> Answer | None:
        """The reply in work."""
        return self.question.answers.in_work().select_related("written_by").first()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs, answer = super().get_form_kwargs(), self.answer
        if "initial" not in kwargs and answer is not None:
            promises = answer.kind == AnswerKind.INTERIM
            kept = {"promises": promises, "promised_for": answer.draft_promised_for, "text": answer.draft}
            keys = [facts["page"] for facts in answer.draft_documents]
            kwargs["initial"] = kept | dict(zip(DOCUMENTS, keys, strict=False))
        return kwargs

    def form_valid(self, form: ReplyForm) -> HttpResponse:
        data = form.cleaned_data
        write_reply(
            self.question,
            kind=form.kind,
            text=data["text"],
            promised_for=data["promised_for"],
            documents=form.documents,
            **self.acting,
        )
        if SUBMIT not in self.request.POST:
            return self.succeed(_("The draft is kept."))
        submit_reply(self.question, **self.acting)
        return self.succeed(_("The reply to %(code)s is with the editorial board.") % {"code": self.question.code})

    @cached_property
    def returned(self) -> ProposedChange | None:
        """What the board sent back."""
        return open_proposal(self.answer) if self.answer is not None else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = self.question.answers.published().order_by("-published_at")
        return super().get_context_data(
            published=[(row, reply_html(row.text)) for row in published.select_related("unit")],
            answer=self.answer,
            returned=self.returned,
            **kwargs,
        )


class ReturnView(LeavesMixin, VerbView):
    verb = Verb.RETURN
    form_class = RemarkForm
    page_title = gettext_lazy("Return to the board")
    submit_label = pgettext_lazy("question", "Return")
    introduction = (gettext_lazy("It is not for this unit: the board sorts it anew, by the same last day."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.return_question(self.question, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(_("%(code)s went back to the board.") % {"code": self.question.code})


class StartView(VerbView):
    verb = Verb.START
    form_class = ConfirmForm
    page_title = pgettext_lazy("question", "Take up")
    submit_label = pgettext_lazy("question", "Take up")

    def get_introduction(self) -> list[str]:
        told = [_("You write the answer from now on; colleagues of the unit can take over.")]
        if self.question.state == QuestionState.NEEDS_CLARIFICATION:
            told.append(_("The sender has not answered yet, and can no longer answer what was asked."))
        return told

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.start_answer(self.question, **self.acting)
        messages.success(self.request, _("You answer %(code)s.") % {"code": self.question.code})
        return redirect(question_url("reply", self.question.pk))


class ResumeView(VerbView):
    verb = Verb.RESUME
    form_class = ConfirmForm
    page_title = pgettext_lazy("question", "Go on with the answer")
    submit_label = pgettext_lazy("question", "Go on")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.resume_answer(self.question, **self.acting)
        return self.succeed(_("You answer %(code)s.") % {"code": self.question.code})


class TakeBackView(VerbView):
    verb = Verb.TAKE_BACK
    form_class = ConfirmForm
    page_title = gettext_lazy("Take the reply back")
    submit_label = pgettext_lazy("reply", "Take back")
    introduction = (gettext_lazy("The board no longer sees it among what waits; you write it anew and submit it."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        take_back_reply(self.question, **self.acting)
        return self.succeed(_("The reply was taken back."))


class ReopenView(VerbView):
    verb = Verb.REOPEN
    form_class = RemarkForm
    page_title = gettext_lazy("Correct the answer")
    submit_label = pgettext_lazy("question", "Reopen")
    introduction = (
        gettext_lazy(
            "The published answer stays as it is, with its day; the corrected one stands beside it once the board "
            "approves it."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.reopen_question(self.question, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(_("%(code)s is open again.") % {"code": self.question.code})


class HandOverView(VerbView):
    verb = Verb.HAND_OVER
    form_class = HandOverForm
    page_title = gettext_lazy("Hand over to a colleague")
    submit_label = pgettext_lazy("question", "Hand over")
    refusal_fields = {"colleague_elsewhere": "colleague"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"colleagues": officers_of_unit(self.question.unit, on=self.today).exclude(pk=self.request.user.pk)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        to = form.cleaned_data["colleague"]
        hand_over(self.question, to=to, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(_("%(person)s answers %(code)s.") % {"person": to, "code": self.question.code})


class AskBackView(CannedResponseMixin, VerbView):
    verb = Verb.ASK_BACK
    form_class = AskBackForm
    canned_kinds = (CannedResponseKind.ASK_BACK,)
    page_title = gettext_lazy("Ask the sender")
    submit_label = pgettext_lazy("question", "Ask")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.ask_back(self.question, text=form.cleaned_data["text"], **self.acting)
        return self.succeed(_("The sender of %(code)s is asked.") % {"code": self.question.code})
