"""Items of one kind, one after the other."""

from __future__ import annotations

from wagtail import blocks

from home.editing.compared import ScopedListComparison


class ListBlock(blocks.ListBlock):
    """Wagtail's, whose items are compared one by one."""

    def get_comparison_class(self) -> type[ScopedListComparison]:
        return ScopedListComparison
