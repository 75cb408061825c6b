from .incoming import IncomingItem
from .package import ArchivePackage
from .sending import FigureSending
from .told import ToldItem
from .use import PortalUse

__all__ = ["ArchivePackage", "FigureSending", "IncomingItem", "PortalUse", "ToldItem"]
