from .second_factor import SecondFactor
from .suspension import AccountSuspension, SuspensionReport

__all__ = [
    "AccountSuspension",
    "SecondFactor",
    "SuspensionReport",
]
