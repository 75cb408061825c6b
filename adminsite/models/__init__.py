from .calendar_feed import CalendarFeed
from .saved_filter import SavedFilter

__all__ = ["CalendarFeed", "SavedFilter"]
