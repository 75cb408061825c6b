"""The editor of replies: a draft that is kept, canned responses, former replies, and the way to the board."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from qa.desk.replies import may_write_reply, submit_reply, write_reply
from qa.enums import Actor, AnswerKind, CannedResponseKind
from qa.errors import VerbOutOfPlace
from qa.forms.desk import DOCUMENTS, ReplyForm
from qa.models import Answer
from qa.views.base import QuestionForm
from qa.views.verbs import CannedResponseMixin

SUBMIT = "submit"


class ReplyView(CannedResponseMixin, QuestionForm):
    """Written by the officers of the unit; read by everybody once the board approves it."""

    form_class = ReplyForm
    template_name = "qa/reply.html"
    page_title = gettext_lazy("Reply")
    submit_label = gettext_lazy("Keep the draft")
    refusal_fields = {
        "promise_wrong": "promised_for",
        "text_missing": "text",
        "text_too_long": "text",
        "nothing_to_submit": "text",
        "document_not_public": DOCUMENTS[0],
    }

    def has_permission(self) -> bool:
        return super().has_permission() and Actor.OFFICER in self.actors

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_write_reply(self.question, self.actors):
            messages.info(request, str(VerbOutOfPlace.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @cached_property
    def answer(self) -> Answer | None:
        """The reply in work."""
        return self.question.answers.in_work().select_related("written_by").first()

    @property
    def canned_kind(self) -> CannedResponseKind:
        kind = self.request.POST.get("kind") or (self.answer.kind if self.answer else AnswerKind.ANSWER)
        return CannedResponseKind.INTERIM if kind == AnswerKind.INTERIM else CannedResponseKind.ANSWER

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs, answer = super().get_form_kwargs(), self.answer
        if "initial" not in kwargs and answer is not None:
            kept: dict[str, Any] = {"kind": answer.kind, "text": answer.draft}
            kept |= {"promised_for": answer.draft_promised_for}
            keys = [facts["page"] for facts in answer.draft_documents]
            kwargs["initial"] = kept | dict(zip(DOCUMENTS, keys, strict=False))
        return kwargs

    def form_valid(self, form: ReplyForm) -> HttpResponse:
        data = form.cleaned_data
        kind, promised = AnswerKind(data["kind"]), data["promised_for"]
        written = {"text": data["text"], "promised_for": promised, "documents": form.documents}
        write_reply(self.question, kind=kind, **written, **self.acting)
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
            published=list(published.select_related("unit")), answer=self.answer, returned=self.returned, **kwargs
        )
