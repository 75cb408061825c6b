"""Public pages by which somebody follows a question, confirms, or stops its mails."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from home.serving.public_forms import take_form
from participation.personal_data.contacts import normalised_contact
from participation.sent_forms.answers import secret_response
from qa.core.receiving import as_typed
from qa.errors import NotOpenToAll
from qa.mail.following import ask_to_follow, confirm_following, end_following, follower_of, sender_of, stop_mails_to
from qa.mail.queue import is_open_to_all
from qa.models import Question
from qa.throttled_actions import FOLLOWING

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
    return secret_response(render(request, template, {**context, **frame}, status=status))


class FollowForm(forms.Form):
    """An address."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "aria-describedby": "follow-hint"}),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("This is no e-mail address. Example: ten@vidu.vn"),
        },
    )


# No session stands behind it that somebody else could use.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_question(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an address, and mail it a link. What is answered tells nothing of who follows."""
    question = _question_of(request, code)

    def ask(*, email: str, at: datetime) -> None:
        try:
            ask_to_follow(question, address=email, language=get_language() or question.language, at=at)
        except NotOpenToAll as refusal:
            # It ceased to be public just now.
            raise Http404 from refusal

    sent = take_form(request, FollowForm, ask, action=FOLLOWING, name_of=normalised_contact)
    context = {"question": question, "days": settings.QUESTION_FOLLOWERS_KEPT_DAYS, **sent.context}
    return secret_page(request, "pages/qa/follow.html", _("Follow a question by e-mail"), context, status=sent.status)


def _question_of(request: HttpRequest, code: str) -> Question:
    """A public question of this portal, which takes part in what happens.

    Raises:
        Http404: there is none; of another portal's nothing is told here.
    """
    question = Question.objects.received_by([request.portal.id]).filter(code=as_typed(code)).first()
    if question is None or not request.portal.is_live or not is_open_to_all(question):
        raise Http404
    return question
