"""A hundred thousand questions in seconds: a thousand written by the ORM, the rest by the database from them.

Histories have the events of an ordinary question, without seals that hold: who verifies is not measured here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection, models

from formats.vietnamese.text import folded
from participation.models import Sender
from qa.core.reply_text import reply_text
from qa.enums import Actor, AnswerKind, QuestionState, Verb
from qa.models import Answer, AnsweringUnit, Question, QuestionEvent, QuestionTopic
from sites.models import Portal
from tests.factories import make_head
from tests.participation.factories import FACTS
from tests.qa.approvals import mark_approved
from tests.qa.factories import make_officer
from tests.raw_rows import columns_of, number_on

SEED: Final = 1_000
FIRST_DAY: Final = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
TOPICS, UNITS = 12, 10
# Of the states that questions of a portal are in, most are answered.
STATES: Final = (
    *[QuestionState.ANSWERED] * 14,
    QuestionState.RECEIVED,
    QuestionState.ASSIGNED,
    QuestionState.IN_ANSWER,
    QuestionState.INTERIM_PUBLISHED,
    QuestionState.OUT_OF_SCOPE,
    QuestionState.REFUSED,
)
WORDS: Final = ("khai sinh", "hộ khẩu", "đường ngập", "giấy phép", "rác thải", "trường học", "bảo hiểm", "đất đai")
HISTORY: Final = (Verb.RECEIVE, Verb.ASSIGN, Verb.PUBLISH)


def seed_questions(portal: Portal) -> None:
    """A thousand questions of a portal over ten months, each with its sender, history and answer."""
    topics = QuestionTopic.objects.bulk_create(
        QuestionTopic(code=f"linh-vuc-{number}", name_vi=f"Lĩnh vực {number}", name_en=f"Topic {number}")
        for number in range(TOPICS)
    )
    units = AnsweringUnit.objects.bulk_create(
        AnsweringUnit(portal=portal, name_vi=f"Phòng {number}", name_en=f"Office {number}") for number in range(UNITS)
    )
    sealed = Sender()
    sealed.put_facts(FACTS)
    senders = Sender.objects.bulk_create(
        Sender(
            portal=portal,
            code=f"M{number:05}",
            received_at=FIRST_DAY,
            sealed=sealed.sealed,
            sealed_with=sealed.sealed_with,
            contact_digest=sealed.contact_digest,
        )
        for number in range(SEED)
    )
    questions = Question.objects.bulk_create(
        _question(portal, number, sender=senders[number], topic=topics[number % TOPICS], unit=units[number % UNITS])
        for number in range(SEED)
    )
    head, officer = make_head(portal), make_officer(units[0])
    mark_approved(units, portal=portal, by=head)
    replies = Answer.objects.bulk_create(
        Answer(
            question=question,
            kind=AnswerKind.ANSWER,
            draft=reply_text("Đã xem xét."),
            text=reply_text("Đề nghị ông, bà đến bộ phận một cửa."),
            unit_id=question.unit_id,
            written_by=officer,
            approved_by=head,
            published_at=question.published_at,
        )
        for question in questions
        if question.state == QuestionState.ANSWERED
    )
    mark_approved([reply for reply in replies if reply.published_at], portal=portal, by=head)
    QuestionEvent.objects.bulk_create(
        QuestionEvent(
            question=question,
            number=number,
            verb=verb,
            at=question.received_at,
            acting_as=Actor.SYSTEM,
            before=QuestionState.RECEIVED,
            after=question.state,
            portal=portal,
            unit_id=question.unit_id,
            data={"days": question.days_in_words()},
            seal="",
        )
        for question in questions
        for number, verb in enumerate(HISTORY, start=1)
    )


COPIED: Final[tuple[Any, ...]] = (Sender, Question, Answer, QuestionEvent)


def multiply_questions(times: int) -> None:
    """Write every question again, `times` times, with all that belongs to it. One statement for each table."""
    steps = {}
    for model in COPIED:
        keys = model._base_manager.aggregate(first=models.Min("pk"), last=models.Max("pk"))
        # Each copy stands behind the one before it.
        steps[model] = keys["last"] - keys["first"] + 1
    with _unchecked():
        for model in COPIED:
            _write_again(model, times, steps)
    number_on(COPIED)


@contextmanager
def _unchecked() -> Iterator[None]:
    """Let PostgreSQL, where it may, not look up each of a million keys that are right: at the end of the test it
    would."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            yield
            return
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        may = cursor.fetchone()[0]
        if may:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if may:
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _write_again(model: Any, times: int, steps: dict[Any, int]) -> None:
    quote = connection.ops.quote_name
    columns = {quote(field.column): _again(model, field, steps) for field in columns_of(model)}
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times}) "  # noqa: S608 -- ours
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM n CROSS JOIN {table}"
        )


def _again(model: Any, field: Any, steps: dict[Any, int]) -> str:
    """What a column of a copy holds, as SQL."""
    column = connection.ops.quote_name(field.column)
    if field.primary_key:
        return f"{column} + i * {steps[model]}"
    if field.remote_field is not None and field.remote_field.model in steps:
        return f"{column} + i * {steps[field.remote_field.model]}"
    if (model, field.column) == (Question, "code"):
        number = f"CAST(substr({column}, length({column}) - 5) AS integer)"
        return f"substr({column}, 1, length({column}) - 6) || ({number} + i * {SEED})"
    if (model, field.column) in {(Question, "token_hash"), (Sender, "code")}:
        return f"{column} || '.' || i"
    return column


def _question(portal: Portal, number: int, **related: Any) -> Question:
    state = STATES[number % len(STATES)]
    if state == QuestionState.RECEIVED:
        related["unit"] = None
    received_at = FIRST_DAY + timedelta(hours=7 * number)
    day = received_at.date()
    title = f"Hỏi về {WORDS[number % len(WORDS)]} số {number}"
    text = f"{title}. " + "Tôi đã nộp hồ sơ và chưa nhận được kết quả. " * 6
    is_public = state not in {QuestionState.RECEIVED, QuestionState.REFUSED}
    is_answered = state == QuestionState.ANSWERED
    replied = day + timedelta(days=10 + number % 25) if is_answered else None
    return Question(
        code=f"{portal.code.upper()}-2026-{100_000 + number:06}",
        token_hash=f"{number}",
        received_portal=portal,
        responsible_portal=portal,
        state=state,
        refused_because="insult" if state == QuestionState.REFUSED else "",
        language="vi",
        title=title,
        text=text,
        public_title=title if is_public else "",
        public_text=text if is_public else "",
        public_folded=folded(f"{title} {text}") if is_public else "",
        published_at=received_at + timedelta(days=1) if is_public else None,
        listed_at=received_at + timedelta(days=1) if is_public else None,
        received_at=received_at,
        day_zero=day,
        scope_due=day,
        classify_due=day + timedelta(days=2),
        answer_due=day + timedelta(days=21),
        sorted_on=None if state == QuestionState.RECEIVED else day + timedelta(days=1),
        first_reply_on=replied,
        answered_on=replied,
        **related,
    )
