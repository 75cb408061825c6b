"""How a person signs in and asks for a new password."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from accounts.passwords import check_length
from accounts.tasks import send_password_reset


class SignInForm(LoginForm):
    """Wagtail's form, whose password field has no words of its own: its English name would be shown."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].validators.append(check_length)


class ResetForm(PasswordResetForm):
    """Hands every address over to a task, and asks nothing about it: whether it has an account is not told (8.8)."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        send_password_reset.delay(self.cleaned_data["email"])
