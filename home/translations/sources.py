"""Rows of wagtail-localize for the source of a translation, written for all parts of a page at once."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from home.translations.block_ids import with_block_ids


@transaction.atomic
def ensure_source(page: Page) -> None:
    """Store a page as the source of its versions, where none is stored yet.

    The rows are those that `TranslationSource.get_or_create_from_instance` makes one by one, and finds afterwards.
    """
    translatable, _made = TranslatableObject.objects.get_or_create_from_instance(page)
    source, is_new = TranslationSource.objects.get_or_create(
        object=translatable,
        locale_id=page.locale_id,
        specific_content_type=ContentType.objects.get_for_model(type(page)),
        defaults=_facts(page, with_block_ids(page.serializable_data(), of=type(page))),
    )
    if is_new:
        _store_segments(source, page.with_content_json(json.loads(source.content_json)))


@transaction.atomic
def renew_source(page: Page, *, content: Mapping[str, Any]) -> None:
    """Store the current page in the place of the former source, as `TranslationSource.update_from_db` does.

    Args:
        page: with this content, as it is in memory.
    """
    translatable, _made = TranslatableObject.objects.get_or_create_from_instance(page)
    source, is_new = TranslationSource.objects.update_or_create(
        object=translatable,
        locale_id=page.locale_id,
        specific_content_type=ContentType.objects.get_for_model(type(page)),
        defaults=_facts(page, page.serializable_data() | dict(content)),
    )
    if not is_new:
        for model in (StringSegment, TemplateSegment, OverridableSegment, RelatedObjectSegment):
            model.objects.filter(source=source).delete()
    _store_segments(source, page)
    english = Locale.objects.exclude(pk=page.locale_id).values_list("pk", flat=True)
    # Switched off: where it is on, wagtail-localize answers in the place of the page editor, and publishes.
    Translation.objects.bulk_create(
        [Translation(source=source, target_locale_id=key, enabled=False) for key in english], ignore_conflicts=True
    )


def _facts(page: Page, content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "object_repr": str(page)[:200],
        "content_json": json.dumps(content, cls=DjangoJSONEncoder),
        "schema_version": get_schema_version(page._meta.app_label),
        "last_updated_at": timezone.now(),
    }


def _store_segments(source: TranslationSource, instance: Page) -> None:
    """Store the texts of a page and its other pieces as segments of the source."""
    by_kind: dict[type, list[Any]] = defaultdict(list)
    for value in extract_segments(instance):
        by_kind[type(value)].append(value)
    texts, templates = by_kind[StringSegmentValue], by_kind[TemplateSegmentValue]
    others = by_kind[OverridableSegmentValue]
    contexts = contexts_of(instance, {value.path for value in (*texts, *templates, *others)})
    strings = strings_of(source.locale_id, {value.string.data for value in texts})
    structures = _templates(templates)
    StringSegment.objects.bulk_create(
        StringSegment(
            source=source,
            context_id=contexts[value.path],
            order=value.order,
            string_id=strings[value.string.data],
            attrs=json.dumps(value.attrs, cls=DjangoJSONEncoder),
        )
        for value in texts
    )
    TemplateSegment.objects.bulk_create(
        TemplateSegment(
            source=source,
            context_id=contexts[value.path],
            order=value.order,
            template_id=structures[_uuid_of(value)],
        )
        for value in templates
    )
    OverridableSegment.objects.bulk_create(
        OverridableSegment(
            source=source,
            context_id=contexts[value.path],
            order=value.order,
            data_json=json.dumps(value.data, cls=DjangoJSONEncoder),
        )
        for value in others
    )
    for value in by_kind[RelatedObjectSegmentValue]:
        RelatedObjectSegment.from_value(source, value).context.get_field_path(instance)


def contexts_of(page: Page, paths: Iterable[str]) -> dict[str, int]:
    """Keys of the contexts of a page as it is in memory, by path. Rows are made where there are none."""
    known = dict(TranslationContext.objects.filter(object=page.translation_key).values_list("path", "pk"))
    rows = []
    for path in sorted(set(paths) - known.keys()):
        # wagtail-localize, 1.14: private; drop when contexts can be made together.
        row = TranslationContext(
            object_id=page.translation_key, path=path, path_id=TranslationContext._get_path_id(path)
        )
        # It computes the path by fields, and would save it by itself.
        row.save = lambda **kwargs: None
        row.get_field_path(page)
        rows.append(row)
    if not rows:
        return known
    TranslationContext.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(TranslationContext.objects.filter(object=page.translation_key).values_list("path", "pk"))


def strings_of(locale_id: int, texts: Iterable[str]) -> dict[str, int]:
    """Keys of the strings of a language, by text. Rows are made where there are none."""
    # wagtail-localize: private; drop when strings can be made together.
    hashes = {text: String._get_data_hash(text) for text in texts}
    strings = String.objects.filter(locale=locale_id, data_hash__in=hashes.values())
    keys = dict(strings.values_list("data_hash", "pk"))
    rows = [String(locale_id=locale_id, data=text, data_hash=key) for text, key in hashes.items() if key not in keys]
    if rows:
        String.objects.bulk_create(rows, ignore_conflicts=True)
        keys = dict(strings.all().values_list("data_hash", "pk"))
    return {text: keys[data_hash] for text, data_hash in hashes.items()}


def _templates(values: Iterable[TemplateSegmentValue]) -> dict[uuid.UUID, int]:
    by_key = {_uuid_of(value): value for value in values}
    rows = [
        Template(uuid=key, template=value.template, template_format=value.format, string_count=value.string_count)
        for key, value in by_key.items()
    ]
    Template.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(Template.objects.filter(uuid__in=by_key).values_list("uuid", "pk"))


def _uuid_of(value: TemplateSegmentValue) -> uuid.UUID:
    return uuid.uuid5(uuid.uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)
