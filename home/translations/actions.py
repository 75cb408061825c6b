"""Verbs of translating a page text by text: each saves a draft of the English page, and publishes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.db.models import Exists
from django.utils import timezone
from wagtail.models import Page

from adminsite.sittings import LONGEST_PAUSE
from audit.errors import PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import EditForbidden, PageDeleted, PageHeld
from editorial.proposals.diff import same_content
from editorial.review.locking import lock_edited
from home.blocks.choosers import keys_alone
from home.enums import ContentEventKind
from home.models import BasePage, VersionBasis
from home.translations.choices import check_choice
from home.translations.drafts import build_draft
from home.translations.errors import ArrangementDiffers, SegmentChanged, SegmentRemoved
from home.translations.inputs import TranslatedInput, text_to_store
from home.translations.queries import read_side_by_side
from home.translations.segments import PathAndSource, SegmentState
from home.translations.side_by_side import SideBySide
from home.translations.sources import renew_source
from home.translations.stored_translations import MACHINE, MANUAL, store_overrides, store_translations
from home.translations.versions.queries import is_version
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User

# Key of a version. Where the cache forgets it, a new revision begins.
_REVISION_MADE_HERE: Final = "home.translations.revision.%s"


@dataclass(frozen=True, slots=True)
class Progress:
    """State of a page after a save.

    Attributes:
        open: number of texts that are still to be translated or confirmed.
        keys: of all texts, in their order.
        saved: the translations that were sent, as they are stored.
    """

    open: int
    keys: list[str]
    saved: list[str]


def why_not_translated(version: Page, *, by: User) -> PortalRefusal | None:
    """The reason why the person may not translate a page now, if there is one."""
    if not is_version(version) or not version.permissions_for_user(by).can_edit():
        return EditForbidden()
    lock = version.get_lock()
    return PageHeld() if lock is not None and lock.for_user(by) else None


def translate(
    version: BasePage,
    texts: Iterable[TranslatedInput],
    *,
    by: User,
    at: datetime,
    kind: str = MANUAL,
    tool: str = "",
) -> Progress:
    """Save translations of some texts of a page as a draft, with an event that names each. An empty text takes the
    translation back.

    The current Vietnamese page is stored with them. They stand in a revision of the person, who is their author
    (decision 0052). Texts that say what the draft says make no revision: a finished page is walked through by the same
    key that saves.

    Args:
        kind, tool: how they were made, where a machine made them.

    Raises:
        EditForbidden, PageHeld: the person may not, or not now.
        MarkersRefused: a marker without its end.
        SegmentRemoved: the Vietnamese page no longer has the text.
        SegmentChanged: another person saved a different translation meanwhile.
        ArrangementDiffers: the English page has other blocks, which would be lost.
        TextRefused: the page does not take a text.
    """
    with edited_version(version, by=by) as page:
        pages = read_side_by_side(page)
        if pages.differing_fields:
            raise ArrangementDiffers
        saved: list[str] = []
        translations: dict[PathAndSource, str] = {}
        for one in texts:
            segment = pages.by_key(one.key)
            if segment is None:
                raise SegmentRemoved
            text = text_to_store(pages, segment, one.text)
            if one.seen is not None and segment.text not in {one.seen, text}:
                raise SegmentChanged(segment.text)
            saved.append(text)
            if text != segment.text or (text and segment.is_open):
                translations[segment.path, segment.source] = text
        _save(pages, translations, by=by, at=at, kind=kind, tool=tool)
        keys = [segment.key for segment in pages.segments]
        return Progress(_count_open(pages, translations, kind=kind), keys, saved)


def choose(version: BasePage, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Save pictures, files, pages or addresses that the English page has instead of those of the Vietnamese one.

    Args:
        values: by the key of the choice (`Override.key`); None: as on the Vietnamese page.

    Raises:
        EditForbidden, PageHeld, SegmentRemoved, ArrangementDiffers: see `translate`.
        ChoiceRefused: the page may not show it.
    """
    with edited_version(version, by=by) as page:
        pages = read_side_by_side(page)
        if pages.differing_fields:
            raise ArrangementDiffers
        by_key = {one.key: one for one in pages.choices}
        if not values.keys() <= by_key.keys():
            raise SegmentRemoved
        for key, value in values.items():
            check_choice(version, by_key[key], value, by=by, on=timezone.localdate(at))
        overrides = {
            one.path: value
            for one, value in ((by_key[key], value) for key, value in values.items())
            if one.value != (one.source if value is None else value)
        }
        _save(pages, {}, by=by, at=at, overrides=overrides)


