"""Forms of the second factor: a code, and the password beside it where something is changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.passwords import check_length
from authentication.forms.sign_in import password_tried
from authentication.throttled_actions import OWN_PASSWORD

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
        password: str = self.cleaned_data["password"]
        with password_tried(OWN_PASSWORD, self.account.get_username()):
            if not self.account.check_password(password):
                raise forms.ValidationError(_("This is not your password."), code="password_wrong")
        return password


class SwitchOnForm(PasswordAndCodeForm):
    """The first code of an app that was just given its key: no backup code is known yet."""

    code = CodeField(help_text=gettext_lazy("The six digits that the app shows now."))
