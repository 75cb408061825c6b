"""The forms of the board, which sorts questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from audit.errors import ReasonMissing
from formats.vietnamese.dates import vi_datetime
from qa.core import actions as workflow
from qa.core import closing
from qa.core.endings import portals_beside
from qa.enums import CannedResponseKind, RefusalReason, Verb
from qa.errors import MergedBadly
from qa.forms.desk import AssignForm, DeclineForm, ForwardForm, MergeForm, RefuseForm, RemarkForm, RouteOutForm
from qa.models import Question
from qa.permissions import handled_questions
from qa.views.base import portal_name
from qa.views.verbs import CannedResponseMixin, ConfirmedVerbView, LeavesMixin, VerbView
from sites.models import Portal


class AssignView(VerbView):
    verb = Verb.ASSIGN
    form_class = AssignForm
    page_title = gettext_lazy("Forward to a unit")
    submit_label = pgettext_lazy("question", "Forward")
    refusal_fields = {"unit_elsewhere": "unit"}

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"topic": self.question.topic_id, "unit": self.question.unit_id}
        return {"portal_id": self.question.responsible_portal_id, "initial": initial}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.assign_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(
            _("%(code)s is with the unit “%(unit)s”.")
            % {
                "code": self.question.code,
                "unit": form.cleaned_data["unit"],
            }
        )


class ForwardView(LeavesMixin, VerbView):
    verb = Verb.FORWARD
    form_class = ForwardForm
    page_title = gettext_lazy("Forward to another portal")
    submit_label = pgettext_lazy("question", "Forward")
    introduction = (
        gettext_lazy(
            "The board of that portal has to sort it, by the same last days: they are counted from the first receipt. "
            "What is late already stays counted with your portal. Your internal notes stay here; the question keeps "
            "its code."
        ),
    )
    refusal_fields = {
        "reason_missing": "remark",
        "forwarded_to_itself": "portal",
        "portal_not_serving": "portal",
    }

    def get_form(self, data: Any = None) -> forms.Form:
        self.sent = super().get_form(data)
        return self.sent

    def portals_held(self) -> set[int]:
        return {self.question.responsible_portal_id, self.sent.cleaned_data["portal"].id}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        record = form.cleaned_data["portal"]
        to = Portal.objects.get(pk=record.id)
        workflow.forward_question(self.question, to=to, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(
            _("%(code)s was forwarded to %(portal)s.") % {"code": self.question.code, "portal": record.name}
        )


class SendBackView(LeavesMixin, VerbView):
    verb = Verb.SEND_BACK
    form_class = RemarkForm
    page_title = gettext_lazy("Send back to the portal that received it")
    submit_label = pgettext_lazy("question", "Send back")

    def portals_held(self) -> set[int]:
        return {self.question.responsible_portal_id, self.question.received_portal_id}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        workflow.send_back(self.question, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(
            _("%(code)s went back to %(portal)s.")
            % {"code": self.question.code, "portal": portal_name(self.question.received_portal_id)}
        )


class DeclineView(CannedResponseMixin, ConfirmedVerbView):
    verb = Verb.DECLINE
    form_class = DeclineForm
    canned_kinds = (CannedResponseKind.DECLINE,)
    page_title = gettext_lazy("Another body is competent")
    submit_label = gettext_lazy("Tell the sender")
    consequence = gettext_lazy("The question is closed with that. Tell the sender which body is competent?")
    refusal_fields = {"reason_missing": "body", "forwarded_to_itself": "portal", "body_ended": "known"}

    def check(self, form: forms.Form) -> None:
        if not any(form.cleaned_data[name] for name in ("body", "portal", "known")):
            raise ReasonMissing

    def get_introduction(self) -> list[str]:
        if not self.question.is_to_sort:
            return []
        due = self.question.scope_due
        told = _("The sender is told within the working day: by the end of %(day)s (12.1.đ).")
        if due < self.today:
            told = _("The sender should have been told by the end of %(day)s (12.1.đ): do it now.")
        return [told % {"day": vi_datetime(due)}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        record = data["portal"]
        competent = Portal.objects.get(pk=record.id) if record is not None else None
        closing.decline_question(
            self.question,
            competent=competent,
            known=data["known"],
            body=data["body"],
            remark=data["remark"],
            **self.acting,
        )
        return self.succeed(
            _("%(code)s is closed: the sender is told who is competent.") % {"code": self.question.code}
        )


class EndsMixin:
    """Mixed into a verb that ends a question for good, and moves what was joined with it."""

    def portals_held(self) -> set[int]:
        screen: Any = self
        return {screen.question.responsible_portal_id, *portals_beside(screen.question)}


class NeverPublicMixin(EndsMixin):
    """Mixed into a verb after which the public never reads the question."""

    def check(self, form: forms.Form) -> None:
        screen: Any = self
        closing.check_not_public(screen.question)


class RouteOutView(NeverPublicMixin, ConfirmedVerbView):
    verb = Verb.ROUTE_OUT
    form_class = RouteOutForm
    page_title = gettext_lazy("Pass on as a complaint or denunciation")
    submit_label = pgettext_lazy("question", "Pass on")
    consequence = gettext_lazy(
        "Its own law governs it from now on; it is closed here and never public. Pass it on to that body?"
    )
    refusal_fields = {"reason_missing": "body"}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        closing.route_out(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("%(code)s is closed and passed on.") % {"code": self.question.code})


class RefuseView(NeverPublicMixin, ConfirmedVerbView):
    verb = Verb.REFUSE
    form_class = RefuseForm
    page_title = gettext_lazy("Do not accept the question")
    submit_label = pgettext_lazy("question", "Do not accept")
    consequence = gettext_lazy(
        "It is closed and never public; the public reads the class of the reason alone. Do you refuse this question?"
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        closing.refuse_question(
            self.question,
            because=RefusalReason(form.cleaned_data["because"]),
            remark=form.cleaned_data["remark"],
            **self.acting,
        )
        return self.succeed(_("%(code)s is not accepted.") % {"code": self.question.code})


class MergeView(EndsMixin, ConfirmedVerbView):
    verb = Verb.MERGE
    form_class = MergeForm
    page_title = gettext_lazy("Join with another question")
    submit_label = pgettext_lazy("question", "Join")
    consequence = gettext_lazy(
        "It is closed; whoever sent it follows the other one from now on. Join the two questions?"
    )
    refusal_fields = {"merged_badly": "code"}

    def check(self, form: forms.Form) -> None:
        self.other(form)

    def other(self, form: forms.Form) -> Question:
        """The other question, where the same portal handles it: one of another portal is as one that does not exist."""
        rows = handled_questions(self.request.user, on=self.today).handled_by([self.question.responsible_portal_id])
        other = rows.filter(code=form.cleaned_data["code"]).exclude(pk=self.question.pk).first()
        if other is None:
            raise MergedBadly
        return other

    def form_valid(self, form: forms.Form) -> HttpResponse:
        other = self.other(form)
        closing.merge_question(self.question, into=other, remark=form.cleaned_data["remark"], **self.acting)
        return self.succeed(_("%(code)s is joined with %(other)s.") % {"code": self.question.code, "other": other.code})
