"""The page form of every portal page."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import IntegrityError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import AdminPageMoveChooser
from wagtail.blocks import StreamValue
from wagtail.models import Page

from editorial.errors import PageCrosses
from editorial.review.findings import Finding, blocking, findings_of
from editorial.withdrawal.immovable import crosses_portals
from formats.vietnamese.legacy_encodings import legacy_encoding
from formats.vietnamese.old_text import OldEncoding, refuse_old_text
from formats.vietnamese.text import clean_text, to_nfc, writable
from formats.vietnamese.text import slug as slug_of
from home.blocks import bands_offered
from home.editing.comments import CommentErrorsMixin
from home.editing.correction_forms import CorrectionMixin
from home.editing.reference_forms import ScopedReferencesMixin
from home.fields import SentBlockField, SentBlockWidget
from home.serving.addresses import refuse_hidden_slug
from library.models import Tag
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, PortalRecord, get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from collections.abc import Iterable

# Buttons of the page editor that hand the item to the board.
SUBMITTING = frozenset({"action-submit", "action-restart-workflow"})
MAX_TAGS = 10
MAX_TAG_LENGTH = 100
# Room for a number behind a slug that is taken.
SLUG_LENGTH = 90
# Editors who make the same tag at the same moment; one more would be chance.
ATTEMPTS = 3
# Days of pages lie in these years: what lies elsewhere was mistyped, and calendars count no further.
FIRST_YEAR, LAST_YEAR = 1900, 2100
_ASCII_BLANKS = re.compile(r"[ \t\r\n]+")


class TagNamesField(forms.CharField):
    """Tags as words between commas; words of this portal are found again, new ones are made for it."""

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        return ", ".join(tag.name for tag in value)

    def to_python(self, value: Any) -> list[str]:
        names: dict[str, str] = {}
        typed = super().to_python(value) or ""
        # Django asks this of the value as it is in Python, which is no text here.
        ProhibitNullCharactersValidator()(typed)
        try:
            refuse_old_text(typed)
        except OldEncoding as refusal:  # A word becomes a row of the portal at once, where nothing converts it.
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        for name in typed.split(","):
            if any(map(str.isalnum, name)):
                names.setdefault(Tag.key_of(name), clean_text(name))
        return list(names.values())

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MAX_TAGS:
            raise forms.ValidationError(_("Give at most %(count)d tags.") % {"count": MAX_TAGS})
        for name in value:
            if len(name) > MAX_TAG_LENGTH:
                raise forms.ValidationError(
                    _("A tag has at most %(count)d characters; “%(name)s” has more.")
                    % {"count": MAX_TAG_LENGTH, "name": name}
                )


class PortalPageForm(CommentErrorsMixin, CorrectionMixin, ScopedReferencesMixin, WagtailAdminPageForm):
    """Keeps text in NFC and writable, and tags within the portal. What was typed is never lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tags" in self.fields:
            self.fields["tags"] = TagNamesField(
                label=_("Tags"), required=False, help_text=_("Words between commas, at most ten.")
            )
            if self.instance.pk:
                self.initial["tags"] = list(self.instance.tags.all())
        for name, field in self.fields.items():
            if isinstance(field.widget, SentBlockWidget):
                field.widget.unsent = self.get_initial_for_field(field, name)

    def clean_title(self) -> str:
        """One line without invisible characters, whatever the field that was typed in lets through.

        In an old encoding some of these are letters: they are kept until the title is converted
        (`home.contentcheck.conversion`).
        """
        typed: str = self.cleaned_data["title"]
        title = _ASCII_BLANKS.sub(" ", typed) if legacy_encoding(typed) else clean_text(typed)
        if not title:
            raise forms.ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean_slug(self) -> str:
        """Fold what was typed to the letters of an address, as the browser does."""
        typed: str = self.cleaned_data["slug"]
        slug = slug_of(typed) if typed else typed
        # A home is called as its language.
        return slug if slug == self.instance.slug and self.instance.depth == HOME_DEPTH else refuse_hidden_slug(slug)

    def clean_tags(self) -> list[Tag]:
        """Turn words into this portal's tags; new words become rows at once, harmless if the page is not saved."""
        names, place = self.cleaned_data["tags"], self.parent_page or self.instance
        portal = Portal.objects.filter(container__path=place.path[:CONTAINER_PATH_LENGTH]).first()
        return find_or_make_tags(portal, names) if portal and names else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                cleaned[name] = to_nfc(writable(value))
            elif isinstance(value, StreamValue):
                cleaned[name] = composed_stream(value)
            elif isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
                years = {"first": FIRST_YEAR, "last": LAST_YEAR}
                self.add_error(name, _("Check the year: it lies between %(first)d and %(last)d.") % years)
        return cleaned

    def _post_clean(self) -> None:
        """Keep what machines can see to be wrong from being submitted; a draft may hold it (13.1)."""
        super()._post_clean()
        if SUBMITTING & self.data.keys():
            if "subject_fields" in self.cleaned_data:
                # Django gives relations to the row only when it is saved; the checks read what was chosen.
                self.instance.subject_fields = self.cleaned_data["subject_fields"]
            for finding in blocking(findings_of(self.instance)):
                if finding.field not in self.errors:
                    self.add_error(finding.field if finding.field in self.fields else None, _explained(finding))

    def portal_of_references(self) -> PortalRecord | None:
        place = self.parent_page or self.instance
        return get_directory().for_path(place.path) if place.path else None


