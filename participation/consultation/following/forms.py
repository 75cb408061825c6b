"""The form by which somebody follows a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.sent_forms.forms import GuardedForm
from participation.sent_forms.opening import renewed_form_token


class FollowDraftForm(GuardedForm):
    """An address."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is no e-mail address. Example: ten@vidu.vn"),
        },
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.renewed_token = renewed_form_token(self, at=at)

    def clean(self) -> dict[str, Any]:
        if self.renewed_token is None:
            self.add_error(None, _("This form was open for more than a day. Look through it and send it once more."))
        return super().clean() or {}
