"""How chosen pages are named in the editor and in a comparison of versions, those of other portals included."""

from __future__ import annotations

from difflib import SequenceMatcher
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
    StreamBlockComparison,
    StreamFieldComparison,
    TextDiff,
    comparison_class_registry,
    get_comparison_class_for_block,
)
from wagtail.admin.widgets import AdminPageChooser
from wagtail.images import get_image_model
from wagtail.images.edit_handlers import ImageFieldComparison
from wagtail.models import CollectionMember, Page

from members.access.scope import Scope, current_scope


def title_of(page: Page, scope: Scope) -> str:
    """The title of a page; of one of another portal that is not public, that it is one."""
    return page.title if scope.may_link(page) else _("A page of another portal that is not public")


def hide_work(page: Page, scope: Scope) -> None:
    """Take off a page of another portal, which is public, what its people are working at. Not to be saved.

    What is left: that it is public, since when, its public title.
    """
    if scope.has_path(page.path):
        return
    page.draft_title = page.title
    page.latest_revision_created_at = page.last_published_at
    page.has_unpublished_changes = page.locked = False
    # Wagtail 8.0 keeps here what it read for a whole list; private (`tests/house/test_private_api.py`).
    page._approved_schedule, page._current_workflow_states = False, []


def public_data(page: Page, scope: Scope) -> dict[str, Any]:
    """What Wagtail's windows hand over of a page, where that is another portal's: what differs from an own page."""
    if scope.has_path(page.path):
        return {}
    return {"adminTitle": title_of(page, scope), "parentId": None, "editUrl": ""}


class ScopedPageChooser(AdminPageChooser):
    """Wagtail's, which shows the title of the latest draft, and where the page stands, whosever page it is."""

    def get_value_data_from_instance(self, instance: Page) -> dict[str, Any]:
        """What is shown of the chosen page."""
        scope = current_scope()
        if scope.has_path(instance.path):
            data: dict[str, Any] = super().get_value_data_from_instance(instance)
            return data
        return {"id": instance.pk, self.display_title_key: title_of(instance, scope), "edit_url": "", "parent_id": None}


def name_of(row: Any) -> str:
    """What a row is called on the screen of the person who asks; empty for none."""
    if row is None:
        return ""
    if isinstance(row, Page):
        return title_of(row, current_scope())
    return str(row) if current_scope().has(row) else _("A file of another portal")


def own_file(file: CollectionMember | None) -> CollectionMember | None:
    """A picture, where it lies in a library of the person who asks."""
    return file if file is not None and current_scope().has(file) else None


class ScopedRowComparison(ForeignObjectComparison):
    """A key of a page or of a document."""

    def htmldiff(self) -> SafeString | str:
        before, after = self.get_objects()
        if before == after:
            return escape(name_of(before) or _("None"))
        shown = (("deletion", before), ("addition", after))
        return TextDiff([(change, name_of(row)) for change, row in shown if row is not None]).to_html()


class ScopedImageComparison(ImageFieldComparison):
    """A key of a picture."""

    def get_objects(self) -> tuple[Any, Any]:
        before, after = super().get_objects()
        return own_file(before), own_file(after)


def comparison_of_key(field: ForeignKey) -> type[ForeignObjectComparison] | None:
    """How two versions of a key are compared; None as Wagtail compares other keys."""
    if issubclass(field.related_model, get_image_model()):
        return ScopedImageComparison
    if issubclass(field.related_model, (Page, CollectionMember)):
        return ScopedRowComparison
    found: type[ForeignObjectComparison] | None = comparison_class_registry.foreign_key_lookup(field)
    return found


class ScopedListComparison(ListBlockComparison):
    """A list, item by item. Of one that is new or went, Wagtail prints what its items hold, titles of rows among it."""

    def htmlvalue(self, val: Any) -> SafeString:
        item = self.block.child_block
        comparison = get_comparison_class_for_block(item)
        rows = [(comparison(item, True, True, value, value).htmlvalue(value),) for value in val]
        return format_html("<ul>{}</ul>", format_html_join("\n", "<li>{}</li>", rows))


class MovedBlock:
    """A block that stands elsewhere among the others, with what changed in it."""

    def __init__(self, comparison: BlockComparison, *, before: int, after: int) -> None:
        self.comparison = comparison
        self.places = {"before": before, "after": after}

    def is_new(self) -> bool:
        return False

    def is_deleted(self) -> bool:
        return False

    def has_changed(self) -> bool:
        return True

    def htmldiff(self) -> SafeString:
        compared = self.comparison
        said = compared.htmldiff() if compared.has_changed() else compared.htmlvalue(compared.val_b)
        moved = _("Moved from place %(before)d to place %(after)d") % self.places
        return format_html('{} <span class="addition">{}</span>', said, moved)


class MovingStreamComparison(StreamBlockComparison):
    """A stream, block by block. Wagtail says of a block that it came, went or changed, and not that it was moved."""

    def get_block_comparisons(self) -> list[BlockComparison | MovedBlock]:
        before, after = ([block.id for block in self.get_blocks_from_value(val)] for val in (self.val_a, self.val_b))
        kept = [key for key in after if key in before]
        matching = SequenceMatcher(None, [key for key in before if key in after], kept, autojunk=False)
        moved = set(kept) - {key for match in matching.get_matching_blocks() for key in kept[match.b :][: match.size]}
        keys = iter(after)
        found: list[BlockComparison | MovedBlock] = []
        for comparison in super().get_block_comparisons():
            key = None if comparison.is_deleted() else next(keys)
            if key in moved:
                places = {"before": before.index(key) + 1, "after": after.index(key) + 1}
                found.append(MovedBlock(comparison, **places))
            else:
                found.append(comparison)
        return found


class ScopedStreamComparison(StreamFieldComparison):
    """A stream of a page."""

    def htmldiff(self) -> SafeString | str:
        if not (self.has_block_ids(self.val_a) and self.has_block_ids(self.val_b)):
            return super().htmldiff()
        return MovingStreamComparison(self.field.stream_block, True, True, self.val_a, self.val_b).htmldiff()


class ScopedImageBlockComparison(BlockComparison):
    """A block that names a picture."""

    def htmlvalue(self, val: Any) -> str:
        return _pictures(val, val)

    def htmldiff(self) -> str:
        return _pictures(self.val_a, self.val_b)


def _pictures(before: Any, after: Any) -> str:
    shown = {"image_a": own_file(before), "image_b": own_file(after)}
    return render_to_string("wagtailimages/widgets/compare.html", shown)
