from .board import Board, BoardSeat, Delegation
from .coverage import CoverageAssignment
from .event import EventChain, PortalEvent
from .hostname import Hostname, HostnameRule
from .invitation import Invitation
from .lost_task import LostTask
from .membership import Membership, PortalGroup
from .notice import Notice, NoticePreference
from .overwritten import OverwrittenPiece
from .portal import Portal, PortalKind
from .proposal import ProposedChange
from .review import Approval, BoardApprovalTask
from .rules import ContributionRules
from .second_factor import SecondFactor
from .steps import SectionReviewTask
from .suspension import AccountSuspension, SuspensionReport
from .takedown import Takedown
from .tries import TryCount
from .violation import Violation

__all__ = [
    "AccountSuspension",
    "Approval",
    "Board",
    "BoardApprovalTask",
    "BoardSeat",
    "ContributionRules",
    "CoverageAssignment",
    "Delegation",
    "EventChain",
    "Hostname",
    "HostnameRule",
    "Invitation",
    "LostTask",
    "Membership",
    "Notice",
    "NoticePreference",
    "OverwrittenPiece",
    "Portal",
    "PortalEvent",
    "PortalGroup",
    "PortalKind",
    "ProposedChange",
    "SecondFactor",
    "SectionReviewTask",
    "SuspensionReport",
    "Takedown",
    "TryCount",
    "Violation",
]
