from exchange.models.sending import PortalUse

from .feed_entry import FeedEntry
from .incoming import IncomingItem
from .package import ArchivePackage
from .sending import FigureSending
from .source import ItemSource

__all__ = ["ArchivePackage", "FeedEntry", "FigureSending", "IncomingItem", "ItemSource", "PortalUse"]
