"""Pictures that are uploaded: looked at before anything unpacks them, which may take more memory than there is."""

from __future__ import annotations

import struct
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.users.models import UserProfile

from audit.on_commit import run_on_commit

# What the library of pictures raises over a file that breaks off, contradicts itself or would fill the memory.
NO_PICTURE = (OSError, EOFError, SyntaxError, ValueError, struct.error)


class WholePictureField(WagtailImageField):
    """Refuses a file that begins as a picture and goes on as none: Wagtail asks for its size, and fails."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
        except NO_PICTURE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class OwnPictureForm(AvatarPreferencesForm):
    """The picture of an account: as many bytes and pixels at most as one of the library."""

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
