from .comment import Comment
from .comment_file import CommentFile
from .consent import Consent, ConsentText
from .contribution import Contribution, ContributionFile, ContributionStep
from .data_request import DataRequest
from .day_mark import DayMark
from .draft_follower import DraftFollower
from .live_question import LiveQuestion
from .mail_follower import MailFollower, MailFollowerQuerySet, has_address
from .poll import PollTally
from .rating import PageFeedback, RatingDay, RatingRemark, RatingTally
from .sealed import SealedModel
from .sealed_file import SealedFile
from .sender import ContactView, NameCorrection, Sender, SenderFacts

__all__ = [
    "Comment",
    "CommentFile",
    "Consent",
    "ConsentText",
    "ContactView",
    "Contribution",
    "ContributionFile",
    "ContributionStep",
    "DataRequest",
    "DayMark",
    "DraftFollower",
    "LiveQuestion",
    "MailFollower",
    "MailFollowerQuerySet",
    "NameCorrection",
    "PageFeedback",
    "PollTally",
    "RatingDay",
    "RatingRemark",
    "RatingTally",
    "SealedFile",
    "SealedModel",
    "Sender",
    "SenderFacts",
    "has_address",
]
