"""Linking the own account of the city, and unlinking it; operators unlink that of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.base import TemplateView

from authentication.city_identity.actions import link_identity, revoke_identity, unlink_identity
from authentication.city_identity.provider import Identity, provider_name
from authentication.city_identity.session import ACCOUNT, forget_proved, proved_in
from authentication.forms.sign_in import ConfirmForm
from authentication.models import CityIdentity
from authentication.second_factor.actions import accept_code, code_tried
from authentication.second_factor.session import WAY
from authentication.views.second_factor import OperatorsView, OwnView
from members.views.base import AdminFormMixin, portal_url


class OwnCityView(OwnView):
    """A screen of the own account of the city."""

    header_icon = "user"

    @cached_property
    def linked(self) -> CityIdentity | None:
        return CityIdentity.objects.filter(user=self.account).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(linked=self.linked, **kwargs)


class OwnCityIdentityView(OwnCityView, TemplateView):
    """Whether one is linked, and since when."""

    page_title = gettext_lazy("Sign-in with an account of the city")
    template_name = "sites/city_identity.html"


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ConfirmView(AdminFormMixin, OwnCityView):
    """Asks for the password, and for a code where the account has a second factor; tries of both are counted."""

    form_class = ConfirmForm
    refusal_fields = {"code_wrong": "code"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        here = {"url": self.get_success_url(), "label": OwnCityIdentityView.page_title}
        return [*super().get_breadcrumbs(), here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"account": self.account}

    def get_success_url(self) -> str:
        return portal_url("city_identity")

    @contextmanager
    def still_allowed(self) -> Iterator[None]:
        if self.account.second_factor_since is None:
            with super().still_allowed():
                yield
            return
        with code_tried(self.account, at=self.now), super().still_allowed():
            yield

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if "code" in form.cleaned_data:
            accept_code(self.account, form.cleaned_data["code"], at=self.now)
        return self.confirmed()

    def confirmed(self) -> HttpResponse:
        """Do what the person confirmed."""
        raise NotImplementedError


class LinkView(ConfirmView):
    """Link the account of the city that was proved just now to the own account."""

    page_title = gettext_lazy("Link an account of the city")
    submit_label = pgettext_lazy("account of the city", "Link")

    @cached_property
    def identity(self) -> Identity | None:
        return proved_in(self.request.session, purpose=f"{ACCOUNT}:{self.account.pk}", at=self.now)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs) if self.identity else redirect(self.get_success_url())

    def get_introduction(self) -> list[str]:
        told = _("%(name)s has said who you are. From then on it opens your account here, as your password does.")
        return [told % {"name": provider_name()}]

    def confirmed(self) -> HttpResponse:
        link_identity(self.account, self.identity, at=self.now)
        forget_proved(self.request.session)
        return self.succeed(_("You can sign in with %(name)s now.") % {"name": provider_name()})


class UnlinkView(ConfirmView):
    """Back to the password alone."""

    page_title = gettext_lazy("Unlink the account of the city")
    submit_label = gettext_lazy("Unlink")
    is_serious = True
    introduction = (gettext_lazy("From then on you sign in with your user name and password. Other sessions end."),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs) if self.linked else redirect(self.get_success_url())

    def confirmed(self) -> HttpResponse:
        unlink_identity(self.account, at=self.now)
        # What the city proved at the sign-in counts no longer.
        self.request.session.pop(WAY, None)
        update_session_auth_hash(self.request, self.account)
        return self.succeed(_("No account of the city opens your account any more."))


class RevokeCityIdentityView(OperatorsView):
    """Unlinks the account of the city from the account of somebody else."""

    page_title = gettext_lazy("Unlink the account of the city")
    submit_label = gettext_lazy("Unlink")
    header_icon = "user"

    def get_introduction(self) -> list[str]:
        told = _(
            "%(person)s is signed out everywhere, signs in with user name and password from then on, and is told by "
            "mail. Who has no password asks for one by “Forgotten password?”."
        )
        return [told % {"person": self.account}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        revoke_identity(self.account, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("No account of the city opens that of %(person)s any more.") % {"person": self.account})
