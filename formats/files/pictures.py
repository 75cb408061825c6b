"""Pictures: whether a file is one, told without unpacking it."""

from __future__ import annotations

import warnings
from typing import IO, TYPE_CHECKING

from PIL import Image

from formats.files.errors import FileDamaged
from formats.files.reading import BROKEN

if TYPE_CHECKING:
    from django.core.files import File


def check_picture(file: IO[bytes] | File, kind: str) -> None:
    """Look at the head of a picture and at what stands in it, without unpacking it. It is left at its beginning.

    Raises:
        FileDamaged: it is no picture of this kind, or breaks off.
    """
    try:
        with warnings.catch_warnings():
            # A scan is looked at by few, and never unpacked here: its pixels fill no memory.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.open(file, formats=[kind]).verify()
    except (*BROKEN, SyntaxError, Image.DecompressionBombError) as error:
        raise FileDamaged from error
    finally:
        file.seek(0)
