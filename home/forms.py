"""The page form of every portal page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from library.models import Tag
from sites.directory import CONTAINER_PATH_LENGTH
from sites.models import Portal
from sites.text import slug as slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TAGS = 10


class TagNamesField(forms.CharField):
    """Tags as words between commas; words of this portal are found again, new ones are made for it."""

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        return ", ".join(tag.name for tag in value)

    def to_python(self, value: Any) -> list[str]:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        names: dict[str, str] = {}
        for name in (part.strip() for part in text.split(",")):
            if name and slug_of(name):
                names.setdefault(slug_of(name), name)
        return list(names.values())

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MAX_TAGS:
            raise forms.ValidationError(_("Give at most %(count)d tags.") % {"count": MAX_TAGS})


class PortalPageForm(WagtailAdminPageForm):
    """Keeps text in NFC and tags within the portal. What was typed is never lost: errors return the same form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tags" in self.fields:
            self.fields["tags"] = TagNamesField(
                label=_("Tags"), required=False, help_text=_("Words between commas, at most ten.")
            )
            if self.instance.pk:
                self.initial["tags"] = list(self.instance.tags.all())

    def clean_tags(self) -> list[Tag]:
        """Turn words into this portal's tags; new words become rows at once, harmless if the page is not saved."""
        names = self.cleaned_data["tags"]
        portal = self._portal()
        return find_or_make_tags(portal, names) if portal and names else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = unicodedata.normalize("NFC", value)
        return cleaned

    def _portal(self) -> Portal | None:
        place = self.parent_page or self.instance
        return Portal.objects.filter(container__path=place.path[:CONTAINER_PATH_LENGTH]).first()


class LinkedItemForm(PortalPageForm):
    """Lets an item wait for its target while it is a draft."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.needs_target = not self.is_deferred_validation
        self.instance.parent_path = self.parent_page.path if self.parent_page else ""
        return cleaned


def find_or_make_tags(portal: Portal, names: Iterable[str]) -> list[Tag]:
    """The portal's tags of these names, made where missing. Words that differ only in marks of case are one tag."""
    by_slug = {slug_of(name)[:100]: name for name in names}
    present = {tag.slug: tag for tag in Tag.objects.filter(portal=portal, slug__in=by_slug)}
    for slug, name in by_slug.items():
        if slug not in present:
            present[slug] = Tag.objects.create(portal=portal, slug=slug, name=name[:100])
    return [present[slug] for slug in by_slug]
