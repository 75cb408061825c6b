from .bands import BandBlock, BandStreamBlock, bands_offered
from .body import BodyStreamBlock
from .contact import ContactCardBlock
from .links import DocumentListBlock, LinkListBlock
from .media import AudioBlock, FigureBlock, GalleryBlock, PictureStreamBlock, VideoBlock
from .opening import OpeningTimesBlock
from .tables import DataTableBlock
from .tasks import TaskBlock, TaskStreamBlock
from .text import AccordionBlock, HeadingBlock, NoticeBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "AccordionBlock",
    "AudioBlock",
    "BandBlock",
    "BandStreamBlock",
    "BodyStreamBlock",
    "ContactCardBlock",
    "DataTableBlock",
    "DocumentListBlock",
    "FigureBlock",
    "GalleryBlock",
    "HeadingBlock",
    "LinkListBlock",
    "NoticeBlock",
    "OpeningTimesBlock",
    "ParagraphBlock",
    "PictureStreamBlock",
    "QuoteBlock",
    "TaskBlock",
    "TaskStreamBlock",
    "VideoBlock",
    "bands_offered",
]
