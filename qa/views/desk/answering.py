"""The forms of the unit that answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qa.core import actions as workflow
from qa.desk.actions import hand_over
from qa.desk.replies import take_back_reply
from qa.enums import CannedResponseKind, QuestionState, Verb
from qa.forms.desk import AskBackForm, HandOverForm, PlainForm, RemarkForm
from qa.permissions import officers_of_unit
from qa.views.verbs import CannedResponseMixin, LeavesMixin, VerbView


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
    form_class = PlainForm
    page_title = pgettext_lazy("question", "Take up")
    submit_label = pgettext_lazy("question", "Take up")

    def get_introduction(self) -> list[str]:
        told = [_("You write the answer from now on; colleagues of the unit can take over.")]
        if self.question.state == QuestionState.NEEDS_CLARIFICATION:
            told.append(_("The sender has not answered yet, and can no longer answer what was asked."))
        return told

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.start_answer(self.question, **self.acting)
        return self.succeed(_("You answer %(code)s.") % {"code": self.question.code})


class ResumeView(VerbView):
    verb = Verb.RESUME
    form_class = PlainForm
    page_title = pgettext_lazy("question", "Go on with the answer")
    submit_label = pgettext_lazy("question", "Go on")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.resume_answer(self.question, **self.acting)
        return self.succeed(_("You answer %(code)s.") % {"code": self.question.code})


class TakeBackView(VerbView):
    verb = Verb.TAKE_BACK
    form_class = PlainForm
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
        colleagues = officers_of_unit(self.question.unit, on=self.today).exclude(pk=self.request.user.pk)
        return {"colleagues": colleagues}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        to = form.cleaned_data["colleague"]
        hand_over(self.question, to=to, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(_("%(person)s answers %(code)s.") % {"person": to, "code": self.question.code})


class AskBackView(CannedResponseMixin, VerbView):
    verb = Verb.ASK_BACK
    form_class = AskBackForm
    canned_kind = CannedResponseKind.ASK_BACK
    page_title = gettext_lazy("Ask the sender")
    submit_label = pgettext_lazy("question", "Ask")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.ask_back(self.question, text=form.cleaned_data["text"], **self.acting)
        return self.succeed(_("The sender of %(code)s is asked.") % {"code": self.question.code})
