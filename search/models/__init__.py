from .entry import SearchEntry
from .pending import PendingWrite

__all__ = ["PendingWrite", "SearchEntry"]
