"""The own second factor: switched on, its backup codes renewed, switched off; and the one that operators take off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.base import TemplateView
from wagtail.admin.ui.components import Component

from accounts.models import User
from adminviews.forms.text import ReasonForm
from adminviews.qr_codes import qr_code
from audit.errors import SealNotOpened
from audit.sealing.ciphers import seal, unseal
from authentication.errors import SecondFactorUnreadable
from authentication.forms.sign_in import PasswordAndCodeForm, SwitchOnForm
from authentication.models import SecondFactor
from authentication.second_factor.actions import code_tried, renew_backup_codes, switch_off, switch_on, take_off
from authentication.second_factor.duty import Demand, demand_of, last_moment, must_have_one
from authentication.second_factor.session import is_honoured, mark_verified
from authentication.totp import BACKUP_DIGITS, address_of, in_groups, new_key
from members.views.base import AdminFormMixin, AdminView, portal_url

# In the session, sealed: the key that the screen shows, until a code of it is given.
OFFERED: Final = "second_factor_offered"


class OwnView(AdminView):
    """For everybody, about nobody but the person who asks."""

    header_icon = "key"

    def has_permission(self) -> bool:
        return True

    @property
    def account(self) -> User:
        return self.request.user

    @property
    def is_on(self) -> bool:
        return self.account.second_factor_since is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("wagtailadmin_account"), "label": _("Account")}]


class BelowSecondFactor(OwnView):
    """A screen that the one of the own second factor leads to."""

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs(),
            {"url": portal_url("second_factor"), "label": _("Second factor at sign-in")},
        ]


class OwnSecondFactorView(OwnView, TemplateView):
    """Whether the own account has one, since when, and how many backup codes are left."""

    page_title = gettext_lazy("Second factor at sign-in")
    template_name = "sites/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            since=self.account.second_factor_since,
            codes_left=self._codes_left(),
            must=must_have_one(self.account, on=self.today),
            until=last_moment(self.account),
            **kwargs,
        )

    def _codes_left(self) -> int | None:
        """None where they cannot be counted: the key of the installation is missing."""
        factor = SecondFactor.objects.filter(user=self.account).first()
        try:
            return len(factor.opened()[1]) if factor else 0
        except SecondFactorUnreadable:
            return None


class BackupCodesView(BelowSecondFactor):
    """Shows backup codes as the answer to the form that made them: no address leads to them, nor to them again."""

    page_title = gettext_lazy("Your backup codes")
    template_name = "sites/backup_codes.html"

    @classmethod
    def show(cls, request: HttpRequest, codes: Iterable[str]) -> HttpResponse:
        screen = cls()
        screen.setup(request)
        grouped = [in_groups(code, of=BACKUP_DIGITS // 2) for code in codes]
        return screen.render_to_response(screen.get_context_data(codes=grouped))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            account=self.account, today=self.today, back_url=portal_url("second_factor"), **kwargs
        )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class OwnFormView(AdminFormMixin, BelowSecondFactor):
    """Asks for the password and a code; tries of both are counted."""

    form_class = PasswordAndCodeForm
    refusal_fields = {"code_wrong": "code"}
    # Whether the screen is for who has a second factor, or for who has none.
    needs_one = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_on is not self.needs_one:
            return redirect(portal_url("second_factor"))
        return super().dispatch(request, *args, **kwargs)

    @contextmanager
    def still_allowed(self) -> Iterator[None]:
        with code_tried(self.account, at=self.now), super().still_allowed():
            yield

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"account": self.account}

    def get_success_url(self) -> str:
        return portal_url("second_factor")


class SwitchOnView(OwnFormView):
    """The key as a picture and as letters, and the first code of the app that read it."""

    form_class = SwitchOnForm
    page_title = gettext_lazy("Switch on the second factor")
    submit_label = gettext_lazy("Switch on")
    template_name = "sites/switch_on_second_factor.html"
    needs_one = False

    @cached_property
    def key(self) -> str:
        """The key that is offered, kept until it is used, so that a wrong code costs no new picture."""
        kept = self.request.session.get(OFFERED, "")
        try:
            offered = unseal(kept) if kept else {}
        except SealNotOpened:
            offered = {}
        if offered.get("user") != self.account.pk:
            offered = {"user": self.account.pk, "key": new_key()}
            self.request.session[OFFERED] = seal(offered)
        return offered["key"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        codes = switch_on(self.account, key=self.key, typed=form.cleaned_data["code"], at=self.now)
        self.request.session.pop(OFFERED, None)
        # The other sessions end; this one goes on under another key, and has given its code.
        update_session_auth_hash(self.request, self.account)
        mark_verified(self.request.session, self.account)
        return BackupCodesView.show(self.request, codes)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = address_of(self.key, account=self.account.get_username(), issuer=settings.ADMIN_HOST)
        return super().get_context_data(
            picture=qr_code(address),
            address=address,
            key=in_groups(self.key, of=4),
            is_demanded=demand_of(self.account, at=self.now) is Demand.SWITCHING_ON,
            **kwargs,
        )


class RenewCodesView(OwnFormView):
    """New backup codes in the place of the former ones."""

    page_title = gettext_lazy("Renew the backup codes")
    submit_label = gettext_lazy("Renew")
    introduction = (
        gettext_lazy("You get ten new codes. Those that you have are worth nothing from then on: throw them away."),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        codes = renew_backup_codes(self.account, typed=form.cleaned_data["code"], at=self.now)
        return BackupCodesView.show(self.request, codes)


class SwitchOffView(OwnFormView):
    """Back to the password alone; also the way to another telephone."""

    page_title = gettext_lazy("Switch off the second factor")
    submit_label = gettext_lazy("Switch off")
    is_serious = True
    introduction = (
        gettext_lazy("From then on your password alone opens your account. With a new telephone, switch it on again."),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        switch_off(self.account, typed=form.cleaned_data["code"], at=self.now)
        return self.succeed(_("Your account has no second factor any more."))


class OperatorsView(AdminFormMixin, AdminView):
    """A form with a reason, by which an operator takes something off somebody's account. Nobody else does."""

    form_class = ReasonForm
    is_serious = True

    def has_permission(self) -> bool:
        return self.operates

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects, pk=self.kwargs["account_id"])

    def get_success_url(self) -> str:
        return reverse("wagtailusers_users:edit", args=[self.account.pk])


