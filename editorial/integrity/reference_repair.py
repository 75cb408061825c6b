"""Wagtail's index of references, where a broker lost the task that would have written it."""

from __future__ import annotations

from wagtail.models import ReferenceIndex

from editorial.integrity.invariants import unknown_to_the_index


def repair_references() -> int:
    """Let the index know what public pages refer to that were approved with pictures or documents it does not know of.
    Returns of how many pages."""
    pages = list(unknown_to_the_index())
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page.specific)
    return len(pages)
