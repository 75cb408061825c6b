"""The field in which running text is written."""

from __future__ import annotations

from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea

from adminviews.hidden_inputs import rich_text_sent


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor, which takes whatever JSON is sent."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was written, as it is stored.

        Raises:
            BadRequest: an editor never sends it so.
        """
        sent = data.get(name)
        if sent is not None:
            rich_text_sent(sent)
        return super().value_from_datadict(data, files, name)
