"""Verbs of the English page beside its Vietnamese one: what is translated becomes a draft, and never more than that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, TextField
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue, validate_translation_links

from audit.errors import PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import PageDeleted
from editorial.review.locking import lock_edited
from formats.vietnamese.text import clean_text, to_nfc, writable
from formats.vietnamese.text import slug as slug_of
from home.blocks.choosers import keys_alone
from home.enums import ContentEventKind
from home.models import BasePage, VersionBasis
from home.models.base import SLUG_LENGTH
from home.serving.addresses import free_slug
from home.translations.english import is_version
from home.translations.notation import plain, stored
from home.translations.sheet import Segment, SegmentState, Sheet, leaf_at, read_sheet, text_fields
from home.translations.sources import contexts_of, renew_source, strings_of
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User

# The place of a text and what it says in Vietnamese.
Pair = tuple[str, str]

MANUAL: Final = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE: Final = StringTranslation.TRANSLATION_TYPE_MACHINE
# One revision holds what a person translates of a page without so long a pause.
SITTING: Final = timedelta(hours=1)


class TranslationForbidden(PortalRefusal):
    code = "translation_forbidden"
    message = _("You may not edit this page.")


class VersionHeld(PortalRefusal):
    code = "version_held"
    message = _("The page is locked, in review, or approved for a later time: you cannot change it now.")


class SegmentGone(PortalRefusal):
    code = "segment_gone"
    message = _("The Vietnamese page does not say this any more. Open the page once more.")


class SegmentChanged(PortalRefusal):
    code = "segment_changed"
    message = _("Somebody translated this meanwhile: “%(text)s”. Save once more to put yours in its place.")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.message) % {"text": plain(self.text)}


class ArrangementDiffers(PortalRefusal):
    code = "arrangement_differs"
    message = _(
        "The English page is arranged differently from the Vietnamese one. Take over the arrangement of the Vietnamese "
        "page first, or edit the English page as a whole."
    )


class TextRefused(PortalRefusal):
    """The page does not take a text: too long, or with a link that the source does not have."""

    code = "text_refused"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return self.why


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote for one text, with markers (`home.translations.notation`), and what stood there before, as it
    is stored (None: whatever it was)."""

    key: str
    text: str
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a page is: how many texts are still to be translated or confirmed; the keys of all, in their order; and
    what was written, as it is stored."""

    open: int
    keys: list[str]
    written: list[str]


def why_not_translated(version: Page, *, by: User) -> PortalRefusal | None:
    """Why the person may not translate a page now."""
    if not is_version(version) or not version.permissions_for_user(by).can_edit():
        return TranslationForbidden()
    lock = version.get_lock()
    return VersionHeld() if lock is not None and lock.for_user(by) else None


def translate(
    version: BasePage,
    texts: Iterable[Written],
    *,
    by: User,
    at: datetime,
    kind: str = MANUAL,
    tool: str = "",
) -> Progress:
    """Save translations of some texts of a page, as a draft, with an event that names each. An empty text takes back
    what was there.

    What the Vietnamese page says by now is kept with them. The words are the work of the person like any other
    (decision 0052): they stand in a revision of that person.

    Args:
        kind, tool: how they were made, where a machine made them.

    Raises:
        TranslationForbidden, VersionHeld: the person may not, or not now.
        MarkersRefused: a marker without its end.
        SegmentGone: the Vietnamese page does not say it any more.
        SegmentChanged: somebody else wrote another translation meanwhile.
        ArrangementDiffers: the English page has other blocks, which would be lost.
        TextRefused: the page does not take a text.
    """
    with _held(version, by=by) as sheet:
        if sheet.strange:
            raise ArrangementDiffers
        chosen: dict[Pair, str] = {}
        for one in texts:
            segment = sheet.by_key(one.key)
            if segment is None:
                raise SegmentGone
            text = text_as_stored(sheet, segment, one.text)
            if one.seen is not None and segment.text not in {one.seen, text}:
                raise SegmentChanged(segment.text)
            chosen[segment.path, segment.source] = text
        _save(sheet, chosen, by=by, at=at, kind=kind, tool=tool)
        keys = [segment.key for segment in sheet.segments]
        return Progress(_count_open(sheet, chosen, kind=kind), keys, list(chosen.values()))


def choose(version: BasePage, chosen: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Save which picture, file, page or address the English page has in the place of that of the Vietnamese one.

    Args:
        chosen: by the key of the place; None: what the Vietnamese page has.

    Raises:
        TranslationForbidden, VersionHeld, SegmentGone, ArrangementDiffers: see `translate`.
        TextRefused: the page does not take what was chosen.
    """
    with _held(version, by=by) as sheet:
        if sheet.strange:
            raise ArrangementDiffers
        by_key = {one.key: one for one in sheet.choices}
        if not chosen.keys() <= by_key.keys():
            raise SegmentGone
        _save(sheet, {}, by=by, at=at, overrides={by_key[key].path: value for key, value in chosen.items()})


