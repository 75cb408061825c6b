"""Size of a picture from its head: Willow decodes the whole picture, and Wagtail asks for it several times an upload.

What breaks off behind the head is found by the form that takes it (`authentication.forms.accounts.WholePictureField`).
"""

from __future__ import annotations

from PIL import Image
from willow.image import ImageFile, JPEGImageFile, PNGImageFile
from willow.registry import registry


def size_from_head(picture: ImageFile) -> tuple[int, int]:
    """Width and height in pixels, as Willow tells them.

    Raises:
        DecompressionBombError, DecompressionBombWarning: more pixels than Pillow opens.
        OSError, SyntaxError: it has no head.
    """
    picture.f.seek(0)
    return Image.open(picture.f).size


def one_frame(picture: ImageFile) -> int:
    """Tell that there is one frame: of a JPEG or PNG with several, the first alone is shown."""
    return 1


for kind in (JPEGImageFile, PNGImageFile):
    registry.register_operation(kind, "get_size", size_from_head)
    registry.register_operation(kind, "get_frame_count", one_frame)
