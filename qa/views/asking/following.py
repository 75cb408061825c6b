"""The public form by which somebody follows a question by mail. It keeps no cookie and changes nothing by GET."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from audit.client_address import current_address
from audit.errors import TooManyTries
from audit.throttling import hit
from participation.personal_data.contacts import normalised_contact
from qa.core.codes import as_typed
from qa.errors import NotOpenToAll
from qa.mail.following import ask_to_follow
from qa.mail.queue import is_open_to_all
from qa.models import Question
from qa.throttled_actions import FOLLOWING
from qa.views.asking.mails import secret_page
from sites.enums import PortalState


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
    form, is_done, status, refused = FollowForm(), False, 200, ""
    if request.method == "POST":
        form, status = FollowForm(request.POST), 422
        if form.is_valid():
            try:
                _ask(question, form.cleaned_data["email"])
                is_done, status = True, 200
            except TooManyTries as refusal:
                refused, status = str(refusal), 429
    context = {
        "question": question,
        "form": form,
        "is_done": is_done,
        "refused": refused,
        "days": settings.QUESTION_FOLLOWERS_KEPT_DAYS,
    }
    return secret_page(request, "pages/qa/follow.html", _("Follow a question by e-mail"), context, status=status)


def _question_of(request: HttpRequest, code: str) -> Question:
    """A public question of this portal, which takes part in what happens.

    Raises:
        Http404: there is none; of another portal's nothing is told here.
    """
    rows = Question.objects.received_by([request.portal.id]).filter(code=as_typed(code))
    question = rows.first()
    if question is None or request.portal.state != PortalState.LIVE or not is_open_to_all(question):
        raise Http404
    return question


def _ask(question: Question, address: str) -> None:
    """Raises:
    TooManyTries: from this network, or for this address.
    Http404: it ceased to be public just now.
    """
    now = timezone.now()
    hit(FOLLOWING, normalised_contact(address), address=current_address(), at=now)
    try:
        ask_to_follow(question, address=address, language=get_language() or question.language, at=now)
    except NotOpenToAll as refusal:
        raise Http404 from refusal
