"""Plain pages where a page type keeps the time limit (Regulation 12.1): said before the board decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from editorial.review.findings import Finding, Level, register_checks
from home.models import ClockedPage, InformationPage, NewsArticlePage, SectionPage
from home.timeliness.clock_checks import IN_TIME

if TYPE_CHECKING:
    from home.models import ContentPage


@cache
def types_with_clock() -> dict[str, list[type[ClockedPage]]]:
    """By the code of a category, the page types whose day is asked for and whose time limit is counted."""
    found: dict[str, list[type[ClockedPage]]] = {}
    for model in get_page_models():
        if issubclass(model, ClockedPage) and model.requires_trigger_date:
            for category in {model.category, *(category for category, _trigger in model.clock_choices.values())}:
                found.setdefault(category, []).append(model)
    return found


@register_checks(InformationPage)
@register_checks(NewsArticlePage)
def check_clock_is_kept(page: ContentPage) -> Iterator[Finding]:
    """A section with a time limit asks for the page type that has it. A warning: there are lasting pages beside what is
    due, such as the explanation of a section."""
    if not page.path:
        return
    provided = SectionPage.objects.parent_of(page).values_list("provides", flat=True).first()
    if types := types_with_clock().get(provided or ""):
        names = ", ".join(f"“{capfirst(str(model._meta.verbose_name))}”" for model in types)
        yield Finding(
            code="clock_escaped",
            level=Level.WARNING,
            field="title",
            place=capfirst(str(page._meta.get_field("title").verbose_name)),
            message=_("This section has a time limit: use the page type %(types)s, so that the system counts it.")
            % {"types": names},
            article=IN_TIME,
        )
