"""Opening of a form for a citizen, and reading of what comes back on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from participation.sent_forms.form_tokens import FormToken, new_sheet, read_sheet
from participation.sent_forms.forms import is_whole, texts_shown, texts_today

if TYPE_CHECKING:
    from django.http import QueryDict

    from participation.models import ConsentText
    from participation.sent_forms.forms import SubmissionForm


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """One copy of a form, with the texts of the consents that it shows.

    Attributes:
        is_renewed: what came back was older than a day, or of before the newest text that is asked for.
    """

    sheet: FormToken
    texts: list[ConsentText]
    is_renewed: bool = False

    def add_error_to(self, form: SubmissionForm) -> None:
        """Ask for the consents once more where the form is a renewed one."""
        if self.is_renewed:
            form.add_error(
                None, _("This form was open for more than a day. Read the consents again, tick them and send it.")
            )


def open_form(*, language: str, at: datetime) -> OpenedForm:
    """Hand out a copy of a form, with the texts of the day."""
    texts = texts_today(on=timezone.localdate(at), language=language)
    return OpenedForm(new_sheet((text.pk for text in texts), at=at), texts)


def reopen_form(data: QueryDict, *, language: str, at: datetime) -> OpenedForm:
    """Read which copy of a form was sent. A stale one is renewed in `data`: today's texts, and no box ticked."""
    sheet = read_sheet(data.get("sheet", ""), at=at)
    texts = texts_shown(sheet.texts, language=language) if sheet else []
    if sheet is not None and is_whole(texts):
        return OpenedForm(sheet, texts)
    renewed = open_form(language=language, at=at)
    data["sheet"] = renewed.sheet.signed()
    for name in [name for name in data if name.startswith("agree_")]:
        del data[name]
    return OpenedForm(renewed.sheet, renewed.texts, is_renewed=True)
