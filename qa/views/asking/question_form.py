"""The public form by which anybody asks a portal, and what it says of personal data."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from audit.client_address import current_address
from audit.errors import PortalRefusal
from deadlines.queries import office_hours, working_calendar
from formats.vietnamese.text import clean_text
from members.models import ContributionRules
from participation.enums.submissions import WITHDRAWABLE
from participation.sent_files.forms import resume_uploads
from participation.sent_files.pending_uploads import PendingUploads
from participation.sent_forms.answers import secret_response
from participation.sent_forms.form_tokens import read_form_token
from participation.sent_forms.forms import texts_today
from participation.sent_forms.opening import open_form, reopen_form
from qa.asking.actions import ask_question, count_form
from qa.asking.similar import similar_questions
from qa.core.clocks import last_days
from qa.core.explaining import Step, expected_steps
from qa.core.queries import limits_on
from qa.core.topics import topic_called
from qa.errors import AskedTooOften, ClocksUnknown
from qa.forms.asking import TITLE_LENGTH, AskForm
from qa.views.frame import answer, frame, url_on
from sites.directory import get_directory

# By which an address chooses a topic, as in the list of questions; and that of what does not fit in the Regulation.
TOPIC, OF_REGULATION = "linh_vuc", "quy-che-cong"
# By which an address fills in the title: words that somebody searched for and did not find.
TITLE = "tieu-de"


# Whoever asks has no account and no session: a form that another site sends has no more rights than anybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or receive what was filled in."""
    if not request.portal.is_live:
        # What is read only takes no questions any more: the page names the portal that does.
        other = request.portal.successor or get_directory().city
        context = {"other": other, "ask_url": url_on(other, "ask_question") if other else ""}
        return answer(request, "closed", context | frame(request, _("Ask the agency")), status=HTTPStatus.GONE)
    at = timezone.now()
    return _receive(request, at=at) if request.method == "POST" else _show(request, _empty_form(request, at=at), at=at)


@require_safe
def asking_privacy(request: HttpRequest) -> HttpResponse:
    """What happens to the personal data of whoever asks: in full, to be printed."""
    texts = texts_today(on=timezone.localdate(), language=get_language())
    context = {
        "texts": [text for text in texts if text.purpose in WITHDRAWABLE],
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        **frame(request, _("Your personal data when you ask")),
    }
    return render(request, "pages/qa/privacy.html", context)


@require_safe
def asking_rules(request: HttpRequest) -> HttpResponse:
    """Which rules whoever sends something accepts: those that hold, and former versions."""
    versions = list(ContributionRules.objects.begun(on=timezone.localdate(), language=get_language()))
    context = {"versions": versions, **frame(request, _("Rules of contribution"))}
    return render(request, "pages/qa/rules.html", context)


def _empty_form(request: HttpRequest, *, at: datetime) -> AskForm:
    opened = open_form(language=get_language(), at=at)
    title = clean_text(request.GET.get(TITLE, "").replace("\0", " "))[:TITLE_LENGTH]
    topic = topic_called(request.GET.get(TOPIC, ""))
    initial = {"form_token": opened.form_token.signed(), "topic": topic, "title": title}
    return AskForm(texts=opened.texts, initial=initial)


def _receive(request: HttpRequest, *, at: datetime) -> HttpResponse:
    data, language = request.POST.copy(), get_language()
    opened = reopen_form(data, language=language, at=at)
    held = PendingUploads(request.portal.id, current_address(), at)
    form = AskForm(data, request.FILES, texts=opened.texts, held=held)
    try:
        count_form(address=current_address(), at=at)
    except AskedTooOften as refusal:
        # Nothing of it is looked at: the files least of all.
        kept = AskForm(texts=opened.texts, initial=data.dict())
        return _show(request, kept, at=at, refusal=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    opened.add_error_to(form)
    if not form.is_valid():
        return _show(request, form, at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _question, token = ask_question(
            request.portal,
            form.asked(language=language),
            form_token=opened.form_token,
            proof=form.cleaned_data["proof"],
            address=current_address(),
            at=at,
        )
    except PortalRefusal as refusal:
        form.add_error(None, str(refusal))
        is_much = isinstance(refusal, AskedTooOften)
        status = HTTPStatus.TOO_MANY_REQUESTS if is_much else HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, form, at=at, status=status)
    return secret_response(
        HttpResponseRedirect(reverse("my_question_receipt", args=[token]), status=HTTPStatus.SEE_OTHER)
    )


def _show(request: HttpRequest, form: AskForm, *, at: datetime, refusal: str = "", status: int = 200) -> HttpResponse:
    title = _("Ask the agency")
    has_errors = bool(refusal or (form.is_bound and form.errors))
    held, choose_again = resume_uploads(request, form, at=at)
    typed = form.data.get("title", "") if form.is_bound else ""
    form_token = read_form_token(form["form_token"].value() or "", at=at)
    context = {
        "form": form,
        "refusal": refusal,
        "has_errors": has_errors,
        "error_count": sum(len(errors) for errors in form.errors.values()) if form.is_bound else 0,
        "steps": _expected(at),
        "held": held,
        "choose_again": choose_again,
        "similar": similar_questions(request.portal.id, typed) if typed else [],
        "months": settings.PERSONAL_DATA_KEPT_MONTHS,
        "regulation_url": _regulation_url(request),
        "work": {"secret": form_token.secret, "bits": settings.QUESTION_PROOF_BITS} if form_token else None,
        **frame(request, title, head=_("Error: %(title)s") % {"title": title} if has_errors else ""),
    }
    return answer(request, "ask", context, status=status)


def _regulation_url(request: HttpRequest) -> str:
    """Where opinions on the Regulation go, from another portal: to the city's office, which collects them (30.2). Empty
    on the city portal itself, whose form has the topic."""
    city = get_directory().city
    if city is None or city.id == request.portal.id or not city.is_live:
        return ""
    return f"{url_on(city, 'ask_question')}?{TOPIC}={OF_REGULATION}"


def _expected(at: datetime) -> list[Step]:
    """What happens to a question that is sent now, with dates. None where no limits are known."""
    today = timezone.localdate(at)
    try:
        limits = limits_on(today)
    except ClocksUnknown:
        return []
    calendar = working_calendar()
    return expected_steps(last_days(at, limits=limits, hours=office_hours(on=today), calendar=calendar), calendar)
