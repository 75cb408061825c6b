"""Contact of the sender of a live question, read on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from adminviews.forms.confirm import ConfirmForm
from members.views.base import AdminFormMixin
from participation.dialogue.views.base import QuestionBaseView, screen_url
from participation.enums.submissions import SubmissionActor, ViewReason
from participation.senders import read_contact


class ContactView(AdminFormMixin, QuestionBaseView):
    """Who sent a question, for the board, once the reading is written down."""

    form_class = ConfirmForm
    template_name = "participation/comment_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_label=_("Back to the question"), **kwargs)

    def has_permission(self) -> bool:
        if not super().has_permission() or SubmissionActor.BOARD not in self.actors:
            return False
        return self.question.sender is not None and not self.question.sender.is_erased

    def get_success_url(self) -> str:
        return screen_url("question", self.question.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.livequestion:{self.question.pk}"
        facts = read_contact(
            self.question.sender, by=self.request.user, at=self.now, why=ViewReason.HANDLING, about=about
        )
        return self.render_to_response(self.get_context_data(form=form) | {"facts": facts, "introduction": []})
