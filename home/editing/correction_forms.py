"""The note that a change of a public page carries (Regulation 13.1.c)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page

from audit.sealing.seals import stored_json
from editorial.proposals.diff import same_content

NOTE = "correction_note"
# What a reader of the page does not see: the note itself, dates and remarks of the office.
UNSEEN = frozenset({NOTE, "review_date", "go_live_at", "expire_at", "expired", "owner", COMMENTS_RELATION_NAME})


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
            self.add_error(  # type: ignore[attr-defined]  # of the form
                NOTE, _("This page is public: say in a sentence or two what you changed, and why. Readers see it.")
            )

    def _is_submitted(self) -> bool:
        """Whether this is no draft, and no decision on what was submitted already."""
        is_draft: bool = self.is_deferred_validation  # type: ignore[attr-defined]  # of the form
        return NOTE in self.fields and not is_draft and "action-workflow-action" not in self.data  # type: ignore[attr-defined]

    def _lacks_note(self) -> bool:
        """Whether the public version has other content and nothing says why."""
        page = self.instance
        if not page.keeps_versions or not page.live or page.live_revision_id is None or page.correction_note.strip():
            return False
        return not says_the_same(page.live_revision.content, self._content(), of=type(page))

    def _content(self) -> dict[str, Any]:
        """What the version would hold: the fields, and relations that the form sets only when it is saved."""
        page, relations = self.instance, self.instance._meta.many_to_many
        content: dict[str, Any] = page.serializable_data()
        for field in relations:
            chosen = self.cleaned_data.get(field.name)  # type: ignore[attr-defined]  # of the form
            if field.name in content and chosen is not None:
                content[field.name] = [row.pk for row in chosen]
        known: dict[str, Any] = stored_json(content)
        return known


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any], *, of: type[Page]) -> bool:
    """Whether a reader sees no difference between two contents of revisions of pages of a type. Pure."""
    return same_content(_seen(one), _seen(other), of=of)


def _seen(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in UNSEEN}
