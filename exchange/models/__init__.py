from .incoming import IncomingItem
from .package import ArchivePackage
from .sending import FigureSending
from .told import ToldItem

__all__ = ["ArchivePackage", "FigureSending", "IncomingItem", "ToldItem"]
