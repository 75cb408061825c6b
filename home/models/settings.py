"""What a portal changes of the common look."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.branding.policy import (
    MIN_CONTRAST,
    BrandingPermissionPolicy,
    contrast_with_white,
    is_hex_colour,
    ratio_in_words,
)
from home.editing.colours import ColourInput, LookPanel
from home.editing.reference_forms import PortalSettingForm

DEFAULT_ACCENT = "#a31d24"
DEFAULT_HAIRLINE = "#c8a04a"


@register_setting(icon="palette")
class PortalBranding(BaseSiteSetting):
    """Logo, accent colour and banner of one portal; the layout is common to all."""

    logo = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        help_text=_("Square, at least 128 pixels. The national emblem only as an official file."),
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, default=DEFAULT_ACCENT, help_text=_("As #rrggbb; dark enough for white text.")
    )
    hairline = models.CharField(_("colour of the thin line"), max_length=7, default=DEFAULT_HAIRLINE)
    banner = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("banner"),
        null=True,
        blank=True,
        help_text=_("A quiet white drawing on transparent ground, behind the search field; shown on wide screens."),
    )
    drawing = models.CharField(
        _("drawing"),
        max_length=10,
        choices=[("", _("None")), ("city", _("City")), ("ward", _("Ward"))],
        blank=True,
        help_text=_("A drawing that comes with the system, where there is no banner of your own."),
    )

    base_form_class = PortalSettingForm
    panels = [
        MultiFieldPanel(["logo", "banner", "drawing"], heading=_("Pictures")),
        MultiFieldPanel(
            [
                FieldPanel("accent", widget=ColourInput(min_contrast=MIN_CONTRAST)),
                FieldPanel("hairline", widget=ColourInput),
            ],
            heading=_("Colours"),
        ),
        LookPanel(heading=_("How the pages begin")),
    ]

    class Meta:
        verbose_name = _("branding")
        verbose_name_plural = _("branding")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def get_permission_policy(cls) -> BrandingPermissionPolicy:
        return BrandingPermissionPolicy(cls)

    def clean(self) -> None:
        """Refuse what is no colour, and an accent on which white text cannot be read (WCAG 1.4.3)."""
        super().clean()
        errors: dict[str, Any] = {}
        for name in ("accent", "hairline"):
            if not is_hex_colour(getattr(self, name)):
                errors[name] = _("Write the colour as #rrggbb, for example #a31d24.")
        if "accent" not in errors and (ratio := contrast_with_white(self.accent)) < MIN_CONTRAST:
            errors["accent"] = _(
                "White text on this colour has a contrast of %(ratio)s : 1; at least %(minimum)s : 1 is needed. "
                "Choose a darker colour."
            ) % {"ratio": ratio_in_words(ratio), "minimum": number_format(MIN_CONTRAST)}
        if errors:
            raise ValidationError(errors)
