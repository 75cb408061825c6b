"""What machines find wrong with a page before the board reads it, in its fields and in its body."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from editorial.errors import FilesElsewhere
from editorial.integrity.shown_files import ShownFiles
from editorial.review.findings import Finding, Level, Remedy, register_checks
from formats.vietnamese.text import slug
from home.contentcheck.extraction import Extract, Place, extract
from home.contentcheck.link_checks import broken_links_of
from home.contentcheck.old_texts import old_texts
from home.contentcheck.outside_sources import source_of_url, sources_in
from home.models import ContentPage, LinkedItemPage
from library.models import PortalImage
from sites.directory import get_directory
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


OFFICIAL_ONLY: Final = "13.1.d"
TRUTHFUL: Final = "13.1.c"
RIGHTS: Final = "13.1.b"
READABLE_BY_ALL: Final = "3.2"
UNICODE: Final = "3.1"
BY_FIELD: Final = "4.2"

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# A title shouts when it has this many letters and more than this part of them are capitals.
SHOUT_LETTERS: Final = 12
SHOUT_SHARE: Final = 0.7
# As starters mark what is to be filled in: "[ghi ngày]".
GAP: Final = re.compile(r"\[ghi [^\[\]]{1,80}\]")


@register_checks(Page)
def check_page(page: Any) -> Iterator[Finding]:
    """Everything that is looked at in a page as it is in memory; a page that is no page of a portal has nothing."""
    pieces = extract(page)
    yield from check_source(page)
    yield from check_original(page)
    yield from check_title_and_lead(page)
    yield from check_gaps(pieces)
    yield from check_outside_sources(pieces)
    yield from check_encodings(page, pieces)
    yield from check_headings(pieces)
    yield from check_addresses(pieces)
    shown = _files_in(pieces, known=getattr(page, "shown_files", None))
    yield from check_internal_links(pieces, shown)
    yield from check_external_links(page, pieces)
    yield from check_pictures(pieces, shown)
    yield from check_files_of_portal(page, pieces, shown)


def check_source(page: Any) -> Iterator[Finding]:
    """Official information only: the agency that provides it is named (13.1.d)."""
    if not getattr(page, "source_agency", "-").strip():
        place = _place_of(page, "source_agency")
        yield _blocking("source_missing", place, _("Name the agency that provides the information."), OFFICIAL_ONLY)


def check_original(page: Any) -> Iterator[Finding]:
    """What an item of another portal stands for is public: it says its title and its lead (13.1.c)."""
    if not isinstance(page, LinkedItemPage) or page.target_url:
        return
    if page.target_id is None or not _public_pages().filter(pk=page.target_id).exists():
        message = _(
            "The page that this item stands for is not public. The item can follow once that page is public again."
        )
        yield _blocking("original_gone", _place_of(page, "target"), message, TRUTHFUL)


def check_title_and_lead(page: Any) -> Iterator[Finding]:
    """A title and, where readers expect one, a lead; none in capitals alone."""
    if not page.title.strip():
        yield _warning("title_empty", _place_of(page, "title"), _("The title is empty."), TRUTHFUL)
    if not getattr(page, "lead", "-").strip() and getattr(page, "needs_lead", False):
        message = _("There is no lead: two or three sentences that say what matters.")
        yield _warning("lead_empty", _place_of(page, "lead"), message, TRUTHFUL)
    for name in ("title", "lead"):
        if is_shouting(getattr(page, name, "")):
            message = _("This is written in capitals alone. Write it as a sentence.")
            yield _warning(f"{name}_shouts", _place_of(page, name), message)


def is_shouting(text: str) -> bool:
    """Whether most letters are capitals: a title made of two abbreviations does not shout."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= SHOUT_LETTERS and sum(map(str.isupper, letters)) > SHOUT_SHARE * len(letters)


