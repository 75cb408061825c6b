"""Reading an English page and its Vietnamese one, to set them side by side."""

from __future__ import annotations

import json
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page, Revision, TaskState
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringTranslation, TranslationSource

from home.contentcheck.extraction import Place, place_of
from home.models import BasePage, VersionBasis
from home.translations.block_ids import Content, block_ids, with_block_ids
from home.translations.page_texts import PageTexts
from home.translations.side_by_side import SideBySide

# Relations that are the page's whatever a revision has; Wagtail would ask whether their rows exist.
_PAGE_RELATIONS: Final = frozenset(
    {"alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner"}
)


def read_side_by_side(version: BasePage, *, draft: BasePage | None = None) -> SideBySide:
    """Read an English page and its Vietnamese one.

    Args:
        draft: the English page as it is in memory; None: its latest revision.

    Raises:
        Page.DoesNotExist: there is no Vietnamese page.
    """
    model = type(version)
    others = model.objects.filter(translation_key=version.translation_key)
    page = others.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if page is None:
        raise Page.DoesNotExist
    source_row = TranslationSource.objects.filter(object=version.translation_key, locale=page.locale_id).first()
    content = _source_content(page, source_row)
    former = _last_translated_content(version, page, source_row, now=content) or content
    if all(former.get(one.field_name) == content.get(one.field_name) for one in get_translatable_fields(model)):
        former = content
    english = draft if draft is not None else _latest_draft(version)
    english_content = with_block_ids(get_serializable_data_for_fields(english), of=model, like=former)
    in_version = StringTranslation.objects.filter(context__object=version.translation_key, locale=version.locale_id)
    rows = in_version.select_related("translation_of", "context", "last_translated_by")
    source = PageTexts.of(page, content)
    return SideBySide(
        version=version,
        draft=PageTexts.of(english, english_content),
        source=source,
        content=content,
        source_row=source_row,
        last_translated=source if former is content else PageTexts.of(page, former),
        rows={(row.context.path, row.translation_of.data): row for row in rows},
        differing_fields=_differing_fields(model, former, english_content),
    )


def _latest_draft(version: BasePage) -> BasePage:
    """Read the latest revision of a page as `get_latest_revision_as_object` does, without the rows of its relations.

    The revision stays on the page as `latest_revision`, with `was_submitted`: whether it is or was in review.
    """
    submitted = TaskState.objects.filter(revision=OuterRef("pk"))
    revisions = Revision.objects.filter(pk=version.latest_revision_id).annotate(was_submitted=Exists(submitted))
    revision = version.latest_revision = revisions.first()
    if revision is None:
        return version
    draft: BasePage = version.with_content_json(
        {name: value for name, value in revision.content.items() if name not in _PAGE_RELATIONS}
    )
    draft.latest_revision, draft.live_revision_id = revision, version.live_revision_id
    return draft


def _source_content(page: BasePage, source_row: TranslationSource | None) -> dict[str, Any]:
    """Content of a Vietnamese page for translation: the public version; where there is none, the one stored with the
    last translation, else the latest draft. Blocks keep the keys that they had before."""
    stored = json.loads(source_row.content_json) if source_row is not None else None
    if not page.live and stored is not None:
        return with_block_ids(stored, of=type(page))
    current = page if page.live else page.get_latest_revision_as_object()
    return with_block_ids(get_serializable_data_for_fields(current), of=type(page), like=stored)


def _last_translated_content(
    version: BasePage, page: BasePage, source_row: TranslationSource | None, *, now: Content
) -> dict[str, Any] | None:
    """Content of the Vietnamese page that the version translates: the stored one; else that of the revision from which
    the version was made."""
    if source_row is not None:
        return with_block_ids(json.loads(source_row.content_json), of=type(page))
    basis = VersionBasis.objects.filter(page=version.pk).select_related("revision").first()
    if basis is None or basis.revision is None:
        return None
    return with_block_ids(basis.revision.content, of=type(page), like=now)


def _differing_fields(model: type[Page], vietnamese: Content, english: Content) -> list[Place]:
    expected, found = block_ids(vietnamese, of=model), block_ids(english, of=model)
    return [place_of(model._meta.get_field(name)) for name, keys in found.items() if keys != expected.get(name, [])]
