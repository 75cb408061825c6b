"""Public pages of comments on drafts: the form, the list, and what the sender sees by the secret link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.client_address import current_address
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from audit.sealing.seals import hash_of
from home.serving.feeds import live_home
from home.serving.listing import PAGE
from home.serving.presentation import Crumb, frame_of_view
from information.models import DraftPage
from page_cache.declaring import cacheable
from participation.consents import consents_of
from participation.consultation.actions import withdraw_comment
from participation.consultation.context import PART
from participation.consultation.drafts import cited_parts, live_draft, public_number, shows_responses, takes_comments
from participation.consultation.forms import CommentForm
from participation.consultation.mails import comment_of_stop
from participation.consultation.own import ask_to_delete, hide_own_name, refuse_use, stop_mails
from participation.consultation.public import by_part, counts_of, page_of_groups
from participation.consultation.sending import count_form, send_comment
from participation.enums import CommentState, ConsentPurpose
from participation.errors import CommentsClosed, DraftChanged, PartGone, SentTooOften
from participation.models import Comment
from participation.sent_files.forms import files_to_go_on_with
from participation.sent_files.held_files import HeldFiles
from participation.sent_files.storing import names_of
from participation.sent_forms.answers import of_secret, unkept
from participation.sent_forms.form_tokens import read_sheet
from participation.sent_forms.opening import open_form, reopen_form

# What was done, as the address says it after a form was sent.
DONE = "xong"


@require_safe
@cacheable(PAGE)
def draft_comments(request: HttpRequest, key: int) -> HttpResponse:
    """The public comments on a draft in the order of its parts, or those on one part."""
    draft = _draft_or_404(request, key)
    anchor = request.GET.get(PART)
    part = next((one for one in cited_parts(draft) if one.anchor == anchor), None) if anchor else None
    if anchor and part is None:
        raise Http404
    page = page_of_groups(draft, anchor=anchor, number=request.GET.get(PAGE))
    kept = f"{urlencode({PART: anchor})}&" if anchor else ""
    further = f"?{kept}{urlencode({PAGE: page.number})}" if page.number > 1 else ""
    context = {
        "draft": draft,
        "part": part,
        "counts": counts_of(draft),
        "parts": by_part(page.object_list),
        "results": page,
        "shows_responses": shows_responses(draft),
        "version": public_number(draft),
        "comment_url": reverse("comment_on_draft", args=[draft.pk]) if _is_open(request, draft) else "",
        "list_url": reverse("draft_comments", args=[draft.pk]),
        **_frame(request, draft, _("Comments on the draft"), further=further),
    }
    return render(request, "pages/participation/comments.html", context)


# Whoever comments has no account and no session: a form that another site sends has no more rights than anybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comment_on_draft(request: HttpRequest, key: int) -> HttpResponse:
    """Show the form, or receive what was filled in. Outside of its days the draft takes nothing, and says so."""
    draft, at = _draft_or_404(request, key), timezone.now()
    if request.method == "POST":
        return _receive(request, draft, at=at)
    opened = open_form(language=get_language(), at=at)
    initial = {"sheet": opened.sheet.signed(), "part": request.GET.get(PART, "").replace("\0", "")}
    form = CommentForm(texts=opened.texts, parts=cited_parts(draft), version=public_number(draft), initial=initial)
    return _show(request, draft, form, at=at)


def _receive(request: HttpRequest, draft: DraftPage, *, at: datetime) -> HttpResponse:
    data, language = request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    asked: dict[str, Any] = {"texts": opened.texts, "parts": cited_parts(draft), "version": public_number(draft)}
    try:
        count_form(address=current_address(), at=at)
    except SentTooOften as refusal:
        kept = CommentForm(**asked, initial=data.dict())
        return _show(request, draft, kept, at=at, refusal=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    held = HeldFiles(request.portal.id, current_address(), at)
    form = CommentForm(data, request.FILES, **asked, held=held)
    opened.add_error_to(form)
    if not form.is_valid():
        return _show(request, draft, form, at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with atomic_refusing_deadlocks():
            _comment, token = send_comment(
                draft,
                form.said(language=language),
                sheet=opened.sheet,
                proof=form.cleaned_data["proof"],
                address=current_address(),
                at=at,
            )
    except PortalRefusal as refusal:
        form.add_error("part" if isinstance(refusal, PartGone | DraftChanged) else None, str(refusal))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if isinstance(refusal, SentTooOften):
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif isinstance(refusal, CommentsClosed):
            status = HTTPStatus.CONFLICT
        return _show(request, draft, form, at=at, status=status)
    return of_secret(HttpResponseRedirect(reverse("my_comment_receipt", args=[token]), status=HTTPStatus.SEE_OTHER))


def _show(
    request: HttpRequest, draft: DraftPage, form: CommentForm, *, at: datetime, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = _("Comment on the draft")
    has_errors = bool(refusal or (form.is_bound and form.errors))
    chosen = form["part"].value() or ""
    sheet = read_sheet(form["sheet"].value() or "", at=at)
    held, choose_again = files_to_go_on_with(request, form, at=at)
    context = {
        "draft": draft,
        "held": held,
        "choose_again": choose_again,
        "draft_url": draft.get_url(request),
        "form": form,
        "part": next((part for part in cited_parts(draft) if part.anchor == chosen), None),
        # What was typed is shown whatever the day: so that nothing is lost.
        "is_open": _is_open(request, draft) or request.method == "POST",
        "refusal": refusal,
        "has_errors": has_errors,
        "error_count": sum(len(errors) for errors in form.errors.values()) if form.is_bound else 0,
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        "work": {"secret": sheet.secret, "bits": settings.QUESTION_PROOF_BITS} if sheet else None,
        **_frame(request, draft, title),
    }
    return unkept(render(request, "pages/participation/comment.html", context, status=status))


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a comment: its code and the secret link."""
    comment = _own_comment(request, token)
    link = f"{request.portal.root_url}{reverse('my_comment', args=[token])}"
    files = names_of(list(comment.files.kept())).values()
    context = {"comment": comment, "draft": comment.page, "link": link, "files": files}
    context |= _frame(request, comment.page, _("Your comment was received"))
    return of_secret(render(request, "pages/participation/comment_receipt.html", context))


