from .entry import SearchEntry
from .follower import SearchFollower
from .statistics import ClickCount, QueryCount, Reindexing

__all__ = ["ClickCount", "QueryCount", "Reindexing", "SearchEntry", "SearchFollower"]
