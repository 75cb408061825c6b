"""Pages of the sender of a live question, by the secret link."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from participation.consents import consents_of
from participation.dialogue.sender_requests import ask_to_delete, hide_own_name, withdraw_live_question, withdraw_use
from participation.dialogue.views.frame import frame_of, question_by_token
from participation.enums.submissions import ConsentPurpose, ModerationState
from participation.models import LiveQuestion
from participation.sent_forms.answers import secret_response

# What was done, as the address says it after a form was sent.
DONE = "xong"


@require_safe
def my_live_question(request: HttpRequest, token: str) -> HttpResponse:
    """How the own question stands, and what can be done with it."""
    return _own_page(request, question_by_token(request, token), token)


# What the sender does, by the value of the button.
OWN_VERBS: dict[str, Callable[..., None]] = {
    "rut": withdraw_live_question, "ten": hide_own_name, "dung": withdraw_use, "xoa": ask_to_delete,
}  # fmt: skip


@csrf_exempt
@require_POST
def my_live_question_verb(request: HttpRequest, token: str) -> HttpResponse:
    """Take the question back, withdraw a consent, or ask for the data to be erased."""
    question = question_by_token(request, token)
    verb = OWN_VERBS.get(request.POST.get("viec", ""))
    if verb is None:
        raise Http404
    # A second click finds done what the first did.
    if not (verb is withdraw_live_question and question.state == ModerationState.WITHDRAWN):
        try:
            with atomic_refusing_deadlocks():
                verb(question, token=token, at=timezone.now())
        except PortalRefusal as refusal:
            return _own_page(request, question, token, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    url = f"{reverse('my_live_question', args=[token])}?{urlencode({DONE: request.POST['viec']})}"
    return secret_response(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def _own_page(
    request: HttpRequest, question: LiveQuestion, token: str, *, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    sender = question.sender
    consents = consents_of(sender) if sender is not None and not sender.is_erased else {}
    context = {
        "question": question,
        "event": question.page,
        "event_url": question.page.get_url(request) if question.page.live else "",
        "token": token,
        "done": request.GET.get(DONE, ""),
        "refusal": refusal,
        "may_withdraw": question.state != ModerationState.WITHDRAWN and not request.portal.is_archived,
        "given": {str(purpose) for purpose, said in consents.items() if said.given},
        "names_use": ConsentPurpose.ANSWER,
        "names_name": ConsentPurpose.PUBLISH_NAME,
        "has_data": bool(consents),
        **frame_of(request, question.page, _("Your question %(code)s") % {"code": question.written_code}),
    }
    return secret_response(render(request, "pages/participation/my_live_question.html", context, status=status))
