"""Forms of accounts: the own data, those of others for operators, pictures, suspensions."""

from __future__ import annotations

import struct
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import AvatarPreferencesForm, NameEmailForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.fields import WagtailImageField
from wagtail.users.forms import UserCreationForm, UserForm
from wagtail.users.models import UserProfile

from accounts.addresses import account_at
from accounts.models import User
from adminviews.forms.text import CleanTextMixin
from adminviews.forms.uploads import KeepsFilesMixin, ScannedMixin, overwrite
from audit.on_commit import run_on_commit
from formats.metadata import clean_picture
from members.forms.people import ClosedAccountField, PersonField


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


class SuspendAccountForm(CleanTextMixin, forms.Form):
    """Suspend one account at once."""

    person = PersonField()
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=500,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("It stands in the report to the managing agency."),
    )
    vacancy_reason = forms.CharField(
        label=gettext_lazy("why nobody follows yet"),
        max_length=250,
        required=False,
        help_text=gettext_lazy(
            "Only where nobody else is left to approve, to answer or to administer a portal. To name a successor, give "
            "the role or the seat first."
        ),
    )


class OpenAccountForm(CleanTextMixin, forms.Form):
    """Open an account that was closed without a suspension."""

    person = ClosedAccountField()
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=500, widget=AdminAutoHeightTextInput)


class LiftSuspensionForm(CleanTextMixin, forms.Form):
    """End a suspension."""

    reason = forms.CharField(label=gettext_lazy("reason"), max_length=500, widget=AdminAutoHeightTextInput)


# What the library of pictures raises over a file that breaks off, contradicts itself or would fill the memory.
NO_PICTURE = (OSError, EOFError, SyntaxError, ValueError, struct.error)


class WholePictureField(ScannedMixin, WagtailImageField):
    """Refuses a file that begins as a picture and goes on as none. One that is small enough is decoded once.

    What is kept has nothing but the picture: neither place nor camera, names or comments, nor anything behind its end.
    """

    def to_python(self, data: Any) -> Any:
        picture = super().to_python(data)
        if picture is None:
            return None
        try:
            cleaned = clean_picture(picture)
        except NO_PICTURE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        # Wagtail's field looks at the size and pixels of the new one as well.
        return picture if cleaned is None else super().to_python(overwrite(picture, cleaned))

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
            f.image.get_pillow_image()
        except NO_PICTURE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class OwnPictureForm(KeepsFilesMixin, AvatarPreferencesForm):
    """The picture of an account: as many bytes and pixels at most as one of the library."""

    kept_in: ClassVar = {"avatar": lambda: default_storage}
    _original_avatar: Any

    avatar = WholePictureField(label=AvatarPreferencesForm.base_fields["avatar"].label, required=False)

    def clean_avatar(self) -> Any:
        """Make it small.

        Raises:
            ValidationError: it breaks off on the way.
        """
        try:
            return super().clean_avatar()
        except NO_PICTURE as error:
            told = self.fields["avatar"].error_messages["invalid_image"]
            raise ValidationError(told, code="invalid_image") from error

    def save(self, commit: bool = True) -> UserProfile:
        """The former file goes once nothing can fail any more."""
        former, self._original_avatar = self._original_avatar, None
        profile = super().save(commit=commit)
        if commit and former and former.name != profile.avatar.name:
            run_on_commit(former.storage.delete, former.name)
        return profile
