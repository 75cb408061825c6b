"""Translations as people type them, and their conversion to the form in which they are stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, TextField
from wagtail import blocks
from wagtail_localize.strings import StringValue, validate_translation_links

from formats.vietnamese.text import clean_text, to_nfc, writable
from home.translations.errors import TextRefused
from home.translations.notation import from_markers, plain_text
from home.translations.places import leaf_at
from home.translations.segments import Segment
from home.translations.side_by_side import SideBySide


@dataclass(frozen=True, slots=True)
class TranslatedInput:
    """A translation as a person sends it.

    Attributes:
        key: of the text (`Segment.key`).
        text: with markers (`home.translations.notation`).
        seen: the translation that the person had before them, as it is stored; None: any.
    """

    key: str
    text: str
    seen: str | None = None


def text_to_store(pages: SideBySide, segment: Segment, typed: str) -> str:
    """Convert a typed text to the stored form, with the characters and line breaks that the form of the page allows
    (`home.editing.forms.PortalPageForm`).

    Raises:
        MarkersRefused: see `from_markers`.
        TextRefused: the page does not take it: its tags, its links, its length.
    """
    leaf = leaf_at(pages.source.page, segment.path)
    has_one_line = isinstance(leaf, (CharField, blocks.CharBlock))
    cleaned = to_nfc(writable(typed))
    text = from_markers(clean_text(cleaned) if has_one_line else cleaned, source=segment.source)
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(segment.source, text)
    except ValueError as error:
        raise TextRefused(str(error)) from error
    try:
        if text and isinstance(leaf, (CharField, TextField)):
            # Django checks the length of texts of columns in forms alone.
            MaxLengthValidator(leaf.max_length or len(text))(plain_text(text))
            leaf.clean(plain_text(text), None)
        elif text and isinstance(leaf, (blocks.CharBlock, blocks.TextBlock)):
            leaf.clean(plain_text(text))
    except ValidationError as error:
        raise TextRefused(" ".join(error.messages)) from error
    return text