@require_safe
def my_comment(request: HttpRequest, token: str) -> HttpResponse:
    """How the own comment stands, and what can be done with it."""
    return _own_page(request, _own_comment(request, token), token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the comment is to be taken back, and take it back."""
    comment, refusal = _own_comment(request, token), ""
    if request.method == "POST":
        try:
            with atomic_refusing_deadlocks():
                withdraw_comment(comment, token=token, at=timezone.now())
        except PortalRefusal as error:
            refusal = str(error)
        else:
            return _back(token, done="rut")
    context = {"comment": comment, "draft": comment.page, "token": token, "refusal": refusal}
    context |= _frame(request, comment.page, _("Take the comment back"))
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return of_secret(render(request, "pages/participation/comment_withdraw.html", context, status=status))


# What the sender does with the own data, by the value of the button.
OWN_VERBS: dict[str, Callable[..., None]] = {
    "ten": hide_own_name, "thu": stop_mails, "dung": refuse_use, "xoa": ask_to_delete,
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
    context = {"is_done": is_done, **_frame(request, comment.page, _("Mails on your comment"))}
    return of_secret(render(request, "pages/participation/comment_mails.html", context))


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
        "may_withdraw": comment.state != CommentState.WITHDRAWN and not request.portal.is_archived,
        "given": {str(purpose) for purpose, said in consents.items() if said.given},
        "names_use": ConsentPurpose.ANSWER,
        "names_mail": ConsentPurpose.NOTICES,
        "names_name": ConsentPurpose.PUBLISH_NAME,
        "has_data": bool(consents),
        **_frame(request, comment.page, _("Your comment %(code)s") % {"code": comment.written_code}),
    }
    return of_secret(render(request, "pages/participation/my_comment.html", context, status=status))


def _own_comment(request: HttpRequest, token: str) -> Comment:
    """The comment of a secret, on its own portal.

    Raises:
        Http404: there is none here.
    """
    rows = Comment.objects.filter(portal=request.portal.id, token_hash=hash_of(token))
    return get_object_or_404(rows.select_related("sender", "page", "portal"))


def _back(token: str, *, done: str) -> HttpResponse:
    url = f"{reverse('my_comment', args=[token])}?{urlencode({DONE: done})}"
    return of_secret(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def _draft_or_404(request: HttpRequest, key: int) -> DraftPage:
    draft = live_draft(key, request.portal.container_path)
    if draft is None:
        raise Http404
    return draft


def _is_open(request: HttpRequest, draft: DraftPage) -> bool:
    return request.portal.is_live and takes_comments(draft, on=timezone.localdate())


def _frame(request: HttpRequest, draft: DraftPage, title: str, *, further: str = "") -> dict[str, Any]:
    """The frame of a page below a draft.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, title, home.get_url(request), description=draft.title, further=further)
    first, last = frame["breadcrumb"]
    own = [Crumb(draft.title, draft.get_url(request))] if draft.live else []
    return frame | {"breadcrumb": [first, *own, last]}
