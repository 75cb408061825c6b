"""The screen of the host: the questions of one event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages

from adminviews.forms.confirm import ConfirmForm
from audit.errors import PortalRefusal
from members.views.base import AdminFormMixin
from participation.dialogue.answering import mark_answered_live, move_live_question
from participation.dialogue.errors import EventNotOver
from participation.dialogue.passing_on import pass_on_unanswered
from participation.dialogue.public import list_hash_of
from participation.dialogue.views.base import EventBaseView, QuestionBaseView, screen_url
from participation.enums.submissions import SubmissionActor
from participation.models import LiveQuestion

# The screen of the moderator is asked for every ten seconds: of what is done it shows the newest.
DONE_SHOWN = 50


class ModeratorView(EventBaseView, TemplateView):
    """Questions of an event: those that wait for the board, those that wait for an answer in their order, and the
    newest of those that are done. Asked for again by the script while the event is on."""

    template_name = "participation/live_event.html"
    page_title = pgettext_lazy("of a live event", "Questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LiveQuestion.objects.of_event(self.event)
        is_over = self.event.ends_at < self.now
        queue, waiting, done = list(rows.in_order()), list(rows.waiting()), list(rows.settled()[:DONE_SHOWN])
        done_count = rows.settled().count()
        return super().get_context_data(
            event=self.event,
            live_hash=list_hash_of([*waiting, *queue, *done], done_count, is_over),
            waiting=waiting,
            queue=queue,
            done=done,
            done_count=done_count,
            decides=SubmissionActor.BOARD in self.actors,
            is_over=is_over,
            has_begun=self.event.starts_at <= self.now,
            passing=self.to_pass_on.count() if is_over and SubmissionActor.BOARD in self.actors else 0,
            **kwargs,
        )


class PassOnView(AdminFormMixin, EventBaseView):
    """Pass on, after the event, what was not answered and whose senders agreed."""

    form_class = ConfirmForm
    page_title = gettext_lazy("Pass on what was not answered")
    submit_label = gettext_lazy("Pass on")
    is_serious = True

    def has_permission(self) -> bool:
        return super().has_permission() and SubmissionActor.BOARD in self.actors

    def portal_held(self) -> int | None:
        return self.portal_id

    def get_introduction(self) -> list[str]:
        count = self.to_pass_on.count()
        text = ngettext(
            "%(count)d question becomes a question with time limits. Its sender is told, and its clock begins now.",
            "%(count)d questions become questions with time limits. Their senders are told, and the clocks begin now.",
            count,
        )
        return [
            text % {"count": count},
            _("Otherwise they are passed on by themselves in the night after the event."),
        ]

    def get_success_url(self) -> str:
        return screen_url("event", self.event.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.event.ends_at >= self.now:
            raise EventNotOver
        rows = list(self.to_pass_on)
        count = pass_on_unanswered(rows, by=self.request.user, at=self.now)
        if left := len(rows) - count:
            text = ngettext(
                "%(count)d question was not passed on. It is tried again in the night.",
                "%(count)d questions were not passed on. They are tried again in the night.",
                left,
            )
            messages.warning(self.request, text % {"count": left})
        text = ngettext("%(count)d question was passed on.", "%(count)d questions were passed on.", count)
        return self.succeed(text % {"count": count})


class StepView(QuestionBaseView):
    """One tap of the host: up, down, answered now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acting: dict[str, Any] = {"by": request.user, "at": self.now}
        try:
            match request.POST.get("step"):
                case "up":
                    move_live_question(self.question, up=True, **acting)
                case "down":
                    move_live_question(self.question, up=False, **acting)
                # On a screen that is some seconds old it may have been tapped before.
                case "answered" if self.question.answered_live_at is None:
                    mark_answered_live(self.question, moment=self.now, **acting)
                    messages.success(request, _("Answered live: %(code)s") % {"code": self.question.written_code})
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
        return redirect(screen_url("event", self.question.page_id))
