"""States of questions, what moves them, who does it, and the named sets of them."""

from typing import Any, Final

from django.db import models
from django.utils.translation import pgettext_lazy


class QuestionState(models.TextChoices):
    """Where a question stands. Whether it is late is derived from its days, never stored."""

    RECEIVED = "received", pgettext_lazy("question", "Received")
    ASSIGNED = "assigned", pgettext_lazy("question", "Forwarded to the unit that answers")
    NEEDS_CLARIFICATION = "needs_clarification", pgettext_lazy("question", "The sender is asked for clarification")
    IN_ANSWER = "in_answer", pgettext_lazy("question", "Being answered")
    IN_BOARD_REVIEW = "in_board_review", pgettext_lazy("question", "The editorial board reviews the answer")
    INTERIM_PUBLISHED = "interim_published", pgettext_lazy("question", "Notice of progress published")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("question", "Outside the competence of the agency")
    ROUTED_OUT = "routed_out", pgettext_lazy("question", "Passed on as a complaint or denunciation")
    MERGED_DUPLICATE = "merged_duplicate", pgettext_lazy("question", "Joined with another question")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn by the sender")
    REFUSED = "refused", pgettext_lazy("question", "Not accepted")


# Somebody has something to do.
OPEN_STATES = frozenset(
    {
        QuestionState.RECEIVED,
        QuestionState.ASSIGNED,
        QuestionState.NEEDS_CLARIFICATION,
        QuestionState.IN_ANSWER,
        QuestionState.IN_BOARD_REVIEW,
        QuestionState.INTERIM_PUBLISHED,
    }
)
# No page of the question ever tells what it says: its law is another (complaints), or the sender took it back before.
NEVER_PUBLIC = frozenset({QuestionState.ROUTED_OUT, QuestionState.REFUSED})

# What was public of it before is not any more; the sender took back the last.
NEVER_LISTED = NEVER_PUBLIC | {QuestionState.WITHDRAWN}


class Ending(models.TextChoices):
    """What became of a question so far, as the public figures count it: each question has one of these."""

    ANSWERED = "answered", pgettext_lazy("ending of questions", "Answered")
    ASKED_FURTHER = "asked_further", pgettext_lazy("ending of questions", "Answered, asked further")
    PROMISED = "promised", pgettext_lazy("ending of questions", "Day of the answer promised")
    WAITING = "waiting", pgettext_lazy("ending of questions", "Waiting")
    PASSED_ON = "passed_on", pgettext_lazy("ending of questions", "With another portal")
    DECLINED = "declined", pgettext_lazy("ending of questions", "Told who is competent")
    MERGED = "merged", pgettext_lazy("ending of questions", "Joined with another question")
    WITHDRAWN = "withdrawn", pgettext_lazy("ending of questions", "Withdrawn by the sender")
    ROUTED_OUT = "routed_out", pgettext_lazy("ending of questions", "Complaint or denunciation passed on")
    REFUSED = "refused", pgettext_lazy("ending of questions", "Not accepted")
    WITHHELD = "withheld", pgettext_lazy("ending of questions", "Withheld")


