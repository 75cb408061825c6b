"""Parts that the public pages of comments share: the draft of an address, and the frame."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from home.serving.feeds import live_home
from home.serving.presentation import Crumb, frame_of_view
from information.models import DraftPage
from participation.consultation.drafts import live_draft


def draft_or_404(request: HttpRequest, key: int) -> DraftPage:
    draft = live_draft(key, request.portal.container_path)
    if draft is None:
        raise Http404
    return draft


def frame_below(request: HttpRequest, title: str, **more: str) -> dict[str, Any]:
    """The frame of a page below the home.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    return frame_of_view(request, title, home.get_url(request), **more)


def frame_of_draft(request: HttpRequest, draft: DraftPage, title: str, *, further: str = "") -> dict[str, Any]:
    """The frame of a page below a draft.

    Raises:
        Http404: the portal has no public home in the language.
    """
    frame = frame_below(request, title, description=draft.title, further=further)
    first, last = frame["breadcrumb"]
    own = [Crumb(draft.title, draft.get_url(request))] if draft.live else []
    return frame | {"breadcrumb": [first, *own, last]}
