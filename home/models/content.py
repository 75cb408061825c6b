"""What pages with a body have besides: fields and tags, the source, a picture, how lists show and narrow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from home.blocks import ContentStreamBlock, CreditStreamBlock
from home.blocks.credits import names_by_role
from home.editing.panels import AskedPanel
from home.enums import CreditRole
from home.fields import StreamField
from home.serving.search_facts import year_of

from .base import BasePage

if TYPE_CHECKING:
    from collections.abc import Collection

    from formats.documents.tree import Letter
    from home.editing.known_facts import KnownFacts
    from home.serving.list_facts import ListFact
    from home.serving.search_facts import SearchFacts

PICTURE_PANEL = MultiFieldPanel(["image", "image_caption"], heading=_("Lead picture"))
SOURCE_PANEL = MultiFieldPanel(
    [
        AskedPanel(
            "subject_fields",
            asked=attrgetter("needs_field"),
            widget=CheckboxSelectMultiple,
            help_text=_(
                "News, directions, guidance on law and documents need at least one before they go to the board (4.2)."
            ),
        ),
        "source_agency",
    ],
    heading=_("Field and source"),
)


def more_panel(*before: Any) -> MultiFieldPanel:
    """What may stay empty, folded; Wagtail unfolds it where something in it is wrong.

    Args:
        before: panels of the page type, above those of every page with a body.
    """
    return MultiFieldPanel(
        [*before, "author_name", "credits", "tags"], heading=_("More information"), classname="collapsed"
    )


class ContentPage(BasePage):
    """A page with a body: classified, with its source (13.1.d) and author (13.2.a)."""

    # Names in addresses, and the columns by which lists of such pages can be narrowed (`home.serving.list_filters`).
    list_filters: ClassVar[Mapping[str, str]] = {}
    # The column that says of which year a page is: a day, a moment or a year. Empty: the year of its publication.
    list_year: ClassVar[str] = ""
    # Whether readers search among such pages by name, however few there are.
    is_searched_in_lists: ClassVar[bool] = False
    # Whether the file from which a page is made is offered for download on it.
    takes_file: ClassVar[bool] = False
    # Whether the board is asked only for what stands under a field (4.2).
    needs_field: ClassVar[bool] = False

    body = StreamField(ContentStreamBlock(), verbose_name=_("body"), blank=True)
    subject_fields = ParentalManyToManyField(
        "home.SubjectField", verbose_name=pgettext_lazy("subject field", "fields"), blank=True
    )
    tags = ParentalManyToManyField("library.Tag", verbose_name=_("tags"), blank=True)
    source_agency = models.CharField(
        _("source agency"),
        max_length=250,
        help_text=_("The agency that provides the information. Official sources only."),
    )
    author_name = models.CharField(_("author"), max_length=150, blank=True)
    credits = StreamField(
        CreditStreamBlock(),
        verbose_name=_("credits"),
        blank=True,
        help_text=_(
            "Of several people, or with shares for royalties. An author here takes the place of the one above."
        ),
    )
    image = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        null=True,
        blank=True,
    )
    image_caption = models.CharField(_("caption"), max_length=300, blank=True)

    content_panels = [*BasePage.content_panels, SOURCE_PANEL, PICTURE_PANEL, "body", more_panel()]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("source_agency"),
    ]

    class Meta:
        abstract = True

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.source_agency, self.author_name = known.agency, known.author
        if known.subject_field is not None:
            self.subject_fields = [known.subject_field]

    def fill_in_from(self, letter: Letter) -> None:
        """Fill in what an official document says of itself. Page types add what they have fields for."""

    def fill_in_text(self, text: str) -> bool:
        """Take a whole document as plain text, in the place of the body; False: pages of the type have none.

        Raises:
            PortalRefusal: it is too long for the page.
        """
        return False

    def attach(self, document: int) -> None:
        """Offer a document of the library for download, on types that take the file which they are made from.

        Args:
            document: its key.
        """

    @cached_property
    def credited(self) -> dict[CreditRole, list[str]]:
        """Names of those who made the page, by what they made; `author_name` where no author is among the credits."""
        found = names_by_role(self.credits)
        if CreditRole.AUTHOR in found or not self.author_name:
            return found
        return {CreditRole.AUTHOR: [self.author_name]} | found

    @property
    def authors(self) -> str:
        """Who wrote the page, as it is quoted; empty where nobody is named."""
        return ", ".join(self.credited.get(CreditRole.AUTHOR, ()))

    @property
    def credit_lines(self) -> list[tuple[Any, str]]:
        """Credits as pairs of a part, in words, and the names of all who have it."""
        return [(role.label, ", ".join(names)) for role, names in self.credited.items()]

    @cached_property
    def shown_fields(self) -> list[Any]:
        """Fields of the page, read once."""
        return list(self.subject_fields.all())

    @cached_property
    def shown_tags(self) -> list[Any]:
        """Tags of the page, read once."""
        return list(self.tags.all())

    @classmethod
    def listed_value(cls, column: str, *, on: date) -> Any:
        """What filters of lists compare of a column on a day: the column itself, unless a kind knows better."""
        return models.F(column)

    @classmethod
    def further_filters(cls) -> list[Any]:
        """`home.serving.list_filters.Filter`s by which lists of such pages are narrowed besides `list_filters`."""
        return []

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        """Two or three short facts of its kind, shown in lists at a moment; None is left out."""
        return ()

    def search_facts(self) -> SearchFacts:
        facts = super().search_facts()
        year = year_of(getattr(self, self.list_year)) if self.list_year else None
        topics = tuple(field.slug for field in self.subject_fields.all())
        return replace(facts, topics=topics, year=year or facts.year)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Keep surrounding blanks out of the source, which is quoted. A draft may be saved without one."""
        self.source_agency = self.source_agency.strip()
        super().clean_fields(exclude)
