"""Versions as objects, for those who only read them."""

from __future__ import annotations

from typing import Any

from wagtail.models import Revision

_KEPT = "_cityportal_version"


def version_object(revision: Revision) -> Any:
    """What a version says, as an object that is kept on the revision at hand. For reading only: whoever changes, saves
    or publishes the object takes one of its own from `Revision.as_object`.

    One review asks ten times what the same version says, and Wagtail makes the object anew each time. Six queries or
    so the first time, none after it as long as the revision holds the same content.
    """
    content, kept = revision.__dict__.get(_KEPT, (None, None))
    if content is not revision.content:
        content, kept = revision.content, revision.as_object()
        revision.__dict__[_KEPT] = content, kept
    return kept
