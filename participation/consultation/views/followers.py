"""Public pages by which somebody follows a draft by mail, confirms, or stops its mails."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from audit.client_address import current_address
from audit.errors import PortalRefusal, TooManyTries
from audit.locking import atomic_refusing_deadlocks
from audit.throttling import hit
from information.models import DraftPage
from participation.consultation.following.actions import (
    LINKS,
    ask_to_follow,
    can_be_followed,
    confirm_following,
    end_following,
)
from participation.consultation.following.forms import FollowDraftForm
from participation.consultation.views.frame import draft_or_404, frame_below, frame_of_draft
from participation.errors import SentTooOften
from participation.personal_data.contacts import normalised_contact
from participation.sent_forms.answers import secret_response
from participation.sent_forms.form_tokens import read_form_token
from participation.sent_forms.limits import check_proof
from participation.throttled_actions import FOLLOWING_DRAFT

# The field of the button; programs for mail, which only stop mails, do not send it.
CONFIRM = "confirm"


# No session stands behind it that somebody else could use.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_draft(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for an address, and mail it a link. What is answered tells nothing of who follows."""
    draft, at = draft_or_404(request, key), timezone.now()
    if not request.portal.is_live or not can_be_followed(draft, on=timezone.localdate(at)):
        raise Http404
    is_done, refusal, status = False, "", HTTPStatus.OK
    form = FollowDraftForm(request.POST if request.method == "POST" else None, at=at)
    if form.is_bound and form.is_valid():
        try:
            _ask(draft, form, at=at)
            is_done = True
        except PortalRefusal as error:
            refusal, status = str(error), HTTPStatus.UNPROCESSABLE_ENTITY
            if isinstance(error, SentTooOften | TooManyTries):
                status = HTTPStatus.TOO_MANY_REQUESTS
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    form_token = read_form_token(form["form_token"].value() or "", at=at)
    context = {
        "draft": draft,
        "draft_url": draft.get_url(request),
        "form": form,
        "is_done": is_done,
        "refusal": refusal,
        "has_errors": status != HTTPStatus.OK,
        "error_count": sum(map(len, form.errors.values())) if form.is_bound else 0,
        "days": settings.DRAFT_FOLLOWERS_KEPT_DAYS,
        "work": {"secret": form_token.secret, "bits": settings.QUESTION_PROOF_BITS} if form_token else None,
        **frame_of_draft(request, draft, _("Follow a draft by e-mail")),
    }
    return secret_response(render(request, "pages/participation/follow_draft.html", context, status=status))


def _ask(draft: DraftPage, form: FollowDraftForm, *, at: datetime) -> None:
    """Take what was filled in, within the limits of public forms.

    Raises:
        TooManyTries, SentTooOften, ProofMissing, FollowingClosed: it is not taken.
        ChangedMeanwhile: somebody else went first.
    """
    email, network = form.cleaned_data["email"], current_address()
    hit(FOLLOWING_DRAFT, normalised_contact(email), address=network, at=at)
    with atomic_refusing_deadlocks():
        if form.renewed_token is not None:
            check_proof(form.renewed_token, form.cleaned_data["proof"], address=network, at=at)
        ask_to_follow(draft, address=email, language=get_language(), at=at)


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def draft_follower(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and do what is sent. Who ended before is told that; what we did not write, or for another portal, is
    404."""
    if not LINKS.is_link_of(token, portal=request.portal):
        raise Http404
    follower = LINKS.follower_of(token, portal=request.portal)
    if follower is not None and request.method == "POST":
        verb = confirm_following if CONFIRM in request.POST else end_following
        with atomic_refusing_deadlocks():
            verb(follower, at=timezone.now())
        follower = LINKS.follower_of(token, portal=request.portal)
    title = _("Mails on a draft that you follow")
    context = {"follower": follower, "days": settings.DRAFT_FOLLOWERS_KEPT_DAYS}
    context |= frame_of_draft(request, follower.page, title) if follower else frame_below(request, title)
    return secret_response(render(request, "pages/participation/draft_follower.html", context))
