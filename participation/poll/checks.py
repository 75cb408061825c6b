"""Checks of polls in which people have voted already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, register_checks
from formats.vietnamese.dates import vi_date
from home.models import ContentPage
from participation.models import PollTally
from participation.poll.public import polls_in
from sites.directory import get_directory


@register_checks(ContentPage)
def check_polls(page: ContentPage) -> Iterator[Finding]:
    """Look at polls that were voted on and that the draft changes: other words or another last day are pointed at;
    another way of choosing, and votes after the results were public, are refused."""
    changed: list[str] = []
    for public, draft in _voted_polls(page):
        now = _words(draft) if draft is not None else {}
        changed += [words for part, words in _words(public).items() if now.get(part) != words]
        if draft is not None:
            yield from _check_rules(page, public, draft)
    if changed:
        message = _(
            "People have voted on other words: “%(words)s”. Only mistakes may be corrected; what means something "
            "else is a new choice, or a new poll."
        )
        yield _finding(page, "poll_changed", Level.WARNING, message % {"words": "”, “".join(changed)})


def _check_rules(page: ContentPage, public: Any, draft: Any) -> Iterator[Finding]:
    said = {"question": draft["question"]}
    if draft["several"] != public["several"]:
        message = _(
            "People have voted in the poll “%(question)s”: whether several choices may be ticked cannot be changed. "
            "Make a new poll."
        )
        yield _finding(page, "poll_several_changed", Level.BLOCKING, message % said)
    before, after = public["closes_on"], draft["closes_on"]
    if before is None or after is None or before == after:
        return
    said |= {"before": vi_date(before), "after": vi_date(after)}
    today = timezone.localdate()
    if before < today <= after:
        message = _(
            "The results of the poll “%(question)s” have been public since %(before)s passed: it cannot take votes "
            "again. Make a new poll."
        )
        yield _finding(page, "poll_reopened", Level.BLOCKING, message % said)
    else:
        message = _(
            "People have voted in the poll “%(question)s”, which said that %(before)s is its last day; now it is "
            "%(after)s. Say so on the page."
        )
        yield _finding(page, "poll_last_day_changed", Level.WARNING, message % said)


def _finding(page: ContentPage, code: str, level: Level, message: str) -> Finding:
    place = capfirst(str(page._meta.get_field("body").verbose_name))
    return Finding(code=code, level=level, field="body", place=place, message=message)


def _voted_polls(page: ContentPage) -> Iterator[tuple[Any, Any]]:
    """The polls of a public page in which votes were counted, each with itself in the draft; None: it is left out."""
    record = get_directory().for_path(page.path) if page.pk and page.live else None
    if record is None:
        return
    counted = PollTally.objects.for_portal(record.id).filter(page_key=page.translation_key)
    voted = set(counted.values_list("poll", flat=True))
    public = type(page).objects.filter(pk=page.pk).first() if voted else None
    drafts = dict(polls_in(page))
    yield from ((value, drafts.get(key)) for key, value in polls_in(public) if key in voted)


def _words(value: Any) -> dict[str | None, str]:
    """The question, and the choices by their identifiers."""
    return {None: value["question"]} | {one.id: str(one.value) for one in value["choices"].bound_blocks}
