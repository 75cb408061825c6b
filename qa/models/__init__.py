from .answer import Answer
from .event import HistoryLedger, QuestionChain, QuestionEvent
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
    "QuestionMessage",
    "QuestionTopic",
    "UnitOfficer",
]
