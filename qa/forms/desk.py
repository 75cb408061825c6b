"""What the verbs of a question ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, SwitchInput
from wagtail.blocks import StreamValue

from accounts.models import User
from adminviews.forms.text import CleanTextMixin
from formats.vietnamese.old_text import OldEncoding, refuse_old_text
from home.editing.compared import ScopedPageChooser
from home.fields import SentBlockField
from home.publication.cited_documents import document_model, public_documents
from members.forms.people import ColleagueField
from participation.enums.submissions import TO_HANDLE, ViewReason
from qa.blocks import ReplyStreamBlock
from qa.core.receiving import as_typed
from qa.core.reply_text import reply_text, with_paragraphs, words_of
from qa.enums import AnswerKind, RefusalReason
from qa.errors import DocumentNotPublic
from qa.models import AnsweringUnit, CannedResponse, CompetentBody, QuestionTopic
from qa.models.answer import MOST_DOCUMENTS
from qa.models.canned_response import NOTE_LENGTH
from qa.models.question import TEXT_LENGTH
from sites.directory import PortalRecord, get_directory

BODY_LENGTH = 500
REMARK_LENGTH = 1000
# Portals that a refusal names where several fit.
NAMED = 8
# With what a reply begins, so that it can be typed at once.
EMPTY_PARAGRAPH = {"type": "paragraph", "value": ""}
# The fields of the legal documents that a reply names.
DOCUMENTS = tuple(f"document_{number}" for number in range(1, MOST_DOCUMENTS + 1))


def remark_field(help_text: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("remark"),
        max_length=REMARK_LENGTH,
        required=required,
        widget=AdminAutoHeightTextInput,
        help_text=help_text,
    )


READ_BY_STAFF = _("Those who handle the question read it; the sender and the public do not.")


class RemarkForm(CleanTextMixin, forms.Form):
    """Why, for colleagues."""

    remark = remark_field(READ_BY_STAFF, required=True)


class AssignForm(CleanTextMixin, forms.Form):
    """Which unit answers."""

    unit = forms.ModelChoiceField(label=_("answering unit"), queryset=AnsweringUnit.objects.none())
    topic = forms.ModelChoiceField(
        label=_("topic"),
        queryset=QuestionTopic.objects.in_use(),
        required=False,
        help_text=_("The public finds questions by it. Left blank, it stays as it is."),
    )
    remark = remark_field(READ_BY_STAFF, required=False)

    def __init__(self, *args: Any, portal_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = AnsweringUnit.objects.for_portals([portal_id]).answering()


class PortalInput(forms.TextInput):
    """A name, with the names of portals that are live to choose from, also without scripts."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        names = f"{name}-names"
        field = super().render(name, value, {**(attrs or {}), "list": names}, renderer)
        live = ((record.name,) for record in get_directory().records if record.is_live)
        choices = format_html_join("", '<option value="{}"></option>', live)
        return format_html('{}<datalist id="{}">{}</datalist>', field, names, choices)


class ForwardForm(CleanTextMixin, forms.Form):
    """Which portal handles it from now on."""

    portal = forms.CharField(
        label=_("portal"),
        max_length=200,
        widget=PortalInput,
        help_text=_("Type a part of its name, or its hostname, and choose."),
    )
    remark = remark_field(
        _("What the other board should know. The sender and the public do not read it."), required=True
    )

    def clean_portal(self) -> PortalRecord:
        return _portal_named(self.cleaned_data["portal"])


def _portal_named(typed: str) -> PortalRecord:
    """The live portal that somebody means.

    Raises:
        ValidationError: there is none, or several.
    """
    live = [record for record in get_directory().find(typed) if record.is_live]
    exact = [record for record in live if typed.casefold() in {record.name.casefold(), record.host.casefold()}]
    if len(exact or live) == 1:
        return (exact or live)[0]
    if not live:
        raise forms.ValidationError(_("No portal that takes questions has this name."))
    names = ", ".join(record.name for record in live[:NAMED])
    told = _("Several portals have such a name: %(names)s. Type one of them whole.")
    raise forms.ValidationError(told % {"names": names})


