from .board import Board, BoardSeat, Delegation
from .event import PortalEvent
from .hostname import Hostname, HostnameRule
from .invitation import Invitation
from .membership import Membership, PortalGroup
from .portal import Portal, PortalKind
from .review import Approval, BoardApprovalTask

__all__ = [
    "Approval",
    "Board",
    "BoardApprovalTask",
    "BoardSeat",
    "Delegation",
    "Hostname",
    "HostnameRule",
    "Invitation",
    "Membership",
    "Portal",
    "PortalEvent",
    "PortalGroup",
    "PortalKind",
]
