"""The public page by which somebody stops mails on a question; the link stands in each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.feeds import live_home
from home.presentation import frame_of_view
from qa.mail_stops import sender_of, stop_mails_to


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def question_mails(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and stop what is sent. Whether there still were any is not told: the page says what holds from now on."""
    sender = sender_of(token, portal=request.portal)
    if sender is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        stop_mails_to(sender, at=timezone.now())
    return secret_page(request, "pages/qa/stop_mails.html", _("Mails on your question"), {"is_done": is_done})


def secret_page(request: HttpRequest, template: str, title: str, context: dict[str, object]) -> HttpResponse:
    """A page whose address is a secret: kept by no cache, no search engine, and told to no other site."""
    home = live_home(request.portal)
    frame = frame_of_view(request, title, home.get_url(request) if home else "/")
    response = render(request, template, {**context, **frame})
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
