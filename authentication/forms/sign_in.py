"""Forms that anybody reaches or that try a secret: signing in, the second factor. Each try is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms.auth import PasswordChangeForm

from accounts.forms import ResetForm, SignInForm
from accounts.models import User
from accounts.passwords import check_length
from audit.client_address import current_address
from audit.errors import TooManyTries
from audit.throttling import Action, Limit, hit, reset
from authentication.errors import PasswordMissing
from authentication.sign_ins import record_lock_out
from authentication.throttled_actions import NEW_PASSWORD, OWN_PASSWORD, SIGN_IN


class CountedSignInForm(SignInForm):
    """Sign-in. A name that is locked is answered alike whether it has an account or not, whatever the password."""

    def clean(self) -> dict[str, Any]:
        if not {"username", "password"} <= self.cleaned_data.keys():
            return super().clean()
        with password_tried(SIGN_IN, self.cleaned_data["username"]):
            return super().clean()


class CountedResetForm(ResetForm):
    """The request for a new password: so many for one address, and from one place."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "email" in data:
            counted(NEW_PASSWORD, data["email"])
        return data


class OwnPasswordForm(PasswordChangeForm):
    """Change of the own password. Whoever finds a computer that was left signed in cannot guess the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].validators.append(check_length)

    def save(self, commit: bool = True) -> User:
        """Save the password alone."""
        self.user.set_password(self.cleaned_data["new_password1"])
        if commit:
            self.user.save(update_fields=["password"])
        return self.user

    def clean_old_password(self) -> str:
        with password_tried(OWN_PASSWORD, self.user.get_username()):
            return super().clean_old_password()


@contextmanager
def password_tried(what: Action, name: str) -> Iterator[None]:
    """Count a try before it is made. One that fails as the last is recorded, one that succeeds is forgiven.

    Raises:
        ValidationError: as `counted` says; or what the try itself raises.
    """
    last = counted(what, name)
    try:
        yield
    except forms.ValidationError:
        if last is not None:
            record_lock_out(name, action=what, of=last, at=timezone.now())
        raise
    reset(what, name, address=current_address())


def counted(what: Action, name: str = "") -> Limit | None:
    """Count a try of the request that runs. Returns of which limit it is the last one.

    Raises:
        ValidationError: there were too many; its code is that of the refusal.
    """
    try:
        return hit(what, name, address=current_address(), at=timezone.now())
    except TooManyTries as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


# With the spaces that people type.
LONGEST_CODE = 30


class CodeField(forms.CharField):
    """A code of an app or from paper. Telephones offer it, and the keyboard that has its digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": pgettext_lazy("second factor", "Code"), "max_length": LONGEST_CODE} | kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return attrs | {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class CodeForm(forms.Form):
    """The second step of signing in."""

    code = CodeField(
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=gettext_lazy("The six digits that the app shows now, or one of your backup codes (ten digits)."),
    )


class PasswordAndCodeForm(forms.Form):
    """Whoever finds a computer that was left signed in has neither the one nor the other."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        validators=[check_length],
    )
    code = CodeField(
        help_text=gettext_lazy("The six digits that the app shows now, or one of your backup codes (ten digits).")
    )

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """Look at the password; a try is counted, as when it is changed."""
        if not self.account.has_usable_password():
            raise forms.ValidationError(str(PasswordMissing()), code=PasswordMissing.code)
        password: str = self.cleaned_data["password"]
        with password_tried(OWN_PASSWORD, self.account.get_username()):
            if not self.account.check_password(password):
                raise forms.ValidationError(_("This is not your password."), code="password_wrong")
        return password


class ConfirmForm(PasswordAndCodeForm):
    """The password, and a code where the account has a second factor."""

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        if account.second_factor_since is None:
            del self.fields["code"]


class SwitchOnForm(PasswordAndCodeForm):
    """The first code of an app that was just given its key: no backup code is known yet."""

    code = CodeField(help_text=gettext_lazy("The six digits that the app shows now."))
