from .coverage import CoverageAssignment
from .incident import Incident, IncidentStep
from .maintenance import MaintainedPortal, MaintenanceWindow
from .violation import Violation

__all__ = [
    "CoverageAssignment",
    "Incident",
    "IncidentStep",
    "MaintainedPortal",
    "MaintenanceWindow",
    "Violation",
]
