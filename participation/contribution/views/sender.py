"""Pages of the sender of a contribution, by the secret link."""

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
from django.views.decorators.http import require_http_methods, require_POST

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from participation.consents import consents_of
from participation.contribution.forms.public import ReplyForm
from participation.contribution.lifecycle import state_after
from participation.contribution.mails import contribution_of_stop
from participation.contribution.sender_requests import (
    ask_to_delete,
    reply,
    stop_mails,
    withdraw_contribution,
    withdraw_use,
)
from participation.contribution.transitions import checked_words
from participation.contribution.views.frame import contribution_by_token, frame_of
from participation.enums.contributions import ContributionState, ContributionStepKind, ContributionVerb
from participation.enums.submissions import ConsentPurpose
from participation.models import Contribution
from participation.sent_forms.answers import secret_response

# What was done, as the address says it after a form was sent.
DONE = "xong"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def my_contribution(request: HttpRequest, token: str) -> HttpResponse:
    """How the own contribution stands; takes the answer to what the board asked."""
    contribution = contribution_by_token(request, token)
    if request.method != "POST":
        return _own_page(request, contribution, token)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _own_page(request, contribution, token, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        if _replied_so(contribution, form.cleaned_data["words"]):
            return _back(token, done="tra-loi")
        with atomic_refusing_deadlocks():
            reply(contribution, words=form.cleaned_data["words"], token=token, at=timezone.now())
    except PortalRefusal as refusal:
        return _own_page(request, contribution, token, form=form, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    return _back(token, done="tra-loi")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the contribution is to be taken back, and take it back."""
    contribution, refusal = contribution_by_token(request, token), ""
    if contribution.state == ContributionState.WITHDRAWN:
        return _back(token, done="rut")
    if request.method == "POST":
        try:
            with atomic_refusing_deadlocks():
                withdraw_contribution(contribution, token=token, at=timezone.now())
        except PortalRefusal as error:
            refusal = str(error)
        else:
            return _back(token, done="rut")
    context = {"contribution": contribution, "token": token, "refusal": refusal}
    context |= frame_of(request, _("Take the contribution back"))
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return secret_response(render(request, "pages/participation/contribution_withdraw.html", context, status=status))


# What the sender does with the own data, by the value of the button.
OWN_VERBS: dict[str, Callable[..., None]] = {
    "thu": stop_mails, "dung": withdraw_use, "xoa": ask_to_delete,
}  # fmt: skip


@csrf_exempt
@require_POST
def my_contribution_data(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw a consent, or ask for the data to be erased."""
    contribution = contribution_by_token(request, token)
    verb = OWN_VERBS.get(request.POST.get("viec", ""))
    if verb is None:
        raise Http404
    try:
        with atomic_refusing_deadlocks():
            verb(contribution, token=token, at=timezone.now())
    except PortalRefusal as refusal:
        return _own_page(request, contribution, token, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    return _back(token, done=request.POST["viec"])


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_mails(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether mails on a contribution are to end, and end them."""
    contribution = contribution_of_stop(token, portal_id=request.portal.id)
    if contribution is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        stop_mails(contribution, at=timezone.now())
    context = {"is_done": is_done, **frame_of(request, _("Mails on your contribution"))}
    return secret_response(render(request, "pages/participation/contribution_mails.html", context))


def _own_page(
    request: HttpRequest,
    contribution: Contribution,
    token: str,
    *,
    form: ReplyForm | None = None,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    sender, state = contribution.sender, ContributionState(contribution.state)
    consents = {} if sender.is_erased else consents_of(sender)
    may = {
        verb: state_after(state, verb, is_published=contribution.is_published) is not None
        and not request.portal.is_archived
        for verb in (ContributionVerb.REPLY, ContributionVerb.WITHDRAW)
    }
    context = {
        "contribution": contribution,
        "steps": contribution.steps.order_by("pk"),
        "pictures": [row for row in contribution.files.kept() if row.is_picture],
        "page_url": contribution.page.get_url(request) if contribution.is_published else "",
        "token": token,
        "form": (form or ReplyForm()) if may[ContributionVerb.REPLY] else None,
        "done": request.GET.get(DONE, ""),
        "refusal": refusal,
        "may_withdraw": may[ContributionVerb.WITHDRAW],
        "gets_mails": ConsentPurpose.NOTICES in consents and consents[ConsentPurpose.NOTICES].given,
        "agrees_to_use": ConsentPurpose.ANSWER in consents and consents[ConsentPurpose.ANSWER].given,
        "has_data": bool(consents),
        **frame_of(request, _("Your contribution %(code)s") % {"code": contribution.written_code}),
    }
    return secret_response(render(request, "pages/participation/my_contribution.html", context, status=status))


def _replied_so(contribution: Contribution, words: str) -> bool:
    """Whether the last step is this answer: the form was sent twice."""
    last = contribution.steps.order_by("pk").last()
    return last is not None and last.kind == ContributionStepKind.REPLIED and last.words == checked_words(words)


def _back(token: str, *, done: str) -> HttpResponse:
    url = f"{reverse('my_contribution', args=[token])}?{urlencode({DONE: done})}"
    return secret_response(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))