class Verb(models.TextChoices):
    """What happens to a question. Each is one function (`qa.core.receiving`, `qa.core.actions`, `qa.core.closing`,
    `qa.desk.replies`) and one event."""

    RECEIVE = "receive", pgettext_lazy("question event", "Received")
    ASSIGN = "assign", pgettext_lazy("question event", "Forwarded to a unit")
    FORWARD = "forward", pgettext_lazy("question event", "Forwarded to another portal")
    SEND_BACK = "send_back", pgettext_lazy("question event", "Sent back to the portal that received it")
    RETURN = "return", pgettext_lazy("question event", "Returned by the unit")
    START = "start", pgettext_lazy("question event", "Answer begun")
    ASK_BACK = "ask_back", pgettext_lazy("question event", "Sender asked for clarification")
    CLARIFY = "clarify", pgettext_lazy("question event", "Clarification received")
    SUBMIT = "submit", pgettext_lazy("question event", "Answer submitted to the board")
    TAKE_BACK = "take_back", pgettext_lazy("question event", "Answer taken back before a decision")
    RETURN_ANSWER = "return_answer", pgettext_lazy("question event", "Answer returned by the board")
    ANSWER = "answer", pgettext_lazy("question event", "Answered on the portal")
    TELL_PROGRESS = "tell_progress", pgettext_lazy("question event", "Progress told, with the day of the answer")
    HAND_OVER = "hand_over", pgettext_lazy("question event", "Handed over to a colleague")
    RESUME = "resume", pgettext_lazy("question event", "Answer taken up again")
    REOPEN = "reopen", pgettext_lazy("question event", "Reopened")
    DECLINE = "decline", pgettext_lazy("question event", "Sender told that another body is competent")
    ROUTE_OUT = "route_out", pgettext_lazy("question event", "Passed on as a complaint or denunciation")
    REFUSE = "refuse", pgettext_lazy("question event", "Not accepted")
    MERGE = "merge", pgettext_lazy("question event", "Joined with another question")
    FALL_BACK = "fall_back", pgettext_lazy("question event", "Back with the board: nobody of the unit has it any more")
    SEPARATE = "separate", pgettext_lazy("question event", "Goes on by itself: the other question ended unanswered")
    WITHDRAW = "withdraw", pgettext_lazy("question event", "Withdrawn by the sender")
    LET_STAND = (
        "let_stand",
        pgettext_lazy("question event", "Further question taken back: the answer stands"),
    )
    PUBLISH = "publish", pgettext_lazy("question event", "Question published")
    ASK_WITHHOLD = "ask_withhold", pgettext_lazy("question event", "Withholding proposed to a second approver")
    WITHHOLD = "withhold", pgettext_lazy("question event", "Withheld from the public")
    ASK_SHOW = "ask_show", pgettext_lazy("question event", "Showing again proposed to a second approver")
    SHOW = "show", pgettext_lazy("question event", "Shown to the public again")
    KEEP_VISIBILITY = "keep_visibility", pgettext_lazy("question event", "Left as the public sees it")
    MOVE_CLOCKS = "move_clocks", pgettext_lazy("question event", "Last days computed anew")


def question_event_kinds() -> list[tuple[str, Any]]:
    """Choices of the column of verbs. Migrations name this function, so that a new kind needs none."""
    return Verb.choices


class Actor(models.TextChoices):
    """As what somebody acts on a question."""

    SENDER = "sender", pgettext_lazy("question", "Sender")
    SORTER = "sorter", pgettext_lazy("question", "Editorial board")
    OFFICER = "officer", pgettext_lazy("question", "Unit that answers")
    APPROVER = "approver", pgettext_lazy("question", "Approver of the editorial board")
    SYSTEM = "system", pgettext_lazy("question", "System")


class AnswerKind(models.TextChoices):
    """What a published reply does to the clock (Regulation 12.1.đ)."""

    ANSWER = "answer", pgettext_lazy("reply", "Answer")
    INTERIM = "interim", pgettext_lazy("reply", "Notice of progress, with the day of the answer")


class MessageKind(models.TextChoices):
    """What a sender says after the question."""

    CLARIFICATION = "clarification", pgettext_lazy("message", "Clarification")
    FOLLOW_UP = "follow_up", pgettext_lazy("message", "Further question")


class CannedResponseKind(models.TextChoices):
    """For what a text stands ready."""

    ANSWER = "answer", pgettext_lazy("canned response", "For answers")
    INTERIM = "interim", pgettext_lazy("canned response", "For notices of progress")
    ASK_BACK = "ask_back", pgettext_lazy("canned response", "To ask the sender for clarification")
    DECLINE = "decline", pgettext_lazy("canned response", "Body that is competent")


class RefusalReason(models.TextChoices):
    """Why a question is not accepted. The public reads the class and counts, never the text."""

    UNLAWFUL = "unlawful", pgettext_lazy("question refused", "Against the law")
    INSULT = "insult", pgettext_lazy("question refused", "Insulting or indecent")
    ADVERTISEMENT = "advertisement", pgettext_lazy("question refused", "Advertisement")
    NO_QUESTION = "no_question", pgettext_lazy("question refused", "No question that can be understood")
    NO_CONSENT = "no_consent", pgettext_lazy("question refused", "Personal data of others without their consent")


