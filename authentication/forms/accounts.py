"""What persons change of their own account, and operators of every one. Each form saves its own fields alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.users.forms import UserCreationForm, UserForm

from accounts.addresses import account_at
from accounts.models import User
from adminviews.forms.text import CleanTextMixin


class SavesItsFieldsMixin:
    """Saves of an account that is there what the form asks for: an account is never written whole (`User.save`)."""

    def save(self, commit: bool = True) -> User:
        if commit:
            self.instance.save(update_fields=[*self.fields])
        return self.instance


class OwnNamesForm(SavesItsFieldsMixin, CleanTextMixin, NameEmailForm):
    """The own name."""


class NamesOnePersonMixin:
    """Keeps user names and addresses apart: a person is named by either, and would be taken for somebody else."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name, address = cleaned.get("username") or "", cleaned.get("email") or ""
        others = User.objects.exclude(pk=self.instance.pk)
        if "@" in name and account_at(name, among=others) is not None:
            self.add_error("username", _("This is the e-mail address of another account."))
        if address and others.filter(username__iexact=address).exists():
            self.add_error("email", _("This is the user name of another account."))
        return cleaned


class AccountEditForm(SavesItsFieldsMixin, NamesOnePersonMixin, CleanTextMixin, UserForm):
    """Who a person is, for operators. Not whether the account is open: a suspension closes it, with reason and report
    (8.9)."""

    class Meta:
        model = User
        fields: ClassVar = ["username", "email", "first_name", "last_name"]

    # Wagtail's field, which would be shown whatever stands above.
    is_superuser = None
    password_enabled = False


class AccountCreateForm(NamesOnePersonMixin, CleanTextMixin, UserCreationForm):
    """A new account, which may do nothing yet: rights follow from roles and seats. `create_account` saves it."""

    class Meta:
        model = User
        fields: ClassVar = ["username", "email", "first_name", "last_name"]

    is_superuser = None
    password_enabled = False


__all__ = ["AccountCreateForm", "AccountEditForm", "OwnNamesForm"]
