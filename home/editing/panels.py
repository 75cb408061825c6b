"""Panels of the page editor that stock panels do not cover."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.admin.panels import FieldPanel


class AskedPanel(FieldPanel):
    """A field that a draft may leave empty and the board is not asked without: it has the star of required ones.

    Args:
        asked: says of a page whether that is so.
    """

    def __init__(self, *args: Any, asked: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"asked": self.asked}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_required(self) -> bool:
            return super().is_required() or self.panel.asked(self.instance)


class CorrectionPanel(FieldPanel):
    """The note on what was changed: only on pages that were public, and whose former versions stay readable."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            page = self.instance
            return page.keeps_versions and page.first_published_at is not None and super().is_shown()
