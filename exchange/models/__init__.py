from exchange.models.sending import PortalUse

from .feed_entry import FeedEntry
from .incoming import IncomingItem
from .package import ArchivePackage
from .sending import FigureSending

__all__ = ["ArchivePackage", "FeedEntry", "FigureSending", "IncomingItem", "PortalUse"]
