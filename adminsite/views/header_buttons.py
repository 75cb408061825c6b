"""Buttons that hooks add to the head of the screens of a page, in sight or in the menu."""

from __future__ import annotations

from typing import Any

from wagtail.admin.widgets.button import BaseButton, HeaderButton


class HeaderButtonsMixin:
    """Buttons of the class `HeaderButton`, from the hook `register_page_header_buttons`, stand beside the breadcrumbs;
    Wagtail puts all that come from this hook into the menu."""

    header_more_buttons: Any

    @property
    def header_buttons(self) -> list[BaseButton]:
        ours = [button for button in self.header_more_buttons if isinstance(button, HeaderButton)]
        return [*super().header_buttons, *ours]

    def get_header_more_buttons(self) -> list[BaseButton]:
        entries: list[BaseButton] = super().get_header_more_buttons()
        return [button for button in entries if not isinstance(button, HeaderButton)]