class CannedResponseForm(CleanTextMixin, forms.Form):
    """Something that is written, into which a canned response can be put."""

    # Where the canned response goes.
    target = "text"

    canned = forms.ModelChoiceField(label=_("canned response"), queryset=CannedResponse.objects.none(), required=False)

    def __init__(self, *args: Any, canned: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["canned"].queryset = canned

    def with_canned(self, typed: Any, canned: str) -> Any:
        """What was typed, with a canned response after it."""
        return "\n\n".join(filter(None, [(typed or "").strip(), canned]))


class AskBackForm(CannedResponseForm):
    """What the sender is asked."""

    text = forms.CharField(
        label=_("what the sender is asked"),
        max_length=TEXT_LENGTH,
        widget=AdminAutoHeightTextInput,
        help_text=_("The sender reads it by the own link. The days run on meanwhile."),
    )


class DeclineForm(CannedResponseForm):
    """Who is competent."""

    target = "body"

    portal = forms.CharField(
        label=_("portal of the body that is competent"),
        max_length=200,
        required=False,
        widget=PortalInput,
        help_text=_(
            "Where it has one: the public reads its name and address. Type a part of it, or the hostname, and choose."
        ),
    )
    known = forms.ModelChoiceField(
        label=_("body without a portal of the city"),
        queryset=CompetentBody.objects.in_use(),
        required=False,
        help_text=_("The public reads its name and address. The operator adds those that are missing."),
    )
    body = forms.CharField(
        label=_("body that is competent"),
        max_length=BODY_LENGTH,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_(
            "Its name, and how it is reached. Only the senders are told it, today, also of what was joined with it; "
            "left blank, what is known of the one chosen above."
        ),
    )
    remark = remark_field(READ_BY_STAFF, required=False)
    field_order = ("portal", "known", "canned", "body", "remark")

    def clean_portal(self) -> PortalRecord | None:
        typed = self.cleaned_data["portal"]
        return _portal_named(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("portal") and data.get("known"):
            self.add_error("known", _("Choose a portal or a body without one, not both."))
        return data


class RouteOutForm(CleanTextMixin, forms.Form):
    """Which body deals with complaints or denunciations of this kind."""

    body = forms.CharField(
        label=_("body that deals with it"), max_length=BODY_LENGTH, help_text=_("The sender is told it.")
    )
    remark = remark_field(READ_BY_STAFF, required=False)


class RefuseForm(CleanTextMixin, forms.Form):
    """Why a question is not accepted."""

    because = forms.ChoiceField(label=_("reason"), choices=RefusalReason.choices, widget=forms.RadioSelect)
    remark = remark_field(
        _("What in the question is the reason, for those who check it. The public reads the reason above alone."),
        required=True,
    )


class MergeForm(CleanTextMixin, forms.Form):
    """With which question it is joined."""

    code = forms.CharField(
        label=_("code of the other question"),
        max_length=80,
        help_text=_("One that your portal handles and that asks the same. Whoever sent this one follows that one."),
    )
    remark = remark_field(READ_BY_STAFF, required=False)

    def clean_code(self) -> str:
        if not (code := as_typed(self.cleaned_data["code"])):
            raise forms.ValidationError(_("This is no code of a question, such as QUAN1-2026-000012."))
        return code


class HandOverForm(CleanTextMixin, forms.Form):
    """Which colleague goes on."""

    colleague = ColleagueField(label=_("colleague"), queryset=User.objects.none())
    remark = remark_field(READ_BY_STAFF, required=False)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues


class ReplyForm(CannedResponseForm):
    """The reply in work."""

    text = SentBlockField(
        ReplyStreamBlock(),
        label=_("text of the reply"),
        initial=lambda: reply_text([EMPTY_PARAGRAPH]),
        help_text=_("Everybody reads it: name nobody, and repeat no telephone number or address of the sender."),
    )
    promises = forms.BooleanField(
        label=_("not to be answered yet: promise a date"),
        required=False,
        widget=SwitchInput,
        help_text=_("It becomes a notice of progress, and the promised day the last day."),
    )
    promised_for = forms.DateField(
        label=_("day promised for the answer"),
        required=False,
        widget=AdminDateInput,
        help_text=_("A working day after today."),
    )
    field_order = ("canned", "text", "promises", "promised_for")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(DOCUMENTS, 1):
            self.fields[name] = forms.ModelChoiceField(
                label=_("legal document %(number)d") % {"number": number},
                queryset=public_documents(),
                required=False,
                widget=ScopedPageChooser(target_models=[document_model()]),
                error_messages={"invalid_choice": DocumentNotPublic.message},
                help_text="" if number > 1 else _("That the reply rests on: named below it with number, day, title."),
            )

    def with_canned(self, typed: StreamValue, canned: str) -> StreamValue:
        return with_paragraphs(typed, canned)

    @property
    def kind(self) -> AnswerKind:
        return AnswerKind.INTERIM if self.cleaned_data["promises"] else AnswerKind.ANSWER

    @property
    def documents(self) -> list[int]:
        """Keys of the pages that were chosen."""
        chosen = (self.cleaned_data.get(name) for name in DOCUMENTS)
        return [page.pk for page in chosen if page is not None]

    @property
    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DOCUMENTS]

    @property
    def names_documents(self) -> bool:
        """Whether one was chosen, or refused."""
        return any(self[name].value() or name in self.errors for name in DOCUMENTS)

    def clean_text(self) -> StreamValue:
        """Refuse words in an old encoding, as other fields do."""
        text: StreamValue = self.cleaned_data["text"]
        try:
            refuse_old_text(words_of(text))
        except OldEncoding as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # A chooser shows the title of what it is given: what was refused is not shown again.
        if refused := [name for name in DOCUMENTS if name in self.errors]:
            self.data = self.data.copy()
            self.data.update(dict.fromkeys(refused, ""))
        # Of a switch that was put back: the day is not shown any more.
        if not data.get("promises") and "promised_for" not in self.errors:
            data["promised_for"] = None
        return data


class ContactForm(forms.Form):
    """Why who sent it is read, or what was sent."""

    why = forms.ChoiceField(label=_("why"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Iterable[ViewReason] = TO_HANDLE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = [(reason.value, reason.label) for reason in reasons]


class NoteForm(CleanTextMixin, forms.Form):
    """For colleagues."""

    text = forms.CharField(label=_("internal note"), max_length=NOTE_LENGTH, widget=AdminAutoHeightTextInput)
