"""The form by which somebody contributes, with a part for each file, and those of who handles contributions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.opened import OpenedForm
from adminviews.forms.text import CleanTextMixin
from audit.client_address import current_address
from home.models import SectionPage
from participation.contribution.actions import ContributionData, SentPicture
from participation.contribution.files import DOCUMENT, MOST_PICTURES, PICTURE
from participation.enums import ConsentPurpose, ContributionDeclinedBecause, ContributionKind, PictureRights
from participation.models import ConsentText, SenderFacts
from participation.models.contribution import (
    CAPTION_LENGTH,
    LEAD_LENGTH,
    NAME_LENGTH,
    ORGANISATION_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
)
from participation.sent_files.checking import SentFile
from participation.sent_files.forms import FilesField, HeldField, SentFilesMixin
from participation.sent_files.held_files import HeldFile, HeldFiles
from participation.sent_forms.forms import Line, PublicForm, SubmissionForm, TextArea


class FilePart(SentFilesMixin, PublicForm):
    """A part of the form that takes one file, or the one that an earlier answer of the form held."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["multiple"] = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.sent_files:
            # What is chosen now takes the place of what was chosen before.
            values["held"] = []
        self.add_held(values)
        return values

    @property
    def file(self) -> SentFile | None:
        """The file, once the part is valid."""
        return next(iter(self.cleaned_data.get("files") or []), None)

    def go_on(self, files: HeldFiles, *, agrees: bool) -> tuple[list[HeldFile], list[str]]:
        """The file that is held until the form is right, and the name of one that has to be chosen again."""
        field: Any = self.fields["files"]
        held = [] if self.sent_files else files.named(self["held"].value() or [])[:1]
        new = files.hold(self.sent_files[:1]) if agrees else []
        chosen = self.files.getlist(self.add_prefix("files")) if self.is_bound and self.files else []
        return [*held, *new], [] if new else field.names(chosen)


class DocumentPart(FilePart):
    """The text as a Word file."""

    files = FilesField(
        limits=DOCUMENT,
        required=False,
        label=_("Or the text as a Word file (DOCX)"),
        help_text=_("8 MB at most. Put pictures into the fields below: those inside the file are left out."),
    )
    held = HeldField(required=False)


class PicturePart(FilePart):
    """One picture, with what is said of it."""

    files = FilesField(
        limits=PICTURE, required=False, label=_("Picture file (JPG or PNG)"), help_text=_("8 MB at most.")
    )
    held = HeldField(required=False)
    caption = Line(
        required=False,
        max_length=CAPTION_LENGTH,
        label=_("What is seen on the picture, where and when"),
        help_text=_("It is published below the picture, and read out to those who cannot see it."),
    )
    author = Line(
        required=False,
        max_length=NAME_LENGTH,
        label=_("Who took the picture"),
        help_text=_("The name is published with the picture."),
    )
    rights = forms.ChoiceField(
        required=False,
        choices=[("", "---"), *PictureRights.choices],
        label=_("By what right do you send it?"),
    )
    people = Line(
        required=False,
        max_length=CAPTION_LENGTH,
        label=_("Who is seen, if people could be recognised"),
        help_text=_("Only those who handle it read this. Empty: nobody can be recognised."),
    )
    people_agree = forms.BooleanField(
        required=False, label=_("Those who can be recognised, or parents for their children, agree to the publication")
    )

    needed: ClassVar = {
        "caption": _("Say what is seen on the picture"),
        "author": _("Name who took the picture"),
        "rights": _("Say by what right you send the picture"),
    }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        typed = [name for name in (*self.needed, "people") if values.get(name)]
        if not values.get("files"):
            if typed and not self.has_error("files"):
                self.add_error("files", _("Choose the picture, or empty the fields below it"))
            return values
        for name, message in self.needed.items():
            if not values.get(name) and not self.has_error(name):
                self.add_error(name, message)
        if values.get("people") and not values.get("people_agree"):
            self.add_error("people_agree", _("A picture of people who have not agreed cannot be sent: ask them first"))
        return values

    @property
    def picture(self) -> SentPicture | None:
        """The picture of a part, once the part is valid."""
        if self.file is None:
            return None
        said = {name: self.cleaned_data[name] for name in ("caption", "author", "people", "people_agree")}
        return SentPicture(file=self.file, rights=PictureRights(self.cleaned_data["rights"]), **said)


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
        held: HeldFiles | None = None,
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
        """Ask for that of which the kind consists."""
        kind = values.get("kind")
        if kind == ContributionKind.ARTICLE and not values.get("text") and not self.has_error("text"):
            if self.document.is_valid() and self.document.file is None:
                self.add_error("text", _("Write the text, or choose it as a Word file"))
        elif kind == ContributionKind.VIDEO and not values.get("video_url") and not self.has_error("video_url"):
            self.add_error("video_url", _("Enter the address of the video"))
        elif kind == ContributionKind.PICTURES and all(part.is_valid() and part.file is None for part in self.pictures):
            self.add_error("kind", _("Choose at least one picture below"))

    def contributed(self, *, language: str) -> ContributionData:
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

    def go_on(self, portal_id: int, *, at: datetime) -> None:
        """Hold the files that are right until the form is, unless the sender has not agreed to the use of the data."""
        files = HeldFiles(portal_id, current_address(), at)
        agrees = self.is_bound and bool(self.cleaned_data.get(f"agree_{ConsentPurpose.ANSWER}"))
        for part in self.parts:
            part.held_files, part.choose_again = part.go_on(files, agrees=agrees) if part.is_bound else ([], [])


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


class WordsForm(CleanTextMixin, forms.Form):
    """Words to the sender."""

    words = forms.CharField(
        label=_("words to the sender"),
        max_length=WORDS_LENGTH,
        widget=AdminAutoHeightTextInput,
        help_text=_("The sender reads them on the own page, and in the mail if they want mails."),
    )


class DeclineForm(OpenedForm, WordsForm):
    """Why a contribution is not used."""

    because = forms.ChoiceField(
        label=_("reason"), choices=ContributionDeclinedBecause.choices, widget=forms.RadioSelect
    )

    field_order = ("because", "words")


class AcceptForm(CleanTextMixin, forms.Form):
    """Where the draft is made, and what it is called."""

    section = forms.ChoiceField(label=_("section"))
    title = forms.CharField(label=_("title"), max_length=TITLE_LENGTH)

    def __init__(self, *args: Any, sections: Sequence[SectionPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in sections}
        self.fields["section"].choices = [(key, section.title) for key, section in self.sections.items()]

    def clean_section(self) -> SectionPage:
        return self.sections[self.cleaned_data["section"]]
