"""What the checks of conformance are judged by: read for many portals at once, from the reports that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from wagtail.models import Page

from authentication.list_confirmations import ListDue, lists_due
from cityportal.backups.record import last_backup
from cityportal.conformance.accessibility import Problems, problems_on
from cityportal.doctor.backups import is_backup_old
from cityportal.doctor.outside import Answer, ask, ask_all
from cityportal.doctor.portals import incomplete_portals, refused_hosts
from deadlines.queries import working_calendar
from home.models import PageFreshness, PublicationDeadline
from home.timeliness.punctuality import Punctuality, punctuality_by
from home.translations.versions.queries import count_by_portal, versions_behind, versions_missing
from information.models import LinkReport
from information.required.queries import Checklist, checklists
from members.board.queries import BoardFacts, board_facts
from sites.directory import HOME_DEPTH, PortalRecord, get_directory


@dataclass(frozen=True)
class Facts:
    """What is known of some portals, by their keys. A portal that a count lacks has none.

    Attributes:
        answers: of portals that citizens can read, from the network.
        english: portals whose home in another language than Vietnamese is public.
        lists: when lists of accounts are to be confirmed.
        backup: when the installation was last backed up; None: never.
    """

    on: date
    refused_hosts: frozenset[int]
    answers: Mapping[int, Answer]
    incomplete: frozenset[int]
    english: frozenset[int]
    behind: Mapping[int, int]
    missing: Mapping[int, int]
    checklists: Mapping[int, Checklist]
    boards: Mapping[int, BoardFacts]
    lists: Mapping[int, ListDue]
    punctuality: Mapping[int | None, Punctuality]
    dead_links: Mapping[int, int]
    # Of those that citizens can read.
    accessibility: Mapping[int, Problems]
    backup: datetime | None
    backup_is_old: bool


def read_facts(portals: Iterable[PortalRecord], *, at: datetime, question: Callable[[str], Answer] = ask) -> Facts:
    """Read the facts of some portals. Asks the network for those that are live; outside of requests only."""
    portals, today = list(portals), timezone.localdate(at)
    keys = [record.id for record in portals]
    asked = [record for record in portals if record.is_live and record.host]
    clocks, pages = PublicationDeadline.objects.for_portals(keys), PageFreshness.objects.for_portals(keys)
    dead = LinkReport.objects.for_portals(keys).of_public_pages().order_by().values_list("portal")
    backup = last_backup()
    return Facts(
        on=today,
        refused_hosts=frozenset(row.portal_id for row, _refusal in refused_hosts()),
        answers=dict(zip((record.id for record in asked), ask_all((one.host for one in asked), question), strict=True)),
        incomplete=frozenset(incomplete_portals().values_list("pk", flat=True)),
        english=_with_english_home(),
        behind=count_by_portal(versions_behind()),
        missing=count_by_portal(versions_missing()),
        checklists={one.portal.id: one for one in checklists(portals, on=today)},
        boards={board.portal_id: board for board in board_facts(on=today, portal_ids=keys)},
        lists=lists_due(on=today, portal_ids=keys),
        punctuality={
            row.key: row for row in punctuality_by("portal", clocks, pages, on=today, calendar=working_calendar())
        },
        dead_links=dict(dead.annotate(Count("pk"))),
        accessibility={record.id: problems_on(record) for record in asked},
        backup=backup.at if backup else None,
        backup_is_old=is_backup_old(backup, at=at),
    )


def _with_english_home() -> frozenset[int]:
    homes = Page.objects.live().filter(depth=HOME_DEPTH).exclude(locale__language_code=settings.LANGUAGE_CODE)
    records = (get_directory().for_path(path) for path in homes.values_list("path", flat=True))
    return frozenset(record.id for record in records if record is not None)
