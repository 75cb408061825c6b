"""Public pages of live questions: the form, the fragment that is polled, and the page of the sender."""

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
from home.serving.presentation import Crumb, frame_of_view
from information.models import LiveEventPage
from page_cache.declaring import cacheable, changes_by_the_clock
from participation.consents import consents_of
from participation.dialogue.actions import withdraw_live_question
from participation.dialogue.errors import LiveQuestionsClosed
from participation.dialogue.events import is_open, live_event
from participation.dialogue.forms import LiveQuestionForm
from participation.dialogue.public import dialogue_of
from participation.dialogue.sending import ask_to_delete, count_form, hide_own_name, refuse_use, send_live_question
from participation.enums import CommentState, ConsentPurpose
from participation.errors import SentTooOften
from participation.models import LiveQuestion
from participation.sent_forms.answers import of_secret, unkept
from participation.sent_forms.form_tokens import read_sheet
from participation.sent_forms.opening import open_form, reopen_form

# What was done, as the address says it after a form was sent.
DONE = "xong"


@require_safe
@cacheable()
def live_questions(request: HttpRequest, key: int) -> HttpResponse:
    """The questions of an event without a frame, asked for again while the event is on."""
    event = _event_or_404(request, key)
    changes_by_the_clock()
    context = dialogue_of(event, request.portal, at=timezone.now())
    answer = render(request, "pages/participation/live_questions.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


# Whoever asks has no account and no session: a form that another site sends has no more rights than anybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask_live(request: HttpRequest, key: int) -> HttpResponse:
    """Show the form, or receive what was filled in. Outside of its time the event takes nothing, and says so."""
    event, at = _event_or_404(request, key), timezone.now()
    if request.method == "POST":
        return _receive(request, event, at=at)
    opened = open_form(language=get_language(), at=at)
    form = LiveQuestionForm(texts=opened.texts, initial={"sheet": opened.sheet.signed()})
    return _show(request, event, form, at=at)


def _receive(request: HttpRequest, event: LiveEventPage, *, at: datetime) -> HttpResponse:
    data, language = request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    try:
        count_form(address=current_address(), at=at)
    except SentTooOften as refusal:
        kept = LiveQuestionForm(texts=opened.texts, initial=data.dict())
        return _show(request, event, kept, at=at, refusal=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    form = LiveQuestionForm(data, texts=opened.texts)
    opened.add_error_to(form)
    if not form.is_valid():
        return _show(request, event, form, at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    asked, proof = form.asked(language=language), form.cleaned_data["proof"]
    try:
        with atomic_refusing_deadlocks():
            _question, token = send_live_question(
                event, asked, sheet=opened.sheet, proof=proof, address=current_address(), at=at
            )
    except PortalRefusal as refusal:
        form.add_error(None, str(refusal))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if isinstance(refusal, SentTooOften):
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif isinstance(refusal, LiveQuestionsClosed):
            status = HTTPStatus.CONFLICT
        return _show(request, event, form, at=at, status=status)
    url = reverse("my_live_question_receipt", args=[token])
    return of_secret(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def _show(
    request: HttpRequest,
    event: LiveEventPage,
    form: LiveQuestionForm,
    *,
    at: datetime,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    has_errors = bool(refusal or (form.is_bound and form.errors))
    sheet = read_sheet(form["sheet"].value() or "", at=at)
    context = {
        "event": event,
        "event_url": event.get_url(request),
        "form": form,
        # What was typed is shown whatever the time: so that nothing is lost.
        "is_open": is_open(event, request.portal, at=at) or request.method == "POST",
        "refusal": refusal,
        "has_errors": has_errors,
        "error_count": sum(len(errors) for errors in form.errors.values()) if form.is_bound else 0,
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        "work": {"secret": sheet.secret, "bits": settings.QUESTION_PROOF_BITS} if sheet else None,
        **_frame(request, event, _("Ask a question at the event")),
    }
    return unkept(render(request, "pages/participation/ask_live.html", context, status=status))


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a question: its code and the secret link."""
    question = _own_question(request, token)
    link = f"{request.portal.root_url}{reverse('my_live_question', args=[token])}"
    context = {"question": question, "event": question.page, "link": link}
    context |= _frame(request, question.page, _("Your question was received"))
    return of_secret(render(request, "pages/participation/live_receipt.html", context))


@require_safe
def my_live_question(request: HttpRequest, token: str) -> HttpResponse:
    """How the own question stands, and what can be done with it."""
    return _own_page(request, _own_question(request, token), token)


# What the sender does, by the value of the button.
OWN_VERBS: dict[str, Callable[..., None]] = {
    "rut": withdraw_live_question, "ten": hide_own_name, "dung": refuse_use, "xoa": ask_to_delete,
}  # fmt: skip


@csrf_exempt
@require_POST
def my_live_question_verb(request: HttpRequest, token: str) -> HttpResponse:
    """Take the question back, withdraw a consent, or ask for the data to be erased."""
    question = _own_question(request, token)
    verb = OWN_VERBS.get(request.POST.get("viec", ""))
    if verb is None:
        raise Http404
    try:
        with atomic_refusing_deadlocks():
            verb(question, token=token, at=timezone.now())
    except PortalRefusal as refusal:
        return _own_page(request, question, token, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    url = f"{reverse('my_live_question', args=[token])}?{urlencode({DONE: request.POST['viec']})}"
    return of_secret(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


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
        "may_withdraw": question.state != CommentState.WITHDRAWN and not request.portal.is_archived,
        "given": {str(purpose) for purpose, said in consents.items() if said.given},
        "names_use": ConsentPurpose.ANSWER,
        "names_name": ConsentPurpose.PUBLISH_NAME,
        "has_data": bool(consents),
        **_frame(request, question.page, _("Your question %(code)s") % {"code": question.written_code}),
    }
    return of_secret(render(request, "pages/participation/my_live_question.html", context, status=status))


def _own_question(request: HttpRequest, token: str) -> LiveQuestion:
    """The question of a secret, on its own portal.

    Raises:
        Http404: there is none here.
    """
    rows = LiveQuestion.objects.filter(portal=request.portal.id, token_hash=hash_of(token))
    return get_object_or_404(rows.select_related("sender", "page", "portal"))


def _event_or_404(request: HttpRequest, key: int) -> LiveEventPage:
    event = live_event(key, request.portal.container_path)
    if event is None:
        raise Http404
    return event


def _frame(request: HttpRequest, event: LiveEventPage, title: str) -> dict[str, Any]:
    """The frame of a page below an event.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, title, home.get_url(request), description=event.title)
    first, last = frame["breadcrumb"]
    own = [Crumb(event.title, event.get_url(request))] if event.live else []
    return frame | {"breadcrumb": [first, *own, last]}
