"""Files of pictures that were made just now: they stay only where their picture is what they were made of, and where
the public may fetch them.

A file is at its address before anybody can ask whether it may be. Who takes files away does so again after the commit
(`home.publication.withdrawn_pictures`), and who makes them asks after making them: one of the two comes second.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from library.files.usage import is_shown
from sites.public_request import is_public_request

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key", bound=Hashable)


def keep_made(image: AbstractImage, made: Mapping[Key, AbstractRendition]) -> dict[Key, AbstractRendition]:
    """The files that were made of a picture, or those that somebody else made first. Two queries; where the public is
    answered, those of `library.files.usage.is_shown`, too.

    Raises:
        SourceImageIOError: the picture has another file since, or, where the public is answered, the public sees it
            nowhere any more. What was made is deleted.
    """
    kept = _without_losers(image, made)
    is_current = type(image)._default_manager.filter(pk=image.pk, file=image.file.name).exists()
    if is_current and (not is_public_request() or is_shown(image)):
        return kept
    image.get_rendition_model().objects.filter(
        image=image.pk, file__in=[one.file.name for one in kept.values()]
    ).delete()
    raise SourceImageIOError(image.file.name)


def _without_losers(image: AbstractImage, made: Mapping[Key, AbstractRendition]) -> dict[Key, AbstractRendition]:
    """Wagtail ignores that two make the same at once, and gives both the own file: that of the second has no row, so
    that nobody would take it away."""
    rows = image.get_rendition_model().objects.filter(
        image=image.pk, filter_spec__in=[one.filter_spec for one in made.values()]
    )
    stored = {(row.filter_spec, row.focal_point_key): row for row in rows}
    kept: dict[Key, AbstractRendition] = {}
    for key, one in made.items():
        row = stored.get((one.filter_spec, one.focal_point_key))
        if row is None or row.file.name != one.file.name:
            one.file.storage.delete(one.file.name)
        kept[key] = row or one
    return kept
