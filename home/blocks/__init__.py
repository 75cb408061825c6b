from .bands import BandBlock, BandStreamBlock, bands_offered
from .body import BodyStreamBlock, ContentStreamBlock
from .contact import ContactCardBlock
from .credits import CreditStreamBlock
from .links import DocumentListBlock, LinkListBlock
from .media import AudioBlock, FigureBlock, GalleryBlock, PictureStreamBlock, VideoBlock
from .opening import OpeningTimesBlock
from .poll import PollBlock
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
    "ContentStreamBlock",
    "CreditStreamBlock",
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
    "PollBlock",
    "QuoteBlock",
    "TaskBlock",
    "TaskStreamBlock",
    "VideoBlock",
    "bands_offered",
]
