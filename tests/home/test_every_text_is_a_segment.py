"""Each text of each page type and block is translated: what is no segment stays Vietnamese on an English page."""

import json
import uuid

import pytest
from bs4 import BeautifulSoup
from django.db.models import URLField
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import get_page_models
from wagtail_localize.segments import StringSegmentValue

from home.contentcheck.extraction import extract, holds_text
from home.fields import StreamField
from home.models import BasePage
from home.translations.page_texts import segment_values_of
from home.translations.places import place_of_path
from tests.fullest import make_image

pytestmark = pytest.mark.django_db

# What a version has of its own, or says of people and places alike; and the text of a draft, on whose Vietnamese words
# people comment (docs/decisions/0175).
OWN = {"correction_note", "information.DraftPage.text"}
TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]


class Filler:
    """Fills blocks, each text with words of its own."""

    def __init__(self, image):
        self.image, self.words = image, []

    def text(self):
        self.words.append(f"chữ số {len(self.words)}")
        return self.words[-1]

    def value(self, block):
        if isinstance(block, ImageBlock):
            return {"image": self.image.pk, "alt_text": self.text(), "decorative": False}
        if isinstance(block, blocks.BaseStreamBlock):
            return [
                {"type": name, "value": self.value(child), "id": str(uuid.uuid4())}
                for name, child in block.child_blocks.items()
            ]
        if isinstance(block, blocks.ListBlock):
            return [{"type": "item", "value": self.value(block.child_block), "id": str(uuid.uuid4())}]
        if isinstance(block, blocks.BaseStructBlock):
            return {name: self.value(child) for name, child in block.child_blocks.items()}
        if isinstance(block, TableBlock):
            return {"data": [[self.text(), self.text()]], "table_caption": self.text()}
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.text()}</p><ul><li>{self.text()} <b>{self.text()}</b></li></ul>"
        is_text = isinstance(block, blocks.CharBlock | blocks.TextBlock)
        return self.text() if is_text and not isinstance(block, blocks.EmailBlock | blocks.URLBlock) else None


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_every_text_is_a_segment(portal, model):
    filler, page = Filler(make_image(portal)), model()
    for column in model._meta.concrete_fields:
        if isinstance(column, StreamField):
            setattr(page, column.name, json.dumps(filler.value(column.stream_block)))
        elif holds_text(column) and not OWN & {column.name, str(column)} and not isinstance(column, URLField):
            setattr(page, column.name, filler.text())
    values = [value for value in segment_values_of(page) if isinstance(value, StringSegmentValue)]
    found = {BeautifulSoup(value.string.data, "html.parser").get_text(): value for value in values}
    assert [words for words in filler.words if not any(words in text for text in found)] == []
    # What the checks of content read is found too, and each has a place in words.
    for _place, text in extract(page).texts:
        assert any(piece in " ".join(text.split()) for piece in found), text
    assert all(place_of_path(page, value.path).words for value in values)
