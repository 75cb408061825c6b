from qa.models.figures import QuestionCounter
from qa.models.follower import QuestionMail
from qa.models.message import QuestionAttachment
from qa.models.unit import QuestionTopic

from .answer import Answer
from .canned_response import CannedResponse, FormerText, QuestionNote
from .competent_body import CompetentBody
from .event import HistoryLedger, QuestionChain, QuestionEvent
from .figures import AnswerUsefulness, QuestionTally
from .follower import QuestionFollower
from .message import QuestionMessage
from .public_copy import CopyChoice, PublicCopy
from .question import Question
from .unit import AnsweringUnit, UnitOfficer
from .visibility import VisibilityChange

__all__ = [
    "Answer",
    "AnswerUsefulness",
    "AnsweringUnit",
    "CannedResponse",
    "CompetentBody",
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
    "VisibilityChange",
]
