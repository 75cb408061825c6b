"""Pages of the sender of a comment, by the secret link."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from audit.sealing.seals import hash_of
from participation.consents import consents_of
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.drafts import shows_responses
from participation.consultation.mails import comment_of_stop
from participation.consultation.sender_requests import ask_to_delete, hide_own_name, stop_mails, withdraw_use
from participation.consultation.views.frame import frame_of_draft
from participation.enums.submissions import ConsentPurpose, ModerationState
from participation.models import Comment
from participation.sent_files.storing import names_of
from participation.sent_forms.answers import secret_response

# What was done, as the address says it after a form was sent.
DONE = "xong"


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a comment: its code and the secret link."""
    comment = _own_comment(request, token)
    link = f"{request.portal.root_url}{reverse('my_comment', args=[token])}"
    files = names_of(list(comment.files.kept())).values()
    context = {"comment": comment, "draft": comment.page, "link": link, "files": files}
    context |= frame_of_draft(request, comment.page, _("Your comment was received"))
    return secret_response(render(request, "pages/participation/comment_receipt.html", context))


@require_safe
def my_comment(request: HttpRequest, token: str) -> HttpResponse:
    """How the own comment stands, and what can be done with it."""
    return _own_page(request, _own_comment(request, token), token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the comment is to be taken back, and take it back."""
    comment, refusal = _own_comment(request, token), ""
    if comment.state == ModerationState.WITHDRAWN:
        return _back(token, done="rut")
    if request.method == "POST":
        try:
            with atomic_refusing_deadlocks():
                withdraw_comment(comment, token=token, at=timezone.now())
        except PortalRefusal as error:
            refusal = str(error)
        else:
            return _back(token, done="rut")
    context = {"comment": comment, "draft": comment.page, "token": token, "refusal": refusal}
    context |= frame_of_draft(request, comment.page, _("Take the comment back"))
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return secret_response(render(request, "pages/participation/comment_withdraw.html", context, status=status))


# What the sender does with the own data, by the value of the button.
OWN_VERBS: dict[str, Callable[..., None]] = {
    "ten": hide_own_name, "thu": stop_mails, "dung": withdraw_use, "xoa": ask_to_delete,
}  # fmt: skip


@csrf_exempt
@require_POST
def my_comment_data(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw a consent, or ask for the data to be erased."""
    comment = _own_comment(request, token)
    verb = OWN_VERBS.get(request.POST.get("viec", ""))
    if verb is None:
        raise Http404
    try:
        with atomic_refusing_deadlocks():
            verb(comment, token=token, at=timezone.now())
    except PortalRefusal as refusal:
        return _own_page(request, comment, token, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    return _back(token, done=request.POST["viec"])


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comment_mails(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether mails on a comment are to end, and end them."""
    comment = comment_of_stop(token, portal_id=request.portal.id)
    if comment is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        stop_mails(comment, at=timezone.now())
    context = {"is_done": is_done, **frame_of_draft(request, comment.page, _("Mails on your comment"))}
    return secret_response(render(request, "pages/participation/comment_mails.html", context))


def _own_page(
    request: HttpRequest, comment: Comment, token: str, *, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    sender = comment.sender
    consents = consents_of(sender) if sender is not None and not sender.is_erased else {}
    context = {
        "comment": comment,
        "draft": comment.page,
        "draft_url": comment.page.get_url(request) if comment.page.live else "",
        "token": token,
        "done": request.GET.get(DONE, ""),
        "refusal": refusal,
        "files": names_of(list(comment.files.kept())).values(),
        "shows_response": comment.is_answered and shows_responses(comment.page),
        "may_withdraw": comment.state != ModerationState.WITHDRAWN and not request.portal.is_archived,
        "given": {str(purpose) for purpose, said in consents.items() if said.given},
        "names_use": ConsentPurpose.ANSWER,
        "names_mail": ConsentPurpose.NOTICES,
        "names_name": ConsentPurpose.PUBLISH_NAME,
        "has_data": bool(consents),
        **frame_of_draft(request, comment.page, _("Your comment %(code)s") % {"code": comment.written_code}),
    }
    return secret_response(render(request, "pages/participation/my_comment.html", context, status=status))


def _own_comment(request: HttpRequest, token: str) -> Comment:
    """The comment of a secret, on its own portal.

    Raises:
        Http404: there is none here.
    """
    rows = Comment.objects.filter(portal=request.portal.id, token_hash=hash_of(token))
    return get_object_or_404(rows.select_related("sender", "page", "portal"))


def _back(token: str, *, done: str) -> HttpResponse:
    url = f"{reverse('my_comment', args=[token])}?{urlencode({DONE: done})}"
    return secret_response(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))
