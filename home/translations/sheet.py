"""The two languages of a page side by side: each text of the Vietnamese page, and what the English one says for it.

The texts are those that wagtail-localize finds in a page (`extract_segments`). What the English draft says is read from
the draft itself, so that what was typed in the page editor counts as much as what was typed here.
"""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import CharField, Exists, ForeignKey, Model, OuterRef, TextChoices, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import get_serializable_data_for_fields
from wagtail import blocks
from wagtail.models import Page, Revision, TaskState
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments, quote_path_component

from home.blocks.choosers import keys_alone
from home.contentcheck.extraction import Place, place_of, place_of_block
from home.fields import StreamField
from home.models import BasePage, VersionBasis
from home.translations.block_ids import Content, block_ids, with_block_ids

if TYPE_CHECKING:
    from accounts.models import User

# Texts that have less in common are not versions of each other.
LIKE: Final = 0.5
# Relations that a page keeps whatever a revision says; Wagtail would ask whether the rows are there.
_OF_THE_PAGE: Final = frozenset(
    {"alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner"}
)


class SegmentState(TextChoices):
    """How far one text is."""

    MISSING = "missing", pgettext_lazy("text to translate", "Not translated")
    CHANGED = "changed", pgettext_lazy("text to translate", "Changed in Vietnamese")
    MACHINE = "machine", pgettext_lazy("text to translate", "By a machine, to be confirmed")
    DONE = "done", pgettext_lazy("text to translate", "Translated")


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of the Vietnamese page.

    Attributes:
        path: where it stands, as wagtail-localize says it.
        source: the text as it is stored, with its bold words and links.
        text: what the English page says for it; empty where that is to be written.
        source_before, text_before: what stood there when it was translated, where the Vietnamese was changed since.
        by, at: who translated it and when, where that is known.
    """

    path: str
    source: str
    text: str = ""
    state: SegmentState = SegmentState.MISSING
    source_before: str = ""
    text_before: str = ""
    by: User | None = None
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Names the text in addresses and forms."""
        return sha256(f"{self.path}\n{self.source}".encode()).hexdigest()[:20]

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]

    @property
    def is_open(self) -> bool:
        return self.state != SegmentState.DONE


@dataclass(frozen=True, slots=True)
class Override:
    """A picture, file, page or address of the Vietnamese page in whose place the English one may have another.

    Attributes:
        model: what is chosen; None: an address.
        source, value: what each of the two has.
    """

    path: str
    model: type[Model] | None
    source: Any
    value: Any

    @property
    def key(self) -> str:
        return sha256(self.path.encode()).hexdigest()[:20]

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]


@dataclass(frozen=True)
class Side:
    """A page in one language, with the pieces that wagtail-localize finds in it."""

    page: BasePage
    values: list[Any]

    @classmethod
    def of(cls, page: BasePage, content: Content) -> Side:
        instance = saying(page, content)
        return cls(instance, pieces_of_page(instance))

    @cached_property
    def strings(self) -> list[StringSegmentValue]:
        return [value for value in self.values if isinstance(value, StringSegmentValue)]

    @cached_property
    def by_path(self) -> dict[str, list[str]]:
        return {path: [one.string.data for one in values] for path, values in _by_path(self.strings).items()}

    @cached_property
    def choices(self) -> dict[str, Any]:
        """What is chosen where, of the pieces that are no text."""
        return {value.path: value.data for value in self.values if isinstance(value, OverridableSegmentValue)}


def _by_path(values: Iterable[StringSegmentValue]) -> dict[str, list[StringSegmentValue]]:
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in values:
        found[value.path].append(value)
    return found


def saying(page: BasePage, content: Content) -> BasePage:
    """The page in memory with the texts, pictures and addresses of this content. Reads no row."""
    instance = copy.copy(page)
    for one in get_translatable_fields(type(page)):
        column = one.get_field(type(page))
        if column.concrete and not column.many_to_many and column.name in content:
            setattr(instance, column.attname, column.to_python(content[column.name]))
    return instance


