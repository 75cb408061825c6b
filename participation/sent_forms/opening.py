"""Opening of a form for a citizen, and reading of what comes back on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from participation.sent_forms.form_tokens import FormToken, new_form_token, read_form_token
from participation.sent_forms.forms import asks_required_consents, texts_shown, texts_today

if TYPE_CHECKING:
    from django import forms
    from django.http import QueryDict

    from participation.models import ConsentText
    from participation.sent_forms.forms import SubmissionForm


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """One copy of a form, with the texts of the consents that it shows.

    Attributes:
        is_renewed: what came back was older than a day, or of before the newest text that is asked for.
    """

    form_token: FormToken
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
    return OpenedForm(new_form_token((text.pk for text in texts), at=at), texts)


def reopen_form(data: QueryDict, *, language: str, at: datetime) -> OpenedForm:
    """Read which copy of a form was sent. A stale one is renewed in `data`: today's texts, and no box ticked."""
    form_token = read_form_token(data.get("form_token", ""), at=at)
    texts = texts_shown(form_token.texts, language=language) if form_token else []
    if form_token is not None and asks_required_consents(texts):
        return OpenedForm(form_token, texts)
    renewed = open_form(language=language, at=at)
    data["form_token"] = renewed.form_token.signed()
    for name in [name for name in data if name.startswith("agree_")]:
        del data[name]
    return OpenedForm(renewed.form_token, renewed.texts, is_renewed=True)


def renewed_form_token(form: forms.Form, *, at: datetime) -> FormToken | None:
    """Return the copy of a form that was sent; None: there was none, or it is too old, and the form shows a new one."""
    if form.is_bound and (form_token := read_form_token(form.data.get("form_token", ""), at=at)) is not None:
        return form_token
    form.initial["form_token"] = new_form_token((), at=at).signed()
    if form.is_bound:
        sent: Any = form.data
        form.data = sent = sent.copy()
        sent["form_token"] = form.initial["form_token"]
    return None
