"""The screen on which a portal confirms its list of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authentication.account_list import AccountsAsked, keys_that_lack_a_second_factor, second_factor_in_words
from authentication.list_confirmations import accounts_of, can_confirm, confirm_list, digest_of, lists_due
from members.access.people import period_in_words, role_in_words
from members.views.base import AdminFormMixin, PortalView, portal_url


class ConfirmListForm(forms.Form):
    """The digest of the list as it was shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ConfirmListView(AdminFormMixin, PortalView):
    """For administrators of the portal; for operators where nobody administers it."""

    form_class = ConfirmListForm
    template_name = "sites/confirm_list.html"
    page_title = gettext_lazy("List of accounts to confirm")
    submit_label = gettext_lazy("Confirm the list")
    header_icon = "user"

    def has_permission(self) -> bool:
        return self.portal is not None and can_confirm(self.request.user, self.portal, on=self.today)

    def portal_held(self) -> int:
        return self.portal.pk

    @cached_property
    def accounts(self) -> list[Any]:
        return accounts_of(self.portal, on=self.today)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"digest": digest_of(self.accounts)}}

    def get_introduction(self) -> list[str]:
        told = [
            _(
                "Look at each person: who has left, and who holds more than the work asks for. End these rights first; "
                "then confirm that the list is right. Who confirmed it, when, and what it said is recorded."
            )
        ]
        due = lists_due(on=self.today, portal_ids=[self.portal.pk]).get(self.portal.pk)
        if due is not None:
            told.append(_("To be confirmed until %(day)s.") % {"day": date_format(due.due, "SHORT_DATE_FORMAT")})
        return told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = AccountsAsked(places={self.portal.pk})
        lacking = keys_that_lack_a_second_factor(asked, reader=self.request.user, on=self.today)
        return super().get_context_data(
            rows=[
                {
                    "account": account,
                    "rights": self._rights(account),
                    "second_factor": second_factor_in_words(account, must=account.pk in lacking),
                }
                for account in self.accounts
            ],
            **kwargs,
        )

    def _rights(self, account: Any) -> list[dict[str, str]]:
        """What an account holds here, each with where it is ended: seats by operators, whom the board's page leads
        to."""
        key, end = self.portal.pk, _("End this right")
        roles = [
            _right(f"{role_in_words(row)}, {period_in_words(row)}", end, portal_url("withdraw_role", key, row.pk))
            for row in account.roles_held
        ]
        board = _("Editorial board"), portal_url("board", key)
        seats = [
            _right(
                f"{row.get_seat_display()}, {period_in_words(row)}",
                *((end, portal_url("end_seat", key, row.pk)) if self.operates else board),
            )
            for row in account.seats_held
        ]
        return roles + seats

    def form_valid(self, form: forms.Form) -> HttpResponse:
        event = confirm_list(self.portal, digest=form.cleaned_data["digest"], by=self.request.user, at=self.now)
        count = event.data["confirmed"]
        return self.succeed(_("The list of %(count)d accounts is confirmed.") % {"count": count})

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The list as it is now: what was sent is of another one."""
        form.data = form.data.copy()
        form.data["digest"] = digest_of(self.accounts)
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        return portal_url("roles", self.portal.pk)


def _right(label: str, action: str, url: str) -> dict[str, str]:
    """One right of a person, and what the link beside it is called."""
    return {"label": label, "action": action, "url": url}
