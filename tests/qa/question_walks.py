"""Random walks of questions through the verbs, by everybody who may do something with them."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from unittest.mock import patch

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.errors import PortalRefusal
from deadlines.enums import DayKind
from deadlines.queries import working_calendar
from deadlines.working_calendar import DayEntry, enter_day
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Seat
from qa.core import actions as workflow
from qa.core import closing
from qa.desk import replies
from qa.enums import AnswerKind, RefusalReason, Visibility, WithholdReason
from qa.enums import QuestionState as S
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_show, ask_to_withhold, confirm_visibility
from tests.factories import make_head
from tests.proposals import act
from tests.qa.factories import ask, make_officer, make_unit

# Steps of a walk, and the part of them that is chosen whatever the state.
LENGTH, UNLIKELY = 16, 0.2
# Everything is tried everywhere; by state, what gets a walk somewhere is tried more often.
STEPS = [
    "assign", "other unit", "forward", "send back", "return", "start", "ask back", "clarify", "write", "promise",
    "take back", "approve", "reject", "resume", "correct", "follow up", "public text", "merge", "end the other",
    "decline", "route out", "refuse", "withdraw", "holiday", "publish", "withhold", "leave to the sender", "show",
]  # fmt: skip
LIKELY = {
    S.RECEIVED: ["assign", "assign", "assign", "forward", "merge"],
    S.ASSIGNED: ["start", "start", "ask back", "return", "assign", "send back"],
    S.NEEDS_CLARIFICATION: ["start", "clarify", "other unit", "holiday"],
    S.IN_ANSWER: ["write", "promise", "promise", "ask back", "other unit"],
    S.IN_BOARD_REVIEW: ["approve", "approve", "approve", "reject", "take back", "withdraw"],
    S.INTERIM_PUBLISHED: ["resume", "write", "other unit", "holiday"],
    S.ANSWERED: ["follow up", "correct", "public text"],
    S.MERGED_DUPLICATE: ["end the other", "holiday"],
}


class Walk:
    """Two questions of a portal, and everybody who may do something with them."""

    def __init__(self, portal, elsewhere):
        self.at = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
        (self.question, self.token), (self.other, self.others_token) = ask(portal), ask(portal)
        self.portals = {portal.pk: portal, elsewhere.pk: elsewhere}
        self.here, self.elsewhere = portal, elsewhere

    @property
    def head(self):
        return make_head(self.portals[self.question.responsible_portal_id])

    def officer(self):
        return make_officer(self.question.unit or make_unit(self.portals[self.question.responsible_portal_id]))

    def unit(self, name="Phòng Hộ tịch"):
        return make_unit(self.portals[self.question.responsible_portal_id], name)

    def change(self):
        answer = self.question.answers.in_work().first()
        change = open_proposal(answer) if answer else None
        if change is None or change.current_workflow_task_state is None:
            raise PermissionDenied
        return change

    def write(self, kind, promised=None):
        by = self.officer()
        replies.write_reply(self.question, kind=kind, text="Trả lời", by=by, at=self.at, promised_for=promised)
        replies.submit_reply(self.question, by=by, at=self.at)

    def publish(self):
        propose_public_text(self.question, title="Khai sinh", text="Tôi cần.", by=make_head(self.here), at=self.at)
        act(open_proposal(self.question), make_head(self.here))

    def decide(self, ask_first, **values):
        """One approver of the board that received it proposes, another confirms."""
        ask_first(self.question, text="Lý do", by=make_head(self.here), at=self.at, **values)
        confirm_visibility(self.question, by=make_head(self.here, seat=Seat.DEPUTY), at=self.at)

    def go(self, choices: Random):
        """Try a step some time later. Whether it was done, and not refused."""
        likely = LIKELY.get(self.question.state, STEPS)
        step = choices.choice(STEPS if choices.random() < UNLIKELY else likely)
        self.at += timedelta(days=choices.choice([0, 0, 1, 6]), hours=1)
        with patch("django.utils.timezone.now", return_value=self.at):
            try:
                with transaction.atomic():
                    self.take(step)
            except (PortalRefusal, PermissionDenied):
                return False
        return True

    def take(self, step):
        question, at, token = self.question, self.at, self.token
        by_head, by_officer = {"by": self.head, "at": at}, {"by": self.officer(), "at": at}
        remark = {"remark": "Lý do"}
        {
            "assign": lambda: workflow.assign_question(question, unit=self.unit(), **by_head),
            "other unit": lambda: workflow.assign_question(question, unit=self.unit("Phòng Tư pháp"), **by_head),
            "forward": lambda: workflow.forward_question(question, to=self.elsewhere, **remark, **by_head),
            "send back": lambda: workflow.send_back(question, **remark, **by_head),
            "return": lambda: workflow.return_question(question, **remark, **by_officer),
            "start": lambda: workflow.start_answer(question, **by_officer),
            "ask back": lambda: workflow.ask_back(question, text="Ở đâu?", **by_officer),
            "clarify": lambda: workflow.clarify_question(question, token=token, text="Quận 8", at=at),
            "write": lambda: self.write(AnswerKind.ANSWER),
            "promise": lambda: self.write(AnswerKind.INTERIM, working_calendar().after(at.date(), 2)),
            "take back": lambda: replies.take_back_reply(question, **by_officer),
            "approve": lambda: act(self.change(), self.head),
            "reject": lambda: act(self.change(), self.head, "reject"),
            "resume": lambda: workflow.resume_answer(question, **by_officer),
            "correct": lambda: workflow.reopen_question(question, **remark, **by_officer),
            "follow up": lambda: workflow.follow_up(question, token=token, text="Còn nữa?", at=at),
            "public text": lambda: propose_public_text(
                question, title="Khai sinh", text="Tôi cần.", by=make_head(self.here), at=at
            ),
            "merge": lambda: closing.merge_question(question, into=self.other, **by_head),
            "end the other": lambda: closing.withdraw_question(self.other, token=self.others_token, at=at),
            "decline": lambda: closing.decline_question(question, body="Sở Y tế", **by_head),
            "route out": lambda: closing.route_out(question, body="Thanh tra", **by_head),
            "refuse": lambda: closing.refuse_question(question, because=RefusalReason.INSULT, **remark, **by_head),
            "withdraw": lambda: closing.withdraw_question(question, token=token, at=at),
            "holiday": lambda: enter_day(
                DayEntry(date(2026, 11, 26), DayKind.HOLIDAY, "Nghỉ", "Off", "Quyết định 1"), by=None, at=at
            ),
            "publish": self.publish,
            "withhold": lambda: self.decide(ask_to_withhold, to=Visibility.HIDDEN, because=WithholdReason.UNLAWFUL),
            "leave to the sender": lambda: self.decide(
                ask_to_withhold, to=Visibility.SENDER_ONLY, because=WithholdReason.THIRD_PARTY
            ),
            "show": lambda: self.decide(ask_to_show),
        }[step]()
