"""One question as who handles it sees it: what was sent, its days, its history, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView

from editorial.enums import ProposalState
from editorial.proposals.actions.proposal import open_proposal
from editorial.views.proposing import proposal_url
from home.publication.cited_documents import in_words
from members.access.scope import scope_of_request
from participation.enums.submissions import ViewReason
from participation.senders import read_contact
from qa.asking.attachments import attachments_of
from qa.core.reply_text import reply_html
from qa.desk.actions import notes_for, write_note
from qa.desk.inbox import days_of, received_in_words, time_left
from qa.desk.replies import may_write_reply
from qa.enums import Actor, QuestionState, Verb
from qa.forms.desk import ContactForm, NoteForm
from qa.models import PublicCopy, Question, QuestionEvent
from qa.permissions import handled_questions
from qa.publication.actions import may_propose_public_text, reasons_to_read_file
from qa.publication.public_history import name_of_event
from qa.views.base import QuestionBaseView, QuestionForm, portal_name, question_url
from qa.views.publication.redaction import visibility_acts

# Done by the board that received the question, whoever deals with it.
BY_RECEIVER = frozenset(
    {Verb.PUBLISH, Verb.ASK_WITHHOLD, Verb.WITHHOLD, Verb.ASK_SHOW, Verb.SHOW, Verb.KEEP_VISIBILITY}
)

# Their remarks are written for the other portal.
TO_THE_OTHER = frozenset({Verb.FORWARD, Verb.SEND_BACK})


@dataclass(frozen=True, slots=True)
class Act:
    """A link that leads to the form of a verb."""

    verb: Verb
    name: str
    label: Any
    ends: bool = False


# In the order of the list: what is asked for most often comes first, what ends the question last.
ACTS = (
    Act(Verb.ASSIGN, "assign", gettext_lazy("Forward to a unit")),
    Act(Verb.FORWARD, "forward", gettext_lazy("Forward to another portal")),
    Act(Verb.START, "start", pgettext_lazy("question", "Take up")),
    Act(Verb.RESUME, "resume", pgettext_lazy("question", "Go on with the answer")),
    Act(Verb.ASK_BACK, "ask_back", gettext_lazy("Ask the sender")),
    Act(Verb.HAND_OVER, "hand_over", gettext_lazy("Hand over to a colleague")),
    Act(Verb.TAKE_BACK, "take_back", gettext_lazy("Take the reply back")),
    Act(Verb.REOPEN, "reopen", gettext_lazy("Correct the answer")),
    Act(Verb.RETURN, "return", gettext_lazy("Return to the board")),
    Act(Verb.SEND_BACK, "send_back", gettext_lazy("Send back to the portal that received it")),
    Act(Verb.DECLINE, "decline", gettext_lazy("Another body is competent"), ends=True),
    Act(Verb.MERGE, "merge", gettext_lazy("Join with another question"), ends=True),
    Act(Verb.ROUTE_OUT, "route_out", gettext_lazy("Pass on as a complaint or denunciation"), ends=True),
    Act(Verb.REFUSE, "refuse", gettext_lazy("Do not accept"), ends=True),
)
# The verbs that lead to the answer, by the state in which each is the next step of who may do it.
NEXT = {
    QuestionState.RECEIVED: Verb.ASSIGN,
    QuestionState.ASSIGNED: Verb.START,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A link to a screen where something is done about the question. `ends`: it ends there without an answer."""

    name: str
    label: Any
    url: str
    ends: bool = False


