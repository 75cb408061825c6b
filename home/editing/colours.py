"""Choosing the colours of a portal: a picker beside the text, the contrast, the head of its pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from sites.directory import get_directory


class ColourInput(forms.TextInput):
    """A colour as text. A script puts the browser's picker beside it (`static/js/admin/colours.js`).

    Args:
        min_contrast: of white text on the colour, which is then said below; None: no text stands on it. The model
            refuses what has less.
    """

    class Media:
        js = ("js/admin/colours.js",)
        css = {"all": ["css/admin/colours.css"]}

    def __init__(self, attrs: dict[str, Any] | None = None, *, min_contrast: float | None = None) -> None:
        super().__init__(attrs)
        self.min_contrast = min_contrast

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        words: dict[str, Any] = {"data-colour": _("Pick the colour")}
        if self.min_contrast is not None:
            least = number_format(self.min_contrast)
            words |= {
                "data-min-contrast": str(self.min_contrast),
                "data-enough": _("Contrast of white text: RATIO : 1. It can be read."),
                "data-too-low": _(
                    "Contrast of white text: RATIO : 1. At least %(minimum)s : 1 is needed: choose a darker colour."
                )
                % {"minimum": least},
            }
        return super().build_attrs(base_attrs, extra_attrs) | words


class LookPanel(Panel):
    """Shows the head of the portal's pages in a frame; the script of `ColourInput` shows there what is picked."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/look_panel.html"

        def is_shown(self) -> bool:
            return get_directory().for_site(self.instance.site_id) is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            record = get_directory().for_site(self.instance.site_id)
            url = reverse("portal_look", args=[record.id]) if record is not None else ""
            return super().get_context_data(parent_context) | {"look_url": url}
