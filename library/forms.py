"""What an editor fills in for a picture."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from sites.text import slug


class PortalImageForm(BaseImageForm):
    """A picture is described when it enters the library: whoever cannot see it hears the description.

    Where several pictures are uploaded at once, Wagtail keeps each apart until its form is filled in.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].required = True

    def clean(self) -> dict[str, object]:
        """Refuse the name of the file as a description, with or without its ending."""
        cleaned = super().clean()
        description, file = slug(cleaned.get("description") or ""), cleaned.get("file") or self.instance.file
        names = {slug(name) for name in (PurePath(file.name).name, PurePath(file.name).stem)} if file else set()
        if description and description in names:
            message = _("This is the name of the file. Say in one sentence what is seen in the picture.")
            self.add_error("description", ValidationError(message, code="file_name"))
        return cleaned
