"""The account page: how often a person is told by mail, the change of the password, the way to the second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    ChangePasswordPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
    notifications_tab,
)

from authentication.city_identity.provider import is_on
from authentication.forms.accounts import OwnNamesForm, OwnPictureForm
from authentication.forms.sign_in import OwnPasswordForm
from authentication.models import CityIdentity
from authentication.views.holding import HoldsAccountsMixin
from members.views.base import portal_url
from notifications.forms.notices import NoticePreferenceForm
from notifications.models import NoticePreference

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

# What Wagtail's mails about reviews would be chosen by: they are not sent (`editorial.signal_handlers`).
OF_REVIEWS = ("submitted_notifications", "approved_notifications", "rejected_notifications")


class NamesPanel(NameEmailSettingsPanel):
    """The own name."""

    form_class = OwnNamesForm


class PicturePanel(AvatarSettingsPanel):
    """The own picture. Wagtail's panel does not say how large it may be."""

    form_class = OwnPictureForm
    template_name = "sites/own_picture.html"

    def get_form(self) -> OwnPictureForm:
        """Made once: Wagtail makes one for each question, and a file is read once."""
        return self._form

    @cached_property
    def _form(self) -> OwnPictureForm:
        return super().get_form()


class CommentsForm(NotificationPreferencesForm):
    """Wagtail's choices of mail, as far as it still sends them: those about comments."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OF_REVIEWS:
            self.fields.pop(name, None)


class CommentsPanel(NotificationsSettingsPanel):
    """Choice of mail about comments."""

    title = gettext_lazy("Mail about comments")
    form_class = CommentsForm


class OwnPasswordPanel(ChangePasswordPanel):
    """Change of the own password. Its form counts tries, so it is made once: Wagtail makes one for each question."""

    def hand_over(self, user: User) -> None:
        """Let the form that was looked at save the password of the account that was read since."""
        self.user = self._form.user = user

    form_class = OwnPasswordForm

    def get_form(self) -> OwnPasswordForm:
        return self._form

    @cached_property
    def _form(self) -> OwnPasswordForm:
        return super().get_form()


class DigestPanel(BaseSettingsPanel):
    """Choice of the daily mail."""

    name = "digest"
    title = gettext_lazy("Daily mail")
    tab = notifications_tab
    order = 50
    form_class = NoticePreferenceForm

    def get_form(self) -> forms.ModelForm:
        preference = NoticePreference.objects.filter(user=self.user).first() or NoticePreference(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=preference, prefix=self.name)


class SecondFactorPanel(BaseSettingsPanel):
    """Leads to the screens of the second factor: each asks for the password and a code, and not with the rest."""

    name = "second_factor"
    title = gettext_lazy("Second factor at sign-in")
    template_name = "sites/second_factor_account.html"
    order = 600

    def get_form(self) -> forms.Form:
        return forms.Form()

    def get_context_data(self) -> dict[str, Any]:
        return super().get_context_data() | {"since": self.user.second_factor_since, "url": portal_url("second_factor")}


class CityIdentityPanel(BaseSettingsPanel):
    """Leads to the screen of the own account of the city, where people sign in with these."""

    name = "city_identity"
    title = gettext_lazy("Sign-in with an account of the city")
    template_name = "sites/city_identity_account.html"
    order = 610

    def is_active(self) -> bool:
        return is_on()

    def get_form(self) -> forms.Form:
        return forms.Form()

    def get_context_data(self) -> dict[str, Any]:
        linked = CityIdentity.objects.filter(user=self.user).first()
        return super().get_context_data() | {"linked": linked, "url": portal_url("city_identity")}


# In the place of Wagtail's.
OUR_PANELS: dict[type[BaseSettingsPanel], type[BaseSettingsPanel]] = {
    NameEmailSettingsPanel: NamesPanel,
    AvatarSettingsPanel: PicturePanel,
    NotificationsSettingsPanel: CommentsPanel,
}


class OwnAccountView(HoldsAccountsMixin, AccountView):
    """Stands before Wagtail's account page (`cityportal.shadowed_urls`)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A try of the old password is counted for good, whatever becomes of the rest, and before anybody waits."""
        if request.method == "POST":
            self._password.get_form().is_valid()
        return super().dispatch(request, *args, **kwargs)

    def get_panels(self) -> list[BaseSettingsPanel]:
        return self._panels

    @cached_property
    def _password(self) -> OwnPasswordPanel:
        return OwnPasswordPanel(self.request, self.request.user, None)

    @cached_property
    def _panels(self) -> list[BaseSettingsPanel]:
        return [panel for panel in map(self._ours, super().get_panels()) if panel.is_active()]

    def _ours(self, panel: BaseSettingsPanel) -> BaseSettingsPanel:
        if isinstance(panel, ChangePasswordPanel):
            self._password.hand_over(panel.user)
            return self._password
        ours = OUR_PANELS.get(type(panel))
        return ours(panel.request, panel.user, panel.profile) if ours else panel


def digest_panel(request: HttpRequest, user: User, profile: Any) -> DigestPanel:
    return DigestPanel(request, user, profile)


def second_factor_panel(request: HttpRequest, user: User, profile: Any) -> SecondFactorPanel:
    return SecondFactorPanel(request, user, profile)


def city_identity_panel(request: HttpRequest, user: User, profile: Any) -> CityIdentityPanel:
    return CityIdentityPanel(request, user, profile)


__all__ = [
    "CityIdentityPanel",
    "DigestPanel",
    "OwnAccountView",
    "SecondFactorPanel",
    "city_identity_panel",
    "digest_panel",
    "second_factor_panel",
]