def check_gaps(pieces: Extract) -> Iterator[Finding]:
    """Places of a starter that nobody has filled in."""
    for place, text in pieces.texts:
        for gap in dict.fromkeys(GAP.findall(text)):
            message = _("Fill in “%(gap)s”: it comes from the starter of the page.")
            yield _blocking("gap_left", place, message % {"gap": gap}, TRUTHFUL)


def check_outside_sources(pieces: Extract) -> Iterator[Finding]:
    """Links to, and mentions of, newspapers and social networks (13.1.d)."""
    found: dict[tuple[Place, str], None] = {}
    for link in pieces.links:
        if source := source_of_url(link.url):
            found[link.place, source.name] = None
    for place, text in pieces.texts:
        for source in sources_in(text):
            found[place, source.name] = None
    for place, name in found:
        message = _("This names or links to %(source)s. Take the information from an official source.")
        yield _warning("outside_source", place, message % {"source": name}, OFFICIAL_ONLY)


def check_encodings(page: Any, pieces: Extract) -> Iterator[Finding]:
    """Text in an old encoding, which nobody can read; text whose letters are not composed (NFC)."""
    for old in old_texts(page):
        message = _("This text is in the old encoding %(name)s and cannot be read. Convert it to Unicode first.")
        named = message % {"name": ", ".join(old.encodings)}
        yield replace(_blocking("legacy_encoding", old.place, named, UNICODE), remedy=conversion_of(page))
    for place, text in pieces.texts:
        if not unicodedata.is_normalized("NFC", text):
            message = _("Letters and marks are stored apart here. Save the page once in the editor to repair it.")
            yield _warning("not_composed", place, message, UNICODE)


def conversion_of(page: Any) -> Remedy | None:
    """The screen that converts the draft which was saved last; None for a page that was never saved."""
    if page.pk is None:
        return None
    return Remedy(_("Preview the conversion of the saved draft"), reverse("convert_text", args=[page.pk]))


def check_headings(pieces: Extract) -> Iterator[Finding]:
    """Headings in order: none empty, no level left out below the title."""
    level = 1
    for heading in pieces.headings:
        if not heading.text.strip():
            yield _warning("heading_empty", heading.place, _("The heading is empty."), READABLE_BY_ALL)
        if heading.level > level + 1:
            message = _("The sub-heading “%(text)s” has no main heading above it.")
            yield _warning("heading_order", heading.place, message % {"text": heading.text}, READABLE_BY_ALL)
        level = heading.level


def check_addresses(pieces: Extract) -> Iterator[Finding]:
    """Addresses that lead nowhere as they are written."""
    for link in pieces.links:
        if link.model is None and is_malformed(link.url):
            message = _("The address “%(url)s” is not written correctly.")
            yield _warning("link_malformed", link.place, message % {"url": link.url})


def is_malformed(url: str) -> bool:
    """Whether nobody can follow this address: no scheme that is known, no host, blanks inside."""
    text = url.strip()
    if text.startswith(("#", "/")) and not text.startswith("//"):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return True
    if parts.scheme not in LINK_SCHEMES or any(map(str.isspace, text)):
        return True
    if parts.scheme in {"mailto", "tel"}:
        return not parts.path
    labels = host.split(".")
    return len(labels) < 2 or not all(labels)


def _files_in(pieces: Extract, *, known: ShownFiles | None) -> ShownFiles:
    """Pictures and documents that the pieces name, read when a check first asks for them.

    Args:
        known: those of the page that a verb has read already.
    """
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for _place, model, key in pieces.files:
        keys[model].add(key)
    for picture in pieces.pictures:
        keys[PortalImage].add(picture.key)
    for link in pieces.links:
        if link.model is get_document_model() and link.key is not None:
            keys[link.model].add(link.key)
    if known is not None and all(named <= known.keys.get(model, set()) for model, named in keys.items()):
        return known
    return ShownFiles(keys)


