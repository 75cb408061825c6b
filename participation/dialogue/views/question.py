"""The screen of one live question."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView

from participation.dialogue.views.base import QuestionBaseView, screen_url
from participation.enums.live_questions import LiveVerb
from participation.enums.submissions import SubmissionActor

# In the order in which they are offered: name, label, verb.
ACTS = (
    ("publish", pgettext_lazy("comment on a draft", "Publish"), LiveVerb.PUBLISH),
    ("redact", gettext_lazy("Publish in part"), LiveVerb.REDACT),
    ("answer", gettext_lazy("Answer in writing"), LiveVerb.ANSWER),
    ("mark", gettext_lazy("Time of the live answer"), LiveVerb.MARK),
    ("withhold", gettext_lazy("Do not publish"), LiveVerb.WITHHOLD),
)


class LiveQuestionView(QuestionBaseView, TemplateView):
    """One question: its words as sent and as public, and the actions on it. Who sent it is behind a button."""

    template_name = "participation/live_question.html"
    page_title = pgettext_lazy("of a live event", "Question")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        acts = [
            {"name": name, "label": label, "url": screen_url(name, question.pk)}
            for name, label, verb in ACTS
            if self.may(verb)
        ]
        has_contact = question.sender is not None and not question.sender.is_erased
        reads_contact = has_contact and SubmissionActor.BOARD in self.actors
        return super().get_context_data(
            question=question,
            acts=acts,
            contact_url=screen_url("contact", question.pk) if reads_contact else "",
            shows_words=self.shows_words,
            **kwargs,
        )
