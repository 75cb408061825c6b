"""What Willow does otherwise with pictures of ours.

Their size is read from the head: Willow decodes the whole picture, and Wagtail asks for it several times an upload.
What breaks off behind the head is found by the form that takes it (`authentication.forms.accounts.WholePictureField`).

Renditions tell nothing: Willow writes the place, the camera and the comments of the original into each JPEG.
"""

from __future__ import annotations

from PIL import Image, ImageOps
from willow.image import ImageFile, JPEGImageFile, PNGImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from formats.metadata import forget_metadata


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


def turned_and_silent(picture: PillowImage) -> PillowImage:
    """The picture as it is to be seen, which is what each rendition begins with, and nothing that it tells."""
    return PillowImage(forget_metadata(ImageOps.exif_transpose(picture.image)))


registry.register_operation(PillowImage, "auto_orient", turned_and_silent)
for kind in (JPEGImageFile, PNGImageFile):
    registry.register_operation(kind, "get_size", size_from_head)
    registry.register_operation(kind, "get_frame_count", one_frame)
