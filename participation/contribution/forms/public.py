"""Forms of the sender: a contribution, and the answer to what the board asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.client_address import current_address
from participation.contribution.files import MOST_PICTURES
from participation.contribution.forms.files import DocumentPart, FilePart, PicturePart
from participation.contribution.receiving import ContributionData
from participation.enums.contributions import ContributionKind
from participation.enums.submissions import ConsentPurpose
from participation.models import ConsentText, SenderFacts
from participation.models.contribution import (
    LEAD_LENGTH,
    NAME_LENGTH,
    ORGANISATION_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
)
from participation.sent_files.pending_uploads import PendingUploads
from participation.sent_forms.forms import Line, PublicForm, SubmissionForm, TextArea


class ContributionForm(SubmissionForm):
    """An article, pictures or a video, and who sends it. Keeps what was typed, and files for a day."""

    kind = forms.ChoiceField(
        label=_("What do you send?"),
        choices=ContributionKind.choices,
        initial=ContributionKind.ARTICLE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you send")},
    )
    title = Line(label=_("Title"), max_length=TITLE_LENGTH, error_messages={"required": _("Enter a title")})
    lead = Line(
        required=False,
        max_length=LEAD_LENGTH,
        label=_("Summary (optional)"),
        help_text=_("One or two sentences: what happened, where, when."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = TextArea(
        required=False,
        max_length=TEXT_LENGTH,
        label=pgettext_lazy("of a contribution", "Text"),
        help_text=_(
            "With the source of each fact; of a video, what is said in it. An empty line begins a new paragraph. "
            "30,000 characters at most."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    video_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=_("Address of the video"),
        help_text=_("Where it can be watched. Only if you send a video."),
        error_messages={"invalid": _("This is no whole address. An example: https://vidu.vn/video")},
    )
    author = Line(
        max_length=NAME_LENGTH,
        label=_("Author, as the page names them"),
        help_text=_("A pen name may do. It is published with the page."),
        error_messages={"required": _("Name the author")},
    )
    organisation = Line(
        required=False,
        max_length=ORGANISATION_LENGTH,
        label=_("Organisation that provides it (if you send it for one)"),
        help_text=_("It is published as the source."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name = Line(
        max_length=NAME_LENGTH,
        label=_("Your full name"),
        help_text=_("For those who handle it. It is not published."),
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address"),
        help_text=_("An e-mail address or a telephone number is enough. Neither is published."),
        error_messages={"invalid": _("This e-mail address is not complete. An example: ten@vidu.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        required=False,
        max_length=30,
        label=_("Telephone number"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        texts: Sequence[ConsentText],
        held: PendingUploads | None = None,
        **kwargs: Any,
    ) -> None:
        # Who is named with the page is asked by a field: the consent of questions and comments to that has no place.
        shown = [text for text in texts if text.purpose != ConsentPurpose.PUBLISH_NAME]
        super().__init__(data, files, texts=shown, **kwargs)
        typed = kwargs.get("initial") or {}
        own: dict[str, Any] = {"held": held}
        self.document = DocumentPart(data, files, prefix="tep", initial=_typed_in("tep", typed), **own)
        self.pictures = [
            PicturePart(data, files, prefix=prefix, initial=_typed_in(prefix, typed), **own)
            for prefix in (f"anh{number}" for number in range(1, MOST_PICTURES + 1))
        ]

    @property
    def parts(self) -> list[FilePart]:
        return [self.document, *self.pictures]

    def is_valid(self) -> bool:
        # Each is asked: what is wrong is said of all at once.
        parts = [part.is_valid() for part in self.parts]
        return super().is_valid() and all(parts)

    @cached_property
    def faults(self) -> list[tuple[str, str]]:
        """Errors of the form and its parts: the field, and the message."""
        faulty = [form for form in (self, *self.parts) if form.is_bound]
        return [(field.auto_id, error) for form in faulty for field in form for error in field.errors]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        has_contact = values.get("email") or values.get("phone")
        if not has_contact and not (self.has_error("email") or self.has_error("phone")):
            self.add_error("email", _("Enter an e-mail address or a telephone number"))
        if not values.get(f"agree_{ConsentPurpose.ANSWER}"):
            self.add_error(
                f"agree_{ConsentPurpose.ANSWER}",
                _("The first consent is needed: without it the agency may not handle what you send"),
            )
        self._clean_kind(values)
        return values

    def clean_video_url(self) -> str:
        address = self.cleaned_data["video_url"]
        if address and urlsplit(address).scheme not in {"http", "https"}:
            raise ValidationError(self.fields["video_url"].error_messages["invalid"])
        return address

    def _clean_kind(self, values: dict[str, Any]) -> None:
        """Ask for that of which the kind consists. The address of a video is hidden from who sends something else."""
        kind = values.get("kind")
        if kind != ContributionKind.VIDEO and not self.has_error("video_url"):
            values["video_url"] = ""
        if kind == ContributionKind.ARTICLE and not values.get("text") and not self.has_error("text"):
            if self.document.is_valid() and self.document.file is None:
                self.add_error("text", _("Write the text, or choose it as a Word file"))
        elif kind == ContributionKind.VIDEO and not values.get("video_url") and not self.has_error("video_url"):
            self.add_error("video_url", _("Enter the address of the video"))
        elif kind == ContributionKind.PICTURES and all(part.is_valid() and part.file is None for part in self.pictures):
            self.add_error("kind", _("Choose at least one picture below"))

    def contribution_data(self, *, language: str) -> ContributionData:
        """The contribution that was filled in, once the form is valid."""
        values = self.cleaned_data
        kept = ("title", "lead", "text", "video_url", "author", "organisation")
        return ContributionData(
            kind=ContributionKind(values["kind"]),
            language=language,
            sender=SenderFacts(**{name: values[name] for name in ("name", "email", "phone")}),
            agreed=self.agreed,
            document=self.document.file,
            pictures=[part.picture for part in self.pictures if part.picture is not None],
            **{name: values[name] for name in kept},
        )

    def hold_files(self, portal_id: int, *, at: datetime) -> None:
        """Hold the files that are right until the form is, unless the sender has not agreed to the use of the data."""
        files = PendingUploads(portal_id, current_address(), at)
        agrees = self.is_bound and bool(self.cleaned_data.get(f"agree_{ConsentPurpose.ANSWER}"))
        for part in self.parts:
            part.held_files, part.choose_again = part.hold_files(files, agrees=agrees) if part.is_bound else ([], [])


def _typed_in(prefix: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Initial values of a part of a form, without the prefix of its fields."""
    return {name.removeprefix(f"{prefix}-"): value for name, value in typed.items() if name.startswith(f"{prefix}-")}


class ReplyForm(PublicForm):
    """The answer of the sender to what the board asked."""

    words = TextArea(
        label=pgettext_lazy("of a contribution", "Your answer"),
        max_length=WORDS_LENGTH,
        error_messages={"required": _("Write the answer")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
