from .answer import Answer
from .event import HistoryLedger, QuestionChain, QuestionEvent
from .follower import QuestionFollower
from .mail import QuestionMail
from .message import QuestionMessage
from .question import Question, QuestionCounter, QuestionTopic
from .unit import AnsweringUnit, UnitOfficer

__all__ = [
    "Answer",
    "AnsweringUnit",
    "HistoryLedger",
    "Question",
    "QuestionChain",
    "QuestionCounter",
    "QuestionEvent",
    "QuestionFollower",
    "QuestionMail",
    "QuestionMessage",
    "QuestionTopic",
    "UnitOfficer",
]
