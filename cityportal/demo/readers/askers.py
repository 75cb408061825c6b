"""People of the demo who ask at live events, and those who publish, mark and answer: by the real verbs, each at its
time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from django.db import transaction

from information.models import LiveEventPage
from participation.dialogue.answering import answer_live_question, mark_answered_live
from participation.dialogue.deciding import publish_live_question, redact_live_question, withhold_live_question
from participation.dialogue.passing_on import pass_on_live_question
from participation.dialogue.receiving import LiveQuestionData, receive_live_question
from participation.enums.live_questions import LiveWithheldBecause
from participation.enums.submissions import ConsentPurpose
from participation.models import ConsentText, LiveQuestion, SenderFacts
from qa.core.actions import assign_question
from qa.models import AnsweringUnit, Question

if TYPE_CHECKING:
    from accounts.models import User
    from cityportal.demo.clock import DemoClock
    from cityportal.demo.content import Row
    from cityportal.demo.desk import Desk

QUESTIONS: Final = Path(__file__).parent / "live_questions.yaml"


@dataclass
class Askers:
    """Those who ask at the live events of the demo."""

    desks: dict[str, Desk]
    clock: DemoClock

    def ask(self) -> int:
        """Let people ask, once, at each event that a row names; how many questions there are."""
        rows = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
        return sum(self._on_portal(desk, rows) for desk in self.desks.values())

    @transaction.atomic
    def _on_portal(self, desk: Desk, rows: dict[str, list[Row]]) -> int:
        events = LiveEventPage.objects.live().filter(
            path__startswith=desk.portal.container.path, locale__language_code="vi", slug__in=rows
        )
        count = 0
        for event in events.exclude(pk__in=LiveQuestion.objects.for_portal(desk.portal).values("page")):
            for row in rows[event.slug]:
                self._ask(event, row, desk.newsroom.people["truongban"])
                count += 1
        return count

    def _ask(self, event: LiveEventPage, row: Row, head: User) -> None:
        begin = event.starts_at
        if begin > self.clock.now:
            # What came before an event that is to come, counted from now.
            begin = self.clock.now + timedelta(minutes=1000)
        at = begin + timedelta(minutes=row["minute"])
        question, _token = receive_live_question(event, _asked(row), at=at)
        later: dict[str, Any] = {"by": head, "at": at + timedelta(minutes=8)}
        name = question.sender.name_wording if question.sender and row.get("publish_name") else None
        match row.get("state", "published"):
            case "published":
                publish_live_question(question, approved=name, **later)
            case "redacted":
                redact_live_question(question, public_text=row["public_text"], **later)
            case "withheld":
                withhold_live_question(question, because=LiveWithheldBecause(row["because"]), **later)
        if "answered" in row:
            moment = begin + timedelta(minutes=row["answered"], seconds=12)
            mark_answered_live(question, moment=moment, by=head, at=moment)
        if "answer" in row:
            after = event.ends_at + timedelta(hours=20)
            answer_live_question(question, text=row["answer"], by=head, at=after)
        if row.get("unit"):
            self._pass_on(question, event.ends_at + timedelta(minutes=30), head)

    def _pass_on(self, question: LiveQuestion, at: datetime, head: User) -> None:
        """Hand a question over, and to the first unit of its portal on the next morning."""
        code = pass_on_live_question(question, by=head, at=at)
        received = Question.objects.get(code=code)
        unit = AnsweringUnit.objects.filter(portal=question.portal).order_by("position", "pk").first()
        if unit is not None:
            assign_question(received, unit=unit, by=head, at=at + timedelta(hours=1))


def _asked(row: Row) -> LiveQuestionData:
    wants = {
        ConsentPurpose.RULES: True,
        ConsentPurpose.ANSWER: "name" in row,
        ConsentPurpose.PUBLISH_NAME: row.get("publish_name", False),
        ConsentPurpose.NOTICES: row.get("notices", False),
    }
    purposes = [purpose for purpose, is_wanted in wants.items() if is_wanted]
    return LiveQuestionData(
        text=row["text"],
        language="vi",
        pass_on=row.get("pass_on", False),
        sender=SenderFacts(name=row["name"], email=row.get("email", "")) if "name" in row else None,
        agreed=ConsentText.objects.filter(language="vi", purpose__in=purposes),
    )
