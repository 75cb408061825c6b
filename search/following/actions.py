"""Following a search by mail: asked for, confirmed by a link, told of what is new, ended by another link or by time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from audit.errors import SealNotOpened
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.sealing.seals import new_token
from participation.mails.following import (
    ASKED_AGAIN_AFTER,
    CONFIRM_WITHIN,
    FollowerLinks,
    mail_follower,
    may_mail_unproved,
)
from participation.personal_data.ciphers import contact_digest
from participation.throttled_actions import MAILING_FOLLOW_LINK
from search.enums import SearchEventKind
from search.facets import in_words
from search.filters import NO_FILTERS, Filters
from search.hits import Hit
from search.index.health import GRACE
from search.models import SearchFollower
from search.service import newest_hits
from search.words.query import Query
from sites.directory import get_directory
from sites.locking import locked_portal

# Searches that one address follows on a portal.
MOST_OF_ONE: Final = 20
# What one mail tells of; of more, the newest.
MOST_TOLD: Final = 20
TEMPLATE: Final = "email/search"
LINKS: Final = FollowerLinks(SearchFollower, salt="search.following")


@transaction.atomic
def ask_to_follow(
    portal_id: int,
    query: Query,
    *,
    address: str,
    language: str,
    is_of_city: bool,
    frequency: str,
    filters: Filters = NO_FILTERS,
    at: datetime,
) -> None:
    """Mail an address the link by which it follows a search. One that follows it already gets nothing, nor does one
    that follows many, or got enough of such mails today: what is answered tells nothing of who follows.

    Raises:
        TargetGone: there is no such portal.
    """
    portal = locked_portal(portal_id)
    rows = list(SearchFollower.objects.for_portal(portal).with_address(address))
    kept = filters.as_text(get_directory())
    wanted = (query.text.casefold(), kept, language, is_of_city)
    follower = next((row for row in rows if _followed(row) == wanted), None)
    if follower is None:
        if len(rows) >= MOST_OF_ONE:
            return
        follower = SearchFollower(portal=portal, language=language, is_of_city=is_of_city, secret=new_token())
        follower.put(address, query=query.text, filters=kept)
    elif follower.confirmed_at is not None or follower.asked_at > at - ASKED_AGAIN_AFTER:
        return
    if not may_mail_unproved(contact_digest(address), at=at, action=MAILING_FOLLOW_LINK):
        return
    follower.asked_at, follower.frequency = at, frequency
    follower.save()
    enqueue_on_commit("search.tasks.mail_search_confirmation", follower.pk)


def _followed(row: SearchFollower) -> tuple[str, str, str, bool] | None:
    try:
        return row.query.casefold(), row.filters, row.language, row.is_of_city
    except SealNotOpened:
        return None


@transaction.atomic
def confirm_following(follower: SearchFollower, *, at: datetime) -> None:
    """Begin to tell somebody who proved by the link that the address is theirs. Who began before goes on. Writes an
    event, which says neither who nor what."""
    portal = locked_portal(follower.portal_id)
    asked = SearchFollower.objects.select_for_update(of=("self",), no_key=True).filter(confirmed_at=None)
    if asked.filter(pk=follower.pk).update(confirmed_at=at, told_until=at):
        record_event(SearchEventKind.SEARCH_FOLLOWED, portal=portal, at=at, by=None)


@transaction.atomic
def end_following(follower: SearchFollower, *, at: datetime) -> None:
    """Stop, and delete address and words. Writes an event where mails went."""
    portal = locked_portal(follower.portal_id)
    row = SearchFollower.objects.select_for_update(of=("self",), no_key=True).filter(pk=follower.pk).first()
    if row is not None:
        row.delete()
        if row.confirmed_at is not None:
            record_event(SearchEventKind.SEARCH_UNFOLLOWED, portal=portal, at=at, by=None)


def forget_ended(*, at: datetime) -> int:
    """Delete those who did not confirm in time, and end those who began so long ago that they may have forgotten it.
    Returns how many."""
    unconfirmed = SearchFollower.objects.filter(confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN)
    number, _models = unconfirmed.delete()
    since = at - timedelta(days=settings.SEARCH_FOLLOWERS_KEPT_DAYS)
    old = list(SearchFollower.objects.filter(confirmed_at__lt=since).order_by("pk"))
    for follower in old:
        end_following(follower, at=at)
    return number + len(old)


def mail_confirmation(follower_id: int, *, at: datetime) -> bool:
    """Mail somebody the link to confirm; not who did, or ended meanwhile. Returns whether a mail went.

    It does not say the words: anybody can have it sent to any address. The page of the link shows them.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    follower = SearchFollower.objects.filter(pk=follower_id, confirmed_at=None).first()
    return follower is not None and _send(follower, "confirm", {}, at=at)


