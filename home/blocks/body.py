"""The streams that page bodies use."""

from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .contact import ContactCardBlock
from .links import DocumentListBlock, LinkListBlock
from .media import AudioBlock, FigureBlock, GalleryBlock, VideoBlock
from .poll import PollBlock
from .tables import DataTableBlock
from .text import AccordionBlock, HeadingBlock, NoticeBlock, ParagraphBlock, QuoteBlock

TEXT = pgettext_lazy("group of blocks", "Text")
MEDIA = pgettext_lazy("group of blocks", "Pictures and sound")
DATA = pgettext_lazy("group of blocks", "Tables, files, links")


class BodyStreamBlock(blocks.StreamBlock):
    """What a page body may hold. No raw HTML."""

    paragraph = ParagraphBlock(group=TEXT)
    heading = HeadingBlock(group=TEXT)
    quote = QuoteBlock(group=TEXT)
    notice = NoticeBlock(group=TEXT)
    accordion = AccordionBlock(group=TEXT)
    figure = FigureBlock(group=MEDIA)
    gallery = GalleryBlock(group=MEDIA)
    video = VideoBlock(group=MEDIA)
    audio = AudioBlock(group=MEDIA)
    table = DataTableBlock(group=DATA)
    documents = DocumentListBlock(group=DATA)
    links = LinkListBlock(group=DATA)
    contact = ContactCardBlock(group=DATA)


class ContentStreamBlock(BodyStreamBlock):
    """Blocks of the body of pages with content, polls included: votes are counted for such a page."""

    poll = PollBlock(group=DATA)
