"""Parts that the public pages of contributions share: the row of a secret, and the frame."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext

from audit.sealing.seals import hash_of
from home.serving.feeds import live_home
from home.serving.presentation import Crumb, frame_of_view
from participation.models import Contribution


def contribution_by_token(request: HttpRequest, token: str) -> Contribution:
    """The contribution of a secret, on its own portal.

    Raises:
        Http404: there is none here.
    """
    rows = Contribution.objects.for_portal(request.portal.id).select_related("sender", "page", "portal")
    return get_object_or_404(rows, token_hash=hash_of(token))


def frame_of(request: HttpRequest, title: str, *, below: bool = True) -> dict[str, Any]:
    """The frame of a page, which stands below that of the form but for this one itself.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, title, home.get_url(request))
    if below and request.portal.is_live:
        first, last = frame["breadcrumb"]
        form = Crumb(pgettext("public section", "Send an article, pictures or a video"), reverse("contribute"))
        frame["breadcrumb"] = [first, form, last]
    return frame
