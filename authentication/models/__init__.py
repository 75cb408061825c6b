from .city_identity import CityIdentity
from .second_factor import SecondFactor
from .suspension import AccountSuspension, SuspensionReport

__all__ = [
    "AccountSuspension",
    "CityIdentity",
    "SecondFactor",
    "SuspensionReport",
]
