"""Locks on portals."""

from __future__ import annotations

from sites.errors import TargetGone
from sites.models import Portal


def locked_portal(key: int | None) -> Portal:
    """A portal whose state is asked: nobody opens or archives it until the transaction ends. Before all else.

    Raises:
        TargetGone: there is none.
    """
    rows = Portal.objects.select_for_update(of=("self",), no_key=True).select_related("kind")
    portal = rows.filter(pk=key or 0).first()
    if portal is None:
        raise TargetGone
    return portal
