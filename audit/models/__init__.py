from .event import EventChain, PortalEvent
from .lost_task import LostTask
from .tries import TryCount

__all__ = [
    "EventChain",
    "LostTask",
    "PortalEvent",
    "TryCount",
]