def tell_news(follower_id: int, *, at: datetime) -> bool:
    """Mail somebody what was published for the words since the last time; where nothing was, no mail, nor where they
    are narrowed to something that is no more. Returns whether one went.

    What is very new waits for the next time: the index may not have it yet. The row is claimed first, so that two
    workers never tell the same, and nothing is locked while the index and the mail server are asked.

    Raises:
        MailNotTaken: the mail server did not take it: it is told the next time.
    """
    # One statement: of two workers it finds one.
    if not SearchFollower.objects.due(at=at).unclaimed(at=at).filter(pk=follower_id).update(claimed_at=at):
        return False
    until = at - GRACE
    try:
        follower = SearchFollower.objects.filter(pk=follower_id).first()
        hits = _news_for(follower, until=until) if follower is not None else None
        if follower is None or hits is None:
            return False
        if hits and not _send(follower, "news", {"hits": hits}, at=at):
            return False
        SearchFollower.objects.filter(pk=follower_id, told_until__lt=until).update(told_until=until)
    finally:
        SearchFollower.objects.filter(pk=follower_id, claimed_at=at).update(claimed_at=None)
    return bool(hits)


def _news_for(follower: SearchFollower, *, until: datetime) -> list[Hit] | None:
    """Hits that a follower has not been mailed; None where the portal cannot be read, no key opens the words, or they
    are narrowed to something that is no more."""
    record = get_directory().by_id.get(follower.portal_id)
    if record is None or not record.is_readable:
        return None
    try:
        query, filters = Query.read(follower.query), Filters.from_text(follower.filters, get_directory())
    except SealNotOpened:
        return None
    if filters is None:
        return None
    with override(follower.language):
        return newest_hits(
            query,
            language=follower.language,
            portal=None if follower.is_of_city else record,
            filters=filters,
            after=follower.told_until,
            until=until,
            limit=MOST_TOLD,
        )


def narrowed_in_words(follower: SearchFollower) -> str:
    """Filters of the search of a follower, in the active language, as far as they can be chosen still."""
    directory = get_directory()
    return in_words(Filters.read(QueryDict(follower.filters), directory), directory)


def _send(follower: SearchFollower, name: str, more: dict[str, object], *, at: datetime) -> bool:
    """Send one mail. An address that the mail server refuses for good follows no more."""
    record, is_news = get_directory().by_id[follower.portal_id], follower.confirmed_at is not None
    with override(follower.language):
        stop_url = record.root_url + reverse("search_follower", args=[LINKS.token_of(follower)])
        context = {"portal": record, "stop_url": stop_url, "is_of_city": follower.is_of_city}
        if is_news:
            # Words of a stranger, as long as nobody has proved that the address is theirs.
            context |= {"query": follower.query, "narrowed": narrowed_in_words(follower)}
        subject = render_to_string(f"{TEMPLATE}/{name}_subject.txt", context | more)
        text = render_to_string(f"{TEMPLATE}/{name}.txt", context | more)
    # Nothing is to be stopped before it was confirmed.
    stops_at = stop_url if is_news else ""
    if not mail_follower(follower, subject=subject, text=text, portal=record, stop_url=stops_at):
        end_following(follower, at=at)
        return False
    return True
