"""What the screens about questions share: for whom they are, the question they are about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext
from wagtail.admin import messages

from deadlines.queries import working_calendar
from deadlines.working_days import WorkingCalendar
from members.access.roles import roles_of
from members.views.base import AdminFormMixin, AdminView
from qa.core.lifecycle import acting_as, state_after
from qa.desk.inbox import Desk, desk_of
from qa.enums import Actor, QuestionState, Verb
from qa.errors import VerbOutOfPlace
from qa.models import Question
from qa.permissions import actors_of, handled_questions
from qa.publication.actions import may_propose_public_text
from sites.directory import get_directory

NAMESPACE = "questions_admin"


def question_url(name: str, *args: Any) -> str:
    """Address of one of the screens about questions."""
    return reverse(f"{NAMESPACE}:{name}", args=args)


def portal_name(key: int) -> str:
    """The name of a portal, as lists have it."""
    record = get_directory().by_id.get(key)
    return record.listed_name if record else ""


class DeskView(AdminView):
    """For those who sort or answer questions; operators and supervisors as such have no part in it."""

    header_icon = "help"

    @cached_property
    def desk(self) -> Desk:
        return desk_of(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.desk)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": question_url("inbox"), "label": pgettext("admin menu", "Questions")}]

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar()


class QuestionBaseView(DeskView):
    """A screen about one question. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def question(self) -> Question | None:
        rows = handled_questions(self.request.user, on=self.today)
        related = ("unit", "officer", "topic", "merged_into", "sender", "received_portal", "responsible_portal")
        return rows.select_related(*related).filter(pk=self.kwargs["question_id"]).first()

    def has_permission(self) -> bool:
        return self.question is not None

    @cached_property
    def actors(self) -> frozenset[Actor]:
        """As what the person may act on the question."""
        return actors_of(self.request.user, self.question, on=self.today)

    def may(self, verb: Verb) -> bool:
        """Whether the person may do it, in the state the question is in."""
        return self.may_ever(verb) and state_after(QuestionState(self.question.state), verb) is not None

    def may_ever(self, verb: Verb) -> bool:
        """Whether the person may do it in some state."""
        return acting_as(self.actors, verb) is not None

    def get_page_subtitle(self) -> str:
        return self.question.code

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=self.question, messages_sent=self.question.messages.all(), today=self.today, **kwargs
        )


class ReceivedQuestionView(QuestionBaseView):
    """A screen for the board that received the question, whoever deals with it, about what the public reads of it."""

    def has_permission(self) -> bool:
        boards = roles_of(self.request.user, on=self.today).boards
        return super().has_permission() and self.question.received_portal_id in boards

    def portal_held(self) -> int | None:
        return self.question.received_portal_id

    def is_in_place(self) -> bool:
        return may_propose_public_text(self.request.user, self.question, on=self.today)


class QuestionForm(AdminFormMixin, QuestionBaseView):
    """A form about a question, which leads back to it."""

    template_name = "qa/question_form.html"
    refusal_fields = {"reason_missing": "remark", "text_missing": "text", "text_too_long": "text"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        url = question_url("question", self.question.pk)
        return [*super().get_breadcrumbs(), {"url": url, "label": self.question.code}]

    def is_in_place(self) -> bool:
        """Whether the state of the question allows it; else the screen says so, and leads back."""
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_in_place():
            messages.info(request, str(VerbOutOfPlace.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return question_url("question", self.question.pk)

    def portal_held(self) -> int | None:
        return self.question.responsible_portal_id

    @property
    def acting(self) -> dict[str, Any]:
        """Who acts, and when, as the verbs ask for it."""
        return {"by": self.request.user, "at": self.now}
