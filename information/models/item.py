"""What the pages of the categories of Article 12.1 have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from home.models import ClockedPage

if TYPE_CHECKING:
    from django.utils.functional import Promise

    Fact = tuple[str | Promise, Any]


class InformationItemPage(ClockedPage):
    """A page with facts of its own kind above its text. Subclasses list them; the template is one for all."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    # The checks miss a lead here.
    needs_lead = True

    class Meta:
        abstract = True

    def facts(self) -> list[Fact]:
        """What readers are told above the text, as pairs of a label and a value. Empty values are left out."""
        return []

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/item.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = [(label, value) for label, value in self.facts() if value not in (None, "")]
        return context
