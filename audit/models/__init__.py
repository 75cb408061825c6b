from .event import EventChain, PortalEvent
from .failed_task import FailedTask
from .tries import TryCount

__all__ = [
    "EventChain",
    "FailedTask",
    "PortalEvent",
    "TryCount",
]
