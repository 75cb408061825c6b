from .feed_entry import FeedEntry
from .incoming import IncomingItem
from .package import ArchivePackage
from .sending import FigureSending
from .use import PortalUse

__all__ = ["ArchivePackage", "FeedEntry", "FigureSending", "IncomingItem", "PortalUse"]
