from .answer import Answer
from .attachment import QuestionAttachment
from .event import HistoryLedger, QuestionChain, QuestionEvent
from .question import Question, QuestionCounter, QuestionTopic
from .unit import AnsweringUnit, UnitOfficer

__all__ = [
    "Answer",
    "AnsweringUnit",
    "HistoryLedger",
    "Question",
    "QuestionAttachment",
    "QuestionChain",
    "QuestionCounter",
    "QuestionEvent",
    "QuestionTopic",
    "UnitOfficer",
]
