from .calendar_feed import CalendarFeed
from .help_mark import HelpMark
from .saved_filter import SavedFilter

__all__ = ["CalendarFeed", "HelpMark", "SavedFilter"]
