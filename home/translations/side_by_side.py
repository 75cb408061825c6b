"""The two languages of a page side by side: each text of the Vietnamese page with that of the English one.

The texts are those that wagtail-localize finds in a page. The English ones are read from the draft itself, so that a
text typed in the page editor counts as much as one typed beside its source. Nothing here asks the database but
`SideBySide.overrides`; `home.translations.queries` reads the rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from django.db.models import ForeignKey
from wagtail import blocks
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource
from wagtail_localize.segments.extract import quote_path_component

from home.contentcheck.extraction import Place
from home.models import BasePage
from home.translations.page_texts import PageTexts, strings_by_path
from home.translations.places import leaf_at, place_of_path
from home.translations.segments import Override, PathAndSource, Segment, SegmentState, needs_translation

# Texts that have less in common are not versions of each other.
SIMILARITY: Final = 0.5


@dataclass
class SideBySide:
    """An English page beside its Vietnamese one.

    Attributes:
        version: the row of the English page.
        draft: its latest revision.
        source: the Vietnamese page: its public version, else the one that was translated last.
        content: content of the Vietnamese page, with a key for each block.
        source_row: the Vietnamese page as wagtail-localize stored it with the last translation; None: never.
        last_translated: the Vietnamese page at the time when the version was made or brought up to date.
        rows: stored translations of texts of this page, by path and source.
        differing_fields: fields in which the English page has other blocks than the Vietnamese one had.
    """

    version: BasePage
    draft: PageTexts
    source: PageTexts
    content: dict[str, Any]
    source_row: TranslationSource | None
    last_translated: PageTexts
    rows: dict[PathAndSource, StringTranslation]
    differing_fields: list[Place] = field(default_factory=list)

    @cached_property
    def segments(self) -> list[Segment]:
        """The texts in the order of the page. A text that stands twice in one place is one."""
        found: dict[PathAndSource, Segment] = {}
        for value in self.source.strings:
            pair = (value.path, value.string.data)
            if pair not in found and needs_translation(value.string.data):
                found[pair] = self._segment(*pair)
        return list(found.values())

    @property
    def is_behind(self) -> bool:
        """Whether the Vietnamese page has other texts than those that were translated last."""
        return self.last_translated.by_path != self.source.by_path

    @cached_property
    def open_segments(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.is_open]

    @cached_property
    def draft_texts(self) -> dict[PathAndSource, str]:
        """Texts of the English draft, by path and source, translated or still Vietnamese."""
        found: dict[PathAndSource, str] = {}
        for path, sources in self.last_translated.by_path.items():
            texts = self.draft.by_path.get(path, [])
            if len(texts) == len(sources):
                found |= {(path, source): text for source, text in zip(sources, texts, strict=True)}
        return found

    @cached_property
    def english_texts(self) -> dict[PathAndSource, str]:
        """Texts of the English draft that are translated, by path and source."""
        return {pair: text for pair, text in self.draft_texts.items() if self._is_translated(pair, text)}

    def _is_translated(self, pair: PathAndSource, text: str) -> bool:
        """Whether a text of the draft is more than the Vietnamese one left in its place."""
        row = self.rows.get(pair)
        return bool(text) and (text != pair[1] or (row is not None and row.data == text))

    @cached_property
    def links(self) -> dict[PathAndSource, dict[str, Any]]:
        """Attributes of the links in texts of the English draft, by path and source."""
        found: dict[PathAndSource, dict[str, Any]] = {}
        in_draft = strings_by_path(self.draft.strings)
        for path, values in strings_by_path(self.last_translated.strings).items():
            if len(values) == len(in_draft.get(path, ())):
                pairs = zip(values, in_draft[path], strict=True)
                found |= {(path, value.string.data): other.attrs or {} for value, other in pairs}
        return found

    @cached_property
    def _link_addresses(self) -> dict[str, str]:
        """Addresses of links of the English draft that differ from those of the Vietnamese page, by path."""
        found = {}
        for value in self.last_translated.strings:
            other = self.links.get((value.path, value.string.data), {})
            for key, attributes in (value.attrs or {}).items():
                address = other.get(key, {}).get("href")
                if address and attributes.get("href") not in {None, address}:
                    found[f"{value.path}.{quote_path_component(attributes['href'])}"] = address
        return found

    @cached_property
    def _english_by_source(self) -> dict[str, str]:
        return {source: text for (_path, source), text in self.english_texts.items()}

    @cached_property
    def _rows_by_source(self) -> dict[str, StringTranslation]:
        return {source: row for (_path, source), row in self.rows.items() if row.data}

    def _segment(self, path: str, source: str) -> Segment:
        row = self.rows.get((path, source))
        text = self.english_texts.get((path, source), "")
        if not text:
            # Offered, and put in with the next save: the draft does not have it yet.
            row = row if row is not None and row.data else self._rows_by_source.get(source)
            text = row.data if row is not None and not row.has_error else self._english_by_source.get(source, "")
            source_before, text_before = self._former_text(path, source)
            state = SegmentState.CHANGED if text or text_before else SegmentState.MISSING
            return Segment(path, source, text, state, source_before=source_before, text_before=text_before)
        if row is None or row.data != text:
            return Segment(path, source, text, SegmentState.DONE)
        is_machine = row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
        state = SegmentState.MACHINE if is_machine else SegmentState.DONE
        return Segment(path, source, text, state, by=row.last_translated_by, at=row.updated_at)

    def _former_text(self, path: str, source: str) -> PathAndSource:
        """The text that a rewritten one replaced, with its translation; two empty ones where none is similar."""
        removed = self._removed_texts.get(path, {})
        similar = get_close_matches(source, removed, n=1, cutoff=SIMILARITY)
        return (similar[0], removed[similar[0]]) if similar else ("", "")

    @cached_property
    def _removed_texts(self) -> dict[str, dict[str, str]]:
        """Texts that the Vietnamese page no longer has at a path, with their translations, by that path."""
        removed: dict[str, dict[str, str]] = defaultdict(dict)
        stored = {pair: row.data for pair, row in self.rows.items() if row.data}
        for (path, source), text in (stored | self.english_texts).items():
            if source not in self.source.by_path.get(path, ()):
                removed[path][source] = text
        return removed

    @cached_property
    def overrides(self) -> dict[str, SegmentOverride]:
        """Stored choices of the English page that replace those of the Vietnamese one, by path."""
        rows = SegmentOverride.objects.filter(
            context__object=self.version.translation_key, locale=self.version.locale_id
        )
        return {row.context.path: row for row in rows.select_related("context")}

    @cached_property
    def choices(self) -> list[Override]:
        """Pictures, files, pages and addresses that the English page may replace by others."""
        found = []
        for path, source in self.source.choices.items():
            row = self.overrides.get(path)
            stored = row.data if row is not None and not row.has_error else source
            value = self._link_addresses.get(path, stored) if "'" in path else self.draft.choices.get(path, stored)
            block = leaf_at(self.source.page, path)
            if isinstance(block, (blocks.ChooserBlock, blocks.URLBlock, ForeignKey)) or block is None:
                model = block.related_model if isinstance(block, ForeignKey) else getattr(block, "model_class", None)
                found.append(Override(path, model, source, value))
        return found

    @cached_property
    def places(self) -> dict[str, Place]:
        """The place of each piece in words, by path."""
        page = self.source.page
        return {value.path: place_of_path(page, value.path) for value in self.source.values}

    def by_key(self, key: str) -> Segment | None:
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Segment]:
        return {segment.key: segment for segment in self.segments}