def take_arrangement(version: BasePage, *, by: User, at: datetime) -> None:
    """Arrange the English page as the Vietnamese one is by now. Texts that both have stay; what only the English page
    has is left out of the draft, and stays in the revision before it.

    Raises:
        TranslationForbidden, VersionHeld: see `translate`.
    """
    with _held(version, by=by) as sheet:
        _save(sheet, {}, by=by, at=at)


@contextmanager
def _held(version: BasePage, *, by: User) -> Iterator[Sheet]:
    """One transaction in which the person may write the page, and nobody else writes it; gives it side by side."""
    with atomic_refusing_deadlocks():
        lock_actor(by)
        lock_edited(version.pk, {}, page=version)
        page = type(version).objects.filter(pk=version.pk).first()
        if page is None:
            raise PageDeleted
        if refusal := why_not_translated(page, by=by):
            raise refusal
        yield read_sheet(page)


def text_as_stored(sheet: Sheet, segment: Segment, typed: str) -> str:
    """What somebody typed for a text, as it is stored: in the letters and lines that the form of the page keeps
    (`home.editing.forms.PortalPageForm`).

    Raises:
        MarkersRefused: see `stored`.
        TextRefused: the page does not take it: its tags, its links, its length.
    """
    leaf = leaf_at(sheet.source.page, segment.path)
    has_one_line = isinstance(leaf, (CharField, blocks.CharBlock))
    writable_text = to_nfc(writable(typed))
    text = stored(clean_text(writable_text) if has_one_line else writable_text, source=segment.source)
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(segment.source, text)
    except ValueError as error:
        raise TextRefused(str(error)) from error
    try:
        if text and isinstance(leaf, (CharField, TextField)):
            # Django asks it of texts of columns in forms alone.
            MaxLengthValidator(leaf.max_length or len(text))(plain(text))
            leaf.clean(plain(text), None)
        elif text and isinstance(leaf, (blocks.CharBlock, blocks.TextBlock)):
            leaf.clean(plain(text))
    except ValidationError as error:
        raise TextRefused(" ".join(error.messages)) from error
    return text


def _count_open(sheet: Sheet, chosen: Mapping[Pair, str], *, kind: str) -> int:
    """How many texts are open once these are written."""
    sources = {source for _path, source in chosen}
    left = [
        one
        for one in sheet.open_segments
        if one.source not in sources and (not one.text or one.state == SegmentState.MACHINE)
    ]
    return len(left) + sum(not text or kind == MACHINE for text in chosen.values())


def _save(
    sheet: Sheet,
    chosen: Mapping[Pair, str],
    *,
    by: User,
    at: datetime,
    kind: str = MANUAL,
    tool: str = "",
    overrides: Mapping[str, Any] | None = None,
) -> Revision:
    """Keep the source and the translations, save the page that is built of them as a draft, and record it."""
    overrides = overrides or {}
    if sheet.kept is None or sheet.before.values != sheet.source.values:
        renew_source(sheet.source.page, content=sheet.content)
    _keep_translations(sheet, chosen, by=by, at=at, kind=kind, tool=tool)
    _keep_overrides(sheet, overrides, by=by)
    draft = _built(sheet, chosen, overrides)
    if sheet.version.latest_revision_id == sheet.version.live_revision_id:
        # The note of the version that is public is not that of the next one (`home.editing.correction_forms`).
        draft.correction_note = ""
    former = _revision_of_sitting(sheet.version, by=by, at=at)
    with keys_alone():
        revision: Revision = draft.save_revision(
            user=by, log_action=former is None, clean=False, overwrite_revision=former
        )
    if sheet.version.live:
        VersionBasis.objects.filter(page=sheet.version.pk).update(open_segments=_count_open(sheet, chosen, kind=kind))
    record = get_directory().for_path(sheet.version.path)
    record_event(
        ContentEventKind.SEGMENT_TRANSLATED,
        portal=Portal(pk=record.id) if record is not None else None,
        at=at,
        by=by,
        page=sheet.version.pk,
        title=draft.title,
        revision=revision.pk,
        segments=[f"{sheet.places[path].words} [{path}]" for path in (*(path for path, _text in chosen), *overrides)],
    )
    return revision


def _keep_translations(
    sheet: Sheet, chosen: Mapping[Pair, str], *, by: User, at: datetime, kind: str, tool: str
) -> None:
    """Keep what was written, and what the draft says that is not kept yet: somebody typed it in the page editor."""
    typed = {
        (path, source): text
        for (path, source), text in sheet.said.items()
        if path in sheet.source.by_path and ((path, source) not in sheet.rows or sheet.rows[path, source].data != text)
    }
    rows = []
    wanted = typed | dict(chosen)
    if not wanted:
        return
    keys = _keys_of(sheet, wanted)
    for pair, text in wanted.items():
        is_chosen = pair in chosen
        context, string = keys[pair]
        rows.append(
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale_id=sheet.version.locale_id,
                data=text,
                translation_type=kind if is_chosen else MANUAL,
                tool_name=tool if is_chosen else "",
                last_translated_by=by if is_chosen else None,
                updated_at=at,
            )
        )
    # Not one by one: their signal writes the title on the row of the page.
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "tool_name", "last_translated_by", "updated_at", "has_error"],
    )


