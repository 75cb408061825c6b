"""Where on a portal something that it must have is made, and what it lacks as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from audit.errors import ReasonMissing
from audit.events import record_on_each
from home.editing.page_types import FIRST_IN
from home.models import SectionKind, SectionPage
from home.serving.addresses import PlainPage
from information.enums import InformationEventKind
from information.required.queries import Checklist, checklists
from information.requirements import Requirement
from sites.directory import HOME_DEPTH, PortalRecord
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from accounts.models import User


# Kinds of sections that hold pages of their own only.
SPECIAL: Final = frozenset({SectionKind.PEOPLE, SectionKind.GALLERY, SectionKind.SCHEDULE})
# No section at all fits.
UNFIT: Final = 9


@dataclass(frozen=True, slots=True)
class Place:
    """A section, or the home of a language, that may be a draft. `address` is empty where it is not public."""

    id: int
    title: str
    path: str
    language: str
    address: str
    kind: str
    provides: str

    @property
    def is_section(self) -> bool:
        return bool(self.kind)


def places_of(portal: PortalRecord, asked: Iterable[Requirement]) -> dict[Requirement, Place]:
    """The place of each thing, as long as the portal has one in its language."""
    places = _sections_and_homes(portal)
    chosen = {one: _best(one, [place for place in places if place.language == one.language]) for one in asked}
    return {requirement: place for requirement, place in chosen.items() if place is not None}


def _sections_and_homes(portal: PortalRecord) -> list[Place]:
    if not portal.container_path:
        return []
    rows = Page.objects.filter(
        Q(depth=HOME_DEPTH) | Q(sectionpage__isnull=False), path__startswith=portal.container_path
    )
    rows = rows.annotate(
        language=F("locale__language_code"),
        kind=F("sectionpage__kind"),
        provides=F("sectionpage__provides"),
        is_public=Q(in_public_branch(), live=True),
    )
    return [
        Place(
            id=row.pk,
            title=row.title,
            path=row.path,
            language=row.language,
            address=PlainPage.of(row).full_url if row.is_public else "",
            kind=row.kind or "",
            provides=row.provides or "",
        )
        for row in rows.order_by("path")
    ]


def _best(requirement: Requirement, places: list[Place]) -> Place | None:
    """The section that fits best, the first of several; the home where none does; None: there is not even a home."""
    model = apps.get_model(requirement.sources[0].page_type)
    home = next((place for place in places if not place.is_section), None)
    if SectionPage not in model.allowed_parent_page_models():
        return home
    sections = [place for place in places if place.is_section]
    best = min(sections, key=lambda place: _fit(place, requirement, model), default=home)
    return best if best and best.is_section and _fit(best, requirement, model) < UNFIT else home


def _fit(place: Place, requirement: Requirement, model: Any) -> int:
    """How well a section fits, the lower the better.

    What has a kind of section for itself belongs there; else the category decides, and that of the page type where no
    section is for the very category.
    """
    kind = SectionKind(place.kind)
    if kind in SPECIAL and model._meta.model_name in FIRST_IN[kind]:
        return 0
    wanted = (requirement.category, getattr(model, "category", ""))
    if place.provides not in wanted:
        return UNFIT
    return 1 + wanted.index(place.provides) + (2 if kind in SPECIAL else 0)


@transaction.atomic
def export_required(
    portals: Sequence[PortalRecord],
    *,
    over_city: bool,
    by: User,
    at: datetime,
    on: date,
    reason: str,
    asked: Mapping[str, str],
) -> list[Checklist]:
    """Checklists of some portals; that they are taken away, by whom and why is recorded with each of them.

    Args:
        over_city: whether the export stands in the record of the city too, with all rows.
        asked: by which filters the portals were chosen.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    found = checklists(portals, on=on)
    counts: dict[int | None, int] = {one.portal.id: len(one.findings) for one in found}
    if over_city:
        counts[None] = sum(counts.values())
    data = {key: {"count": count, "filter": dict(asked)} for key, count in counts.items()}
    record_on_each(InformationEventKind.REQUIRED_EXPORTED, data, at=at, by=by, reason=reason)
    return found


def table_of(found: Sequence[Checklist], *, kinds: Mapping[str, str]) -> Iterator[list[Any]]:
    """Rows of a table, the names of the columns first.

    Args:
        kinds: names of the kinds of portals, by their codes.
    """
    yield [
        _("Portal"), _("Kind of portal"), _("Score (%)"), pgettext("required information", "What is required"),
        _("State"), _("Plain pages only"), pgettext("required information", "Newest"), _("Renewed within (days)"),
        _("Legal basis"),
    ]  # fmt: skip
    for one in found:
        score = "" if one.score is None else round(one.score * 100)
        for finding in one.findings:
            yield [
                one.portal.name,
                kinds.get(one.portal.kind, one.portal.kind),
                score,
                finding.requirement.name,
                finding.state.label,
                _("yes") if finding.is_plain else "",
                finding.newest.isoformat() if finding.newest else "",
                finding.requirement.days or "",
                finding.requirement.source,
            ]
