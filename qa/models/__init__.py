from .answer import Answer
from .attachment import QuestionAttachment
from .event import HistoryLedger, QuestionChain, QuestionEvent
from .figures import AnswerUsefulness, QuestionTally, UsefulMark
from .follower import QuestionFollower
from .mail import QuestionMail
from .message import QuestionMessage
from .question import Question, QuestionCounter, QuestionTopic
from .unit import AnsweringUnit, UnitOfficer
from .visibility import VisibilityChange

__all__ = [
    "Answer",
    "AnswerUsefulness",
    "AnsweringUnit",
    "HistoryLedger",
    "Question",
    "QuestionAttachment",
    "QuestionChain",
    "QuestionCounter",
    "QuestionEvent",
    "QuestionFollower",
    "QuestionMail",
    "QuestionMessage",
    "QuestionTally",
    "QuestionTopic",
    "UnitOfficer",
    "UsefulMark",
    "VisibilityChange",
]
