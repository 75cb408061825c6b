"""The sections of a portal, for which section editors answer. The app that makes them says which pages they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.models import Page
from wagtail.query import PageQuerySet

from members.enums import Role
from members.errors import SectionElsewhere, SectionNotAsked

if TYPE_CHECKING:
    from sites.models import Portal

_types: list[type[Page]] = []


def register_section_type(page_type: type[Page]) -> None:
    """Register a type of pages that are sections."""
    _types.append(page_type)


def section_types() -> tuple[type[Page], ...]:
    """Types of pages that are sections."""
    return tuple(_types)


def sections_of(portal: Portal) -> PageQuerySet:
    """Sections of a portal in the order of its tree, in Vietnamese: one stands for its other versions too."""
    pages = Page.objects.type(*_types) if _types else Page.objects.none()
    place = {"path__startswith": portal.container.path, "locale__language_code": settings.LANGUAGE_CODE}
    return pages.filter(**place).order_by("path")


def check_section(section: Page | None, *, role: Role, portal: Portal | None) -> None:
    """Only a section editor has a section, and only one of the own portal.

    Raises:
        SectionNotAsked: the role has no section.
        SectionElsewhere: the page is no section of this portal.
    """
    if section is None:
        return
    if portal is None or role != Role.SECTION_EDITOR:
        raise SectionNotAsked
    if not sections_of(portal).filter(pk=section.pk).exists():
        raise SectionElsewhere
