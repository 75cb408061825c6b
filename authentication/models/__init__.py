from .city_identity import CityIdentity
from .limits import AccountLimits
from .second_factor import SecondFactor
from .suspension import AccountSuspension, SuspensionReport

__all__ = [
    "AccountLimits",
    "AccountSuspension",
    "CityIdentity",
    "SecondFactor",
    "SuspensionReport",
]
