"""Pictures without place, camera, names, comments and thumbnails, turned the way they are to be seen."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any, Final

from PIL import Image, ImageOps

# What belongs to the picture itself.
_OF_THE_PICTURE: Final = frozenset(
    {"background", "disposal", "duration", "gamma", "icc_profile", "loop", "transparency"}
)  # fmt: skip
# Of formats that lose something each time they are written, only pictures that tell something are written anew.
_TOLD_IN: Final = frozenset({"exif", "xmp"})
_ORIENTATION: Final = 0x0112
_QUALITY: Final = 95
# Of all frames of an animation, each of which is written anew: some hundred of the size of a screen.
MOST_PIXELS: Final = 200_000_000
# Of a box of AVIF: its size and kind.
_BOX_HEAD: Final = 8


def clean_picture(file: IO[bytes]) -> bytes | None:
    """The picture with nothing but itself: no EXIF, IPTC, XMP, comment or thumbnail, and nothing behind its end.

    Its colour profile stays, and an animation goes on moving. A JPEG keeps its quality to the letter unless it has to
    be turned.

    Returns:
        Its bytes; None: it has nothing else. The file is left at its beginning.

    Raises:
        OSError, SyntaxError, ValueError: it is no picture that Pillow reads, or an animation of too many pixels.
    """
    file.seek(0)
    with Image.open(file) as image:
        cleaned = None if _is_clean(image, file) else _written_anew(image)
    file.seek(0)
    return cleaned


def forget_metadata(image: Image.Image) -> Image.Image:
    """Take out of a picture in memory what Pillow would write with it."""
    image.info = {name: value for name, value in image.info.items() if name in _OF_THE_PICTURE}
    return image


def is_clean_by_head(content: bytes) -> bool:
    """Whether a WebP or AVIF has nothing but itself.

    Raises:
        OSError, SyntaxError, ValueError: it is no picture that Pillow reads.
    """
    file = BytesIO(content)
    with Image.open(file) as image:
        return _is_clean(image, file)


def _written_anew(image: Image.Image) -> bytes:
    kind, is_turned = image.format or "", image.getexif().get(_ORIENTATION, 1) != 1
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
    if getattr(image, "is_animated", False) and kind in {"AVIF", "GIF", "PNG", "WEBP"}:
        if image.width * image.height * getattr(image, "n_frames", 1) > MOST_PIXELS:
            raise ValueError("The frames of an animation have too many pixels.")
        options["save_all"] = True
        picture = image
    else:
        picture = ImageOps.exif_transpose(image) if is_turned else image
    if kind == "JPEG" and not is_turned:
        # Its own tables: the same picture comes out.
        options["quality"] = "keep"
    elif kind != "PNG":
        options["quality"] = _QUALITY
    written = BytesIO()
    # Several pictures in one, as telephones make them, of which the first is shown.
    forget_metadata(picture).save(written, "JPEG" if kind == "MPO" else kind, **options)
    return written.getvalue()


def _is_clean(image: Image.Image, file: IO[bytes]) -> bool:
    if image.format not in {"AVIF", "WEBP"} or not _TOLD_IN.isdisjoint(image.info):
        return False
    place = file.seek(0, 2)
    file.seek(0)
    head = file.read(2 * _BOX_HEAD)
    end = _end_of_boxes(file, place) if image.format == "AVIF" else int.from_bytes(head[4:8], "little") + _BOX_HEAD
    return end == place


def _end_of_boxes(file: IO[bytes], size: int) -> int:
    """Where the last box of an AVIF ends that has a known size."""
    place = 0
    while place + _BOX_HEAD <= size:
        file.seek(place)
        length = int.from_bytes(file.read(4), "big")
        kind = file.read(4)
        if length < _BOX_HEAD or kind not in {b"ftyp", b"meta", b"mdat", b"moov", b"free"}:
            break
        place += length
    return place
