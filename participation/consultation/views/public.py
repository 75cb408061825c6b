"""Public pages of comments on drafts: the list and the form."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from audit.client_address import current_address
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from home.serving.listing import PAGE
from information.models import DraftPage
from page_cache.declaring import cacheable
from participation.consultation.context import PART
from participation.consultation.drafts import (
    cited_parts,
    public_number,
    shows_responses,
    takes_comments,
    withdrawn_draft,
)
from participation.consultation.forms import CommentForm
from participation.consultation.public import by_part, counts_of, page_of_groups
from participation.consultation.sending import send_comment
from participation.consultation.views.frame import draft_or_404, frame_of_draft
from participation.errors import CommentsClosed, DraftChanged, PartGone, SentTooOften
from participation.sent_files.forms import resume_uploads
from participation.sent_files.pending_uploads import PendingUploads
from participation.sent_forms.answers import no_store, secret_response
from participation.sent_forms.form_tokens import read_form_token
from participation.sent_forms.limits import count_form
from participation.sent_forms.opening import open_form, reopen_form
from participation.throttled_actions import SENDING_COMMENT_FORM


@require_safe
@cacheable(PAGE)
def draft_comments(request: HttpRequest, key: int) -> HttpResponse:
    """The public comments on a draft in the order of its parts, or those on one part."""
    draft = draft_or_404(request, key)
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
        **frame_of_draft(request, draft, _("Comments on the draft"), further=further),
    }
    return render(request, "pages/participation/comments.html", context)


# Whoever comments has no account and no session: a form that another site sends has no more rights than anybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comment_on_draft(request: HttpRequest, key: int) -> HttpResponse:
    """Show the form, or receive what was filled in. Outside of its days the draft takes nothing, and says so."""
    at = timezone.now()
    if request.method == "POST":
        withdrawn = withdrawn_draft(key, request.portal.container_path)
        return _refuse_withdrawn(request, withdrawn, at=at) if withdrawn else _receive(request, key, at=at)
    draft = draft_or_404(request, key)
    opened = open_form(language=get_language(), at=at)
    initial = {"form_token": opened.form_token.signed(), "part": request.GET.get(PART, "").replace("\0", "")}
    form = CommentForm(texts=opened.texts, parts=cited_parts(draft), version=public_number(draft), initial=initial)
    return _show(request, draft, form, at=at)


def _refuse_withdrawn(request: HttpRequest, draft: DraftPage, *, at: datetime) -> HttpResponse:
    """Show what was typed once more where the draft was withdrawn meanwhile, and nothing of its text."""
    opened = reopen_form(request.POST.copy(), language=get_language(), at=at)
    form = CommentForm(texts=opened.texts, parts=[], version=0, initial=request.POST.dict())
    return _show(request, draft, form, at=at, refusal=str(CommentsClosed()), status=HTTPStatus.CONFLICT)


def _receive(request: HttpRequest, key: int, *, at: datetime) -> HttpResponse:
    draft, data, language = draft_or_404(request, key), request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    asked: dict[str, Any] = {"texts": opened.texts, "parts": cited_parts(draft), "version": public_number(draft)}
    try:
        count_form(SENDING_COMMENT_FORM, address=current_address(), at=at)
    except SentTooOften as refusal:
        kept = CommentForm(**asked, initial=data.dict())
        return _show(request, draft, kept, at=at, refusal=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    held = PendingUploads(request.portal.id, current_address(), at)
    form = CommentForm(data, request.FILES, **asked, held=held)
    opened.add_error_to(form)
    if not form.is_valid():
        return _show(request, draft, form, at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with atomic_refusing_deadlocks():
            _comment, token = send_comment(
                draft,
                form.to_data(language=language),
                form_token=opened.form_token,
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
    return secret_response(
        HttpResponseRedirect(reverse("my_comment_receipt", args=[token]), status=HTTPStatus.SEE_OTHER)
    )


def _show(
    request: HttpRequest, draft: DraftPage, form: CommentForm, *, at: datetime, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = _("Comment on the draft")
    has_errors = bool(refusal or (form.is_bound and form.errors))
    chosen = form["part"].value() or ""
    form_token = read_form_token(form["form_token"].value() or "", at=at)
    held, choose_again = resume_uploads(request, form, at=at)
    context = {
        "draft": draft,
        "held": held,
        "choose_again": choose_again,
        "draft_url": draft.get_url(request),
        "form": form,
        "part": next((part for part in cited_parts(draft) if part.anchor == chosen), None) if draft.live else None,
        # What was typed is shown whatever the day: so that nothing is lost.
        "is_open": _is_open(request, draft) or request.method == "POST",
        "refusal": refusal,
        "has_errors": has_errors,
        "error_count": sum(len(errors) for errors in form.errors.values()) if form.is_bound else 0,
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        "work": {"secret": form_token.secret, "bits": settings.QUESTION_PROOF_BITS} if form_token else None,
        **frame_of_draft(request, draft, title),
    }
    return no_store(render(request, "pages/participation/comment.html", context, status=status))


def _is_open(request: HttpRequest, draft: DraftPage) -> bool:
    return request.portal.is_live and takes_comments(draft, on=timezone.localdate())
