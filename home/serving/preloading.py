"""Reads all that the rendering of one page refers to."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.models import Page

from home.blocks.choosers import Rows, chosen_in
from home.fields import StreamField
from home.publication.pictures import prefetch_pictures
from home.serving.routing import declare_named, may_be_named_by
from library.models import PortalImage
from sites.tree import in_public_branch

# Pictures an editor chooses outside of streams.
PICTURE_FIELDS = ("image", "portrait", "map_image")


def pictures_of(page: Any) -> list[PortalImage]:
    """Every picture a page shows: in its fields and in its streams."""
    return list(PortalImage.objects.filter(pk__in=_wanted(page).get(PortalImage, set())))


def preload(page: Any) -> Rows:
    """Read pictures, documents and pages that the streams and picture fields of a page refer to, links in texts too.

    Pages that are not public, or on a portal that cannot be read now, are left out: blocks and texts do not lead there.

    Sets the picture fields of the page.
    """
    public_pages = Page.objects.live().filter(in_public_branch(), may_be_named_by(page.path))
    wanted = _wanted(page)
    rows: Rows = {
        model: (public_pages if model is Page else model._default_manager).in_bulk(ids) for model, ids in wanted.items()
    }
    declare_named(wanted.get(Page, ()), rows.get(Page, {}).values(), path=page.path)
    images = rows.get(PortalImage, {})
    for name in PICTURE_FIELDS:
        if pk := getattr(page, f"{name}_id", None):
            setattr(page, name, images.get(pk))
    prefetch_pictures(images.values(), "figure", "gallery", "full", "poster", "social", "portrait")
    return rows


def repeats_lead_picture(page: Any) -> bool:
    """Whether a stream of the page shows its lead picture as well: in a gallery, before a recording is played."""
    return page.image_id in _in_streams(page).get(PortalImage, set())


def _wanted(page: Any) -> dict[type[Model], set[int]]:
    """Ids of all rows that the streams and picture fields of a page refer to, by kind."""
    wanted = _in_streams(page)
    for name in PICTURE_FIELDS:
        if chosen := getattr(page, f"{name}_id", None):
            wanted.setdefault(PortalImage, set()).add(chosen)
    return wanted


def _in_streams(page: Any) -> dict[type[Model], set[int]]:
    wanted: dict[type[Model], set[int]] = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream: StreamValue = getattr(page, field.name)
            for model, pk in chosen_in(stream.stream_block, list(stream.raw_data)):
                wanted.setdefault(model, set()).add(pk)
    return wanted
