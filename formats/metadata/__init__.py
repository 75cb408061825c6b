"""What a file tells of who made it, where and with what, besides what it shows: found, and taken out."""

from .documents import Told, is_signed, told_by, without_metadata
from .pictures import clean_picture, forget_metadata
from .remains import Remains, remains_in_document, remains_in_picture

__all__ = [
    "Remains",
    "Told",
    "clean_picture",
    "forget_metadata",
    "is_signed",
    "remains_in_document",
    "remains_in_picture",
    "told_by",
    "without_metadata",
]
