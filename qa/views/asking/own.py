"""The page of whoever sent a question, by the secret link: how it stands, and what can be done with it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from home.publication.cited_documents import citations_of
from home.serving.presentation import Crumb
from participation.sent_forms.answers import secret_response
from qa.asking.own_data import own_questions
from qa.asking.own_history import history_for_sender, named_body
from qa.asking.receipt_mail import receipt_mail
from qa.core.actions import clarify_question, follow_up, may_say_more
from qa.core.closing import is_correction, withdraw_question
from qa.enums import QuestionState, Visibility
from qa.errors import CorrectionStays
from qa.forms.asking import WordsForm
from qa.models import Question
from qa.publication.linked_pages import linked_pages
from qa.views.asking.lookup import standing_of_question
from qa.views.frame import frame, secret_answer
from qa.views.publication.detail import joined_page
from sites.enums import PortalState

# What was done, as the address says it after a form was sent.
DONE = "xong"


def own_question(request: HttpRequest, token: str) -> Question:
    """The question of a secret, on the portal that received it.

    Raises:
        Http404: there is none here.
    """
    return get_object_or_404(own_questions(request.portal.id, token))


def back(name: str, token: str, *, done: str) -> HttpResponse:
    """Lead back to a page of the sender after a form was sent."""
    url = f"{reverse(name, args=[token])}?{DONE}={done}"
    return secret_response(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


@require_safe
def my_question(request: HttpRequest, token: str) -> HttpResponse:
    """How the own question stands."""
    return _page(request, own_question(request, token), token)


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What whoever has just asked takes along."""
    question = own_question(request, token)
    link = f"{request.portal.root_url}{reverse('my_question', args=[token])}"
    title = pgettext("page", "Your question was received")
    context = {
        "question": question,
        "link": link,
        "token": token,
        "mail": receipt_mail(question, at=timezone.now()),
        **standing_of_question(question),
    }
    return secret_answer(request, "receipt", context | frame(request, title, url_of="ask_question"))


@require_safe
def saved_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The code and the link as a file of plain text, to be kept."""
    question = own_question(request, token)
    link = f"{request.portal.root_url}{reverse('my_question', args=[token])}"
    lookup = f"{request.portal.root_url}{reverse('question_lookup')}"
    context = {"question": question, "link": link, "lookup": lookup, **standing_of_question(question)}
    response = render(request, "pages/qa/saved_receipt.txt", context, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{question.code}.txt"'
    return secret_response(response)


@csrf_exempt
@require_POST
def clarify(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is meant."""
    return _send_words(request, token, clarify_question, done="bo-sung", name="clarify_form")


@csrf_exempt
@require_POST
def ask_further(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more on an answer."""
    return _send_words(request, token, follow_up, done="hoi-them", name="follow_form")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the question is to be taken back, and take it back."""
    question, refusal = own_question(request, token), ""
    if request.method == "POST":
        try:
            with atomic_refusing_deadlocks():
                withdraw_question(question, token=token, at=timezone.now())
        except PortalRefusal as error:
            refusal = str(error)
        else:
            return back("my_question", token, done="rut")
    stays = str(CorrectionStays()) if is_correction(question) else ""
    context = {"question": question, "token": token, "refusal": refusal, "stays": stays}
    context |= frame(request, _("Take back the question"), url_of="ask_question")
    return secret_answer(request, "withdraw", context, status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK)


def _send_words(request: HttpRequest, token: str, verb: Any, *, done: str, name: str) -> HttpResponse:
    """Let a verb of the sender have what was written; where it is refused, the page comes back with it."""
    question = own_question(request, token)
    form = WordsForm(request.POST, prefix=name)
    if form.is_valid():
        try:
            with atomic_refusing_deadlocks():
                verb(question, token=token, text=form.cleaned_data["text"], at=timezone.now())
        except PortalRefusal as refusal:
            form.add_error("text", str(refusal))
        else:
            return back("my_question", token, done=done)
    return _page(request, own_question(request, token), token, status=HTTPStatus.UNPROCESSABLE_ENTITY, **{name: form})


def _page(request: HttpRequest, question: Question, token: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    # What two approvers hid is hidden from the sender as well; the own data stays to be read and taken along.
    is_hidden = question.visibility == Visibility.HIDDEN
    is_named = question.title and not is_hidden
    title = question.title if is_named else _("Question %(code)s") % {"code": question.code}
    is_open_portal = not request.portal.is_archived and question.responsible_portal.state != PortalState.ARCHIVED

    def takes_words(state: QuestionState, form: str) -> bool:
        """What was typed and not taken is shown again, whatever the state is by now."""
        return form in forms or (is_open_portal and question.state == state and may_say_more(question))

    rows = [] if is_hidden else list(question.answers.published().select_related("unit").order_by("pk"))
    documents = citations_of((answer.documents for answer in rows), site_id=request.portal.site_id)
    context: dict[str, Any] = {
        "question": question,
        "token": token,
        "done": request.GET.get(DONE, ""),
        "history": history_for_sender(question),
        "messages": question.messages.order_by("pk"),
        "is_hidden": is_hidden,
        "answers": list(zip(rows, documents, strict=True)),
        "preloaded_rows": linked_pages(rows, path=request.portal.container_path),
        "joined": joined_page(question),
        "body": named_body(question) if question.state in _PASSED_ON else "",
        "may_clarify": takes_words(QuestionState.NEEDS_CLARIFICATION, "clarify_form"),
        "may_ask_further": takes_words(QuestionState.ANSWERED, "follow_form"),
        "may_withdraw": is_open_portal and question.is_open and not is_correction(question),
        "clarify_form": WordsForm(prefix="clarify_form"),
        "follow_form": WordsForm(prefix="follow_form"),
        **forms,
        **standing_of_question(question),
    }
    head = _("Your question %(code)s") % {"code": question.code}
    frame_context = frame(request, title, url_of="ask_question", head=head)
    frame_context["breadcrumb"][-1] = Crumb(head, "")
    return secret_answer(request, "own", context | frame_context, status=status)


_PASSED_ON = frozenset({QuestionState.OUT_OF_SCOPE, QuestionState.ROUTED_OUT})
