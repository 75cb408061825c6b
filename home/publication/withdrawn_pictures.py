"""Files of pictures that were public go from their addresses for good, whoever makes them again at that moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from audit.on_commit import enqueue_on_commit, run_on_commit
from home.publication.pictures import delete_files
from home.tasks import take_away_pictures
from library.models import PortalImage

# Seconds. By then whoever has read a page before its withdrawal has answered.
ONCE_MORE: Final = 300


def take_away_for_good(images: Iterable[PortalImage]) -> None:
    """Delete the files of pictures that the public sees nowhere: with the commit, right after it, and minutes later.

    A reader or a worker who read the page before makes again what lacks. Both ask afterwards whether it may stay
    (`library.files.kept`), unless they fail just then.
    """
    images = list(images)
    delete_files(images)
    if keys := sorted(image.pk for image in images):
        run_on_commit(_take_away, keys)
        enqueue_on_commit(take_away_pictures, keys, seconds=ONCE_MORE)


def _take_away(keys: Collection[int]) -> None:
    delete_files(PortalImage.objects.filter(pk__in=keys))
