"""Comments in the page editor: Wagtail's, with the same bounds wherever a comment is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.comments import CommentForm, CommentReplyForm
from wagtail.admin.panels import CommentPanel
from wagtail.models import COMMENTS_RELATION_NAME

from audit.errors import PortalRefusal
from formats.vietnamese.text import to_nfc, writable

# Characters.
LONGEST: Final = 2_000


class CommentEmpty(PortalRefusal):
    code = "comment_empty"
    message = _("Write what is to be said about the text.")


class CommentTooLong(PortalRefusal):
    code = "comment_too_long"
    message = _("Shorten the comment: at most 2,000 characters are kept.")


def comment_text(typed: str) -> str:
    """Return what is kept of a comment that was typed.

    Raises:
        CommentEmpty, CommentTooLong: there are no words, or too many.
    """
    words = to_nfc(writable(typed)).strip()
    if not words:
        raise CommentEmpty
    if len(words) > LONGEST:
        raise CommentTooLong
    return words


class _WrittenMixin:
    """Refuses words that are not kept, and leaves those that stand already as they are.

    What somebody resolved or deleted meanwhile is not written again: Wagtail takes a key that the page does not have
    for a new comment.
    """

    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # mixed into Wagtail's forms
        if self.instance.pk is None and self.data.get(self.add_prefix("id")):  # type: ignore[attr-defined]  # of the form
            cleaned[DELETION_FIELD_NAME] = True
        return cleaned

    def clean_text(self) -> str:
        typed: str = self.cleaned_data["text"]
        if "text" not in self.changed_data:
            return typed
        try:
            return comment_text(typed)
        except PortalRefusal as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


class PageReplyForm(_WrittenMixin, CommentReplyForm):
    """A reply to a comment."""


class PageCommentForm(_WrittenMixin, CommentForm):
    """A comment with its replies."""

    class Meta(CommentForm.Meta):
        formsets = {"replies": {"form": PageReplyForm, "inherit_kwargs": ["for_user"]}}


class PageCommentPanel(CommentPanel):
    """Offers comments at the fields and blocks of a page."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][COMMENTS_RELATION_NAME]["form"] = PageCommentForm
        return options


class CommentErrorsMixin:
    """Says above the form of a page why a comment was refused: the editor shows no error at a comment."""

    formsets: dict[str, Any]

    def is_valid(self) -> bool:
        is_valid: bool = super().is_valid()  # type: ignore[misc]  # mixed into the form of a page
        comments = self.formsets.get("comments")
        if not is_valid and comments is not None:
            for message in dict.fromkeys(_messages_of(comments)):
                self.add_error(None, message)  # type: ignore[attr-defined]  # of the form
        return is_valid


def _messages_of(formset: Any) -> Iterator[str]:
    """Messages of every form of a formset, and of the formsets within."""
    for form in formset.forms:
        for errors in form.errors.values():
            yield from errors
        for nested in getattr(form, "formsets", {}).values():
            yield from _messages_of(nested)
