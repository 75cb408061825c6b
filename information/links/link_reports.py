"""Verbs of the reports of dead links: which addresses public pages offer, what happened when they were followed.

An address is asked once, however many pages name it, and those of one host after each other, with a pause. Where it
fails, each page has a report of its own; where it works again, the reports are forgotten.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import override

from home.outbound.client import SendRequest, link_error, request_head
from information.models import (
    AccessPage,
    ChannelsPage,
    DataSetPage,
    DocumentPage,
    LinkReport,
    LiveEventPage,
    ProcedurePage,
    RecordingPage,
)
from information.models.link_report import ADDRESS_LENGTH
from sites.directory import get_directory
from sites.tree import in_public_branch

# Between two questions to one host.
PAUSE_SECONDS: Final = 1
# Keys in one statement.
CHUNK: Final = 500
WEB: Final = ("https://", "http://")
# Where pages of information name an address: fields, and streams whose blocks have one.
FIELDS: Final = (
    (ProcedurePage, "service_url"),
    (DataSetPage, "data_url"),
    (LiveEventPage, "stream_url"),
    (DocumentPage, "national_url"),
    (DocumentPage, "gazette_url"),
)
STREAMS: Final = (
    (ChannelsPage, "channels"),
    (AccessPage, "entries"),
    (LiveEventPage, "recording"),
    (RecordingPage, "media"),
)


class Place(NamedTuple):
    """A public page that offers an address, and its portal."""

    page: int
    portal: int


def offered_addresses(host: str | None = None) -> dict[str, list[Place]]:
    """Addresses that public pages offer, of one host or of all, with the pages.

    Pages of archived portals are left out, which nobody repairs; and addresses that are longer than a report keeps.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for pk, path, address in (*_in_fields(host), *_in_streams(host)):
        record = get_directory().for_path(path)
        if record is None or not record.is_live:
            continue
        if address.startswith(WEB) and len(address) <= ADDRESS_LENGTH and host in (None, host_of(address)):
            found[address].append(Place(pk, record.id))
    return {address: sorted(set(places)) for address, places in found.items()}


def host_of(address: str) -> str:
    """The host of an address; empty where it is written so that it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _in_fields(host: str | None) -> Iterator[tuple[int, str, str]]:
    for model, field in FIELDS:
        pages = model.objects.live().filter(in_public_branch()).exclude(**{field: ""})
        if model is LiveEventPage:
            # The page does not show it any more.
            pages = pages.filter(ends_at__gte=timezone.now())
        if host:
            pages = pages.filter(**{f"{field}__icontains": host})
        yield from pages.order_by().values_list("pk", "path", field).iterator()


def _in_streams(host: str | None) -> Iterator[tuple[int, str, str]]:
    for model, stream in STREAMS:
        pages = model.objects.live().filter(in_public_branch())
        # A host in other letters may be stored with its signs escaped.
        if host and host.isascii():
            pages = pages.annotate(stored=Cast(stream, TextField())).filter(stored__icontains=host)
        for pk, path, blocks in pages.order_by().values_list("pk", "path", stream).iterator():
            for child in blocks.raw_data:
                if address := child["value"].get("url"):
                    yield pk, path, address


def follow(
    addresses: Sequence[str],
    *,
    send: SendRequest = request_head,
    wait: Callable[[float], None] = time.sleep,
) -> dict[str, str]:
    """Follow addresses of one host, one after another; what is wrong with each, empty where nothing is. In the language
    of the city, for the reports are read by many. At most twenty seconds and a pause for each."""
    found = {}
    with override(settings.LANGUAGE_CODE):
        for number, address in enumerate(addresses):
            if number:
                wait(PAUSE_SECONDS)
            found[address] = link_error(address, send=send)
    return found


@transaction.atomic
def report_links(problems: Mapping[str, str], offered: Mapping[str, Sequence[Place]], *, at: datetime) -> int:
    """Write down what was found: a report for each page that offers what failed, none for what works. Returns how many
    addresses failed.

    Args:
        problems: by address, what is wrong with it; empty: it works.
        offered: by address, the pages that offer it.
    """
    LinkReport.objects.filter(address__in=[address for address, problem in problems.items() if not problem]).delete()
    failed = {address: problem for address, problem in problems.items() if problem}
    new = []
    for address, problem in failed.items():
        reports = LinkReport.objects.filter(address=address)
        reports.update(problem=problem, checked_at=at)
        known = set(reports.values_list("page", flat=True))
        new += [
            LinkReport(
                page_id=place.page,
                portal_id=place.portal,
                address=address,
                problem=problem,
                first_seen=at,
                checked_at=at,
            )
            for place in offered.get(address, ())
            if place.page not in known
        ]
    LinkReport.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
    return len(failed)


def forget_gone(offered: Mapping[str, Sequence[Place]]) -> int:
    """Delete the reports of addresses that their page does not offer any more. Returns how many they were."""
    gone = [
        pk
        for pk, page, address in LinkReport.objects.values_list("pk", "page", "address")
        if all(place.page != page for place in offered.get(address, ()))
    ]
    for start in range(0, len(gone), CHUNK):
        LinkReport.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
    return len(gone)
