"""Translation memory: translations of the same Vietnamese text, or of a sentence of it, on other pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue

from formats.writing.sentences import sentences
from home.models import BasePage, TranslatedText
from home.translations.notation import plain_text
from home.translations.queries import read_side_by_side
from home.translations.segments import PathAndSource, needs_translation
from home.translations.side_by_side import SideBySide
from sites.directory import get_directory

MOST_SUGGESTED: Final = 3
# Of one text; a longer one is a list or a table of names.
MOST_SENTENCES: Final = 20


class Suggestion(NamedTuple):
    """A translation of the same text, or of the same sentence, on another page.

    Attributes:
        text: as it is stored.
        portal: name of the portal whose public page has it; empty: a page of the translator's portal, public or not.
    """

    text: str
    portal: str = ""


def suggestions_for(pages: SideBySide, texts: Iterable[str]) -> dict[str, list[Suggestion]]:
    """Translations of some Vietnamese texts or sentences (`sentences_of`), by text.

    They come from all pages of the portal of this page, drafts too, and from public pages of all portals. Drafts of
    other portals are offered to nobody. Sentences are stored for public pages alone; of a draft, whole texts are
    offered.
    """
    record, wanted = get_directory().for_path(pages.version.path), set(texts)
    if record is None or not wanted:
        return {}
    found: dict[str, dict[str, Suggestion]] = defaultdict(dict)
    own = Page.objects.filter(path__startswith=record.container_path, locale=pages.version.locale_id)
    rows = StringTranslation.objects.filter(
        locale=pages.version.locale_id,
        translation_of__in=_string_keys(wanted, pages),
        context__object__in=own.values("translation_key"),
        has_error=False,
    ).exclude(context__object=pages.version.translation_key)
    for source, text in rows.order_by("-updated_at").values_list("translation_of__data", "data"):
        if text and text != source:
            found[source].setdefault(text, Suggestion(text))
    public = TranslatedText.objects.public_in_city(map(hash_of, wanted)).exclude(page=pages.version.pk)
    for source, text, portal_id in public.order_by("-published_at").values_list("source", "text", "portal"):
        portal = get_directory().by_id.get(portal_id)
        name = portal.name if portal is not None and portal_id != record.id else ""
        # Approved in a portal in preparation, or in one that was suspended since: public to nobody.
        if name and not portal.is_readable:
            continue
        found[source].setdefault(text, Suggestion(text, name))
    return {source: list(offers.values())[:MOST_SUGGESTED] for source, offers in found.items() if source in wanted}


def sentences_of(text: str) -> list[str]:
    """The sentences of a stored text, as texts of their own without bold words and links; none of a single sentence."""
    found = list(sentences(plain_text(text)))
    return [_stored(one) for one in found] if 1 < len(found) <= MOST_SENTENCES else []


def _stored(plain: str) -> str:
    return str(StringValue.from_plaintext(plain).data)


def _with_sentences(texts: Mapping[PathAndSource, str]) -> dict[str, str]:
    """Translations by their Vietnamese text, and those of its sentences where both have the same number of them."""
    found: dict[str, str] = {}
    for (_path, source), text in texts.items():
        ours, theirs = sentences_of(source), sentences_of(text)
        if len(ours) == len(theirs):
            found |= {one: other for one, other in zip(ours, theirs, strict=True) if needs_translation(one)}
    return found | {source: text for (_path, source), text in texts.items()}


def _string_keys(texts: set[str], pages: SideBySide) -> list[int]:
    # wagtail-localize: private; strings are found by their hash (`tests/house/test_private_api.py`).
    hashes = [String._get_data_hash(text) for text in texts]
    strings = String.objects.filter(locale=pages.source.page.locale_id, data_hash__in=hashes)
    return list(strings.values_list("pk", flat=True))


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def remember_public(version: BasePage, *, at: datetime) -> None:
    """Store the texts and sentences of an English page that became public, in the place of those of its former
    version."""
    forget_public(version)
    record = get_directory().for_path(version.path)
    if record is None or not TranslationSource.objects.filter(object=version.translation_key).exists():
        return
    try:
        pages = read_side_by_side(version, draft=version)
    except Page.DoesNotExist:
        return
    TranslatedText.objects.bulk_create(
        TranslatedText(
            portal_id=record.id,
            page_id=version.pk,
            source_hash=hash_of(source),
            source=source,
            text=text,
            published_at=at,
        )
        for source, text in _with_sentences(pages.english_texts).items()
        if text != source
    )


def forget_public(page: Page) -> None:
    """Delete the texts of a page that is no longer public, or was published again, so that nobody is offered them."""
    TranslatedText.objects.filter(page=page.pk).delete()
