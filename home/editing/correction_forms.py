"""The note that a change of a public page carries (Regulation 13.1.c)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page

from audit.sealing.seals import stored_json
from editorial.proposals.diff import same_content
from editorial.review.submitting import register_submission_check

NOTE = "correction_note"
# What a reader of the page does not see: the note itself, dates and remarks of the office.
UNSEEN = frozenset({NOTE, "review_date", "go_live_at", "expire_at", "expired", "owner", COMMENTS_RELATION_NAME})
MISSING = _("This page is public: say in a sentence or two what you changed, and why. Readers see it.")


class CorrectionMixin:
    """Asks for a note when a change of a public page is submitted; drafts do without one.

    The note belongs to one version: editing begins with an empty one while no change is waiting.
    """

    fields: dict[str, forms.Field]
    instance: Page

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if NOTE in self.fields and self.instance.latest_revision_id in (None, self.instance.live_revision_id):
            self.initial[NOTE] = ""  # type: ignore[attr-defined]  # of the form

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # of the form
        if self._is_submitted() and self._lacks_note():
            self.add_error(NOTE, MISSING)  # type: ignore[attr-defined]  # of the form

    def _is_submitted(self) -> bool:
        """Whether this is no draft, and no decision on what was submitted already."""
        is_draft: bool = self.is_deferred_validation  # type: ignore[attr-defined]  # of the form
        return NOTE in self.fields and not is_draft and "action-workflow-action" not in self.data  # type: ignore[attr-defined]

    def _lacks_note(self) -> bool:
        """Whether the public version has other content and nothing says why."""
        return needs_note(self.instance) and not says_as_public(self.instance, self._content())

    def _content(self) -> dict[str, Any]:
        """Return what the version would hold: the fields, and relations that the form sets only when it is saved."""
        page, relations = self.instance, self.instance._meta.many_to_many
        content: dict[str, Any] = page.serializable_data()
        for field in relations:
            chosen = self.cleaned_data.get(field.name)  # type: ignore[attr-defined]  # of the form
            if field.name in content and chosen is not None:
                content[field.name] = [row.pk for row in chosen]
        known: dict[str, Any] = stored_json(content)
        return known


def needs_note(page: Any) -> bool:
    """Whether a change of the page has to say why, and does not."""
    is_public = page.keeps_versions and page.live and page.live_revision_id is not None
    return is_public and not page.correction_note.strip()


def says_as_public(page: Any, content: Mapping[str, Any]) -> bool:
    """Whether a reader sees no difference between the public version of a page and this content."""
    return says_the_same(page.live_revision.content, content, of=type(page))


@register_submission_check
def missing_note(draft: Any) -> dict[str, list[str]]:
    """Ask a draft for the note of `CorrectionMixin`, where it is submitted without its form."""
    if not hasattr(draft, NOTE) or not needs_note(draft):
        return {}
    return {} if says_as_public(draft, stored_json(draft.serializable_data())) else {NOTE: [str(MISSING)]}


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any], *, of: type[Page]) -> bool:
    """Whether a reader sees no difference between two contents of revisions of pages of a type. Pure."""
    return same_content(_seen(one), _seen(other), of=of)


def _seen(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in UNSEEN}