def check_internal_links(pieces: Extract, shown: ShownFiles) -> Iterator[Finding]:
    """Links to pages that are gone or not public, and to files that are gone."""
    kinds: list[tuple[type[Model], Callable[[set[int]], set[int]], str]] = [
        (
            Page,
            lambda keys: set(_public_pages().filter(pk__in=keys).values_list("pk", flat=True)),
            _("The page that “%(label)s” leads to is not public."),
        ),
        (
            get_document_model(),
            lambda keys: keys & shown.rows.get(get_document_model(), {}).keys(),
            _("The file that “%(label)s” leads to does not exist any more."),
        ),
    ]
    for model, existing, message in kinds:
        links = [link for link in pieces.links if link.model is model]
        present = existing({link.key for link in links}) if links else set()
        for link in links:
            if link.key not in present:
                yield _warning("link_broken", link.place, message % {"label": link.label or _("this link")})


def _public_pages() -> PageQuerySet:
    return Page.objects.live().filter(in_public_branch())


def check_external_links(page: Page, pieces: Extract) -> Iterator[Finding]:
    """What was found when the links of this version were followed after it was submitted."""
    reasons = broken_links_of(page.latest_revision_id)
    for link in pieces.links:
        if link.url in reasons:
            message = _("“%(url)s” could not be opened: %(reason)s")
            yield _warning("link_dead", link.place, message % {"url": link.url, "reason": reasons[link.url]})


def check_pictures(pieces: Extract, shown: ShownFiles) -> Iterator[Finding]:
    """Pictures without a text for those who cannot see them, or with the name of their file instead."""
    if not pieces.pictures:
        return
    images = shown.rows.get(PortalImage, {})
    for picture in pieces.pictures:
        image = images.get(picture.key)
        if image is None:
            yield _warning("picture_gone", picture.place, _("The picture does not exist any more."))
            continue
        alt = image.description if picture.alt is None else picture.alt
        if not alt.strip():
            message = _("The picture “%(title)s” has no alternative text.")
            yield _warning("alt_missing", picture.place, message % {"title": image.title}, READABLE_BY_ALL)
        elif is_file_name(alt, image):
            message = _("The alternative text of the picture “%(title)s” is the name of its file.")
            yield _warning("alt_file_name", picture.place, message % {"title": image.title}, READABLE_BY_ALL)


def check_files_of_portal(page: Any, pieces: Extract, shown: ShownFiles) -> Iterator[Finding]:
    """Pictures and documents of the page's own portal: people of another would change what its board approved. Nothing
    of a page that stands nowhere yet."""
    record = get_directory().for_path(page.path) if page.path else None
    if record is None:
        return
    elsewhere = shown.elsewhere(record.id)
    for place in dict.fromkeys(place for place, model, key in pieces.files if (model, key) in elsewhere):
        yield _blocking("file_elsewhere", place, str(FilesElsewhere.message), RIGHTS)


def is_file_name(alt: str, image: PortalImage) -> bool:
    """Whether an alternative text only repeats the name of the file, with or without its ending."""
    name = PurePath(image.file.name)
    return slug(alt) in {slug(name.name), slug(name.stem)}


def external_links(page: Any) -> list[str]:
    """Addresses outside that a page links to, each once, in order."""
    links = (link.url for link in extract(page).links if link.url.startswith(("http://", "https://")))
    return list(dict.fromkeys(url for url in links if not is_malformed(url)))


def _place_of(page: Any, name: str) -> Place:
    return Place(name, capfirst(str(page._meta.get_field(name).verbose_name)))


def _blocking(code: str, place: Place, message: str, article: str = "") -> Finding:
    return Finding(code, Level.BLOCKING, place.field, place.words, message, article)


def _warning(code: str, place: Place, message: str, article: str = "") -> Finding:
    return Finding(code, Level.WARNING, place.field, place.words, message, article)


@register_checks(ContentPage)
def check_fields(page: ContentPage) -> Iterator[Finding]:
    """News, directions, guidance on law and documents stand under at least one field. A draft may wait for it."""
    if page.needs_field and not page.subject_fields.all():
        message = _("Choose at least one field, so that readers find it by its subject.")
        yield _blocking("field_missing", _place_of(page, "subject_fields"), message, BY_FIELD)
