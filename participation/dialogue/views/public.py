"""Public pages of live questions: the form, the receipt, and the fragment that is polled."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from audit.client_address import current_address
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from information.models import LiveEventPage
from page_cache.declaring import cacheable, changes_by_the_clock
from participation.dialogue.errors import LiveQuestionsClosed
from participation.dialogue.events import is_open, live_event
from participation.dialogue.forms.public import LiveQuestionForm
from participation.dialogue.public import dialogue_of
from participation.dialogue.sending import send_live_question
from participation.dialogue.views.frame import frame_of, question_by_token
from participation.errors import SentTooOften
from participation.sent_forms.answers import no_store, secret_response
from participation.sent_forms.form_tokens import read_form_token
from participation.sent_forms.limits import count_form
from participation.sent_forms.opening import open_form, reopen_form
from participation.throttled_actions import SENDING_LIVE_FORM


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
    form = LiveQuestionForm(texts=opened.texts, initial={"form_token": opened.form_token.signed()})
    return _show(request, event, form, at=at)


def _receive(request: HttpRequest, event: LiveEventPage, *, at: datetime) -> HttpResponse:
    data, language = request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    try:
        count_form(SENDING_LIVE_FORM, address=current_address(), at=at)
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
                event, asked, form_token=opened.form_token, proof=proof, address=current_address(), at=at
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
    return secret_response(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


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
    form_token = read_form_token(form["form_token"].value() or "", at=at)
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
        "work": {"secret": form_token.secret, "bits": settings.QUESTION_PROOF_BITS} if form_token else None,
        **frame_of(request, event, _("Ask a question at the event")),
    }
    return no_store(render(request, "pages/participation/ask_live.html", context, status=status))


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a question: its code and the secret link."""
    question = question_by_token(request, token)
    link = f"{request.portal.root_url}{reverse('my_live_question', args=[token])}"
    context = {"question": question, "event": question.page, "link": link}
    context |= frame_of(request, question.page, _("Your question was received"))
    return secret_response(render(request, "pages/participation/live_receipt.html", context))


def _event_or_404(request: HttpRequest, key: int) -> LiveEventPage:
    event = live_event(key, request.portal.container_path)
    if event is None:
        raise Http404
    return event
