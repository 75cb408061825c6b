from .hostname import Hostname, HostnameRule
from .portal import Portal, PortalKind

__all__ = [
    "Hostname",
    "HostnameRule",
    "Portal",
    "PortalKind",
]
