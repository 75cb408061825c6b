from .incoming import IncomingItem
from .package import ArchivePackage
from .sending import FigureSending

__all__ = ["ArchivePackage", "FigureSending", "IncomingItem"]