def pieces_of_page(page: BasePage) -> list[Any]:
    """What wagtail-localize finds in a page as it is in memory. Reads no row: of what is chosen it takes the key."""
    looked_at = copy.copy(page)
    for column in page._meta.concrete_fields:
        key = getattr(page, column.attname)
        if isinstance(column, ForeignKey) and column.target_field.primary_key and key is not None:
            row = column.related_model.from_db(None, [column.target_field.attname], [key])
            column.set_cached_value(looked_at, row)
    with keys_alone():
        return list(extract_segments(looked_at))


@dataclass
class Sheet:
    """A version and its Vietnamese page, side by side.

    Attributes:
        version: the English page as the database has it.
        draft: what its latest revision says.
        source: the Vietnamese page: what the public reads, else what was translated last.
        content: what the Vietnamese page says, with a key for each block.
        kept: what wagtail-localize keeps of the Vietnamese page as it was translated last; None: nothing.
        before: what the Vietnamese page said when the version was made or brought up to date.
        rows: translations that are kept of texts of this page, by text and place.
        strange: fields in which the English page has other blocks than the Vietnamese one had.
    """

    version: BasePage
    draft: Side
    source: Side
    content: dict[str, Any]
    kept: TranslationSource | None
    before: Side
    rows: dict[tuple[str, str], StringTranslation]
    strange: list[Place] = field(default_factory=list)

    @cached_property
    def segments(self) -> list[Segment]:
        """The texts in the order of the page. A text that stands twice in one place is one."""
        found: dict[tuple[str, str], Segment] = {}
        for value in self.source.strings:
            pair = (value.path, value.string.data)
            if pair not in found and needs_words(value.string.data):
                found[pair] = self._segment(*pair)
        return list(found.values())

    @property
    def is_behind(self) -> bool:
        """Whether the Vietnamese page says something that was not looked at yet."""
        return self.before.by_path != self.source.by_path

    @cached_property
    def open_segments(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.is_open]

    @cached_property
    def spoken(self) -> dict[tuple[str, str], str]:
        """What the English draft says for the texts that the Vietnamese page had, by place and text."""
        found: dict[tuple[str, str], str] = {}
        for path, sources in self.before.by_path.items():
            texts = self.draft.by_path.get(path, [])
            if len(texts) == len(sources):
                found |= {(path, source): text for source, text in zip(sources, texts, strict=True)}
        return found

    @cached_property
    def links(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Where the links of texts of the English draft lead, by place and Vietnamese text."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        theirs = _by_path(self.draft.strings)
        for path, values in _by_path(self.before.strings).items():
            if len(values) == len(theirs.get(path, ())):
                pairs = zip(values, theirs[path], strict=True)
                found |= {(path, value.string.data): other.attrs or {} for value, other in pairs}
        return found

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """Addresses that links of the English draft have in the place of those of the Vietnamese page, by place."""
        found = {}
        for value in self.before.strings:
            other = self.links.get((value.path, value.string.data), {})
            for key, attributes in (value.attrs or {}).items():
                address = other.get(key, {}).get("href")
                if address and attributes.get("href") not in {None, address}:
                    found[f"{value.path}.{quote_path_component(attributes['href'])}"] = address
        return found

    @cached_property
    def said(self) -> dict[tuple[str, str], str]:
        """What of that is English."""
        return {pair: text for pair, text in self.spoken.items() if self._is_said(*pair, text)}

    @cached_property
    def _spoken_anywhere(self) -> dict[str, str]:
        return {source: text for (_path, source), text in self.said.items()}

    @cached_property
    def _kept_anywhere(self) -> dict[str, StringTranslation]:
        return {source: row for (_path, source), row in self.rows.items() if row.data}

    def _is_said(self, path: str, source: str, text: str) -> bool:
        """Whether a text is English, and not the Vietnamese one that no one has translated yet."""
        row = self.rows.get((path, source))
        return bool(text) and (text != source or (row is not None and row.data == text))

    def _segment(self, path: str, source: str) -> Segment:
        row = self.rows.get((path, source))
        text = self.said.get((path, source), "")
        if not text:
            # Offered, and put in when the page is saved next: the draft does not say it yet.
            row = row if row is not None and row.data else self._kept_anywhere.get(source)
            text = row.data if row is not None and not row.has_error else self._spoken_anywhere.get(source, "")
            before, said = self._before(path, source)
            state = SegmentState.CHANGED if text or said else SegmentState.MISSING
            return Segment(path, source, text, state, source_before=before, text_before=said)
        if row is None or row.data != text:
            return Segment(path, source, text, SegmentState.DONE)
        is_machine = row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
        state = SegmentState.MACHINE if is_machine else SegmentState.DONE
        return Segment(path, source, text, state, by=row.last_translated_by, at=row.updated_at)

    def _before(self, path: str, source: str) -> tuple[str, str]:
        """The text that stood in a place and was rewritten since, with its translation; two empty ones, where none is
        like it."""
        gone = self._gone.get(path, {})
        like = get_close_matches(source, gone, n=1, cutoff=LIKE)
        return (like[0], gone[like[0]]) if like else ("", "")

    @cached_property
    def _gone(self) -> dict[str, dict[str, str]]:
        """Texts that the Vietnamese page does not say any more in a place, with their translations, by that place."""
        gone: dict[str, dict[str, str]] = defaultdict(dict)
        kept = {pair: row.data for pair, row in self.rows.items() if row.data}
        for (path, source), text in (kept | self.said).items():
            if source not in self.source.by_path.get(path, ()):
                gone[path][source] = text
        return gone

    @cached_property
    def overrides(self) -> dict[str, SegmentOverride]:
        """What is kept of what the English page has in the place of something that the Vietnamese one has, by place."""
        rows = SegmentOverride.objects.filter(
            context__object=self.version.translation_key, locale=self.version.locale_id
        )
        return {row.context.path: row for row in rows.select_related("context")}

    @cached_property
    def choices(self) -> list[Override]:
        """Pictures, files, pages and addresses that the English page may have others of."""
        found = []
        for path, source in self.source.choices.items():
            row = self.overrides.get(path)
            kept = row.data if row is not None and not row.has_error else source
            value = self._addresses.get(path, kept) if "'" in path else self.draft.choices.get(path, kept)
            block = leaf_at(self.source.page, path)
            if isinstance(block, (blocks.ChooserBlock, blocks.URLBlock, ForeignKey)) or block is None:
                model = block.related_model if isinstance(block, ForeignKey) else getattr(block, "model_class", None)
                found.append(Override(path, model, source, value))
        return found

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each piece stands, in words."""
        page = self.source.page
        return {value.path: place_of_path(page, value.path) for value in self.source.values}

    def by_key(self, key: str) -> Segment | None:
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Segment]:
        return {segment.key: segment for segment in self.segments}


def needs_words(text: str) -> bool:
    """Whether there is anything to translate: a number, an e-mail address or a code says the same in both languages."""
    return "@" not in text and any(character.isalpha() for character in text)


def read_sheet(version: BasePage, *, draft: BasePage | None = None) -> Sheet:
    """A version beside its Vietnamese page.

    Args:
        draft: what the version says; None: its latest revision.

    Raises:
        Page.DoesNotExist: there is no Vietnamese page.
    """
    model = type(version)
    others = model.objects.filter(translation_key=version.translation_key)
    page = others.get(locale__language_code=settings.LANGUAGE_CODE)
    kept = TranslationSource.objects.filter(object=version.translation_key, locale=page.locale_id).first()
    content = content_of(page, kept)
    before = _content_before(version, page, kept, now=content) or content
    if all(before.get(one.field_name) == content.get(one.field_name) for one in get_translatable_fields(model)):
        before = content
    said = draft if draft is not None else latest_draft(version)
    english = with_block_ids(get_serializable_data_for_fields(said), of=model, like=before)
    places = StringTranslation.objects.filter(context__object=version.translation_key, locale=version.locale_id)
    rows = places.select_related("translation_of", "context", "last_translated_by")
    source = Side.of(page, content)
    return Sheet(
        version=version,
        draft=Side.of(said, english),
        source=source,
        content=content,
        kept=kept,
        before=source if before is content else Side.of(page, before),
        rows={(row.context.path, row.translation_of.data): row for row in rows},
        strange=_strange(model, before, english),
    )


def latest_draft(version: BasePage) -> BasePage:
    """What the latest revision of a page says, as `get_latest_revision_as_object` gives it, without asking for rows
    that the page has."""
    submitted = TaskState.objects.filter(revision=OuterRef("pk"))
    revisions = Revision.objects.filter(pk=version.latest_revision_id).annotate(was_submitted=Exists(submitted))
    revision = version.latest_revision = revisions.first()
    if revision is None:
        return version
    draft: BasePage = version.with_content_json(
        {name: value for name, value in revision.content.items() if name not in _OF_THE_PAGE}
    )
    draft.latest_revision, draft.live_revision_id = revision, version.live_revision_id
    return draft


def content_of(page: BasePage, kept: TranslationSource | None) -> dict[str, Any]:
    """What a Vietnamese page says that is translated: what the public reads; where nothing is public, what is kept,
    else the latest draft. Blocks keep the keys that they had before."""
    known = json.loads(kept.content_json) if kept is not None else None
    if not page.live and known is not None:
        return with_block_ids(known, of=type(page))
    said = page if page.live else page.get_latest_revision_as_object()
    return with_block_ids(get_serializable_data_for_fields(said), of=type(page), like=known)


def _content_before(
    version: BasePage, page: BasePage, kept: TranslationSource | None, *, now: Content
) -> dict[str, Any] | None:
    """What the Vietnamese page said that the version says: what is kept; else the revision that it was made from."""
    if kept is not None:
        return with_block_ids(json.loads(kept.content_json), of=type(page))
    basis = VersionBasis.objects.filter(page=version.pk).select_related("revision").first()
    if basis is None or basis.revision is None:
        return None
    return with_block_ids(basis.revision.content, of=type(page), like=now)


def _strange(model: type[Page], before: Content, english: Content) -> list[Place]:
    theirs, ours = block_ids(before, of=model), block_ids(english, of=model)
    return [place_of(model._meta.get_field(name)) for name, keys in ours.items() if keys != theirs.get(name, [])]


def place_of_path(page: BasePage, path: str) -> Place:
    """Where a piece of a page stands: its field, the block, and what it is in the block."""
    column, number, chain = _way_to(page, path)
    place = place_of(column)
    if not number:
        return place
    here = place_of_block(place, number, chain[0][0])
    return replace(here, words=" – ".join([here.words, *(label for _block, label in chain[1:] if label)]))


def leaf_at(page: BasePage, path: str) -> Any:
    """The column or block in which a piece of a page stands; None for the address of a link in a text."""
    if "'" in path:
        return None
    column, number, chain = _way_to(page, path)
    return chain[-1][0] if number else column


def _way_to(page: BasePage, path: str) -> tuple[Any, int, list[tuple[Any, str]]]:
    """The column of a piece, the number of its block in a stream, the blocks down to it and what each is called."""
    name, *steps = path.partition(".'")[0].split(".")
    column = page._meta.get_field(name)
    if not isinstance(column, StreamField) or not steps:
        return column, 0, []
    rows = list(getattr(page, name).raw_data)
    number = next(position for position, row in enumerate(rows, start=1) if row["id"] == steps[0])
    block = column.stream_block.child_blocks[rows[number - 1]["type"]]
    chain = [(block, "")]
    for step in steps[1:]:
        if isinstance(block, blocks.ListBlock):
            block, label = block.child_block, ""
        elif isinstance(block, blocks.BaseStructBlock) and step in block.child_blocks:
            block = block.child_blocks[step]
            label = capfirst(str(block.label))
        else:
            label = _cell(step)
        chain.append((block, label))
    return column, number, chain


def _cell(step: str) -> str:
    row, dash, column = step.partition("-")
    if not (dash and row.isdecimal() and column.isdecimal()):
        return ""
    return _("row %(row)d, column %(column)d") % {"row": int(row) + 1, "column": int(column) + 1}


def text_fields(model: type[Page]) -> list[str]:
    """Columns of plain text that are translated."""
    return [
        one.field_name
        for one in get_translatable_fields(model)
        if isinstance(one.get_field(model), (CharField, TextField)) and repr(one).startswith("<Translatable")
    ]
