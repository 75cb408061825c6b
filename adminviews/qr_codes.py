"""A text as a QR code inside the page itself: nothing is fetched for it, and nobody else learns what it says."""

from __future__ import annotations

from typing import Final

import segno
from django.utils.safestring import SafeString, mark_safe

# Of the modules of the code, in CSS pixels: large enough for old cameras, and the whole fits a window of 360 pixels.
SCALE: Final = 4


def qr_code(text: str) -> SafeString:
    """The code as SVG, dark on white whatever the colours of the page, with the empty border that readers need."""
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(scale=SCALE, dark="#000", light="#fff", svgclass=None, lineclass=None)
    # Made of numbers alone: the text stands in it as squares.
    return mark_safe(drawn)  # noqa: S308
