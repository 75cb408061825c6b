"""Base classes of the forms that citizens fill in, and the texts of the consents that these show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from formats.vietnamese.text import visible
from participation.enums.submissions import REQUIRED_CONSENTS, WITHDRAWABLE, ConsentPurpose
from participation.models import ConsentText
from participation.personal_data.contacts import is_phone

if TYPE_CHECKING:
    from members.models import ContributionRules


class TextArea(forms.CharField):
    """A text of several lines. An end of a line is one character, as the browser counts it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return visible(super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")).strip()


class Line(forms.CharField):
    """One line, whatever is sent. Of what nobody sees nothing is left: it is asked for beside the field, as what is
    empty."""

    def to_python(self, value: Any) -> str:
        return " ".join(visible(super().to_python(value)).split())


class PublicForm(forms.Form):
    """A form that citizens fill in. Browsers count for themselves; what is longer all the same, or lacking, is said in
    our words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class GuardedForm(PublicForm):
    """A form with what keeps programs out: a field that people do not see, and the work of a browser for its copy."""

    website = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    form_token = forms.CharField(required=False, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave the field “Leave this field empty” empty: programs fill it in."))
        return ""


class SubmissionForm(GuardedForm):
    """A form by which a person without an account sends something: the rules of contribution, and one box for each
    consent. The template names its fields one by one.

    Args:
        texts: the texts of consents that are shown; the rules among them.
    """

    def __init__(self, *args: Any, texts: Sequence[ConsentText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {text.purpose: text for text in texts}
        for purpose in (ConsentPurpose.RULES, *WITHDRAWABLE):
            if text := self.texts.get(purpose):
                self.fields[f"agree_{purpose}"] = forms.BooleanField(required=False, label=text.text)

    @property
    def consents(self) -> list[forms.BoundField]:
        """The boxes of consents that can be withdrawn."""
        return [self[f"agree_{purpose}"] for purpose in WITHDRAWABLE if purpose in self.texts]

    @property
    def rules(self) -> forms.BoundField:
        """The box by which the rules of contribution are accepted (Regulation 29.1)."""
        return self[f"agree_{ConsentPurpose.RULES}"]

    @property
    def rules_text(self) -> ContributionRules:
        return self.texts[ConsentPurpose.RULES].rules

    @property
    def agreed(self) -> list[ConsentText]:
        """The texts whose boxes were ticked, once the form is valid."""
        return [text for purpose, text in self.texts.items() if self.cleaned_data.get(f"agree_{purpose}")]

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get(f"agree_{ConsentPurpose.NOTICES}") and not values.get("email") and not self.has_error("email"):
            self.add_error("email", _("Enter an e-mail address to get notices, or do not tick that box below"))
        if not values.get(f"agree_{ConsentPurpose.RULES}"):
            self.add_error(f"agree_{ConsentPurpose.RULES}", _("Read the rules of contribution and accept them"))
        return values


def checked_phone(phone: str) -> str:
    """Return a telephone number that is one, or nothing where nothing was typed.

    Raises:
        ValidationError: it is none.
    """
    if phone and not is_phone(phone):
        raise ValidationError(_("This is no telephone number. An example: 0901 234 567"))
    return phone


def texts_shown(keys: Iterable[int], *, language: str) -> list[ConsentText]:
    """The texts of consents that a form showed."""
    return list(ConsentText.objects.filter(pk__in=list(keys), language=language).select_related("rules"))


def texts_today(*, on: date, language: str) -> list[ConsentText]:
    """The texts that are shown from now on."""
    return list(ConsentText.objects.valid(on=on, language=language).select_related("rules"))


def asks_required_consents(texts: Iterable[ConsentText]) -> bool:
    """Whether a form that shows these texts asks for all that nothing is taken in without."""
    return {text.purpose for text in texts} >= REQUIRED_CONSENTS
