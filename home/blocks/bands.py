"""Which bands a home page shows, one below the other."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue

from home.serving.homes.band_registry import Band, registered_band, registered_bands


class BandBlock(blocks.StaticBlock):
    """A band in its place. What it shows is read from other pages, so there is nothing to fill in."""

    def value_for_form(self, value: None) -> None:
        """Nothing. Wagtail 8.0 asks each leaf of a stream for it (`wagtail.api.v3`); static blocks lack an answer."""

    def render_basic(self, value: None, context: dict[str, Any] | None = None) -> str:
        """Its name, by which versions are compared."""
        return str(self.label)


class BandStreamBlock(blocks.StreamBlock):
    """The bands in their order. What is not in it is not shown.

    Args:
        local_blocks: None: every registered band.
    """

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        if local_blocks is None:
            local_blocks = [(band.code, _block_of(band)) for band in registered_bands()]
        # Said by the editor's script at once. Wagtail does not ask for the least number of a stream that may be empty.
        counts = {name: {"min_num": int(_is_required(name)), "max_num": 1} for name, _block in local_blocks}
        super().__init__(local_blocks, **{"block_counts": counts, **kwargs})

    def clean(self, value: StreamValue) -> StreamValue:
        """Ask for each required band, which a draft may lack."""
        cleaned = super().clean(value)
        shown = {child.block_type for child in cleaned}
        lacking = [
            ValidationError(_("The home page has to show the band “%(band)s”.") % {"band": block.label})
            for name, block in self.child_blocks.items()
            if name not in shown and _is_required(name) and not self.is_deferred_validation
        ]
        if lacking:
            raise StreamBlockValidationError(non_block_errors=lacking)
        return cleaned


@cache  # Wagtail keeps every block that was made for as long as the process lives.
def bands_offered(*, is_city: bool) -> BandStreamBlock:
    """The bands that the home of the city's portal, or that of another portal, may show."""
    return BandStreamBlock(
        [(band.code, _block_of(band)) for band in registered_bands() if band.stands_on(is_city=is_city)],
        required=False,
    )


def _is_required(code: str) -> bool:
    band = registered_band(code)
    return band is not None and band.is_required


def _block_of(band: Band) -> BandBlock:
    return BandBlock(label=band.label, icon=band.icon, description=band.description, admin_text=band.description)
