"""What the forms of verbs share: the state they are for, what is asked twice, canned responses."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from qa.enums import CannedResponseKind, Verb
from qa.models import CannedResponse
from qa.permissions import handled_questions
from qa.views.base import QuestionForm, question_url

# Fields of the form that no verb asks for.
CONFIRMED, BACK, INSERT = "confirmed", "back", "insert"


class VerbView(QuestionForm):
    """The form of one verb, for those who do it in some state. Where the state has moved on, it is said so."""

    verb: ClassVar[Verb]

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_ever(self.verb)

    def is_in_place(self) -> bool:
        return self.may(self.verb)


class ConfirmedVerbView(VerbView):
    """A verb that ends a question: what was typed is shown once more before it is done."""

    is_serious = True
    # What follows, said on the second screen.
    consequence: ClassVar[Any] = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if BACK in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form(request.POST)))
        return super().post(request, *args, **kwargs)

    def confirmation(self, form: forms.Form) -> HttpResponse | None:
        # Other words are confirmed again.
        typed = [(name, str(form.cleaned_data.get(name))) for name in form.fields]
        seal = salted_hmac("qa.views.confirmed", f"{self.question.pk} {self.verb} {typed}").hexdigest()
        if constant_time_compare(self.request.POST.get(CONFIRMED, ""), seal):
            return None
        self.check(form)
        context = self.get_context_data(form=form) | {
            "confirmed": seal,
            "summary": [(field.label, _shown(field, form)) for field in form if form.cleaned_data.get(field.name)],
            "introduction": [str(self.consequence)],
        }
        return self.render_to_response(context)

    def check(self, form: forms.Form) -> None:
        """Refuse what the verb would refuse, before it is confirmed."""


def _shown(field: Any, form: forms.Form) -> str:
    value = form.cleaned_data[field.name]
    return str(dict(getattr(field.field, "choices", ())).get(value, value))


class LeavesMixin:
    """Mixed into a verb after which the person may handle the question no more: leads to the inbox then."""

    def get_success_url(self) -> str:
        screen: Any = self
        is_handled = handled_questions(screen.request.user, on=screen.today).filter(pk=screen.question.pk).exists()
        return question_url("question", screen.question.pk) if is_handled else question_url("inbox")


class CannedResponseMixin:
    """Mixed into a form into which a canned response can be put: by a button, without scripts."""

    canned_kinds: ClassVar[tuple[CannedResponseKind, ...]]
    # What was typed before a text was put in.
    typed: ClassVar[dict[str, Any]] = {}

    def get_form_kwargs(self) -> dict[str, Any]:
        screen: Any = self
        place = {"portal_id": screen.question.responsible_portal_id, "unit_id": screen.question.unit_id}
        kwargs: dict[str, Any] = {"canned": CannedResponse.objects.offered(*self.canned_kinds, **place)}
        return kwargs | ({"initial": self.typed} if self.typed else {})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        screen: Any = self
        if INSERT not in request.POST:
            return super().post(request, *args, **kwargs)
        sent = screen.get_form(request.POST)
        sent.is_valid()
        typed = {name: sent[name].data for name in sent.fields}
        if chosen := sent.cleaned_data.get("canned"):
            typed[sent.target] = sent.with_canned(typed[sent.target], chosen.text)
        self.typed = typed | {"canned": ""}
        return screen.render_to_response(screen.get_context_data(form=screen.get_form()))
