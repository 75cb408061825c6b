from .best_bet import SearchBestBet
from .entry import SearchEntry
from .synonym import SearchSynonym

__all__ = ["SearchBestBet", "SearchEntry", "SearchSynonym"]
