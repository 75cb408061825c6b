"""Public pages of contributions: the form, and what the sender sees by the secret link."""

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
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.client_address import current_address
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from audit.sealing.seals import hash_of
from home.serving.feeds import live_home
from home.serving.presentation import Crumb, frame_of_view
from participation.consents import consents_of
from participation.contribution.actions import reply, withdraw_contribution
from participation.contribution.forms import ContributionForm, ReplyForm
from participation.contribution.lifecycle import state_after
from participation.contribution.mails import contribution_of_stop
from participation.contribution.own import ask_to_delete, stop_mails
from participation.contribution.sending import count_form, send_contribution
from participation.enums import ConsentPurpose, ContributionState, ContributionVerb
from participation.errors import SentTooOften
from participation.models import Contribution
from participation.sent_files.held_files import HeldFiles
from participation.sent_forms.answers import of_secret, unkept
from participation.sent_forms.form_tokens import read_sheet
from participation.sent_forms.opening import open_form, reopen_form

# What was done, as the address says it after a form was sent.
DONE = "xong"


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
    return _show(request, ContributionForm(texts=opened.texts, initial={"sheet": opened.sheet.signed()}), at=at)


def _receive(request: HttpRequest, *, at: datetime) -> HttpResponse:
    data, language = request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    try:
        count_form(address=current_address(), at=at)
    except SentTooOften as refusal:
        # Nothing of it is looked at: the files least of all.
        kept = ContributionForm(texts=opened.texts, initial=data.dict())
        return _show(request, kept, at=at, refusal=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    held = HeldFiles(request.portal.id, current_address(), at)
    form = ContributionForm(data, request.FILES, texts=opened.texts, held=held)
    opened.add_error_to(form)
    if not form.is_valid():
        return _show(request, form, at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with atomic_refusing_deadlocks():
            _contribution, token = send_contribution(
                request.portal.id,
                form.contributed(language=language),
                sheet=opened.sheet,
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
    return of_secret(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def _show(
    request: HttpRequest, form: ContributionForm, *, at: datetime, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    sheet = read_sheet(form["sheet"].value() or "", at=at)
    form.go_on(request.portal.id, at=at)
    context = {
        "form": form,
        "refusal": refusal,
        "has_errors": bool(refusal or form.faults or (form.is_bound and form.non_field_errors())),
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        "work": {"secret": sheet.secret, "bits": settings.QUESTION_PROOF_BITS} if sheet else None,
        **_frame(request, pgettext("public section", "Send an article, pictures or a video"), below=False),
    }
    return unkept(render(request, "pages/participation/contribute.html", context, status=status))


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a contribution: its code and the secret link."""
    contribution = _own(request, token)
    link = f"{request.portal.root_url}{reverse('my_contribution', args=[token])}"
    context = {"contribution": contribution, "link": link}
    context |= _frame(request, _("What you sent was received"))
    return of_secret(render(request, "pages/participation/contribution_receipt.html", context))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def my_contribution(request: HttpRequest, token: str) -> HttpResponse:
    """How the own contribution stands; takes the answer to what the board asked."""
    contribution = _own(request, token)
    if request.method != "POST":
        return _own_page(request, contribution, token)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _own_page(request, contribution, token, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with atomic_refusing_deadlocks():
            reply(contribution, words=form.cleaned_data["words"], token=token, at=timezone.now())
    except PortalRefusal as refusal:
        return _own_page(request, contribution, token, form=form, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    return _back(token, done="tra-loi")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the contribution is to be taken back, and take it back."""
    contribution, refusal = _own(request, token), ""
    if request.method == "POST":
        try:
            with atomic_refusing_deadlocks():
                withdraw_contribution(contribution, token=token, at=timezone.now())
        except PortalRefusal as error:
            refusal = str(error)
        else:
            return _back(token, done="rut")
    context = {"contribution": contribution, "token": token, "refusal": refusal}
    context |= _frame(request, _("Take the contribution back"))
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return of_secret(render(request, "pages/participation/contribution_withdraw.html", context, status=status))


# What the sender does with the own data, by the value of the button.
OWN_VERBS: dict[str, Callable[..., None]] = {"thu": stop_mails, "xoa": ask_to_delete}


@csrf_exempt
@require_POST
def my_contribution_data(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw the consent to mails, or ask for the data to be erased."""
    contribution = _own(request, token)
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
    context = {"is_done": is_done, **_frame(request, _("Mails on your contribution"))}
    return of_secret(render(request, "pages/participation/contribution_mails.html", context))


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
        "has_data": bool(consents),
        **_frame(request, _("Your contribution %(code)s") % {"code": contribution.written_code}),
    }
    return of_secret(render(request, "pages/participation/my_contribution.html", context, status=status))


def _own(request: HttpRequest, token: str) -> Contribution:
    """The contribution of a secret, on its own portal.

    Raises:
        Http404: there is none here.
    """
    rows = Contribution.objects.for_portal(request.portal.id).select_related("sender", "page", "portal")
    return get_object_or_404(rows, token_hash=hash_of(token))


def _back(token: str, *, done: str) -> HttpResponse:
    url = f"{reverse('my_contribution', args=[token])}?{urlencode({DONE: done})}"
    return of_secret(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def _frame(request: HttpRequest, title: str, *, below: bool = True) -> dict[str, Any]:
    """The frame of a page, which stands below that of the form but for this one itself.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, title, home.get_url(request))
    if below and request.portal.is_live:
        first, last = frame["breadcrumb"]
        form = Crumb(pgettext("public section", "Send an article, pictures or a video"), reverse("contribute"))
        frame["breadcrumb"] = [first, form, last]
    return frame
