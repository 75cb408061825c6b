from .board import Board, BoardSeat, Delegation
from .invitation import Invitation
from .membership import Membership, PortalGroup
from .rules import ContributionRules

__all__ = [
    "Board",
    "BoardSeat",
    "ContributionRules",
    "Delegation",
    "Invitation",
    "Membership",
    "PortalGroup",
]
