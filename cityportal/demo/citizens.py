"""Citizens of the demo who ask, and offices that answer: by the real verbs, each at its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cityportal.demo.accounts import all_answered
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import Row
from cityportal.demo.desk import Desk
from cityportal.demo.newsroom import APPROVERS
from cityportal.demo.picture_files import sent_photograph
from deadlines.queries import working_calendar
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from home.publication.cited_documents import public_documents
from participation.enums.submissions import REQUIRED_CONSENTS, ConsentPurpose
from participation.models import ConsentText, SenderFacts
from qa.core import actions as workflow
from qa.core import closing
from qa.core.competent_bodies import add_body
from qa.core.receiving import receive_question
from qa.core.units import create_unit, name_officer
from qa.desk import replies
from qa.enums import AnswerKind, RefusalReason, Visibility, WithholdReason
from qa.models import AnsweringUnit, CannedResponse, CompetentBody, Question, QuestionTopic
from qa.oversight.figures import count_questions
from qa.publication.actions import propose_public_text
from qa.publication.copy_files import written_anew
from qa.publication.public_copies import choose_copy, propose_copy
from qa.publication.visibility import ask_to_withhold, confirm_visibility
from sites.models import Portal

# Whoever proposes what the public reads approves nothing of it.
PROPOSER, OFFICER, ADMINISTRATOR = "thanhvien", "traloi", "quantri"


@dataclass
class Citizens:
    """Those who ask the portals of the demo, and the people there who sort and answer."""

    desks: dict[str, Desk]
    clock: DemoClock
    tokens: dict[int, str] = field(default_factory=dict)

    def ask(self) -> int:
        """Let everything happen that the files list, once for each portal; the number of questions that came in."""
        # A question may go on to a unit of another portal.
        for desk in self.desks.values():
            self._add_units(desk)
            for row in desk.content.ready:
                CannedResponse.objects.get_or_create(
                    portal=desk.portal, title=row["title"], defaults={"kind": row["kind"], "text": row["text"]}
                )
        asked = sum(map(self._ask_portal, self.desks.values()))
        if asked:
            # Lists and statistics read what was counted.
            count_questions(at=self.clock.now)
        return asked

    @transaction.atomic
    def _ask_portal(self, desk: Desk) -> int:
        if Question.objects.received_by([desk.portal.pk]).exists():
            return 0
        for row in desk.content.questions:
            self._ask(desk.portal, row)
        return len(desk.content.questions)

    def _add_units(self, desk: Desk) -> None:
        """Units whose names the board approves, each with the officer; those that exist are left as they are."""
        people = desk.newsroom.people
        by: dict[str, Any] = {"by": people[ADMINISTRATOR], "at": desk.opens}
        known = set(AnsweringUnit.objects.for_portals([desk.portal.pk]).values_list("name_vi", flat=True))
        with self.clock.standing_at(desk.opens):
            for position, row in enumerate(desk.content.units):
                if row["vi"] not in known:
                    unit = create_unit(desk.portal, name_vi=row["vi"], name_en=row["en"], position=position, **by)
                    _approve(open_proposal(unit), people)
                    name_officer(unit, people[OFFICER], valid_from=timezone.localdate(desk.opens), **by)

    def _ask(self, portal: Portal, row: Row) -> None:
        """A question comes in, and goes its way."""
        language = row.get("language", "vi")
        # What the form asks for always, the rest where the row says so.
        purposes = {*REQUIRED_CONSENTS, *(ConsentPurpose(name) for name in row.get("agreed", []))}
        with self._moment(row) as at:
            texts = ConsentText.objects.valid(on=timezone.localdate(at), language=language)
            question, token = receive_question(
                portal,
                title=row["title"],
                text=row["text"],
                language=language,
                sender=SenderFacts(**row["sender"]),
                agreed=list(texts.filter(purpose__in=purposes)),
                at=at,
                topic=QuestionTopic.objects.filter(code=row.get("topic", "")).first(),
                files=[sent_photograph(row["photo"])] if "photo" in row else [],
            )
        self.tokens[question.pk] = token
        for step in row.get("steps", []):
            question = Question.objects.get(pk=question.pk)
            with self._moment(step) as at:
                self._steps[step["verb"]](question, step, at)

    def _known(self, row: Row, at: datetime) -> CompetentBody | None:
        """The body without a portal that a row names, entered by the operator where it is missing."""
        facts = row.get("known")
        if facts is None:
            return None
        known = CompetentBody.objects.filter(name_vi=facts["name_vi"]).first()
        operator = next(iter(self.desks.values())).operator
        return known or add_body(**{"phone": "", "website": "", **facts}, by=operator, at=at)

    @property
    def _steps(self) -> dict[str, Callable[[Question, Row, datetime], Any]]:
        return {
            "assign": self._assign,
            "forward": self._forward,
            "publish": self._publish,
            "copy": self._copy,
            "start": lambda question, row, at: workflow.start_answer(question, by=self._officer(question), at=at),
            "ask_back": lambda question, row, at: workflow.ask_back(
                question, by=self._officer(question), at=at, text=row["text"]
            ),
            "clarify": lambda question, row, at: workflow.clarify_question(
                question, token=self.tokens[question.pk], text=row["text"], at=at
            ),
            "follow_up": lambda question, row, at: workflow.follow_up(
                question, token=self.tokens[question.pk], text=row["text"], at=at
            ),
            "correct": lambda question, row, at: workflow.reopen_question(
                question, by=self._officer(question), at=at, remark=row["remark"]
            ),
            "merge": self._merge,
            "withdraw": lambda question, row, at: closing.withdraw_question(
                question, token=self.tokens[question.pk], at=at
            ),
            "withhold": self._withhold,
            "submit": self._submit,
            "reply": self._reply,
            "decline": lambda question, row, at: closing.decline_question(
                question, body=row.get("body", ""), known=self._known(row, at), by=self._head(question), at=at
            ),
            "route_out": lambda question, row, at: closing.route_out(
                question, body=row["body"], by=self._head(question), at=at
            ),
            "refuse": lambda question, row, at: closing.refuse_question(
                question,
                because=RefusalReason(row["because"]),
                remark=row["remark"],
                by=self._head(question),
                at=at,
            ),
        }

    def _assign(self, question: Question, row: Row, at: datetime) -> None:
        unit = AnsweringUnit.objects.get(portal=question.responsible_portal, name_vi=row["unit"])
        workflow.assign_question(question, unit=unit, by=self._head(question), at=at)

    def _forward(self, question: Question, row: Row, at: datetime) -> None:
        to = self.desks[row["to"]].portal
        workflow.forward_question(question, to=to, by=self._head(question), at=at, remark=row["remark"])

    def _merge(self, question: Question, row: Row, at: datetime) -> None:
        """With one that the portal handles, by the title as it was sent."""
        other = Question.objects.handled_by([question.responsible_portal_id]).get(title=row["into"])
        closing.merge_question(question, into=other, by=self._head(question), at=at)

    def _withhold(self, question: Question, row: Row, at: datetime) -> None:
        """Proposed by one approver of the board that received it, confirmed by another."""
        people = self.desks[question.received_portal.code].newsroom.people
        proposer, second = (people[name] for name in APPROVERS)
        to, because = Visibility(row["for"]), WithholdReason(row["because"])
        ask_to_withhold(question, to=to, because=because, text=row["text"], by=proposer, at=at)
        confirm_visibility(question, by=second, at=at)

    def _publish(self, question: Question, row: Row, at: datetime) -> None:
        people = self.desks[question.received_portal.code].newsroom.people
        title, text = row.get("title", question.title), row.get("text", question.text)
        _approve(propose_public_text(question, title=title, text=text, by=people[PROPOSER], at=at), people)

    def _copy(self, question: Question, row: Row, at: datetime) -> None:
        """A copy of the photograph that came with it: nobody is seen in those of the demo."""
        people = self.desks[question.received_portal.code].newsroom.people
        attachment = question.attachments.get()
        acting: dict[str, Any] = {"by": people[PROPOSER], "at": at}
        copy = choose_copy(attachment, written_anew(sent_photograph(row["photo"])), **acting)
        words = {"title": row["title"], "description": row["description"]}
        _approve(propose_copy(attachment, chosen=str(copy.draft.name), **words, seen=[], **acting), people)

    def _submit(self, question: Question, row: Row, at: datetime) -> ProposedChange:
        kind, promised = AnswerKind(row["kind"]), None
        if kind == AnswerKind.INTERIM:
            promised = working_calendar().after(timezone.localdate(at), row["in_working_days"])
        by = self._officer(question)
        # Pages of the portal that answers, by their slugs.
        own = public_documents().descendant_of(question.responsible_portal.container)
        replies.write_reply(
            question,
            kind=kind,
            text=row["text"],
            promised_for=promised,
            documents=[own.get(slug=slug).pk for slug in row.get("documents", [])],
            by=by,
            at=at,
        )
        return replies.submit_reply(question, by=by, at=at)

    def _reply(self, question: Question, row: Row, at: datetime) -> None:
        _approve(self._submit(question, row, at), self.desks[question.responsible_portal.code].newsroom.people)

    def _head(self, question: Question) -> User:
        return self.desks[question.responsible_portal.code].newsroom.people[APPROVERS[0]]

    def _officer(self, question: Question) -> User:
        return self.desks[question.responsible_portal.code].newsroom.people[OFFICER]

    @contextmanager
    def _moment(self, row: Row) -> Iterator[datetime]:
        at = self.clock.moment(row["days_ago"], row["time"])
        with self.clock.standing_at(at):
            yield at


def _approve(change: ProposedChange | None, people: dict[str, User]) -> None:
    """Let the board approve what waits: the head, and the deputy after that where two persons approve."""
    for name in APPROVERS:
        step = ProposedChange.objects.get(pk=change.pk).current_workflow_task_state if change is not None else None
        if step is not None:
            step.task.specific.on_action(step, people[name], "approve", **all_answered())
