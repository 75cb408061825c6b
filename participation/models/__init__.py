from .comment import Comment
from .consent import Consent, ConsentText
from .data_request import DataRequest
from .day_mark import DayMark
from .rating import PageFeedback, RatingDay, RatingRemark, RatingTally
from .sealed import SealedModel
from .sender import ContactView, NameCorrection, Sender, SenderFacts

__all__ = [
    "Comment",
    "Consent",
    "ConsentText",
    "ContactView",
    "DataRequest",
    "DayMark",
    "NameCorrection",
    "PageFeedback",
    "RatingDay",
    "RatingRemark",
    "RatingTally",
    "SealedModel",
    "Sender",
    "SenderFacts",
]
