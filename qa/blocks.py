"""The stream that replies are written in: running text and tables, by the blocks of page bodies."""

from __future__ import annotations

from wagtail import blocks

from home.blocks import DataTableBlock, ParagraphBlock
from home.blocks.text import TEXT_FEATURES

# Those who answer have no files in the library of their portal.
REPLY_FEATURES = [feature for feature in TEXT_FEATURES if feature != "document-link"]
MOST_BLOCKS = 40


class ReplyStreamBlock(blocks.StreamBlock):
    """What a reply may hold. An empty paragraph is left out when it is saved."""

    paragraph = ParagraphBlock(features=REPLY_FEATURES, required=False)
    table = DataTableBlock()

    class Meta:
        max_num = MOST_BLOCKS
