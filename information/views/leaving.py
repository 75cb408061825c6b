"""The public page by which a press agency takes itself off a list; the link stands in each mail."""

from __future__ import annotations

import contextlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.feeds import live_home
from home.presentation import frame_of_view
from information.errors import AgencyEnded
from information.press_list import end_agency, subscriber_of


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_press_list(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and take off the list what is sent. A link that is not ours leads nowhere; one that was used says so."""
    home = live_home(request.portal)
    subscriber = subscriber_of(token, portal_id=request.portal.id)
    if home is None or subscriber is None:
        raise Http404
    if request.method == "POST":
        with contextlib.suppress(AgencyEnded):
            end_agency(subscriber, by=None, at=timezone.now())
        subscriber.refresh_from_db()
    frame = frame_of_view(request, _("Press list"), home.get_url(request))
    response = render(request, "pages/information/leave_press_list.html", {"subscriber": subscriber, **frame})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
