from .entry import SearchEntry
from .follower import SearchFollower

__all__ = ["SearchEntry", "SearchFollower"]
