"""What the press is given each month (4.2.b)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path

from home.fields import StreamField
from home.models import ContentPage
from home.models.base import BasePage
from home.models.content import PICTURE_PANEL, SOURCE_PANEL, more_panel
from home.page_registry import answer
from home.serving.list_facts import ListFact
from information.enums import Period
from information.models.item import FactsPage, RoutedPage
from information.models.science import ChosenStreamBlock
from information.periods import period_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from information.models.item import Fact

# So many that one archive holds them.
MOST_PAGES: Final = 40


class PressPackPage(RoutedPage, FactsPage):
    """What a portal gives the press of one month: an introduction and chosen pages, as a page and as a file.

    It goes through the review like any page; what is public of it is mailed by `information.press.press_mail`.
    """

    page_description = _("The pack of a month for the press: chosen public pages, mailed to press agencies.")
    category = "nguoi-phat-ngon"
    list_year = "year"
    schema_type = "CollectionPage"

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    month = models.PositiveSmallIntegerField(_("month"), choices=[(number, str(number)) for number in range(1, 13)])
    chosen = StreamField(
        ChosenStreamBlock(max_num=MOST_PAGES),
        verbose_name=_("pages of the pack"),
        blank=True,
        help_text=_("In this order. A page that is not public is left out."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldRowPanel(["month", "year"]), "chosen"], heading=_("Pack for the press")),
        SOURCE_PANEL,
        PICTURE_PANEL,
        "body",
        more_panel(),
    ]
    search_fields = [*ContentPage.search_fields]

    class Meta:
        verbose_name = _("press pack of a month")
        verbose_name_plural = _("press packs")

    @property
    def period(self) -> str:
        """ "Month 11 of 2026"."""
        return period_in_words(Period.MONTH, self.month, self.year)

    def facts(self) -> list[Fact]:
        return [(pgettext_lazy("of a press pack", "Period"), self.period)]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.period, pgettext_lazy("of a press pack", "Period")),
        ]

    @path("tep/")
    def file(self, request: HttpRequest) -> HttpResponseBase:
        """Texts and lead pictures of the pack in one archive."""
        return answer(self, "file", request)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/press_pack_page.html"
