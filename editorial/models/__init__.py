from .approval import Approval
from .overwritten import OverwrittenPiece
from .proposal import ProposedChange
from .takedown import Takedown

__all__ = [
    "Approval",
    "OverwrittenPiece",
    "ProposedChange",
    "Takedown",
]
