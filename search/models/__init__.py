from .entry import SearchEntry
from .synonym import SearchSynonym

__all__ = ["SearchEntry", "SearchSynonym"]
