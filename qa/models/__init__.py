from .answer import Answer
from .attachment import QuestionAttachment
from .counter import QuestionCounter
from .event import HistoryLedger, QuestionChain, QuestionEvent
from .figures import AnswerUsefulness, QuestionTally, UsefulMark
from .follower import QuestionFollower
from .mail import QuestionMail
from .message import QuestionMessage
from .public_copy import CopyChoice, PublicCopy
from .question import Question
from .ready import CannedText, FormerText, QuestionNote
from .topic import QuestionTopic
from .unit import AnsweringUnit, UnitOfficer
from .visibility import VisibilityChange

__all__ = [
    "Answer",
    "AnswerUsefulness",
    "AnsweringUnit",
    "CannedText",
    "CopyChoice",
    "FormerText",
    "HistoryLedger",
    "PublicCopy",
    "Question",
    "QuestionAttachment",
    "QuestionChain",
    "QuestionCounter",
    "QuestionEvent",
    "QuestionFollower",
    "QuestionMail",
    "QuestionMessage",
    "QuestionNote",
    "QuestionTally",
    "QuestionTopic",
    "UnitOfficer",
    "UsefulMark",
    "VisibilityChange",
]
