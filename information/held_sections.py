"""Sections into which pages are about to be put."""

from __future__ import annotations

from editorial.errors import PageDeleted
from editorial.review.locking import lock_places
from home.models import SectionPage


def held_section(key: int) -> SectionPage:
    """A section as the database has it: nobody moves or deletes it until the transaction ends.

    Raises:
        PageDeleted: somebody deleted it meanwhile.
    """
    lock_places([key])
    section = SectionPage.objects.filter(pk=key).first()
    if section is None:
        raise PageDeleted
    return section