class QuestionView(QuestionBaseView, TemplateView):
    """Everything about one question. Who sent it is asked for by a button, which notes the reading."""

    template_name = "qa/question.html"
    page_title = gettext_lazy("Question")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        user = self.request.user
        return super().get_context_data(
            received=received_in_words(question),
            left=time_left(question, today=self.today, calendar=self.calendar),
            days=days_of(question, today=self.today, calendar=self.calendar),
            places={
                "received": portal_name(question.received_portal_id),
                "handled": portal_name(question.responsible_portal_id) if question.is_forwarded else "",
            },
            officer=question.officer if self._is_own(question.responsible_portal_id) else None,
            next_step=self.next_step,
            other_steps=[step for step in self.steps if step != self.next_step],
            public_url=question_url("public_text", question.pk) if self._may_say_what_is_public else "",
            contact_url=question_url("contact", question.pk) if self.actors and not question.sender.is_erased else "",
            files=self._files(),
            note_url=question_url("note", question.pk) if self.actors else "",
            notes=notes_for(user, question, on=self.today),
            replies=self._replies(),
            waiting=self.waiting,
            events=self._events(),
            joined_with=self._joined_with(),
            # Those of other portals are told to nobody here: what was joined may have been forwarded since.
            duplicates=handled_questions(user, on=self.today).filter(merged_into=question).only("code", "title")[:20],
            **kwargs,
        )

    @cached_property
    def steps(self) -> list[Step]:
        """All that the person may do about the question now, what ends it last."""
        question = self.question
        steps = [
            Step(act.name, act.label, question_url(act.name, question.pk), ends=act.ends)
            for act in ACTS
            if self.may(act.verb) and (act.verb != Verb.SEND_BACK or question.is_forwarded)
        ]
        if may_write_reply(question, self.actors):
            steps.insert(0, Step("reply", _("Write the reply"), question_url("reply", question.pk)))
        of_public = [
            Step(name, label, question_url(name, question.pk)) for name, label, _is_serious in visibility_acts(self)
        ]
        if self._may_say_what_is_public:
            url = question_url("public_text", question.pk)
            of_public.insert(0, Step("public_text", _("Say what the public reads"), url))
        ending = [step for step in steps if step.ends]
        return [*(step for step in steps if not step.ends), *of_public, *ending]

    @cached_property
    def next_step(self) -> Step | None:
        """What leads to the answer, or, where others are on, to the public text that is still missing."""
        by_name = {step.name: step for step in self.steps}
        act = next((act for act in ACTS if act.verb == NEXT.get(self.question.state)), None)
        if step := by_name.get("reply") or by_name.get(act.name if act else ""):
            return step
        if Actor.APPROVER in self.actors and (reply := next((row for row in self.waiting if row["is_reply"]), None)):
            return Step("decide", _("Decide on the reply"), reply["url"])
        is_missing = self.question.published_at is None and open_proposal(self.question) is None
        return by_name.get("public_text") if is_missing else None

    @cached_property
    def _may_say_what_is_public(self) -> bool:
        return may_propose_public_text(self.request.user, self.question, on=self.today)

    def _files(self) -> list[dict[str, Any]]:
        """The files that came with it, by number: their names are the sender's."""
        question = self.question
        if not reasons_to_read_file(self.request.user, question, actors=self.actors, on=self.today):
            return []
        return [
            {"number": number, "row": row, "url": question_url("attachment", question.pk, row.pk)}
            for number, row in enumerate(attachments_of(question), 1)
        ]

    def _joined_with(self) -> str:
        """The code of the question that it was joined with, where the person handles that one or it has a page: the
        code of another portal's may turn out to be that of a complaint."""
        other = self.question.merged_into
        if other is None:
            return ""
        known = Question.objects.addressed() | handled_questions(self.request.user, on=self.today)
        return other.code if known.filter(pk=other.pk).exists() else ""

    def _replies(self) -> list[Any]:
        rows = self.question.answers.published().select_related("unit", "approved_by").order_by("published_at")
        return [
            {
                "row": row,
                "text": reply_html(row.text),
                "documents": in_words(row.documents).splitlines(),
                "names_approver": self._is_own(row.unit.portal_id),
            }
            for row in rows
        ]

    @cached_property
    def waiting(self) -> list[dict[str, Any]]:
        """What of the question is with a board of the own portals."""
        rows: list[tuple[str, Any]] = []
        if self._is_own(self.question.responsible_portal_id):
            rows += [("reply", answer) for answer in self.question.answers.in_work()]
        if self._is_own(self.question.received_portal_id):
            copies = PublicCopy.objects.of_question(self.question.pk)
            rows += [("public", self.question), *(("copy", copy) for copy in copies)]
        labels = {
            "reply": _("Reply"),
            "public": _("Public text of the question"),
            "copy": _("Public copy of a file"),
        }
        return [
            {
                "label": labels[kind],
                "state": change.get_state_display(),
                "url": proposal_url(change),
                "is_reply": kind == "reply" and change.state == ProposalState.WAITING,
            }
            for kind, row in rows
            if (change := open_proposal(row)) is not None
        ]

    def _events(self) -> list[dict[str, Any]]:
        """The history, the newest first: who did what, and what was remarked for the own portal."""
        rows = self.question.events.select_related("actor", "unit").order_by("-number")
        return [
            {
                "event": event,
                "what": name_of_event(event),
                "portal": self._where(event),
                "who": self._who(event),
                "remark": event.remark if self._reads_remark(event) else "",
            }
            for event in rows
        ]

    def _who(self, event: QuestionEvent) -> str:
        """A person of the own portals by name; of others, as what somebody acted: the portal stands beside it. What
        follows of itself from an act on another question, or from the calendar, is nobody's."""
        follows = event.acting_as == Actor.SYSTEM
        named = event.actor is not None and not follows and self._is_own(self._portal_of_actor(event))
        return str(event.actor) if named else Actor(event.acting_as).label

    def _where(self, event: QuestionEvent) -> str:
        """The portal of who acted; of what was passed on, from which portal to which."""
        place = portal_name(self._portal_of_actor(event))
        return f"{place} → {portal_name(event.portal_id)}" if event.verb in TO_THE_OTHER else place

    def _reads_remark(self, event: QuestionEvent) -> bool:
        """What a board says to its own unit, or of its draft, stays on its portal; what it says to another board is for
        these two."""
        is_addressed = event.verb in TO_THE_OTHER and self._is_own(event.portal_id)
        return is_addressed or self._is_own(self._portal_of_actor(event))

    def _portal_of_actor(self, event: QuestionEvent) -> int:
        """Where whoever acted belongs: an event holds the portal that deals with the question from then on."""
        if event.verb in BY_RECEIVER:
            return self.question.received_portal_id
        return int(event.data["from"]) if event.verb in TO_THE_OTHER else event.portal_id

    def _is_own(self, portal_id: int) -> bool:
        return scope_of_request(self.request).has_portal(portal_id)


