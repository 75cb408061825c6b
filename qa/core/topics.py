"""Verbs of the topics of questions. They are common to all portals and the operator's, as the names of portals and the
days of the calendar are. Each change writes an event of the city.

No topic is deleted: questions, figures and addresses of lists have it. One that is not in use any more is not offered.
"""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from audit.events import record_event
from formats.vietnamese.text import ascii_fold
from members.access.permissions import can_operate
from qa.core.texts import checked_text
from qa.enums import QuestionEventKind
from qa.errors import TopicEnded, TopicNamed, TopicsForbidden
from qa.models import QuestionTopic
from qa.models.unit import NAME_LENGTH
from sites.errors import TargetGone

if TYPE_CHECKING:
    from accounts.models import User

# A slug has fifty characters; the rest is for a number behind it.
CODE_LENGTH: Final = 44


def topic_called(words: str) -> str:
    """The code of the topic in use that an address asks for: by its code, or by an area that a part of its name
    says ("Hộ tịch" of "Hộ tịch, quốc tịch, chứng thực"). Empty: none.
    """
    wanted = ascii_fold(words).lower().strip()
    if not wanted:
        return ""
    topics = list(QuestionTopic.objects.in_use())
    parts = (
        (topic.code, ascii_fold(part).lower().strip())
        for topic in topics
        for part in f"{topic.name_vi},{topic.name_en}".split(",")
    )
    codes = [topic.code for topic in topics if topic.code == words]
    return next(chain(codes, (code for code, part in parts if part == wanted)), "")


def check_topic(topic: QuestionTopic) -> None:
    """Ask that a topic that somebody chooses is in use.

    Raises:
        TopicEnded: it is not.
    """
    if topic.ended_on is not None:
        raise TopicEnded


@transaction.atomic
def add_topic(*, name_vi: str, name_en: str, position: int, by: User, at: datetime) -> QuestionTopic:
    """Let questions be sorted by another topic. Its code follows from the Vietnamese name.

    Raises:
        TopicsForbidden: the person is no operator.
        TextMissing, TextTooLong: of a name.
        TopicNamed: another topic has one of the names, in use or not.
    """
    topics = _held(by=by, at=at)
    names = _names(topics, name_vi, name_en)
    taken = {topic.code for topic in topics}
    stem = slugify(ascii_fold(names["name_vi"]))[:CODE_LENGTH].strip("-") or "linh-vuc"
    codes = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    code = next(code for code in codes if code not in taken)
    topic = QuestionTopic.objects.create(code=code, position=position, **names)
    _record(gettext_noop("Topic added"), topic, by=by, at=at)
    return topic


@transaction.atomic
def change_topic(
    topic: QuestionTopic, *, name_vi: str, name_en: str, position: int, is_in_use: bool, by: User, at: datetime
) -> None:
    """Name a topic otherwise, move it in the list, take it out of use or bring it back. No event where nothing differs.

    Raises:
        TargetGone: there is no such topic.
        TopicsForbidden, TextMissing, TextTooLong, TopicNamed: as above.
    """
    topics = _held(by=by, at=at)
    row = next((one for one in topics if one.pk == topic.pk), None)
    if row is None:
        raise TargetGone
    facts: dict[str, Any] = {"position": position, **_names(topics, name_vi, name_en, but=row.pk)}
    acts = [gettext_noop("Topic changed")] if any(getattr(row, name) != facts[name] for name in facts) else []
    if is_in_use != (row.ended_on is None):
        facts["ended_on"] = None if is_in_use else timezone.localdate(at)
        acts.append(gettext_noop("Topic in use again") if is_in_use else gettext_noop("Topic taken out of use"))
    former = row.name_vi
    QuestionTopic.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db()
    for act in acts:
        _record(act, row, former=former, by=by, at=at)


def _held(*, by: User, at: datetime) -> list[QuestionTopic]:
    """All topics, locked, so that of two who change them the second sees what the first did.

    Raises:
        TopicsForbidden: the person is no operator.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise TopicsForbidden
    list(QuestionTopic.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return list(QuestionTopic.objects.order_by("pk"))


def _names(topics: list[QuestionTopic], name_vi: str, name_en: str, *, but: int = 0) -> dict[str, str]:
    names = {"name_vi": checked_text(name_vi, most=NAME_LENGTH), "name_en": checked_text(name_en, most=NAME_LENGTH)}
    others = [topic for topic in topics if topic.pk != but]
    for field, name in names.items():
        if name.casefold() in {getattr(topic, field).casefold() for topic in others}:
            raise TopicNamed
    return names


def _record(act: str, topic: QuestionTopic, *, by: User, at: datetime, former: str = "") -> None:
    data = {"act": act, "name": topic.name_vi}
    if former and former != topic.name_vi:
        data["former_name"] = former
    record_event(QuestionEventKind.QUESTION_TOPICS_CHANGED, portal=None, at=at, by=by, **data)
