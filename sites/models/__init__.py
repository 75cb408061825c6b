from .board import Board, BoardSeat, Delegation
from .event import PortalEvent
from .hostname import Hostname, HostnameRule
from .membership import Membership, PortalGroup
from .portal import Portal, PortalKind
from .review import Approval, BoardApprovalTask
from .takedown import Takedown

__all__ = [
    "Approval",
    "Board",
    "BoardApprovalTask",
    "BoardSeat",
    "Delegation",
    "Hostname",
    "HostnameRule",
    "Membership",
    "Portal",
    "PortalEvent",
    "PortalGroup",
    "PortalKind",
    "Takedown",
]