def _keys_of(sheet: Sheet, wanted: Iterable[Pair]) -> dict[Pair, tuple[int, int]]:
    """Keys of the places of texts and of what they say, as wagtail-localize keeps them; made where there are none."""
    source = sheet.source.page
    rows = StringSegment.objects.filter(source__object=source.translation_key, source__locale=source.locale_id)
    found = {
        (path, source): (context, string)
        for path, source, context, string in rows.values_list("context__path", "string__data", "context", "string")
    }
    missing = set(wanted) - found.keys()
    if missing:
        contexts = contexts_of(sheet.source.page, {path for path, _source in missing})
        strings = strings_of(sheet.source.page.locale_id, {source for _path, source in missing})
        found |= {(path, source): (contexts[path], strings[source]) for path, source in missing}
    return found


def _keep_overrides(sheet: Sheet, overrides: Mapping[str, Any], *, by: User) -> None:
    differing = {
        one.path: one.value for one in sheet.choices if one.value != one.source and one.path not in sheet.overrides
    }
    wanted = differing | dict(overrides)
    if not wanted:
        return
    contexts = contexts_of(sheet.source.page, wanted.keys())
    here = [contexts[path] for path in wanted]
    SegmentOverride.objects.filter(locale=sheet.version.locale_id, context__in=here).delete()
    SegmentOverride.objects.bulk_create(
        SegmentOverride(
            locale_id=sheet.version.locale_id,
            context_id=contexts[path],
            data_json=json.dumps(value),
            last_translated_by=by if path in overrides else None,
        )
        for path, value in wanted.items()
        if value is not None
    )


def _built(sheet: Sheet, chosen: Mapping[Pair, str], overrides: Mapping[str, Any]) -> BasePage:
    """The draft with these texts, built as wagtail-localize builds what it previews
    (`TranslationSource.get_ephemeral_translated_instance`): the Vietnamese page with the English texts put in. What is
    not translated yet stays Vietnamese."""
    texts = sheet.said | {(one.path, one.source): one.text for one in sheet.segments if one.text} | dict(chosen)
    # A text that stands in several places is translated once.
    by_source = {source: text for (_path, source), text in chosen.items()}
    values = {one.path: one.value for one in sheet.choices if one.value != one.source} | dict(overrides)
    original, draft = sheet.source.page, sheet.draft.page
    former = {name: getattr(draft, name) for name in text_fields(type(draft))}
    own_slug = _slug_follows(sheet)
    pieces = []
    for value in sheet.source.values:
        if isinstance(value, StringSegmentValue):
            pair = (value.path, value.string.data)
            attrs = _attributes(value.attrs or {}, sheet.links.get(pair, {}))
            text = texts.get(pair) or by_source.get(pair[1]) or value.string.data
            pieces.append(StringSegmentValue(value.path, StringValue(text), attrs=attrs, order=value.order))
        elif not isinstance(value, OverridableSegmentValue):
            pieces.append(value)
        elif values.get(value.path) is not None:
            pieces.append(OverridableSegmentValue(value.path, values[value.path], order=value.order))
    copy_synchronised_fields(original, draft)
    ingest_segments(original, draft, original.locale_id, draft.locale_id, pieces)
    for name, text in former.items():
        # Said in English alone.
        if name not in sheet.source.by_path and name not in sheet.before.by_path:
            setattr(draft, name, text)
    if own_slug:
        slug = free_slug(slug_of(draft.title)[:SLUG_LENGTH].strip("-") or draft.slug)
        draft.slug = draft.slug if slug == draft.slug else draft._get_autogenerated_slug(slug)
    return draft


def _attributes(source: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    """Where the links of a text lead: those to pages and files as in English; addresses are chosen (`choose`)."""
    return {key: value if "href" in value else english.get(key, value) for key, value in source.items()}


def _slug_follows(sheet: Sheet) -> bool:
    """Whether the address is made from the title: until the page was public, and unless somebody typed another one."""
    draft = sheet.draft.page
    made = {slug_of(title)[:SLUG_LENGTH].strip("-") for title in (draft.title, sheet.before.page.title)}
    base = re.sub(r"-\d+$", "", draft.slug)
    return draft.first_published_at is None and (
        bool({base, draft.slug} & made) or draft.slug == sheet.source.page.slug
    )


def _revision_of_sitting(version: BasePage, *, by: User, at: datetime) -> Revision | None:
    """The latest revision, as `latest_draft` read it, where the person writes on in it: nobody has submitted, approved
    or scheduled it."""
    revision = version.latest_revision
    if revision is None or revision.user_id != by.pk or revision.pk == version.live_revision_id:
        return None
    if revision.approved_go_live_at is not None or at - revision.created_at > SITTING:
        return None
    return None if revision.was_submitted else revision
