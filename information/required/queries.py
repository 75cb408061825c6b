"""What portals have of what they must have, read from live pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page

from home.models import InformationPage, SectionPage
from information.drafts.open_drafts import takes_comments
from information.enums import REPORTED_DRAFTS, RequirementState
from information.models import DraftPage
from information.reference import requirements
from information.requirements import Newest, Presence, Requirement, Source, asked_of, score_of, state_of
from sites.directory import CONTAINER_PATH_LENGTH, PortalRecord
from sites.tree import below, in_public_branch

# By the path of the container of a portal.
Found = dict[str, dict[Source, Newest]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a portal must have, as it is on a day.

    Attributes:
        newest: the day that counts of the newest page; None: there is none.
        is_plain: whether nothing but plain pages counts, though there is a page type whose time limit would be kept.
        waits_for_look: whether all that is there has to be looked at again (`home.timeliness.freshness`).
    """

    requirement: Requirement
    newest: date | None
    state: RequirementState
    is_plain: bool = False
    waits_for_look: bool = False


@dataclass(frozen=True)
class Checklist:
    """What one portal must have, in the order of the data."""

    portal: PortalRecord
    findings: tuple[Finding, ...]

    @cached_property
    def score(self) -> float | None:
        """The share of what is there and not stale; None where nothing is asked of the portal."""
        return score_of(finding.state for finding in self.findings)

    def count(self, state: RequirementState) -> int:
        return sum(finding.state == state for finding in self.findings)

    @property
    def present(self) -> int:
        return self.count(RequirementState.PRESENT)

    @property
    def stale(self) -> int:
        return self.count(RequirementState.STALE)

    @property
    def missing(self) -> int:
        return self.count(RequirementState.MISSING)


def checklists(portals: Sequence[PortalRecord], *, on: date) -> list[Checklist]:
    """The checklists of some portals, in their order."""
    found = _newest_pages(requirements(), portals, on=on)
    return [
        Checklist(
            portal,
            tuple(_finding(one, found[portal.container_path], on) for one in asked_of(portal.kind, requirements())),
        )
        for portal in portals
    ]


def worst_first(lists: Iterable[Checklist]) -> list[Checklist]:
    """By score, then by what is missing; those of which nothing is asked last."""
    return sorted(lists, key=lambda one: (one.score is None, one.score, -one.missing))


def _finding(requirement: Requirement, found: dict[Source, Newest], on: date) -> Finding:
    newest, holds = requirement.newest(found), requirement.holds(found)
    return Finding(
        requirement,
        newest,
        state_of(newest, days=requirement.days, on=on, holds=holds),
        is_plain=requirement.is_plain_only(found),
        waits_for_look=newest is not None and not holds,
    )


class _Look(NamedTuple):
    """How the pages of some sources are looked for at once.

    Attributes:
        names: of the columns that tell the pages of one source from those of another; `key_of`: what stands there.
    """

    pages: QuerySet[Any]
    names: tuple[str, ...]
    key_of: Callable[[Source], tuple[Any, ...]]


def _newest_pages(asked: Iterable[Requirement], portals: Iterable[PortalRecord], *, on: date) -> Found:
    """The newest page of each source on each portal.

    Only what is public counts.
    """
    places = below(portal.container_path for portal in portals if portal.container_path)
    groups: dict[tuple[Any, ...], list[Source]] = defaultdict(list)
    for source in dict.fromkeys(source for requirement in asked for source in requirement.sources):
        groups[_group_of(source)].append(source)
    found: Found = defaultdict(dict)
    for (presence, *_rest), sources in groups.items():
        look = _LOOKS[presence](sources)
        if presence == Presence.TYPE:
            look = look._replace(pages=look.pages.exclude(pk__in=_empty_drafts(on)))
        by_key = {(source.language, *look.key_of(source)): source for source in sources}
        rows: Iterable[Any] = _days_of(look, places, on=on)
        if presence == Presence.PLAIN:
            rows = _by_what_is_provided(rows, sources, places)
        for container, published, renewed, holding, *key in rows:
            if (fed := by_key.get(tuple(key))) is not None:
                now = Newest(timezone.localdate(published), timezone.localdate(renewed or published), bool(holding))
                found[container][fed] = now.with_more(found[container].get(fed, now))
    return found


