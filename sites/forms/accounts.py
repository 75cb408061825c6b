"""What persons change of their own account, and operators of every one. Each form saves its own fields alone."""

from __future__ import annotations

from typing import ClassVar

from wagtail.admin.forms.account import NameEmailForm
from wagtail.users.forms import UserCreationForm, UserForm

from accounts.models import User
from sites.forms.text import CleanTextMixin


class OwnNamesForm(CleanTextMixin, NameEmailForm):
    """The own name."""

    def save(self, commit: bool = True) -> User:
        if commit:
            self.instance.save(update_fields=[*self.fields])
        return self.instance


class AccountEditForm(CleanTextMixin, UserForm):
    """Who a person is, for operators. Not whether the account is open: a suspension closes it, with reason and report
    (8.9)."""

    class Meta:
        model = User
        fields: ClassVar = ["username", "email", "first_name", "last_name"]

    # Wagtail's field, which would be shown whatever stands above.
    is_superuser = None
    password_enabled = False

    def save(self, commit: bool = True) -> User:
        if commit:
            self.instance.save(update_fields=[*self.fields])
        return self.instance


class AccountCreateForm(CleanTextMixin, UserCreationForm):
    """A new account, which may do nothing yet: rights follow from roles and seats."""

    class Meta:
        model = User
        fields: ClassVar = ["username", "email", "first_name", "last_name"]

    is_superuser = None


__all__ = ["AccountCreateForm", "AccountEditForm", "OwnNamesForm"]
