"""Background work of this app."""

from __future__ import annotations

from itertools import islice
from typing import Final

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from home.outbound.client import MAX_REDIRECTS, REQUEST_TIMEOUT
from information.links.link_reports import PAUSE_SECONDS, follow, forget_gone, host_of, offered_addresses, report_links
from information.press.press_mail import deliver
from information.press.press_requests import forget_unanswered

# Addresses of one host that one task follows, before it makes room for others.
BATCH: Final = 20
# Each address at its slowest, and as much again.
BATCH_SECONDS: Final = BATCH * ((MAX_REDIRECTS + 1) * REQUEST_TIMEOUT + PAUSE_SECONDS) * 2


@shared_task
def follow_offered_links() -> int:
    """Follow the addresses that public pages of information offer. Returns how many hosts are asked.

    Each host has a chain of tasks of its own, so that no two ask it at the same time.
    """
    offered = offered_addresses()
    forget_gone(offered)
    if not settings.CHECK_EXTERNAL_LINKS:
        return 0
    hosts = sorted({host_of(address) for address in offered})
    for host in hosts:
        follow_links_of_host.delay(host)
    return len(hosts)


@shared_task(time_limit=BATCH_SECONDS)
def follow_links_of_host(host: str, after: str = "") -> int:
    """Follow the next addresses of a host, in their order, and hand the rest on. Returns how many failed.

    Where another task is asking the host at this moment, nothing is done: that one goes on to the end.
    """
    # A cache that is away answers None: then hosts are asked all the same.
    if cache.add(_key(host), True, BATCH_SECONDS) is False:
        return 0
    try:
        offered = offered_addresses(host)
        batch = list(islice((address for address in sorted(offered) if address > after), BATCH))
        failed = report_links(follow(batch), offered, at=timezone.now())
    finally:
        cache.delete(_key(host))
    if len(batch) == BATCH:
        follow_links_of_host.delay(host, batch[-1])
    return failed


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def mail_press_pack(delivery_id: int) -> None:
    """Mail a pack to one press agency. A mail server that does not answer is asked again, after a minute and then less
    often; after that the screen of the pack offers it."""
    deliver(delivery_id, at=timezone.now())


@shared_task
def forget_press_requests() -> int:
    """Delete requests for the press packs that nobody answered in time. Returns how many."""
    return forget_unanswered(at=timezone.now())


def _key(host: str) -> str:
    return f"links-of-host:{host}"
