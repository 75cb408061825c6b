"""The public form of contributions, and the receipt."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from audit.client_address import current_address
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from participation.contribution.forms.public import ContributionForm
from participation.contribution.sending import send_contribution
from participation.contribution.views.frame import contribution_by_token, frame_of
from participation.errors import SentTooOften
from participation.sent_files.pending_uploads import PendingUploads
from participation.sent_forms.answers import no_store, secret_response
from participation.sent_forms.form_tokens import read_form_token
from participation.sent_forms.limits import count_form
from participation.sent_forms.opening import open_form, reopen_form
from participation.throttled_actions import SENDING_CONTRIBUTION_FORM


# Whoever contributes has no account and no session: a form that another site sends has no more rights than anybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest) -> HttpResponse:
    """Show the form, or receive what was filled in."""
    at = timezone.now()
    if not request.portal.is_live:
        raise Http404
    if request.method == "POST":
        return _receive(request, at=at)
    opened = open_form(language=get_language(), at=at)
    return _show(
        request, ContributionForm(texts=opened.texts, initial={"form_token": opened.form_token.signed()}), at=at
    )


def _receive(request: HttpRequest, *, at: datetime) -> HttpResponse:
    data, language = request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    try:
        count_form(SENDING_CONTRIBUTION_FORM, address=current_address(), at=at)
    except SentTooOften as refusal:
        # Nothing of it is looked at: the files least of all.
        kept = ContributionForm(texts=opened.texts, initial=data.dict())
        return _show(request, kept, at=at, refusal=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    held = PendingUploads(request.portal.id, current_address(), at)
    form = ContributionForm(data, request.FILES, texts=opened.texts, held=held)
    opened.add_error_to(form)
    if not form.is_valid():
        return _show(request, form, at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with atomic_refusing_deadlocks():
            _contribution, token = send_contribution(
                request.portal.id,
                form.contribution_data(language=language),
                form_token=opened.form_token,
                proof=form.cleaned_data["proof"],
                address=current_address(),
                at=at,
            )
    except PortalRefusal as refusal:
        form.add_error(None, str(refusal))
        is_much = isinstance(refusal, SentTooOften)
        status = HTTPStatus.TOO_MANY_REQUESTS if is_much else HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, form, at=at, status=status)
    url = reverse("my_contribution_receipt", args=[token])
    return secret_response(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def _show(
    request: HttpRequest, form: ContributionForm, *, at: datetime, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    form_token = read_form_token(form["form_token"].value() or "", at=at)
    form.hold_files(request.portal.id, at=at)
    context = {
        "form": form,
        "refusal": refusal,
        "has_errors": bool(refusal or form.faults or (form.is_bound and form.non_field_errors())),
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        "work": {"secret": form_token.secret, "bits": settings.QUESTION_PROOF_BITS} if form_token else None,
        **frame_of(request, pgettext("public section", "Send an article, pictures or a video"), below=False),
    }
    return no_store(render(request, "pages/participation/contribute.html", context, status=status))


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a contribution: its code and the secret link."""
    contribution = contribution_by_token(request, token)
    link = f"{request.portal.root_url}{reverse('my_contribution', args=[token])}"
    context = {"contribution": contribution, "link": link}
    context |= frame_of(request, _("What you sent was received"))
    return secret_response(render(request, "pages/participation/contribution_receipt.html", context))
