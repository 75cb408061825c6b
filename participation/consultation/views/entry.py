"""Admin form by which a comment is typed in that was given on paper or in a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.views.base import AdminFormMixin
from participation.consultation.actions.receiving import enter_comment
from participation.consultation.drafts import cited_parts, public_number, takes_typed_comments
from participation.consultation.forms import EnterForm
from participation.consultation.views.lists import DraftBaseView, comments_url
from participation.enums.comments import CommentChannel
from participation.sent_forms.forms import texts_today


class EnterView(AdminFormMixin, DraftBaseView):
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
        version = public_number(self.draft)
        kwargs = {"parts": cited_parts(self.draft), "texts": texts, "version": version, "at": self.now}
        return kwargs | {"files": self.request.FILES or None}

    def get_success_url(self) -> str:
        return comments_url("draft", self.draft.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        channel = CommentChannel(form.cleaned_data["channel"])
        data = form.to_data(language=settings.LANGUAGE_CODE)
        enter_comment(
            self.draft, data, channel=channel, form_token=form.renewed_token, by=self.request.user, at=self.now
        )
        return self.succeed(_("The comment is kept, and waits for the board."))
