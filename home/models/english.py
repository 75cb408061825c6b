"""Versions of pages in other languages (Regulation 11.2, 12.1.h): what they translate, and which are wanted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class VersionBasis(models.Model):
    """The text of the Vietnamese page that a version in another language translates.

    Written by `home.translations.versions.basis` alone: when the version is made, when a person has compared the two,
    with each publication of the Vietnamese page, and with one of the version in which every text is translated.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="version_basis", verbose_name=_("page"), primary_key=True
    )
    text_hash = models.CharField(
        _("hash of the text"),
        max_length=64,
        blank=True,
        help_text=_("Of the Vietnamese text that the version says; empty: from before such hashes were kept."),
    )
    revision = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Vietnamese version"),
        null=True,
        blank=True,
    )
    compared_at = models.DateTimeField(_("compared at"))
    compared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("compared by"),
        null=True,
        blank=True,
        help_text=_("Empty: nobody has compared it since it was made."),
    )
    changed_at = models.DateTimeField(
        _("changed at"),
        null=True,
        blank=True,
        help_text=_("Since when the public Vietnamese page says something else, or nothing; empty: it says the same."),
    )
    open_segments = models.PositiveIntegerField(
        _("texts to translate"), default=0, help_text=_("How many texts of the Vietnamese page are not translated yet.")
    )

    # It names pages without using them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("basis of a version")
        verbose_name_plural = _("bases of versions")

    def __str__(self) -> str:
        return str(self.page_id)


class WantedVersion(models.Model):
    """A public Vietnamese page of which the board wants an English version: it said so when it approved the page.

    Written by `home.translations.versions.basis` from the checklist of each publication. A page that is wanted once
    more keeps its day.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="wanted_version", verbose_name=_("page"), primary_key=True
    )
    chosen_at = models.DateTimeField(_("chosen at"))
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("chosen by"),
        null=True,
        blank=True,
    )

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wanted English version")
        verbose_name_plural = _("wanted English versions")

    def __str__(self) -> str:
        return str(self.page_id)
