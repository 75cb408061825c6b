"""Verbs of the topics of questions, a list common to all portals; figures and addresses of lists have them too."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from formats.vietnamese.text import ascii_fold
from qa.core.common_lists import CommonList
from qa.core.texts import checked_text
from qa.enums import QuestionEventKind
from qa.errors import TopicEnded, TopicNamed, TopicsForbidden
from qa.models import QuestionTopic
from qa.models.unit import NAME_LENGTH

if TYPE_CHECKING:
    from accounts.models import User

# A slug has fifty characters; the rest is for a number behind it.
CODE_LENGTH: Final = 44

TOPICS: Final = CommonList(
    model=QuestionTopic,
    forbidden=TopicsForbidden,
    kind=QuestionEventKind.QUESTION_TOPICS_CHANGED,
    added=gettext_noop("Topic added"),
    changed=gettext_noop("Topic changed"),
    brought_back=gettext_noop("Topic in use again"),
    taken_out=gettext_noop("Topic taken out of use"),
)


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
    topics = TOPICS.lock(by=by, at=at)
    names = _names(topics, name_vi, name_en)
    taken = {topic.code for topic in topics}
    stem = slugify(ascii_fold(names["name_vi"]))[:CODE_LENGTH].strip("-") or "linh-vuc"
    codes = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    code = next(code for code in codes if code not in taken)
    return TOPICS.add({"code": code, "position": position, **names}, by=by, at=at)


@transaction.atomic
def change_topic(
    topic: QuestionTopic, *, name_vi: str, name_en: str, position: int, is_in_use: bool, by: User, at: datetime
) -> None:
    """Name a topic otherwise, move it in the list, take it out of use or bring it back. No event where nothing differs.

    Raises:
        TargetGone: there is no such topic.
        TopicsForbidden, TextMissing, TextTooLong, TopicNamed: as above.
    """
    topics = TOPICS.lock(by=by, at=at)
    facts = {"position": position, **_names(topics, name_vi, name_en, but=topic.pk)}
    TOPICS.change(topics, topic, facts, is_in_use=is_in_use, by=by, at=at)


def _names(topics: list[QuestionTopic], name_vi: str, name_en: str, *, but: int = 0) -> dict[str, str]:
    names = {"name_vi": checked_text(name_vi, most=NAME_LENGTH), "name_en": checked_text(name_en, most=NAME_LENGTH)}
    others = [topic for topic in topics if topic.pk != but]
    for field, name in names.items():
        if name.casefold() in {getattr(topic, field).casefold() for topic in others}:
            raise TopicNamed
    return names
