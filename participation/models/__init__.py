from .consent import Consent, ConsentText
from .data_request import DataRequest
from .sealed import SealedModel
from .sender import ContactView, Sender, SenderFacts

__all__ = ["Consent", "ConsentText", "ContactView", "DataRequest", "SealedModel", "Sender", "SenderFacts"]
