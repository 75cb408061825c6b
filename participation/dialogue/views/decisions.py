"""Forms of the verbs on one live question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from participation.dialogue.answering import answer_live_question, mark_answered_live
from participation.dialogue.deciding import publish_live_question, redact_live_question, withhold_live_question
from participation.dialogue.forms.decisions import (
    LiveAnswerForm,
    LiveMarkForm,
    LivePublishForm,
    LiveRedactForm,
    LiveWithholdForm,
)
from participation.dialogue.views.base import QuestionFormView
from participation.enums.live_questions import LiveVerb, LiveWithheldBecause
from participation.personal_data.redaction import proposals, redacted
from participation.senders import agrees_to_name, name_to_publish


class NamingView(QuestionFormView):
    """A verb that makes public who asked: the board sees whom, and what it did not see is not published."""

    @cached_property
    def approved(self) -> int | None:
        """The wording of the name that would be public; None: initials."""
        sender = self.question.sender
        return sender.name_wording if sender is not None and not sender.is_erased and agrees_to_name(sender) else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": super().get_form_kwargs()["initial"] | {"approved": self.approved}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sender = self.question.sender
        name = name_to_publish(sender, approved=self.approved) if sender is not None else ""
        return super().get_context_data(is_naming=True, name=name, **kwargs)


class PublishView(NamingView):
    verb = LiveVerb.PUBLISH
    form_class = LivePublishForm
    page_title = gettext_lazy("Publish the question")
    submit_label = pgettext_lazy("comment on a draft", "Publish")

    def get_introduction(self) -> list[str]:
        found = [one.text for one in proposals(self.question.text)]
        if not found:
            return [_("The question is published as it was sent.")]
        return [
            _("It holds what tells of people: %(found)s. Publish it in part, unless all of that may be public.")
            % {"found": "; ".join(found)}
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        publish_live_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("The question is public, at the end of the order."))


class RedactView(NamingView):
    verb = LiveVerb.REDACT
    form_class = LiveRedactForm
    page_title = gettext_lazy("Publish the question in part")
    submit_label = gettext_lazy("Publish in part")
    refusal_fields = {"live_words_missing": "public_text"}

    def get_form_kwargs(self) -> dict[str, Any]:
        question = self.question
        begun = question.public_text or redacted(question.text, proposals(question.text), language=question.language)
        return {"initial": super().get_form_kwargs()["initial"] | {"public_text": begun}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        redact_live_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("The question is public in part."))


class WithholdView(QuestionFormView):
    verb = LiveVerb.WITHHOLD
    form_class = LiveWithholdForm
    page_title = gettext_lazy("Do not publish the question")
    submit_label = gettext_lazy("Do not publish")
    is_serious = True

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = {
            "because": LiveWithheldBecause(form.cleaned_data["because"]),
            "opened_at": form.cleaned_data["opened_at"],
        }
        withhold_live_question(self.question, **said, **self.acting)
        return self.succeed(_("The question is not published."))


class MarkView(QuestionFormView):
    verb = LiveVerb.MARK
    form_class = LiveMarkForm
    page_title = gettext_lazy("Time of the live answer")
    refusal_fields = {"not_during_event": "moment"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"moment": self.question.answered_live_at}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        mark_answered_live(self.question, moment=form.cleaned_data["moment"], **self.acting)
        return self.succeed(_("The time of the answer is kept."))


class AnswerView(QuestionFormView):
    verb = LiveVerb.ANSWER
    form_class = LiveAnswerForm
    page_title = gettext_lazy("Answer in writing")
    submit_label = gettext_lazy("Publish the answer")
    refusal_fields = {"live_words_missing": "text"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": super().get_form_kwargs()["initial"] | {"text": self.question.answer}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer_live_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("The answer is public."))