def take_arrangement(version: BasePage, *, by: User, at: datetime) -> None:
    """Arrange the English page as the current Vietnamese one. Texts at the same place stay; other blocks of the English
    page are left out of the draft, and stay in the revision before it.

    Raises:
        EditForbidden, PageHeld: see `translate`.
    """
    with edited_version(version, by=by) as page:
        pages = read_side_by_side(page)
        _save(pages, {}, by=by, at=at)


@contextmanager
def edited_version(version: BasePage, *, by: User) -> Iterator[BasePage]:
    """Open a transaction in which only this person edits the page, and yield it as it is stored now.

    Raises:
        EditForbidden, PageHeld: see `translate`.
        PageDeleted: it is gone, or its Vietnamese page is.
    """
    with atomic_refusing_deadlocks():
        lock_actor(by)
        lock_edited(version.pk, {}, page=version)
        page = type(version).objects.filter(pk=version.pk).first()
        if page is None:
            raise PageDeleted
        if refusal := why_not_translated(page, by=by):
            raise refusal
        try:
            yield page
        except Page.DoesNotExist as error:
            raise PageDeleted from error


def _count_open(pages: SideBySide, translations: Mapping[PathAndSource, str], *, kind: str) -> int:
    """Count the texts that are open after a save of these translations."""
    sources = {source for _path, source in translations}
    left = [
        one
        for one in pages.open_segments
        if one.source not in sources and (not one.text or one.state == SegmentState.MACHINE)
    ]
    return len(left) + sum(not text or kind == MACHINE for text in translations.values())


def _save(
    pages: SideBySide,
    translations: Mapping[PathAndSource, str],
    *,
    by: User,
    at: datetime,
    kind: str = MANUAL,
    tool: str = "",
    overrides: Mapping[str, Any] | None = None,
) -> None:
    """Store the source and the translations, save the draft that is built of them, and record it; nothing where all
    three say what they said."""
    overrides = overrides or {}
    is_in_step = pages.last_translated.values == pages.source.values
    draft = build_draft(pages, translations, overrides)
    if is_in_step and not translations and not overrides and _says_what_the_latest_says(draft, pages.version):
        return
    if pages.source_row is None or not is_in_step:
        renew_source(pages.source.page, content=pages.content)
    store_translations(pages, translations, by=by, at=at, kind=kind, tool=tool)
    store_overrides(pages, overrides, by=by)
    if pages.version.latest_revision_id == pages.version.live_revision_id:
        # The note of the public version is not that of the next one (`home.editing.correction_forms`).
        draft.correction_note = ""
    continued = _continued_revision(pages.version, by=by, at=at)
    with keys_alone():
        revision: Revision = draft.save_revision(
            user=by, log_action=continued is None, clean=False, overwrite_revision=continued
        )
    cache.set(_REVISION_MADE_HERE % pages.version.pk, revision.pk, LONGEST_PAUSE.total_seconds())
    record = get_directory().for_path(pages.version.path)
    paths = [*(path for path, _source in translations), *overrides]
    record_event(
        ContentEventKind.SEGMENT_TRANSLATED,
        portal=Portal(pk=record.id) if record is not None else None,
        at=at,
        by=by,
        page=pages.version.pk,
        title=draft.title,
        revision=revision.pk,
        segments=[f"{pages.places[path].words} [{path}]" for path in paths],
    )
    if pages.version.live:
        # After the event: publications lock these rows with the chain of the portal in hand. What became public
        # meanwhile was counted anew.
        source, open_segments = pages.source.page, _count_open(pages, translations, kind=kind)
        as_read = Page.objects.filter(pk=source.pk, live_revision=source.live_revision_id)
        VersionBasis.objects.filter(Exists(as_read), page=pages.version.pk).update(open_segments=open_segments)


def _says_what_the_latest_says(draft: BasePage, version: BasePage) -> bool:
    latest = version.latest_revision
    return latest is not None and same_content(latest.content, draft.serializable_data(), of=type(draft))


def _continued_revision(version: BasePage, *, by: User, at: datetime) -> Revision | None:
    """Return the latest revision (as `read_side_by_side` reads it) where the person goes on in it: their own, of this
    sitting, made by these verbs, and neither submitted, approved nor scheduled.

    A revision of the page editor belongs to its tab, whose next autosave would overwrite the translations.
    """
    revision = version.latest_revision
    if revision is None or cache.get(_REVISION_MADE_HERE % version.pk) != revision.pk:
        return None
    if revision.user_id != by.pk or revision.pk == version.live_revision_id:
        return None
    if revision.approved_go_live_at is not None or at - revision.created_at > LONGEST_PAUSE:
        return None
    return None if revision.was_submitted else revision
