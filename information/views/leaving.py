"""The public page by which a press agency takes itself off a list; the link stands in each mail."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from audit.errors import ChangedMeanwhile
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from information.errors import AgencyEnded
from information.press.press_list import end_agency, subscriber_of


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_press_list(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and take off the list what is sent. A link that is not ours leads nowhere; one that was used says so."""
    subscriber = subscriber_of(token, portal_id=request.portal.id)
    if subscriber is None:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            end_agency(subscriber, by=None, at=timezone.now())
        except AgencyEnded:
            pass  # by another request: what is shown says so
        except ChangedMeanwhile:
            status = 503
        subscriber.refresh_from_db()
    home = live_home(request.portal)
    frame = frame_of_view(request, _("Press list"), home.get_url(request) if home else "/")
    context = {"subscriber": subscriber, "is_to_be_repeated": status != 200, **frame}
    response = render(request, "pages/information/leave_press_list.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