class Visibility(models.TextChoices):
    """What the public sees of a question that the board has published; apart from its state (lifecycles.md)."""

    PUBLIC = "public", pgettext_lazy("visibility of a question", "Public as it was sent")
    PUBLIC_REDACTED = (
        "public_redacted",
        pgettext_lazy("visibility of a question", "Public without what must not be public"),
    )
    SENDER_ONLY = "sender_only", pgettext_lazy("visibility of a question", "For its sender alone")
    HIDDEN = "hidden", pgettext_lazy("visibility of a question", "Hidden")


class PublicName(models.TextChoices):
    """How the public reads who asked, as long as the sender agrees to it."""

    INITIALS = "", pgettext_lazy("public name of a sender", "Initials")
    NAME = "name", pgettext_lazy("public name of a sender", "Full name")


# Two people decide on these; a dated marker with the class of the reason stands in place of the question.
WITHHELD = frozenset({Visibility.SENDER_ONLY, Visibility.HIDDEN})
SHOWN = frozenset({Visibility.PUBLIC, Visibility.PUBLIC_REDACTED})


class WithholdReason(models.TextChoices):
    """Why a question is withheld. The public reads the class, and counts; never the text."""

    PERSONAL_DATA = "personal_data", pgettext_lazy("question withheld", "Personal data that cannot be covered")
    STATE_SECRET = "state_secret", pgettext_lazy("question withheld", "State secret")
    UNLAWFUL = "unlawful", pgettext_lazy("question withheld", "Against the law")
    THIRD_PARTY = "third_party", pgettext_lazy("question withheld", "Rights of another person or body")
    SENDER_ASKED = "sender_asked", pgettext_lazy("question withheld", "At the request of the sender")


class QuestionEventKind(models.TextChoices):
    """Kinds of events about questions."""

    QUESTION_RECEIVED = "question_received", pgettext_lazy("portal event", "Question received")
    QUESTION_MAIL_AGAIN = "question_mail_again", pgettext_lazy("portal event", "Mail on a question sent again")
    QUESTION_DESK_CHANGED = (
        "question_desk_changed",
        pgettext_lazy("portal event", "Units, officers or canned responses for questions changed"),
    )
    QUESTION_TOPICS_CHANGED = "question_topics_changed", pgettext_lazy("portal event", "Topics of questions changed")
    QUESTION_BODIES_CHANGED = (
        "question_bodies_changed",
        pgettext_lazy("portal event", "Bodies that are named to senders changed"),
    )
    OVERDUE_EXPORTED = "overdue_exported", pgettext_lazy("portal event", "List of overdue questions exported")


UNSEEN_EVENTS: Final = frozenset({QuestionEventKind.QUESTION_MAIL_AGAIN, QuestionEventKind.OVERDUE_EXPORTED})


class QuestionNoticeKind(models.TextChoices):
    """Kinds of notices about questions whose time runs out."""

    QUESTION_SCOPE = (
        "question_scope",
        pgettext_lazy(
            "notice", "Questions not sorted yet: if another body is competent, the sender is told the same day"
        ),
    )
    QUESTION_SORT = "question_sort", pgettext_lazy("notice", "Questions that your board has to sort today")
    QUESTION_SORT_LATE = (
        "question_sort_late",
        pgettext_lazy("notice", "Questions that your board has not sorted yet"),
    )
    QUESTION_SORT_CITY = "question_sort_city", pgettext_lazy("notice", "Questions that a board has not sorted for days")
    QUESTION_SOON = "question_soon", pgettext_lazy("notice", "Questions whose time to answer ends soon")
    QUESTION_TODAY = "question_today", pgettext_lazy("notice", "Questions to be answered today")
    QUESTION_LATE = "question_late", pgettext_lazy("notice", "Questions that are not answered in time")
    QUESTION_LATE_BOARD = (
        "question_late_board",
        pgettext_lazy("notice", "Questions that your units have not answered in time"),
    )
    QUESTION_LATE_CITY = "question_late_city", pgettext_lazy("notice", "Questions that are late by a week or more")


class QuestionTaskList(models.TextChoices):
    """Task lists of questions."""

    TO_SORT = "questions_to_sort", pgettext_lazy("my work", "Questions to sort")
    TO_ANSWER = "questions_to_answer", pgettext_lazy("my work", "Questions to answer")
    TO_PUBLISH = "questions_to_publish", pgettext_lazy("my work", "Questions that are not public yet")
