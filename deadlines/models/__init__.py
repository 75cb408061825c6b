from .calendar import NumberedDay, OfficeHours, SpecialDay
from .rule import DeadlineRule, InformationCategory, RuleProfile

__all__ = ["DeadlineRule", "InformationCategory", "NumberedDay", "OfficeHours", "RuleProfile", "SpecialDay"]
