"""Translation memory: what was said for the same Vietnamese text on other pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, TranslationSource

from home.models import BasePage, TranslatedText
from home.translations.sheet import Sheet, read_sheet
from sites.directory import get_directory

MOST_OFFERED: Final = 3


class Offer(NamedTuple):
    """What was said for a text elsewhere.

    Attributes:
        text: as it is stored.
        portal: whose public page says it; empty: an own page, public or not.
    """

    text: str
    portal: str = ""


def offers_for(sheet: Sheet, texts: Iterable[str]) -> dict[str, list[Offer]]:
    """What was said for some Vietnamese texts: on the pages of the own portal, drafts too, and on public pages of all
    portals. Nobody is told of a draft of another portal."""
    record, wanted = get_directory().for_path(sheet.version.path), set(texts)
    if record is None or not wanted:
        return {}
    found: dict[str, dict[str, Offer]] = defaultdict(dict)
    own = Page.objects.filter(path__startswith=record.container_path, locale=sheet.version.locale_id)
    rows = StringTranslation.objects.filter(
        locale=sheet.version.locale_id,
        translation_of__in=_strings(wanted, sheet),
        context__object__in=own.values("translation_key"),
        has_error=False,
    ).exclude(context__object=sheet.version.translation_key)
    for source, text in rows.order_by("-updated_at").values_list("translation_of__data", "data"):
        if text and text != source:
            found[source].setdefault(text, Offer(text))
    public = TranslatedText.objects.filter(source_hash__in=map(hash_of, wanted)).exclude(page=sheet.version.pk)
    for source, text, portal_id in public.order_by("-published_at").values_list("source", "text", "portal"):
        portal = get_directory().by_id.get(portal_id)
        name = portal.name if portal is not None and portal_id != record.id else ""
        found[source].setdefault(text, Offer(text, name))
    return {source: list(offers.values())[:MOST_OFFERED] for source, offers in found.items() if source in wanted}


def _strings(texts: set[str], sheet: Sheet) -> list[int]:
    # wagtail-localize: private; strings are found by their hash (`tests/house/test_private_api.py`).
    hashes = [String._get_data_hash(text) for text in texts]
    kept = String.objects.filter(locale=sheet.source.page.locale_id, data_hash__in=hashes)
    return list(kept.values_list("pk", flat=True))


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def remember_public(version: BasePage, *, at: datetime) -> None:
    """Keep what an English page that became public says, in the place of what it said before."""
    forget_public(version)
    record = get_directory().for_path(version.path)
    if record is None or not TranslationSource.objects.filter(object=version.translation_key).exists():
        return
    try:
        sheet = read_sheet(version, draft=version)
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
        for (_path, source), text in sheet.said.items()
        if text != source
    )


def forget_public(page: Page) -> None:
    """A page is public no more, or says something else: what it said is offered to nobody."""
    TranslatedText.objects.filter(page=page.pk).delete()