def _explained(finding: Finding) -> str:
    if finding.remedy is None:
        return f"{finding.place}: {finding.message}"
    link = (finding.remedy.url, finding.remedy.label)
    return format_html('{}: {} <a href="{}">{}</a>', finding.place, finding.message, *link)


def composed_stream(value: StreamValue) -> StreamValue:
    """A stream with its text in NFC: made again, with the same ids of blocks, where it is not already."""
    raw = value.get_prep_value()
    composed = _in_nfc(raw)
    return value if composed == raw else value.stream_block.to_python(composed)


def _in_nfc(raw: Any) -> Any:
    """Raw data of a stream with every text in NFC."""
    if isinstance(raw, str):
        return to_nfc(writable(raw))
    if isinstance(raw, dict):
        return {key: _in_nfc(part) for key, part in raw.items()}
    if isinstance(raw, (list, tuple)):
        return [_in_nfc(part) for part in raw]
    return raw


class PortalHomeForm(PortalPageForm):
    """Offers the bands that a home of this portal may show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        portal = self.portal_of_references()
        if (bands := self.fields.get("bands")) is not None and portal is not None:
            unsent = bands.widget.unsent
            self.fields["bands"] = offered = SentBlockField(
                bands_offered(is_city=portal.is_city), required=False, label=bands.label, help_text=bands.help_text
            )
            offered.widget.unsent = unsent


class LinkedItemForm(PortalPageForm):
    """Lets an item wait for its target while it is a draft."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.needs_target = not self.is_deferred_validation
        self.instance.parent_path = self.parent_page.path if self.parent_page else ""
        return cleaned


class PortalCopyForm(CopyForm):
    """Where on its portal a page is copied to, and what the copy is called: a draft, which nobody can publish, and
    beside its original unless told otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody publishes a copy, and an alias would be public past the board.
        self.fields.pop("publish_copies", None)
        self.fields.pop("alias", None)
        if "copy_subpages" in self.fields:
            self.fields["copy_subpages"].initial = False
        beside = set(self.page.get_siblings().values_list("slug", flat=True))
        numbered = (f"{self.page.slug[:SLUG_LENGTH]}-{number}" for number in count(2))
        self.fields["new_slug"].initial = next(slug for slug in numbered if slug not in beside)
        place = self.fields["new_parent_page"]
        # As for a move: the chooser is told of which page, and offers places on its portal.
        place.widget = AdminPageMoveChooser(
            target_models=self.page.specific_class.allowed_parent_page_models(),
            can_choose_root=True,
            user_perms="copy_to",
            pages_to_move=[self.page.pk],
        )
        place.help_text = _("A place on the same portal: pages are not copied from one portal to another.")

    def clean_new_parent_page(self) -> Page:
        place: Page = self.cleaned_data["new_parent_page"]
        if crosses_portals(self.page.path, place.path):
            raise forms.ValidationError(str(PageCrosses(self.page.get_admin_display_title())), code=PageCrosses.code)
        return place

    def clean_new_slug(self) -> str:
        return refuse_hidden_slug(self.cleaned_data["new_slug"])


def find_or_make_tags(portal: Portal, names: Iterable[str]) -> list[Tag]:
    """The portal's tags of these names, made where missing. Names that differ only in capitals are one tag."""
    by_key = {Tag.key_of(name): clean_text(name) for name in names}
    present = {tag.key: tag for tag in Tag.objects.filter(portal=portal, key__in=by_key)}
    return [present.get(key) or _make_tag(portal, key, name) for key, name in by_key.items()]


def _make_tag(portal: Portal, key: str, name: str) -> Tag:
    """Make a tag, or take the one that somebody else made meanwhile, with an address of its own in any case.

    Raises:
        IntegrityError: others took the address each time.
    """
    for _attempt in range(ATTEMPTS - 1):
        with suppress(IntegrityError):
            return _find_or_make(portal, key, name)
    return _find_or_make(portal, key, name)


def _find_or_make(portal: Portal, key: str, name: str) -> Tag:
    defaults = {"name": name, "slug": _free_slug(portal, name)}
    return Tag.objects.get_or_create(portal=portal, key=key, defaults=defaults)[0]


def _free_slug(portal: Portal, name: str) -> str:
    """`thue`, or `thue-2` where another tag has it."""
    wanted = slug_of(name)[:SLUG_LENGTH].strip("-") or "the"
    taken = set(Tag.objects.filter(portal=portal, slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in chain([wanted], (f"{wanted}-{number}" for number in count(2))) if slug not in taken)
