"""Verb of text in old encodings: the draft of a page becomes a draft in Unicode, when a person has looked at it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from audit.errors import PortalRefusal
from audit.sealing.seals import stored_json
from editorial.errors import EditForbidden, PageHeld
from editorial.proposals.authorship import remember_rewritten
from editorial.review.locking import edited_page
from home.contentcheck.old_texts import old_texts, put_in_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Revision

    from accounts.models import User
    from home.contentcheck.old_texts import OldText

# In Wagtail's log, and so in the record of the portal.
CONVERTED: Final = "home.convert_text"


class DraftChanged(PortalRefusal):
    code = "draft_changed"
    message = _("Somebody saved the page after you looked at it. Look at the conversion once more.")


class NothingToConvert(PortalRefusal):
    code = "nothing_to_convert"
    message = _("The draft that was saved last has no text that could be converted.")


def why_not_converted(page: Page, *, by: User) -> PortalRefusal | None:
    """Why the person may not change the text of a page now."""
    if not page.permissions_for_user(by).can_edit():
        return EditForbidden()
    lock = page.get_lock()
    return PageHeld() if lock is not None and lock.for_user(by) else None


def what_converts(page: Page) -> list[OldText]:
    """Where the draft that was saved last has text that a conversion changes."""
    return [text for text in old_texts(page.get_latest_revision_as_object()) if text.lines]


def version_seen(page: Page) -> str:
    """What a person has looked at: the latest version and what it says, since the editor writes over its own versions.
    Empty where there is none."""
    revision = page.latest_revision
    if revision is None:
        return ""
    said = json.dumps(stored_json(revision.content), sort_keys=True).encode()
    return f"{revision.pk}:{hashlib.sha256(said).hexdigest()[:32]}"


def convert_draft(page: Page, *, by: User, seen: str) -> Revision:
    """Save the draft with its text in Unicode as a new version, and nothing else of it changed. Nothing is published.

    It is work of the person like any other: who converts a text does not approve it. Nor does who wrote it: the words
    stay theirs.

    Args:
        seen: what the person looked at, by `version_seen`.

    Raises:
        EditForbidden, PageHeld: the person may not, or not now.
        DraftChanged: there is a later version.
        NothingToConvert: nothing would change.
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with edited_page(page, by=by) as page:
        if refusal := why_not_converted(page, by=by):
            raise refusal
        if version_seen(page) != seen:
            raise DraftChanged
        before = page.latest_revision
        draft = page.get_latest_revision_as_object()
        changed = [text for text in put_in_unicode(draft) if text.lines]
        if not changed:
            raise NothingToConvert
        if page.latest_revision_id == page.live_revision_id:
            # The note of the version that is public is not that of the next one (`home.editing.correction_forms`).
            draft.correction_note = ""
        revision: Revision = draft.save_revision(user=by, clean=False)
        if before is not None:
            remember_rewritten(before, revision)
        data = {"places": len(changed), "encodings": encodings_of(changed)}
        log(draft, CONVERTED, user=by, revision=revision, content_changed=True, data=data)
    return revision


def encodings_of(texts: Iterable[OldText]) -> list[str]:
    """Names of the encodings, each once, in order."""
    return list(dict.fromkeys(name for text in texts for name in text.encodings))
