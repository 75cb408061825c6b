"""Pictures, video, audio. Each has its text alternative (Regulation 3.2)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .choosers import DocumentChooserBlock, ImageBlock, ImageChooserBlock
from .lists import ListBlock
from .text import ParagraphBlock


class FigureBlock(blocks.StructBlock):
    """A picture with alternative text, caption and credit."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=pgettext_lazy("of a picture", "Caption"), max_length=300, required=False)
    credit = blocks.CharBlock(
        label=_("Credit"),
        max_length=150,
        required=False,
        help_text=_("Who made the picture. Empty: the credit kept with the picture."),
    )

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A picture with alternative text, caption and credit.")
        template = "blocks/figure.html"
        preview_template = "blocks/previews/figure.html"


class PictureStreamBlock(blocks.StreamBlock):
    """The pictures of a gallery page, in order."""

    figure = FigureBlock()


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False)
    pictures = ListBlock(FigureBlock(), label=_("Pictures"), min_num=2)

    class Meta:
        icon = "image"
        label = _("Picture gallery")
        description = _("Several pictures side by side; readers open each in full size.")
        template = "blocks/gallery.html"
        preview_template = "blocks/previews/gallery.html"


class VideoBlock(blocks.StructBlock):
    """A video of our own, or a link to one on an official channel, which some pages play on a click."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    file = DocumentChooserBlock(label=_("Video file (MP4)"), required=False)
    poster = ImageChooserBlock(label=_("Still picture"), required=False)
    url = blocks.URLBlock(
        label=_("Address on an official channel"),
        required=False,
        help_text=_("A link; broadcasts and recordings play it on the page, on a click, where the channel is listed."),
    )
    captions = DocumentChooserBlock(label=_("Captions (VTT)"), required=False)
    transcript = ParagraphBlock(
        label=_("Transcript"), help_text=_("What is said and shown, for those who cannot see or hear.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video file with captions and transcript, or a link to an official channel.")
        template = "blocks/video.html"
        preview_template = "blocks/previews/video.html"

    def clean(self, value: Any) -> Any:
        """Ask for a file or an address."""
        cleaned = super().clean(value)
        if not cleaned["file"] and not cleaned["url"]:
            error = ValidationError(_("Choose a video file, or give an address on an official channel."))
            raise StructBlockValidationError(block_errors={"file": error})
        return cleaned


class AudioBlock(blocks.StructBlock):
    """A sound recording with its transcript."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    file = DocumentChooserBlock(label=_("Sound file (MP3)"))
    transcript = ParagraphBlock(label=_("Transcript"), help_text=_("What is said, for those who cannot hear."))

    class Meta:
        icon = "media"
        label = _("Audio")
        description = _("A sound recording with its transcript.")
        template = "blocks/audio.html"
        preview_template = "blocks/previews/audio.html"
