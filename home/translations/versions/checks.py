"""Automatic checks of versions in other languages: Vietnamese texts, official names, translations of a machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from editorial.review.findings import Finding, Level, Remedy, register_checks
from formats.vietnamese.language import count_marked_words
from formats.writing.sentences import clauses
from home.contentcheck.extraction import Place, extract
from home.models import BasePage
from home.translations.notation import plain_text
from home.translations.queries import read_side_by_side
from home.translations.segments import SegmentState
from home.translations.suggestions.glossary import names_on
from home.translations.suggestions.official_names import OfficialName, is_used
from home.translations.versions.queries import is_version
from sites.directory import get_directory

IN_ENGLISH: Final = "12.1.h"
# Share of Vietnamese words above which a page is not submitted.
MOSTLY: Final = 0.5
# Places that are listed with an official name.
MOST_PLACES: Final = 5


@register_checks(BasePage)
def check_language(page: BasePage) -> Iterator[Finding]:
    """Find the Vietnamese texts of an English page; a page that is mostly Vietnamese is not submitted."""
    if not is_version(page):
        return
    found: dict[Place, None] = {}
    words = vietnamese = 0
    for place, text in extract(page).texts:
        for clause in clauses(text):
            count = count_marked_words(clause)
            words += count.words
            if count.is_vietnamese:
                vietnamese += count.words
                found[place] = None
    if not found:
        return
    first, share = next(iter(found)), vietnamese / words
    message = _("%(share)d %% of the words of this English page are Vietnamese.") % {
        "share": max(1, round(100 * share))
    }
    yield Finding(
        "untranslated" if share > MOSTLY else "partly_untranslated",
        Level.BLOCKING if share > MOSTLY else Level.WARNING,
        first.field,
        first.words,
        message,
        IN_ENGLISH,
        remedy=_remedy(page),
    )
    for place in found:
        message = _("This text is Vietnamese.")
        yield Finding("vietnamese_text", Level.WARNING, place.field, place.words, message, IN_ENGLISH)


@register_checks(BasePage)
def check_translation(page: BasePage) -> Iterator[Finding]:
    """Find official names that a translation does not use, and texts of a machine that nobody confirmed."""
    record = get_directory().for_path(page.path) if page.pk is not None and is_version(page) else None
    if record is None:
        return
    # English texts say "the ward" where Vietnamese ones repeat its name.
    names = names_on(record, with_installed_units=False)
    try:
        pages = read_side_by_side(page, draft=page)
    except Page.DoesNotExist:
        return
    missing: dict[OfficialName, dict[Place, None]] = defaultdict(dict)
    for segment in pages.segments:
        place = pages.places[segment.path]
        if segment.state == SegmentState.MACHINE:
            message = _("A machine translated this text, and nobody has confirmed it.")
            yield Finding("machine_text", Level.WARNING, place.field, place.words, message, remedy=_remedy(page))
        if english := plain_text(segment.text):
            for name in names.found_in(plain_text(segment.source)):
                if not is_used(name, english):
                    missing[name][place] = None
    for name, places in missing.items():
        message = _("The official English name of “%(vietnamese)s” is “%(english)s”. It is not used in: %(places)s.")
        values = {"vietnamese": name.vietnamese, "english": name.english, "places": _listed(places)}
        first = next(iter(places))
        yield Finding("official_name", Level.WARNING, first.field, first.words, message % values)


def _listed(places: Collection[Place]) -> str:
    words = list(dict.fromkeys(place.words for place in places))
    shown, left = "; ".join(words[:MOST_PLACES]), len(words) - MOST_PLACES
    if left <= 0:
        return shown
    return ngettext("%(places)s and %(count)d other place", "%(places)s and %(count)d other places", left) % {
        "places": shown,
        "count": left,
    }


def _remedy(page: BasePage) -> Remedy | None:
    if page.pk is None:
        return None
    return Remedy(_("Translate what is open"), f"{reverse('translate_page', args=[page.pk])}?show=open")
