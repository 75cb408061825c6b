"""Parts that the public pages of live questions share: the row of a secret, and the frame."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from audit.sealing.seals import hash_of
from home.serving.feeds import live_home
from home.serving.presentation import Crumb, frame_of_view
from information.models import LiveEventPage
from participation.models import LiveQuestion


def question_by_token(request: HttpRequest, token: str) -> LiveQuestion:
    """The question of a secret, on its own portal.

    Raises:
        Http404: there is none here.
    """
    rows = LiveQuestion.objects.filter(portal=request.portal.id, token_hash=hash_of(token))
    return get_object_or_404(rows.select_related("sender", "page", "portal"))


def frame_of(request: HttpRequest, event: LiveEventPage, title: str) -> dict[str, Any]:
    """The frame of a page below an event.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, title, home.get_url(request), description=event.title)
    first, last = frame["breadcrumb"]
    own = [Crumb(event.title, event.get_url(request))] if event.live else []
    return frame | {"breadcrumb": [first, *own, last]}