class ContactView(QuestionForm):
    """Who sent a question, for who handles it now. That it was read, by whom and why, is written down first."""

    form_class = ContactForm
    template_name = "qa/contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")
    introduction = (
        gettext_lazy(
            "Name and contact are personal data: read them only where you need them for this question. Your name, the "
            "time and the reason are recorded, and the sender can be told who read them."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and bool(self.actors)

    def form_valid(self, form: Any) -> HttpResponse:
        why = ViewReason(form.cleaned_data["why"])
        facts = read_contact(self.question.sender, why=why, about=f"qa.question:{self.question.pk}", **self.acting)
        return self.render_to_response(self.get_context_data(form=form) | {"facts": facts, "introduction": []})


class NoteView(QuestionForm):
    """A note for colleagues."""

    form_class = NoteForm
    page_title = gettext_lazy("Internal note")
    submit_label = gettext_lazy("Keep the note")
    introduction = (
        gettext_lazy(
            "Colleagues who handle this question on your portal read it; it is never public. When the question is "
            "forwarded to another portal, the note stays with yours. It cannot be changed or deleted: write no "
            "personal data into it."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and bool(self.actors)

    def form_valid(self, form: Any) -> HttpResponse:
        write_note(self.question, text=form.cleaned_data["text"], **self.acting)
        return self.succeed(_("The note is kept."))
