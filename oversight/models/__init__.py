from .coverage import CoverageAssignment
from .violation import Violation

__all__ = [
    "CoverageAssignment",
    "Violation",
]
