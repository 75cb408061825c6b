"""The public form by which a press agency asks for the press packs of a portal; staff put it on the list."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.addresses import folded
from audit.client_address import current_address
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from home.serving.public_forms import take_form
from information.press.press_requests import ask_for_packs, count_request
from information.throttled_actions import JOINING_PRESS_LIST
from information.views.press_list import PressAgencyForm


# No session stands behind it that somebody else could use.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join_press_list(request: HttpRequest) -> HttpResponse:
    """Ask for agency and address, and note them. What is answered tells nothing of who is on the list."""
    home = live_home(request.portal)
    if home is None or not request.portal.is_live:
        raise Http404
    ask = partial(_ask, request.portal.id)
    sent = take_form(request, PressAgencyForm, ask, action=JOINING_PRESS_LIST, name_of=folded)
    frame = frame_of_view(request, _("Press agencies: get the press packs by e-mail"), home.get_url(request))
    response = render(request, "pages/information/join_press_list.html", sent.context | frame, status=sent.status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def _ask(portal_id: int, *, email: str, at: datetime, **agency: str) -> None:
    count_request(portal_id=portal_id, email=email, address=current_address(), at=at)
    ask_for_packs(portal_id=portal_id, email=email, at=at, **agency)
