"""The public page by which somebody confirms or stops mails on a question; the link stands in each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from qa.mail.following import confirm_following, end_following, follower_of
from qa.mail.unsubscribe import sender_of, stop_mails_to

# The field of the button; programs for mail, which only stop mails, do not send it.
CONFIRM = "confirm"


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def question_mails(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and do what is sent: of a sender, of a follower, or 404 for what we did not write."""
    answer = _of_sender(request, token) or _of_follower(request, token)
    if answer is None:
        raise Http404
    return answer


def _of_sender(request: HttpRequest, token: str) -> HttpResponse | None:
    """Whether there still were any mails is not told: the page says what holds from now on."""
    sender = sender_of(token, portal=request.portal)
    if sender is None:
        return None
    is_done = request.method == "POST"
    if is_done:
        stop_mails_to(sender, at=timezone.now())
    return secret_page(request, "pages/qa/stop_mails.html", _("Mails on your question"), {"is_done": is_done})


def _of_follower(request: HttpRequest, token: str) -> HttpResponse | None:
    follower = follower_of(token, portal=request.portal)
    if follower is None:
        return None
    if request.method == "POST":
        verb = confirm_following if CONFIRM in request.POST else end_following
        verb(follower, at=timezone.now())
        follower.refresh_from_db()
    context = {"follower": follower, "question": follower.question}
    return secret_page(request, "pages/qa/follower.html", _("Mails on a question that you follow"), context)


def secret_page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that is kept by no cache and no search engine, and whose address is told to no other site."""
    home = live_home(request.portal)
    frame = frame_of_view(request, title, home.get_url(request) if home else "/")
    response = render(request, template, {**context, **frame}, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
