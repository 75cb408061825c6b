from .answer import Answer
from .event import HistoryLedger, QuestionChain, QuestionEvent
from .message import QuestionMessage
from .question import Question, QuestionCounter, QuestionTopic
from .ready import CannedText, QuestionNote
from .unit import AnsweringUnit, UnitOfficer

__all__ = [
    "Answer",
    "AnsweringUnit",
    "CannedText",
    "HistoryLedger",
    "Question",
    "QuestionChain",
    "QuestionCounter",
    "QuestionEvent",
    "QuestionMessage",
    "QuestionNote",
    "QuestionTopic",
    "UnitOfficer",
]
