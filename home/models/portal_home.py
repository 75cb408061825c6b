"""The page types that each portal has once: its container, its home in a language, its contact page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from formats.vietnamese.folding import folded_words
from formats.vietnamese.phones import validate_phone_number
from home.blocks import BandStreamBlock, BodyStreamBlock, TaskStreamBlock
from home.editing.forms import PortalHomeForm
from home.fields import StreamField
from home.permissions import ContainerPermissionTester, FixedPagePermissionTester

from .base import BasePage

if TYPE_CHECKING:
    from accounts.models import User


class PortalHomePage(BasePage):
    """The first page of a portal: what citizens look for, then bands in the order of its board.

    Its slug is the language code, which is how addresses know their language without a query.
    """

    parent_page_types = ["home.PortalContainerPage"]
    subpage_types = ["home.SectionPage", "home.ContactPage", "home.InformationPage"]
    keeps_versions = False

    tasks = StreamField(
        TaskStreamBlock(), verbose_name=_("what citizens come to do"), blank=True, help_text=_("Four to six.")
    )

    bands = StreamField(
        BandStreamBlock,
        verbose_name=_("bands"),
        blank=True,
        help_text=_(
            "The parts of the page below the search field, from top to bottom. A band that is taken out is not shown; "
            "add it again with the plus sign."
        ),
    )

    base_form_class = PortalHomeForm
    # Each language arranges its own.
    override_translatable_fields = [*BasePage.override_translatable_fields, BaseTranslatableField("bands")]
    content_panels = [
        "title",
        "lead",
        FieldPanel("tasks"),
        FieldPanel("bands"),
    ]
    promote_panels = [MultiFieldPanel(["seo_title", "search_description"], heading=_("Search engines"))]

    class Meta:
        verbose_name = _("portal home")
        verbose_name_plural = _("portal homes")

    def permissions_for_user(self, user: User) -> FixedPagePermissionTester:
        return FixedPagePermissionTester(user, self)


class ContactPage(BasePage):
    """How to reach the agency: address, telephone, e-mail, hours, the way there."""

    parent_page_types = ["home.PortalHomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Address, telephone, e-mail, working hours, the way there.")
    category = "lien-he"

    short_title = models.CharField(
        _("short title"), max_length=40, blank=True, help_text=_("One to three words, for the menu.")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True, validators=[validate_phone_number])
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("working hours"), max_length=200, blank=True)
    map_image = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("map"),
        null=True,
        blank=True,
    )
    map_url = models.URLField(
        _("address of a map"), max_length=500, blank=True, help_text=_("Of a map on which the place is marked.")
    )
    directions = models.TextField(_("the way there"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        "short_title",
        MultiFieldPanel(["address", "phone", "email", "hours"], heading=_("Contact")),
        MultiFieldPanel(["map_image", "map_url", "directions"], heading=_("The way there")),
        "body",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("address"),
        index.SearchField("phone"),
        index.SearchField("hours"),
        index.SearchField("labels"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    @property
    def labels(self) -> str:
        """Names of the facts that the page shows, by which people look for them, in its own language."""
        shown = [name for name in ("address", "phone", "email", "hours") if getattr(self, name)]
        with override(self.language):
            return ", ".join(str(self._meta.get_field(name).verbose_name) for name in shown)


class PortalContainerPage(Page):
    """Holds the Vietnamese and the English home of one portal, so that one set of rights covers both. Never routed."""

    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types = ["home.PortalHomePage"]
    content_panels: list[str] = []
    promote_panels: list[str] = []
    settings_panels: list[str] = []
    search_fields = [*Page.search_fields, index.AutocompleteField("admin_words")]

    class Meta:
        verbose_name = _("portal container")
        verbose_name_plural = _("portal containers")

    @property
    def admin_words(self) -> str:
        """Words by which the admin finds it, marks aside."""
        return folded_words(self.title)

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        return None

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> Page:
        """Refuse: one container holds the homes of both languages.

        Raises:
            PermissionDenied: always.
        """
        raise PermissionDenied

    copy_for_translation.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates

    def permissions_for_user(self, user: User) -> ContainerPermissionTester:
        return ContainerPermissionTester(user, self)
