"""The public form by which a press agency asks for the press packs of a portal; staff put it on the list."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from audit.client_address import current_address
from audit.errors import ChangedMeanwhile, TooManyTries
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from information.press.press_requests import ask_for_packs, count_request
from information.views.press_list import PressAgencyForm


# No session stands behind it that somebody else could use.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join_press_list(request: HttpRequest) -> HttpResponse:
    """Ask for agency and address, and note them. What is answered tells nothing of who is on the list."""
    home = live_home(request.portal)
    if home is None or not request.portal.is_live:
        raise Http404
    form, is_done, status, refused = PressAgencyForm(), False, 200, ""
    if request.method == "POST":
        form, status = PressAgencyForm(request.POST), 422
        if form.is_valid():
            try:
                _ask(request, form)
                is_done, status = True, 200
            except TooManyTries as refusal:
                refused, status = str(refusal), 429
            except ChangedMeanwhile as refusal:
                refused, status = str(refusal), 503
    frame = frame_of_view(request, _("Press agencies: get the press packs by e-mail"), home.get_url(request))
    context = {"form": form, "is_done": is_done, "refused": refused, **frame}
    response = render(request, "pages/information/join_press_list.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def _ask(request: HttpRequest, form: PressAgencyForm) -> None:
    """Raises:
    TooManyTries: from this network, for this address, or to this portal.
    ChangedMeanwhile: somebody holds the portal.
    """
    portal_id, now = request.portal.id, timezone.now()
    count_request(portal_id=portal_id, email=form.cleaned_data["email"], address=current_address(), at=now)
    ask_for_packs(portal_id=portal_id, **form.cleaned_data, at=now)
