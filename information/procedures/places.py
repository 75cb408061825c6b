"""Where a procedure is done: the public pages of one code, by portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from home.serving.news import readable_now
from information.models import ProcedurePage
from sites.directory import PortalRecord, get_directory

if TYPE_CHECKING:
    from django.db.models import QuerySet


def can_be_code(text: str) -> bool:
    """Whether the column of codes could hold a text."""
    return len(text) <= (ProcedurePage._meta.get_field("code").max_length or 0) and "\0" not in text


def pages_with_code(code: str, *, language: str) -> QuerySet[Any]:
    """The pages of a procedure that can be read now, on all portals that are open."""
    return readable_now(ProcedurePage.objects.filter(code__iexact=code), language).order_by("path")


def page_on(portal: PortalRecord, code: str, *, language: str) -> ProcedurePage | None:
    """The page of a procedure that can be read on a portal; None: it has none."""
    return pages_with_code(code, language=language).filter(path__startswith=portal.container_path).first()


def places_of(code: str, *, language: str) -> tuple[str, list[PortalRecord]]:
    """The title of a procedure, and the portals that have it and that citizens can read, in the order of the
    directory; an empty title where none has it."""
    directory, title, found = get_directory(), "", set()
    for path, own_title in pages_with_code(code, language=language).values_list("path", "title"):
        record = directory.for_path(path)
        if record is not None:
            title = title or own_title
            found.add(record.id)
    return title, [record for record in directory.records if record.id in found]


def is_done_elsewhere(page: ProcedurePage) -> bool:
    """Whether another portal has the procedure too. A code that stands in no address counts for none."""
    if not page.code or "/" in page.code or page.portal is None:
        return False
    pages = pages_with_code(page.code, language=page.language)
    return bool(pages.exclude(path__startswith=page.portal.container_path).exists())
