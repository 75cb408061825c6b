"""Comparing two versions of a page: what they refer to on other portals is named as the page editor names it."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import (
    BlockComparison,
    ForeignObjectComparison,
    ListBlockComparison,
    TextDiff,
    comparison_class_registry,
    get_comparison_class_for_block,
)
from wagtail.images import get_image_model
from wagtail.images.edit_handlers import ImageFieldComparison
from wagtail.models import CollectionMember, Page

from home.editing.chosen_pages import title_of
from members.access.scope import current_scope


def name_of(row: Any) -> str:
    """What a row is called on the screen of the person who asks; empty for none. No query."""
    if row is None:
        return ""
    if isinstance(row, Page):
        return title_of(row, current_scope())
    return str(row) if current_scope().has(row) else _("A file of another portal")


def own_file(file: CollectionMember | None) -> CollectionMember | None:
    """A picture, where it lies in a library of the person who asks."""
    return file if file is not None and current_scope().has(file) else None


class OwnRowComparison(ForeignObjectComparison):
    """A key of a page or of a document."""

    def htmldiff(self) -> SafeString | str:
        before, after = self.get_objects()
        if before == after:
            return escape(name_of(before) or _("None"))
        shown = (("deletion", before), ("addition", after))
        return TextDiff([(change, name_of(row)) for change, row in shown if row is not None]).to_html()


class OwnImageComparison(ImageFieldComparison):
    """A key of a picture."""

    def get_objects(self) -> tuple[Any, Any]:
        before, after = super().get_objects()
        return own_file(before), own_file(after)


def comparison_of_key(field: ForeignKey) -> type[ForeignObjectComparison] | None:
    """How two versions of a key are compared; None as Wagtail compares other keys."""
    if issubclass(field.related_model, get_image_model()):
        return OwnImageComparison
    if issubclass(field.related_model, (Page, CollectionMember)):
        return OwnRowComparison
    found: type[ForeignObjectComparison] | None = comparison_class_registry.foreign_key_lookup(field)
    return found


class OwnListComparison(ListBlockComparison):
    """A list, item by item. Of one that is new or went, Wagtail prints what its items hold, titles of rows among it."""

    def htmlvalue(self, val: Any) -> SafeString:
        item = self.block.child_block
        comparison = get_comparison_class_for_block(item)
        rows = [(comparison(item, True, True, value, value).htmlvalue(value),) for value in val]
        return format_html("<ul>{}</ul>", format_html_join("\n", "<li>{}</li>", rows))


class OwnImageBlockComparison(BlockComparison):
    """A block that names a picture."""

    def htmlvalue(self, val: Any) -> str:
        return _pictures(val, val)

    def htmldiff(self) -> str:
        return _pictures(self.val_a, self.val_b)


def _pictures(before: Any, after: Any) -> str:
    shown = {"image_a": own_file(before), "image_b": own_file(after)}
    return render_to_string("wagtailimages/widgets/compare.html", shown)
