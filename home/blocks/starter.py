"""What a starter of pages may hold: text alone, so that it refers to no other row."""

from wagtail import blocks

from .tables import DataTableBlock
from .text import HeadingBlock, ParagraphBlock

# Without links, to pages and files.
FEATURES = ["bold", "ol", "ul", "superscript", "subscript"]


class StarterStreamBlock(blocks.StreamBlock):
    """Blocks of text; each is a block of a page body of the same name."""

    paragraph = ParagraphBlock(features=FEATURES)
    heading = HeadingBlock()
    table = DataTableBlock()