class TakeOffView(OperatorsView):
    """Takes the second factor off the account of who lost telephone and backup codes."""

    page_title = gettext_lazy("Take off the second factor")
    submit_label = gettext_lazy("Take off")
    header_icon = "key"

    def get_introduction(self) -> list[str]:
        told = _(
            "%(person)s signs in with the password alone from then on, is signed out everywhere, and is told by mail. "
            "First make sure that it is this person who asks: not by mail, and not by a number just given to you."
        )
        return [told % {"person": self.account}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        take_off(self.account, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("%(person)s has no second factor any more.") % {"person": self.account})


class DutyPanel(Component):
    """On the dashboard of who must have a second factor and has none yet."""

    name = "second_factor"
    template_name = "sites/second_factor_panel.html"
    order = 10

    def __init__(self, until: datetime | None) -> None:
        self.until = until

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"until": self.until, "url": portal_url("switch_on_second_factor")}


def add_duty_panel(request: HttpRequest, panels: list[Any], *, at: datetime) -> None:
    """Put the panel on the dashboard where the time of grace runs."""
    if not is_honoured(request.session) and demand_of(request.user, at=at) is Demand.WARNING:
        panels.append(DutyPanel(last_moment(request.user)))


__all__ = [
    "DutyPanel",
    "OwnSecondFactorView",
    "RenewCodesView",
    "SwitchOffView",
    "SwitchOnView",
    "TakeOffView",
    "add_duty_panel",
]
