"""Rows of wagtail-localize for translations and choices of an English page, written together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation

from home.translations.segments import PathAndSource
from home.translations.side_by_side import SideBySide
from home.translations.sources import contexts_of, strings_of

if TYPE_CHECKING:
    from accounts.models import User

MANUAL: Final = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE: Final = StringTranslation.TRANSLATION_TYPE_MACHINE


def store_translations(
    pages: SideBySide, translations: Mapping[PathAndSource, str], *, by: User, at: datetime, kind: str, tool: str
) -> None:
    """Store new translations, and those of the draft that are not stored yet: somebody typed them in the page editor,
    so they are nobody's here.

    Args:
        kind, tool: how the new ones were made.
    """
    typed = {
        (path, source): text
        for (path, source), text in pages.english_texts.items()
        if path in pages.source.by_path and ((path, source) not in pages.rows or pages.rows[path, source].data != text)
    }
    texts = typed | dict(translations)
    if not texts:
        return
    keys = _keys_of(pages, texts)
    rows = []
    for pair, text in texts.items():
        is_new = pair in translations
        context, string = keys[pair]
        rows.append(
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale_id=pages.version.locale_id,
                data=text,
                translation_type=kind if is_new else MANUAL,
                tool_name=tool if is_new else "",
                last_translated_by=by if is_new else None,
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


def _keys_of(pages: SideBySide, pairs: Iterable[PathAndSource]) -> dict[PathAndSource, tuple[int, int]]:
    """Keys of the context and the string of texts; rows are made where there are none."""
    page = pages.source.page
    rows = StringSegment.objects.filter(source__object=page.translation_key, source__locale=page.locale_id)
    found = {
        (path, source): (context, string)
        for path, source, context, string in rows.values_list("context__path", "string__data", "context", "string")
    }
    missing = set(pairs) - found.keys()
    if missing:
        contexts = contexts_of(page, {path for path, _source in missing})
        strings = strings_of(page.locale_id, {source for _path, source in missing})
        found |= {(path, source): (contexts[path], strings[source]) for path, source in missing}
    return found


def store_overrides(pages: SideBySide, overrides: Mapping[str, Any], *, by: User) -> None:
    """Store new choices, and those of the draft that are not stored yet. None takes a stored one back."""
    typed = {
        one.path: one.value for one in pages.choices if one.value != one.source and one.path not in pages.overrides
    }
    values = typed | dict(overrides)
    if not values:
        return
    contexts = contexts_of(pages.source.page, values.keys())
    changed = [contexts[path] for path in values]
    SegmentOverride.objects.filter(locale=pages.version.locale_id, context__in=changed).delete()
    SegmentOverride.objects.bulk_create(
        SegmentOverride(
            locale_id=pages.version.locale_id,
            context_id=contexts[path],
            data_json=json.dumps(value),
            last_translated_by=by if path in overrides else None,
        )
        for path, value in values.items()
        if value is not None
    )
