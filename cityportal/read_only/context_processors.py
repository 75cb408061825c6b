"""What pages say of read-only mode."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.contrib.messages import WARNING, get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.translation import gettext as _


def read_only(request: HttpRequest) -> dict[str, Any]:
    """Of public pages, whether they show the banner; screens of the admin show it as a message."""
    if not getattr(request, "is_read_only", False):
        return {}
    if getattr(request, "portal", None) is not None:
        return {"is_read_only": True}
    told = _("The portals are read-only for now: nothing can be saved, sent for review or decided.")
    return {"messages": chain(get_messages(request), [Message(WARNING, told)])}
