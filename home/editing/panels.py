"""Panels of the page editor that stock panels do not cover."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel


class CorrectionPanel(FieldPanel):
    """The note on what was changed: only on pages that were public, and whose former versions stay readable."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            page = self.instance
            return page.keeps_versions and page.first_published_at is not None and super().is_shown()