def _by_what_is_provided(rows: Iterable[Any], sources: Sequence[Source], places: Q) -> Iterator[Any]:
    """Rows of pages by the section right above them, as rows by what that section provides."""
    sections = SectionPage.objects.live().filter(places, provides__in=[source.value for source in sources])
    provided = dict(sections.order_by().values_list("path", "provides"))
    return ((*days, provided[above]) for *days, above in rows if above in provided)


def _days_of(look: _Look, places: Q, *, on: date) -> QuerySet[Any, Any]:
    """By portal, language and key: the last days of first and of last publication, and how many pages still hold."""
    pages = look.pages.filter(places, in_public_branch(), live=True, first_published_at__isnull=False)
    pages = pages.annotate(
        container=Substr("path", 1, CONTAINER_PATH_LENGTH), language=F("locale__language_code")
    ).order_by()
    groups = pages.values("container", "language", *look.names)
    holding = Q(freshness=None) | Q(freshness__stale_from__gt=on)
    days = groups.annotate(
        published=Max("first_published_at"),
        renewed=Max("last_published_at"),
        holding=Count("pk", filter=holding, distinct=True),
    )
    return days.values_list("container", "published", "renewed", "holding", "language", *look.names)


def _group_of(source: Source) -> tuple[Any, ...]:
    """What sources that one query finds have in common."""
    if source.presence in {Presence.TYPE, Presence.PLAIN}:
        return (source.presence,)
    return source.presence, source.page_type, source.fields


def _of_types(sources: Sequence[Source]) -> _Look:
    models = [source.page_type.split(".")[1] for source in sources]
    pages = Page.objects.filter(content_type__model__in=models).annotate(
        app=F("content_type__app_label"), model=F("content_type__model")
    )
    return _Look(pages, ("app", "model"), lambda source: tuple(source.page_type.split(".")))


def _empty_drafts(on: date) -> QuerySet[Any, Any]:
    """Drafts that take no comments and of which nobody said how they were taken up: they provide nothing (10)."""
    return DraftPage.objects.exclude(takes_comments(on=on)).exclude(state__in=sorted(REPORTED_DRAFTS)).values("pk")


def _with_value(sources: Sequence[Source]) -> _Look:
    model, (name,) = apps.get_model(sources[0].page_type), sources[0].fields
    values = {source: _as_stored(model, name, source.value) for source in sources}
    pages = model._default_manager.filter(**{f"{name}__in": set(values.values())})
    return _Look(pages, (name,), lambda source: (values[source],))


def _with_fields(sources: Sequence[Source]) -> _Look:
    """Pages on which some fields are all filled."""
    pages = apps.get_model(sources[0].page_type)._default_manager.all()
    for name in sources[0].fields:
        pages = pages.exclude(**{name: ""})
    return _Look(pages, (), lambda source: ())


def _plain(sources: Sequence[Source]) -> _Look:
    """Pages without a type of their own, by the place of what stands right above them: asked for each of them, what it
    provides costs as much as there are pages and sections."""
    pages = InformationPage.objects.annotate(above=Substr("path", 1, Length("path") - Page.steplen))
    return _Look(pages, ("above",), lambda source: (source.value,))


_LOOKS: dict[Presence, Callable[[Sequence[Source]], _Look]] = {
    Presence.TYPE: _of_types,
    Presence.VALUE: _with_value,
    Presence.FILLED: _with_fields,
    Presence.PLAIN: _plain,
}


def _as_stored(model: type[Page], name: str, value: str) -> Any:
    """A value of the data as the column of a field holds it; names that lead over a relation are text."""
    try:
        return model._meta.get_field(name).to_python(value)
    except FieldDoesNotExist:
        return value
