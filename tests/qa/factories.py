"""Questions and units: one valid object each, moved by the verbs."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model

from accounts.models import User
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Role
from members.memberships import grant_membership
from participation.enums.submissions import ConsentPurpose
from qa.core import actions as workflow
from qa.core import closing
from qa.core.receiving import receive_question
from qa.desk import replies
from qa.enums import AnswerKind, QuestionState, RefusalReason
from qa.models import AnsweringUnit, Question, UnitOfficer
from sites.models import Portal
from tests.factories import AT, make_head, make_member, make_user
from tests.participation.factories import FACTS, text_of
from tests.proposals import act
from tests.qa.approvals import mark_approved
from tests.remembering import remembered

P = ParamSpec("P")
T = TypeVar("T")

# Wednesday 4 November 2026, 9:00 in the city: day zero. To sort by Friday 6, to answer by Thursday 26 (Tuesday 24 is a
# holiday).
RECEIVED = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
TITLE, TEXT = "Xin cấp bản sao khai sinh", "Tôi là Nguyễn Thị Hoa, cần bản sao khai sinh của mẹ tôi."


def remembered_without_files(build: Callable[P, T]) -> Callable[P, T]:
    """Remember what is received (`tests.remembering`), unless files come with it: no file field names them, so they
    would be missing the next time."""
    known = remembered(build)

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> T:
        return (build if kwargs.get("files") else known)(*args, **kwargs)

    return built


@remembered
def make_unit(portal: Portal, name: str = "Phòng Hộ tịch") -> AnsweringUnit:
    unit, made = AnsweringUnit.objects.get_or_create(portal=portal, name_vi=name, defaults={"name_en": name})
    if made:
        mark_approved([unit], portal=portal, by=make_head(portal))
    return unit


@remembered
def make_officer(unit: AnsweringUnit) -> User:
    """An answering officer of the portal who answers for a unit."""
    user = make_member(unit.portal, Role.ANSWERING_OFFICER)
    UnitOfficer.objects.get_or_create(unit=unit, user=user, defaults={"valid_from": AT.date()})
    return user


@remembered
def make_colleague(unit: AnsweringUnit) -> User:
    """Another officer of the unit."""
    user = make_user(f"colleague.{unit.portal.code}", first_name="Hạnh", last_name="Lê")
    if not user.memberships.exists():
        grant_membership(user, role=Role.ANSWERING_OFFICER, portal=unit.portal, reason="Phân công", by=None, at=AT)
    UnitOfficer.objects.get_or_create(unit=unit, user=user, defaults={"valid_from": AT.date()})
    return user


@remembered_without_files
def ask(portal: Portal, **values: Any) -> tuple[Question, str]:
    """A question just received, with the secret of its sender."""
    values = {
        "title": TITLE,
        "text": TEXT,
        "language": "vi",
        "sender": FACTS,
        "agreed": [text_of(ConsentPurpose.ANSWER)],
        "at": RECEIVED,
    } | values
    return receive_question(portal, **values)


def make_question(portal: Portal, state: QuestionState = QuestionState.RECEIVED, **values: Any) -> Question:
    """A question in a state, with the unit of `make_unit` where it is with one."""
    question, _token = make_question_with_token(portal, state, **values)
    return question


@remembered_without_files
def make_question_with_token(
    portal: Portal, state: QuestionState = QuestionState.RECEIVED, **values: Any
) -> tuple[Question, str]:
    question, token = ask(portal, **values)
    _bring(question, token, state)
    question.refresh_from_db()
    return question, token


@remembered_without_files
def make_forwarded(portal: Portal, to: Portal, *, remark: str = "Chuyển", **values: Any) -> Question:
    """A question that the board of a portal forwarded to another one."""
    question, _token = ask(portal, **values)
    workflow.forward_question(question, to=to, by=make_head(portal), at=LATER, remark=remark)
    question.refresh_from_db()
    return question


def stored(row: Model, *names: str) -> tuple[Any, ...]:
    """Values of a row by their names, as the database has them."""
    row.refresh_from_db()
    return tuple(getattr(row, name) for name in names)


def called(user: User, name: str) -> User:
    """Give somebody a name that nobody else has: the last word is the first name."""
    last_name, first_name = name.rsplit(" ", 1)
    User.objects.filter(pk=user.pk).update(last_name=last_name, first_name=first_name)
    return User.objects.get(pk=user.pk)


def _bring(question: Question, token: str, state: QuestionState) -> None:
    portal = question.received_portal
    head, officer = make_head(portal), make_officer(make_unit(portal))
    by_board = {"by": head, "at": LATER}
    closed: dict[QuestionState, Callable[[], None]] = {
        QuestionState.RECEIVED: lambda: None,
        QuestionState.OUT_OF_SCOPE: lambda: closing.decline_question(question, body="Sở Y tế", **by_board),
        QuestionState.ROUTED_OUT: lambda: closing.route_out(question, body="Thanh tra Thành phố", **by_board),
        QuestionState.REFUSED: lambda: closing.refuse_question(
            question, because=RefusalReason.INSULT, remark="Xúc phạm", **by_board
        ),
        QuestionState.MERGED_DUPLICATE: lambda: closing.merge_question(question, into=ask(portal)[0], **by_board),
        QuestionState.WITHDRAWN: lambda: closing.withdraw_question(question, token=token, at=LATER),
    }
    if state in closed:
        return closed[state]()
    workflow.assign_question(question, unit=make_unit(portal), **by_board)
    if state == QuestionState.NEEDS_CLARIFICATION:
        workflow.ask_back(question, by=officer, at=LATER, text="Bà sinh ở đâu?")
    elif state != QuestionState.ASSIGNED:
        workflow.start_answer(question, by=officer, at=LATER)
        if state != QuestionState.IN_ANSWER:
            _bring_to_the_board(question, state)
    return None


def _bring_to_the_board(question: Question, state: QuestionState) -> None:
    submit(question, kind=AnswerKind.INTERIM if state == QuestionState.INTERIM_PUBLISHED else AnswerKind.ANSWER)
    if state != QuestionState.IN_BOARD_REVIEW:
        approve_reply(question)


def submit(question: Question, *, kind: AnswerKind = AnswerKind.ANSWER, at: datetime = LATER) -> Any:
    """The officer writes a reply and gives it to the board."""
    question.refresh_from_db()
    officer = make_officer(question.unit)
    promised = date(2026, 12, 1) if kind == AnswerKind.INTERIM else None
    replies.write_reply(question, kind=kind, text="Bà đến nhận kết quả.", by=officer, at=at, promised_for=promised)
    return replies.submit_reply(question, by=officer, at=at)


def open_reply(question: Question) -> ProposedChange:
    """What of a question waits for the board."""
    change = open_proposal(question.answers.in_work().get())
    assert change is not None
    return change


def approve_reply(question: Question) -> None:
    """The head of the board that handles a question approves the reply, and it becomes public."""
    question.refresh_from_db()
    act(open_reply(question), make_head(question.responsible_portal))
