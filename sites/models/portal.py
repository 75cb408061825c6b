"""The registry of portals (Regulation 1.1, 4.4, 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sites.enums import LISTED_STATES, READABLE_STATES, PortalState
from sites.naming import CITY
from sites.other_names import MAX_TEXT_LENGTH

if TYPE_CHECKING:
    from wagtail.models import Page


class PortalKind(models.Model):
    """A type of portal. Types are data (1.1): the city, departments, districts, communes, voluntary bodies (2.3)."""

    code = models.SlugField(_("code"), unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    plural_vi = models.CharField(_("Vietnamese heading of the list"), max_length=100)
    plural_en = models.CharField(_("English heading of the list"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of portal")
        verbose_name_plural = _("kinds of portal")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi


class PortalQuerySet(models.QuerySet["Portal"]):
    def readable(self) -> Self:
        """Portals whose pages can be read now."""
        return self.filter(state__in=READABLE_STATES)

    def listed(self) -> Self:
        """Portals that citizens are shown in lists: not those in preparation."""
        return self.filter(state__in=LISTED_STATES)

    def component(self) -> Self:
        """Every portal but the city's own."""
        return self.exclude(kind__code=CITY)


class Portal(models.Model):
    """A tenant: the city portal or one component portal, with the bodies of Article 6.

    Separate from Wagtail's `Site`: a portal may have several hostnames over time, each with its period.
    """

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Short and lasting; in account names and files. Example: bennghe."),
    )
    kind = models.ForeignKey(PortalKind, on_delete=models.PROTECT, related_name="portals", verbose_name=_("kind"))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        help_text=_("The portal one level up: a ward's district, a district's city."),
    )
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    short_name_vi = models.CharField(_("short Vietnamese name"), max_length=100, blank=True)
    short_name_en = models.CharField(_("short English name"), max_length=100, blank=True)
    unit_code = models.CharField(
        _("statistics code"),
        max_length=20,
        blank=True,
        help_text=_("Of the administrative unit; names repeat, this code does not."),
    )

    governing_body = models.CharField(_("governing body"), max_length=250, help_text=_("Article 6.1"))
    governing_body_en = models.CharField(_("governing body in English"), max_length=250, blank=True)
    managing_agency = models.CharField(_("managing agency"), max_length=250, help_text=_("Article 6.2"))
    managing_agency_en = models.CharField(_("managing agency in English"), max_length=250, blank=True)
    operating_unit = models.CharField(_("operating unit"), max_length=250, help_text=_("Article 6.3"))
    operating_unit_en = models.CharField(_("operating unit in English"), max_length=250, blank=True)
    responsible_person = models.CharField(
        _("responsible for content"), max_length=250, blank=True, help_text=_("Name and position, as in the footer.")
    )
    spokesperson = models.CharField(_("spokesperson"), max_length=250, blank=True)
    spokesperson_phone = models.CharField(
        _("telephone of the spokesperson"), max_length=50, blank=True, help_text=_("For the press.")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    opening_hours = models.CharField(
        _("working hours"),
        max_length=200,
        blank=True,
        help_text=_("When citizens are received. For example: Monday to Friday, 07:30–11:30 and 13:00–17:00."),
    )
    opening_hours_en = models.CharField(_("working hours in English"), max_length=200, blank=True)
    links = models.JSONField(
        _("links"),
        default=list,
        blank=True,
        help_text=_("Where else the agency is found: its Zalo account, for example, or its channel of videos."),
    )
    also_known_as = models.TextField(
        _("other names"),
        max_length=MAX_TEXT_LENGTH,
        blank=True,
        help_text=_("One on a line: the former units, quarters and streets by which citizens look for this portal."),
    )
    licence = models.CharField(_("licence"), max_length=250, blank=True)

    state = models.CharField(_("state"), max_length=20, choices=PortalState.choices, default=PortalState.PREPARING)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True, editable=False)
    suspended_reason = models.TextField(_("reason of the suspension"), blank=True)
    expected_return = models.DateTimeField(_("expected return"), null=True, blank=True)
    access_revoked = models.BooleanField(
        _("access of the staff revoked"), default=False, editable=False, help_text=_("While the portal is suspended.")
    )
    access_epoch = models.PositiveIntegerField(
        _("access epoch"),
        default=0,
        editable=False,
        help_text=_("One more each time the portal is closed to its staff."),
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    archive_basis = models.CharField(_("legal basis of the archiving"), max_length=250, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="predecessors",
        verbose_name=_("successor"),
        null=True,
        blank=True,
    )

    # Made by provisioning.
    container = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.PROTECT,
        related_name="portal",
        verbose_name=_("container page"),
        null=True,
        editable=False,
    )
    site = models.OneToOneField(
        "wagtailcore.Site",
        on_delete=models.PROTECT,
        related_name="portal",
        verbose_name=pgettext_lazy("of a portal", "site"),
        null=True,
        editable=False,
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        on_delete=models.PROTECT,
        related_name="portal",
        verbose_name=_("collection"),
        null=True,
        editable=False,
    )

    objects = PortalQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")
        ordering = ["kind__position", "name_vi"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def listed_name(self) -> str:
        """Name in a list of portals."""
        return listed_name_of(self.name, self.state)

    @property
    def portal_title(self) -> str:
        """Full name of the portal itself, as in the masthead (domain facts 4.1)."""
        return pgettext("title of a portal", "%(name)s E-Portal") % {"name": self.name}

    @property
    def is_city(self) -> bool:
        """Whether this is the city's own portal."""
        return self.kind.code == CITY

    @property
    def host(self) -> str:
        """Current hostname."""
        return self.site.hostname if self.site else ""

    @property
    def root_url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return root_url_of(self.host)

    @property
    def vietnamese_home(self) -> Page | None:
        """Root page of the site: the Vietnamese home."""
        return self.site.root_page if self.site else None


def listed_name_of(name: str, state: str) -> str:
    """Name of a portal in a list of several, which says of an archived one what it is."""
    if state != PortalState.ARCHIVED:
        return name
    return pgettext("portal in a list", "%(name)s (archived)") % {"name": name}


def root_url_of(host: str) -> str:
    """Scheme, host and public port, as a browser shows it: "https://quan1.example.vn"."""
    default_port = {"http": 80, "https": 443}[settings.PUBLIC_SCHEME]
    port = "" if default_port == settings.PUBLIC_PORT else f":{settings.PUBLIC_PORT}"
    return f"{settings.PUBLIC_SCHEME}://{host}{port}"
