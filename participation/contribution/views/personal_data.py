"""Personal data of the sender, the files that were sent among it, read on record."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from adminviews.forms.confirm import ConfirmForm
from audit.errors import SealNotOpened
from participation.contribution.files import read_sent
from participation.contribution.views.base import ContributionFormView
from participation.enums.submissions import ViewReason
from participation.models import ContributionFile
from participation.senders import read_contact
from participation.sent_files.answers import file_response
from participation.sent_files.errors import FileErased, FileLost

_SHOWN: Final = (1024, 1024)  # pixels
# The button that downloads the file.
DOWNLOAD: Final = "download"


class ReadingView(ContributionFormView):
    """Personal data of the sender, once the reading is recorded."""

    form_class = ConfirmForm
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    @property
    def reading(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.now, "why": ViewReason.HANDLING}

    def shown(self, form: forms.Form, **found: Any) -> HttpResponse:
        context = self.get_context_data(form=form, contribution=self.contribution, **found)
        return self.render_to_response(context | {"introduction": []})


class ContactView(ReadingView):
    template_name = "participation/contribution_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")

    def has_permission(self) -> bool:
        return super().has_permission() and not self.contribution.sender.is_erased

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.contribution:{self.contribution.pk}"
        return self.shown(form, facts=read_contact(self.contribution.sender, about=about, **self.reading))


class FileView(ReadingView):
    """One file as it was sent: a picture is shown with the words about it, and any file is downloaded. Of the files of
    a contribution the one that is asked for alone is decrypted."""

    template_name = "participation/contribution_file.html"
    page_title = gettext_lazy("File of the sender")

    @cached_property
    def file(self) -> ContributionFile:
        return get_object_or_404(self.contribution.files.kept(), pk=self.kwargs["file_id"])

    @property
    def submit_label(self) -> Any:
        return _("Show the picture") if self.file.is_picture else _("Download the Word file")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.file
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        is_shown = self.file.is_picture and DOWNLOAD not in self.request.POST
        try:
            file, media_type = read_sent(self.file, **self.reading)
        except (FileErased, FileLost, SealNotOpened) as refusal:
            return self.shown(form, file=self.file, refusal=str(refusal))
        if is_shown:
            return self.shown(form, file=self.file, picture=_small(file.content))
        return file_response(file, media_type, name=f"{self.contribution.code}-{self.file.pk}")


def _small(content: bytes) -> str:
    """A small copy of a picture as the address of an image; empty where it cannot be opened."""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            picture.draft("RGB", _SHOWN)
            picture.thumbnail(_SHOWN)
            small = BytesIO()
            picture.convert("RGB").save(small, "JPEG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(small.getvalue()).decode()}"
