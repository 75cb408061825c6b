"""The page on which whoever sent a question reads the own data, and says what becomes of it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from participation.codes import written
from participation.enums.submissions import REQUIRED_CONSENTS, WITHDRAWABLE, ConsentPurpose, DataRequestKind, ViewReason
from participation.errors import SenderErased
from participation.models import ConsentText
from participation.sent_files.answers import file_response
from participation.sent_files.errors import FileErased, FileLost
from participation.sent_forms.answers import secret_response
from participation.sent_forms.forms import texts_shown, texts_today
from qa.asking.attachments import attachments_of, read_attachment
from qa.asking.own_data import (
    ask_about_own_data,
    exported,
    give_own_consent,
    read_own_data,
    withdraw_own_consent,
)
from qa.forms.asking import DataRequestForm
from qa.models import Question
from qa.views.asking.own import DONE, back, own_question
from qa.views.frame import frame, secret_answer

KEY_DIGITS = 9


@require_safe
def my_data(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept of the sender. That it was read is noted."""
    return _page(request, own_question(request, token), token, at=timezone.now())


@require_safe
def my_data_json(request: HttpRequest, token: str) -> HttpResponse:
    """Export what is kept of the sender, as JSON."""
    question = own_question(request, token)
    try:
        own = read_own_data(question, at=timezone.now())
    except SenderErased as erased:
        raise Http404 from erased
    response = JsonResponse(exported(question, own), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{question.code}.json"'
    return secret_response(response)


@require_safe
def my_file(request: HttpRequest, token: str, key: int) -> HttpResponse:
    """A file of the own question, as it was sent."""
    question = own_question(request, token)
    attachment = next((row for row in attachments_of(question) if row.pk == key), None)
    if attachment is None:
        raise Http404
    at = timezone.now()
    try:
        file, media_type = read_attachment(attachment, by=None, at=at, why=ViewReason.OWN)
    except (FileErased, FileLost) as refusal:
        return _page(request, question, token, at=at, refusal=str(refusal), status=HTTPStatus.GONE)
    return secret_response(file_response(file, media_type, name=f"{question.code}-{key}"))


@csrf_exempt
@require_POST
def my_consents(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw a consent, or give it after all."""
    question, at = own_question(request, token), timezone.now()
    try:
        with atomic_refusing_deadlocks():
            if request.POST.get("give"):
                give_own_consent(question, _text_named(request.POST["give"]), token=token, at=at)
            elif (purpose := request.POST.get("withdraw", "")) in WITHDRAWABLE:
                withdraw_own_consent(question, ConsentPurpose(purpose), token=token, at=at)
            else:
                raise Http404
    except PortalRefusal as refusal:
        return _page(request, question, token, at=at, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    return back("my_data", token, done="dong-y")


@csrf_exempt
@require_POST
def my_requests(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for something about the own data."""
    question, at = own_question(request, token), timezone.now()
    form = DataRequestForm(request.POST)
    if form.is_valid():
        kind, details = DataRequestKind(form.cleaned_data["kind"]), form.cleaned_data["details"]
        try:
            ask_about_own_data(question, kind, details=details, token=token, at=at)
        except PortalRefusal as refusal:
            form.add_error("kind", str(refusal))
        else:
            return back("my_data", token, done="yeu-cau")
    return _page(request, question, token, at=at, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest,
    question: Question,
    token: str,
    *,
    at: datetime,
    form: DataRequestForm | None = None,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "question": question,
        "token": token,
        "done": request.GET.get(DONE, ""),
        "refusal": refusal,
        "form": form or DataRequestForm(),
        "own": None,
    }
    try:
        own = read_own_data(question, at=at)
    except SenderErased:
        pass  # the page says when it was erased
    else:
        texts = texts_today(on=timezone.localdate(at), language=get_language())
        today = {text.purpose: text for text in texts}
        context |= {
            "own": own,
            # Each purpose, with what was said last of it and the words in which it can be given.
            "consents": [
                {"purpose": one, "label": one.label, "said": own.consents.get(one), "text": today.get(one)}
                for one in WITHDRAWABLE
            ],
            "rules": own.consents.get(ConsentPurpose.RULES),
            "sender_code": written(question.sender.code),
        }
    title = _("Your data with question %(code)s") % {"code": question.code}
    return secret_answer(request, "own_data", context | frame(request, title, url_of="ask_question"), status=status)


def _text_named(key: str) -> ConsentText:
    """The text that a button showed, of a consent without which a question is handled all the same.

    Raises:
        Http404: there is none.
    """
    is_key = key.isascii() and key.isdecimal() and len(key) <= KEY_DIGITS
    rows = texts_shown([int(key)], language=get_language()) if is_key else []
    if not rows or rows[0].purpose in REQUIRED_CONSENTS:
        raise Http404
    return rows[0]
