"""The register of requests about personal data: for the board of the portal that holds the data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView

from deadlines.queries import working_calendar
from home.timeliness.clock_labels import left_in_words
from members.views.base import AdminFormMixin, AdminView
from participation.data_requests.actions import (
    answer_request,
    correct_data,
    erase_for_request,
    refuse_request,
    respond_first,
)
from participation.data_requests.forms import AnswerForm, CorrectForm, EraseForm, ReadForm, RefuseRequestForm
from participation.data_requests.queries import open_requests
from participation.enums.submissions import OPEN_REQUESTS, DataRequestKind, DataRequestState, ErasureReason, ViewReason
from participation.models import DataRequest
from participation.permissions import board_portals
from participation.senders import read_contact

NAMESPACE = "data_requests"
ON_A_PAGE = 50
# Of which kind a request is, so that the data may be erased, and what that is called then.
ERASED_BY = {
    DataRequestKind.DELETE: ErasureReason.REQUEST,
    DataRequestKind.WITHDRAW: ErasureReason.CONSENT_WITHDRAWN,
}


def request_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class RegisterBaseView(AdminView):
    """For those who keep a register."""

    header_icon = "user"

    @cached_property
    def portals(self) -> frozenset[int]:
        return board_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class RegisterView(RegisterBaseView, TemplateView):
    """Open requests, what is due first at the head, and below them those that are closed. Names nobody."""

    template_name = "participation/register.html"
    page_title = gettext_lazy("Requests about personal data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calendar = working_calendar()
        rows = [
            {
                "request": dated.request,
                "first": ""
                if dated.request.responded_at
                else left_in_words(dated.due.first_response, today=self.today, calendar=calendar),
                "answer": left_in_words(dated.due.answer, today=self.today, calendar=calendar),
                "due": dated.due,
            }
            for dated in open_requests(self.portals)
        ]
        closed = DataRequest.objects.for_portals(self.portals).exclude(state__in=OPEN_REQUESTS)
        page = Paginator(closed.select_related("portal", "closed_by"), ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(rows=rows, page_of_rows=page, **kwargs)


class RequestBaseView(RegisterBaseView):
    """A screen about one request of a register that the person keeps."""

    @cached_property
    def asked(self) -> DataRequest | None:
        rows = DataRequest.objects.for_portals(self.portals).select_related("portal", "sender", "closed_by")
        return rows.filter(pk=self.kwargs["request_id"]).first()

    def has_permission(self) -> bool:
        return self.asked is not None

    @property
    def is_open(self) -> bool:
        return self.asked is not None and self.asked.state in OPEN_REQUESTS

    @property
    def may_erase(self) -> bool:
        is_asked = self.asked is not None and self.asked.kind in ERASED_BY
        return is_asked and self.asked.state != DataRequestState.REFUSED and not self.asked.sender.is_erased

    @property
    def may_correct(self) -> bool:
        is_asked = self.asked is not None and self.asked.kind == DataRequestKind.CORRECT
        return is_asked and self.is_open and not self.asked.sender.is_erased

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": request_url("register"), "label": _("Requests about personal data")}]

    def get_page_subtitle(self) -> str:
        return str(self.asked)


class RequestView(RequestBaseView, TemplateView):
    """What is asked, how far it got, and what can be done. The words are behind a button."""

    template_name = "participation/request.html"
    page_title = gettext_lazy("Request about personal data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.asked
        names = ["read"] if not asked.sender.is_erased else []
        if self.is_open:
            names += ["respond", "answer", "refuse"] if asked.responded_at is None else ["answer", "refuse"]
        if self.may_correct:
            names.append("correct")
        if self.may_erase:
            names.append("erase")
        labels = {
            "read": _("Read it"), "respond": _("Note the first response"), "answer": _("Done: answer"),
            "refuse": _("Refuse"), "correct": _("Correct the data"), "erase": _("Erase the data"),
        }  # fmt: skip
        acts = [{"label": labels[name], "url": request_url(name, asked.pk), "name": name} for name in names]
        return super().get_context_data(asked=asked, acts=acts, **kwargs)


class RequestForm(AdminFormMixin, RequestBaseView):
    """A form about a request, which leads back to it."""

    def is_possible(self) -> bool:
        """Whether the request allows the act. A form that comes too late is refused by the verb and keeps its words."""
        return True

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_possible():
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def portal_held(self) -> int | None:
        return self.asked.portal_id

    def get_success_url(self) -> str:
        return request_url("request", self.asked.pk)

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.now}


class ReadRequestView(RequestForm):
    """Who asks what, once the reading is written down."""

    form_class = ReadForm
    template_name = "participation/read.html"
    page_title = gettext_lazy("Who asks what")
    submit_label = gettext_lazy("Read it")
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.datarequest:{self.asked.pk}"
        facts = read_contact(self.asked.sender, why=ViewReason.DATA_REQUEST, about=about, **self.acting)
        context = self.get_context_data(form=form)
        return self.render_to_response(context | {"facts": facts, "words": self.asked.content(), "introduction": []})


class RespondView(RequestForm):
    form_class = ReadForm
    page_title = gettext_lazy("First response")
    submit_label = gettext_lazy("Note it")
    introduction = (gettext_lazy("The person was told how the request is dealt with (Decree 356/2025/NĐ-CP, 5)."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        respond_first(self.asked, **self.acting)
        return self.succeed(_("The first response is noted."))


class AnswerRequestView(RequestForm):
    form_class = AnswerForm
    page_title = gettext_lazy("Answer a request")
    submit_label = pgettext_lazy("request about personal data", "Close it as done")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer_request(self.asked, answer=form.cleaned_data["answer"], **self.acting)
        return self.succeed(_("The request is closed as done."))


class RefuseRequestView(RequestForm):
    form_class = RefuseRequestForm
    page_title = gettext_lazy("Refuse a request")
    submit_label = pgettext_lazy("request about personal data", "Refuse")
    is_serious = True

    def form_valid(self, form: forms.Form) -> HttpResponse:
        refuse_request(self.asked, reason=form.cleaned_data["reason"], **self.acting)
        return self.succeed(_("The request is refused."))


class CorrectView(RequestForm):
    """For requests to correct, while they are open."""

    form_class = CorrectForm
    page_title = gettext_lazy("Correct the data of a sender")
    submit_label = gettext_lazy("Correct the data")
    refusal_fields = {"sender_incomplete": "phone"}
    introduction = (
        gettext_lazy(
            "Read the request first, and make sure who asks. What you leave blank stays as it is; mails go to the new "
            "address from now on."
        ),
        gettext_lazy(
            "Where the name is public, the public reads its initials until the board approves the public text anew. "
            "Who corrected it does not approve that."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and self.asked.kind == DataRequestKind.CORRECT

    def is_possible(self) -> bool:
        return self.may_correct

    def form_valid(self, form: forms.Form) -> HttpResponse:
        correct_data(self.asked, corrected=form.cleaned_data, **self.acting)
        return self.succeed(_("The data is corrected. Tell the person so, with the answer."))


class EraseView(RequestForm):
    """For requests to delete, and for a consent that is withdrawn."""

    form_class = EraseForm
    page_title = gettext_lazy("Erase the data of a sender")
    submit_label = gettext_lazy("Erase for good")
    is_serious = True
    introduction = (
        gettext_lazy(
            "Name, contact and what the person wrote and sent are erased, public copies of files as well. What else "
            "the board published and the history of what happened stay; they hold none of it."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and DataRequestKind(self.asked.kind) in ERASED_BY

    def is_possible(self) -> bool:
        return self.may_erase

    def form_valid(self, form: forms.Form) -> HttpResponse:
        erase_for_request(self.asked, because=ERASED_BY[DataRequestKind(self.asked.kind)], **self.acting)
        return self.succeed(_("The data is erased."))
