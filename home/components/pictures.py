"""Pictures in modern formats, with their size."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.models import Picture
from wagtail.images.shortcuts import get_rendition_or_not_found, get_renditions_or_not_found

from home.publication.pictures import USES

if TYPE_CHECKING:
    from library.models import PortalImage

register = template.Library()


@register.simple_tag
def responsive_picture(
    image: PortalImage | None, *, use: str, css_class: str = "", eager: bool = False, alt: str | None = None
) -> SafeString | str:
    """Render a <picture> in modern formats, with its size. `use` is a place named in `home.publication.pictures`.

    `eager` is for the one picture a visitor sees first; `alt=""` where the words beside it say the same.
    """
    if image is None:
        return ""
    place = USES[use]
    attributes = {"class": css_class or None, "sizes": place.sizes, "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    if alt is not None:
        attributes["alt"] = alt
    elif _is_described_in_vietnamese(image):
        attributes["lang"] = "vi"
    renditions = get_renditions_or_not_found(image, place.specs)
    return mark_safe(Picture(renditions, attributes).__html__())  # noqa: S308 -- Wagtail escapes the attributes


def _is_described_in_vietnamese(image: PortalImage) -> bool:
    """Whether a page of another language has only the Vietnamese description: no words of its own, no English ones."""
    own_words = getattr(image, "contextual_alt_text", "") or getattr(image, "decorative", False)
    return get_language() != "vi" and not own_words and not image.description_en


@register.simple_tag
def absolute_picture_url(image: PortalImage, *, use: str, root_url: str) -> str:
    """Address of one file of a picture with scheme and host, for other sites."""
    return urljoin(root_url, picture_url(image, use=use))


@register.simple_tag
def picture_url(image: PortalImage, *, use: str) -> str:
    """Address of one file of a picture, as for a poster."""
    return get_rendition_or_not_found(image, USES[use].specs[0]).url
