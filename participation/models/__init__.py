from .comment import Comment
from .consent import Consent, ConsentText
from .data_request import DataRequest
from .sealed import SealedModel
from .sender import ContactView, NameCorrection, Sender, SenderFacts

__all__ = [
    "Comment",
    "Consent",
    "ConsentText",
    "ContactView",
    "DataRequest",
    "NameCorrection",
    "SealedModel",
    "Sender",
    "SenderFacts",
]
