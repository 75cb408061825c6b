"""Base classes of the screens about live questions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext
from wagtail.admin import messages

from information.models import LiveEventPage
from members.views.base import AdminFormMixin, AdminView
from participation.dialogue.errors import LiveQuestionMoved
from participation.dialogue.lifecycle import may_act
from participation.dialogue.transitions import takes
from participation.enums.live_questions import LiveVerb
from participation.enums.submissions import ModerationState, SubmissionActor
from participation.models import LiveQuestion
from participation.permissions import actors_of, handling_portals
from sites.directory import get_directory

NAMESPACE = "live_questions_desk"


def screen_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class DialogueBaseView(AdminView):
    """For those who read the questions of the live events of a portal as they were sent."""

    header_icon = "comment"

    @cached_property
    def portals(self) -> frozenset[int]:
        return handling_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": screen_url("events"), "label": pgettext("admin menu", "Live questions")}]


class EventBaseView(DialogueBaseView):
    """A screen about one event of an own portal."""

    @cached_property
    def event(self) -> LiveEventPage | None:
        # Questions stand with the Vietnamese page.
        rows = LiveEventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        page = rows.filter(pk=self.kwargs["event_id"]).first()
        record = get_directory().for_path(page.path) if page is not None else None
        return page if record is not None and record.id in self.portals else None

    def has_permission(self) -> bool:
        return self.event is not None

    @property
    def portal_id(self) -> int:
        record = get_directory().for_path(self.event.path)
        return record.id if record else 0

    @cached_property
    def actors(self) -> frozenset[SubmissionActor]:
        return actors_of(self.request.user, self.portal_id, on=self.today)

    @property
    def to_pass_on(self) -> QuerySet[LiveQuestion]:
        return LiveQuestion.objects.of_event(self.event).to_pass_on()

    def get_page_subtitle(self) -> str:
        return self.event.title


class QuestionBaseView(DialogueBaseView):
    """A screen about one question. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def question(self) -> LiveQuestion | None:
        rows = LiveQuestion.objects.for_portals(self.portals).select_related(
            "page", "sender", "moderated_by", "answered_by"
        )
        return rows.filter(pk=self.kwargs["live_question_id"]).first()

    def has_permission(self) -> bool:
        return self.question is not None

    @cached_property
    def actors(self) -> frozenset[SubmissionActor]:
        return actors_of(self.request.user, self.question.portal_id, on=self.today)

    @property
    def shows_words(self) -> bool:
        """Whether the person reads what was sent: what the board keeps from the public only the board does."""
        return self.question.state != ModerationState.WITHHELD or SubmissionActor.BOARD in self.actors

    def may(self, verb: LiveVerb) -> bool:
        """Whether the person may do it, with the question as it is."""
        return may_act(self.actors, verb) and takes(self.question, verb)

    def portal_held(self) -> int | None:
        return self.question.portal_id

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        url = screen_url("event", self.question.page_id)
        return [*super().get_breadcrumbs(), {"url": url, "label": self.question.page.title}]

    def get_page_subtitle(self) -> str:
        return self.question.written_code


class QuestionFormView(AdminFormMixin, QuestionBaseView):
    """The form of one verb; where the state has moved on, a message says so."""

    template_name = "participation/live_question_form.html"
    verb: LiveVerb

    def has_permission(self) -> bool:
        return super().has_permission() and may_act(self.actors, self.verb)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(self.verb):
            messages.info(request, str(LiveQuestionMoved.message))
            return redirect(screen_url("question", self.question.pk))
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return screen_url("event", self.question.page_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(question=self.question, shows_words=self.shows_words, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"opened_at": self.now.isoformat()}}

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.now}
