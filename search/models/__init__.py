from .entry import SearchEntry
from .synonym import SearchSynonym
from .vocabulary import SearchVocabulary

__all__ = ["SearchEntry", "SearchSynonym", "SearchVocabulary"]
