"""Files of pictures in the public folder that no row names any more: a web server hands them out all the same."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from editorial.integrity.leftover_files import delete_leftovers
from library.models import PortalRendition

# Wagtail's folder for renditions, which web servers open (cityportal/media.py); nothing else is kept there.
FOLDER: Final = "images"


def delete_leftover_renditions(*, at: datetime) -> int:
    """Delete files that lost their row, where the storage or the process failed then; return how many.

    Files of the last day are left. Lists every folder of renditions.
    """
    return delete_leftovers(
        PortalRendition._meta.get_field("file").storage,
        FOLDER,
        lambda names: set(PortalRendition.objects.filter(file__in=names).values_list("file", flat=True)),
        at=at,
    )
