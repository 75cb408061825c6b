"""Delegations on the board of one portal: given and taken back by those who hold the seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.board.delegations import delegate, end_delegation
from members.enums import Seat
from members.forms.boards import DelegateForm, EndDelegationForm
from members.models import Delegation
from members.views.base import AdminFormMixin, portal_url
from members.views.board import BoardBaseView


class DelegationView(AdminFormMixin, BoardBaseView):
    """A form about a delegation: for the head and the deputies each from the own seat, for the operator from every."""

    def has_permission(self) -> bool:
        return getattr(self.portal, "board", None) is not None and bool(self.delegable_seats)

    def get_success_url(self) -> str:
        return portal_url("board", self.portal.pk)


class DelegateView(DelegationView):
    form_class = DelegateForm
    page_title = gettext_lazy("Delegate")
    submit_label = gettext_lazy("Delegate")
    introduction = (
        gettext_lazy(
            "A member of the board approves in the period, as the head or deputy would: never own work, and for this "
            "portal only. The delegation lapses when one of the two seats ends."
        ),
    )
    refusal_fields = {
        "reason_missing": "reason",
        "period_passed": "valid_from",
        "period_backwards": "valid_until",
        "outside_term": "valid_until",
        "delegation_held": "to_seat",
        "not_delegable": "to_seat",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.open_seats().filter(seat=Seat.MEMBER, user__is_active=True)
        return {"delegators": self.delegable_seats, "members": members, "on": self.today}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        delegate(**data, by=self.request.user, at=self.now)
        return self.succeed(
            _("%(person)s approves from %(first)s to %(last)s.")
            % {
                "person": data["to_seat"].user,
                "first": date_format(data["valid_from"], "SHORT_DATE_FORMAT"),
                "last": date_format(data["valid_until"], "SHORT_DATE_FORMAT"),
            }
        )


class EndDelegationView(DelegationView):
    form_class = EndDelegationForm
    page_title = gettext_lazy("Take a delegation back")
    submit_label = gettext_lazy("Take the delegation back")
    is_serious = True

    @cached_property
    def delegation(self) -> Delegation:
        """The delegation to end, among those of this board from a seat of this person."""
        rows = self.open_delegations().filter(from_seat__in=self.delegable_seats)
        return get_object_or_404(rows, pk=self.kwargs["delegation_id"])

    def get_introduction(self) -> list[str]:
        told = _("%(person)s no longer approves in place of %(delegator)s, from this moment on.")
        return [told % {"person": self.delegation.to_seat.user, "delegator": self.delegation.from_seat.user}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        person = self.delegation.to_seat.user
        end_delegation(self.delegation, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("The delegation to %(person)s was taken back.") % {"person": person})
