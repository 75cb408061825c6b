"""The sizes in which pictures are shown, and how to have them ready without a query per picture.

One place names every rendition of the public pages, so that listings can prefetch them and publishing can make them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import SourceImageIOError

from library.files.usage import is_shown
from library.models import PortalImage, PortalRendition
from page_cache.declaring import do_not_cache


@dataclass(frozen=True)
class PictureUse:
    """A place on the page for a picture: Wagtail operations in rising width, formats, what the browser is told."""

    operations: tuple[str, ...]
    sizes: str
    formats: tuple[str, ...] = ("webp", "jpeg")

    @property
    def specs(self) -> tuple[str, ...]:
        """Filter specs, best format first."""
        return tuple(f"{operation}|format-{name}" for name in self.formats for operation in self.operations)


USES: dict[str, PictureUse] = {
    # The first story of a home page.
    "lead": PictureUse(("fill-640x360", "fill-1280x720"), "(min-width: 64rem) 42rem, 100vw"),
    # A story in a list: a small picture beside the title or, on a card, above it.
    "thumb": PictureUse(("fill-320x180", "fill-640x360"), "(min-width: 40rem) 13rem, 6.5rem"),
    "card": PictureUse(("fill-320x180", "fill-640x360"), "(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 92vw"),
    # A figure in running text, uncropped.
    "figure": PictureUse(("width-640", "width-1280"), "(min-width: 64rem) 51rem, 100vw"),
    "gallery": PictureUse(("fill-320x200", "fill-640x400"), "(min-width: 40rem) 15rem, 92vw"),
    "portrait": PictureUse(("fill-240x300",), "9rem"),
    # Files that stand alone: what a gallery opens, a video's still, the preview of a shared link.
    "full": PictureUse(("max-1920x1440",), "", ("jpeg",)),
    "poster": PictureUse(("fill-960x540",), "", ("jpeg",)),
    "social": PictureUse(("fill-1200x630",), "", ("jpeg",)),
}

# What a portal wears (`home.branding.stylesheet`).
LOOK_USES: dict[str, PictureUse] = {
    "logo": PictureUse(("fill-128x128",), "", ("webp",)),
    # What other sites show of a page without a picture.
    "shared_logo": PictureUse(("max-600x600",), "", ("png",)),
    "banner": PictureUse(("max-1200x680",), "", ("webp",)),
}


# Pictures that are read at once.
CHUNK: Final = 500
# All that public pages may show of a picture. Screens of the admin show others.
SPECS = frozenset(spec for use in USES.values() for spec in use.specs)
# All that the frame of a portal may show of its logo.
LOGO_SPECS = frozenset(LOOK_USES["logo"].specs + LOOK_USES["shared_logo"].specs)
BANNER_SPECS = frozenset(LOOK_USES["banner"].specs)


def prefetch_pictures(images: Iterable[PortalImage | None], *uses: str) -> None:
    """Read the renditions of many images for the given uses in one query; those that lack are made when shown."""
    present = [image for image in images if image is not None]
    if not present:
        return
    renditions = PortalRendition.objects.filter(filter_spec__in={spec for use in uses for spec in USES[use].specs})
    prefetch_related_objects(present, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions"))


def prefetch_item_pictures(items: Iterable[Any], *uses: str, field: str = "image") -> None:
    """Read the pictures of pages of several types with their renditions."""
    pictured = [item for item in items if getattr(item, f"{field}_id", None)]
    if not pictured:
        return
    unread = [item for item in pictured if not item._meta.get_field(field).is_cached(item)]
    images = PortalImage.objects.in_bulk({getattr(item, f"{field}_id") for item in unread}) if unread else {}
    for item in unread:
        setattr(item, field, images.get(getattr(item, f"{field}_id")))
    prefetch_pictures((getattr(item, field) for item in pictured), *uses)


def prefetch_portraits(people: Iterable[Any], units: Iterable[Any] = ()) -> None:
    """Read the portraits of persons, and of those in units, together."""
    prefetch_item_pictures([*people, *(one for unit in units for one in unit.people)], "portrait", field="portrait")


def address_of(image: PortalImage | None, spec: str) -> str:
    """Address of one file of a picture; empty without a picture and where its file is lost.

    A lost file costs the frame of a portal its picture, not every page.
    """
    if image is None:
        return ""
    try:
        return image.get_rendition(spec).url
    except SourceImageIOError:
        do_not_cache()
        return ""


def addresses_of(image: PortalImage | None, specs: Iterable[str]) -> dict[str, str]:
    """Addresses of several files of a picture, read together, as `address_of` has one."""
    if image is None:
        return {}
    try:
        return {spec: rendition.url for spec, rendition in image.get_renditions(*sorted(specs)).items()}
    except SourceImageIOError:
        do_not_cache()
        return {}


def make_files(images: Iterable[PortalImage], specs: Iterable[str] = SPECS) -> int:
    """Make every file that public pages may show of some pictures; those that exist are left. Returns their number."""
    return sum(len(image.get_renditions(*sorted(specs))) for image in images)


def delete_files(images: Iterable[PortalImage]) -> int:
    """Delete, with the commit, the files of pictures that the public sees nowhere: their addresses are known. Returns
    of how many pictures.

    The pictures stay in the library; the files are made again when they are shown.
    """
    unseen = [image for image in images if not is_shown(image)]
    for image in unseen:
        image.renditions.all().delete()
    return len(unseen)


def delete_unseen_files() -> int:
    """Delete the files of all pictures that public pages would show and none does; return of how many pictures.

    Those of drafts go as well: for who previews one they are made again.
    """
    of_public = SPECS | LOGO_SPECS | BANNER_SPECS
    shown = PortalImage.objects.filter(renditions__filter_spec__in=of_public).order_by("pk").distinct()
    return delete_files(shown.iterator(chunk_size=CHUNK))
