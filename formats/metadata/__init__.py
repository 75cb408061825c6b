"""What a file tells of who made it, where and with what, besides what it shows: found, and taken out."""

from .documents import Told, is_signed, told_by, without_metadata
from .pictures import clean_picture, forget_metadata

__all__ = ["Told", "clean_picture", "forget_metadata", "is_signed", "told_by", "without_metadata"]
