"""Verbs, task lists and kinds of notices and events of live questions."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class LiveVerb(StrEnum):
    """Verbs on a live question. Each is one function."""

    PUBLISH = "publish"
    REDACT = "redact"
    WITHHOLD = "withhold"
    MOVE = "move"
    MARK = "mark"
    ANSWER = "answer"
    PASS_ON = "pass_on"  # noqa: S105 -- a verb
    WITHDRAW = "withdraw"


class LiveTaskList(models.TextChoices):
    """Task lists of live questions."""

    TO_MODERATE = "live_questions_to_moderate", pgettext_lazy("task list", "Questions of live events to look at")


class LiveNoticeKind(models.TextChoices):
    """Kinds of notices about live questions."""

    TO_MODERATE = "live_to_moderate", pgettext_lazy("notice", "Live events with questions to look at")


class LiveQuestionEventKind(models.TextChoices):
    """Kinds of events about live questions."""

    LIVE_QUESTION_RECEIVED = "live_question_received", pgettext_lazy("portal event", "Live question received")
    LIVE_QUESTION_PUBLISHED = "live_question_published", pgettext_lazy("portal event", "Live question published")
    LIVE_QUESTION_REDACTED = "live_question_redacted", pgettext_lazy("portal event", "Live question published in part")
    LIVE_QUESTION_WITHHELD = "live_question_withheld", pgettext_lazy("portal event", "Live question not published")
    LIVE_QUESTION_MOVED = "live_question_moved", pgettext_lazy("portal event", "Live question moved in the order")
    LIVE_QUESTION_MARKED = "live_question_marked", pgettext_lazy("portal event", "Live question answered live")
    LIVE_QUESTION_UNMARKED = (
        "live_question_unmarked",
        pgettext_lazy("portal event", "Live question marked as not answered after all"),
    )
    LIVE_QUESTION_ANSWERED = (
        "live_question_answered",
        pgettext_lazy("portal event", "Live question answered in writing"),
    )
    LIVE_QUESTION_PASSED_ON = (
        "live_question_passed_on",
        pgettext_lazy("portal event", "Live question passed on as a question with time limits"),
    )
    LIVE_QUESTION_WITHDRAWN = "live_question_withdrawn", pgettext_lazy("portal event", "Live question taken back")


# Those that change nothing that the public sees.
UNSEEN_LIVE_EVENTS = frozenset({LiveQuestionEventKind.LIVE_QUESTION_RECEIVED})


class LiveWithheldBecause(models.TextChoices):
    """Why a live question is not published. The class is public, the words are not."""

    AGAINST_LAW = "against_law", pgettext_lazy("live question withheld", "Against the law, or a secret of the State")
    INSULT = "insult", pgettext_lazy("live question withheld", "Insults somebody, or incites")
    PERSONAL_DATA = "personal_data", pgettext_lazy("live question withheld", "Says hardly more than data of people")
    OFF_TOPIC = "off_topic", pgettext_lazy("live question withheld", "Not about the subject of the dialogue")
    REPEATED = "repeated", pgettext_lazy("live question withheld", "Asked before in this dialogue")
    ADVERTISING = "advertising", pgettext_lazy("live question withheld", "Advertising, or sent by a program")
