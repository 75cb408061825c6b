from .calendar import NumberedDay, OfficeHours, SpecialDay
from .retention import RetentionPeriod
from .rule import DeadlineRule, InformationCategory, RuleProfile

__all__ = [
    "DeadlineRule",
    "InformationCategory",
    "NumberedDay",
    "OfficeHours",
    "RetentionPeriod",
    "RuleProfile",
    "SpecialDay",
]
