"""News."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import ContentPage


class NewsArticlePage(ContentPage):
    """A news item or event report: a title, a lead, a body, its source; quoted with author and time (13.2.a)."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("A news item: lead, picture, text, tags. Listed newest first.")

    # The checks miss a lead here.
    needs_lead = True

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import related_items, siblings  # noqa: PLC0415 -- read the page types of this package

        context = super().get_context(request, *args, **kwargs)
        context["related"] = related_items(self, limit=4)
        context["previous"], context["next"] = siblings(self)
        return context
