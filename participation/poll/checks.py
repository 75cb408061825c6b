"""A check of polls in which people have voted already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, register_checks
from home.models import ContentPage
from participation.models import PollTally
from participation.poll.shown import polls_in
from sites.directory import get_directory


@register_checks(ContentPage)
def check_words_of_polls(page: ContentPage) -> Iterator[Finding]:
    """Point at questions and choices that were voted on and that the draft words otherwise or leaves out."""
    changed = _changed(page)
    if changed:
        yield Finding(
            code="poll_changed",
            level=Level.WARNING,
            field="body",
            place=capfirst(str(page._meta.get_field("body").verbose_name)),
            message=_(
                "People have voted on other words: “%(words)s”. Only mistakes may be corrected; what means something "
                "else is a new choice, or a new poll."
            )
            % {"words": "”, “".join(changed)},
        )


def _changed(page: ContentPage) -> list[str]:
    """The public words that the draft of a page changes or leaves out in its polls, where votes were counted."""
    record = get_directory().for_path(page.path) if page.pk and page.live else None
    if record is None:
        return []
    counted = PollTally.objects.for_portal(record.id).filter(page_key=page.translation_key)
    voted = set(counted.values_list("poll", flat=True))
    public = type(page).objects.filter(pk=page.pk).first() if voted else None
    polls = {key: _words(value) for key, value in polls_in(page)}
    changed = []
    for key, value in polls_in(public):
        if key in voted:
            now = polls.get(key, {})
            changed += [words for part, words in _words(value).items() if now.get(part) != words]
    return changed


def _words(value: Any) -> dict[str | None, str]:
    """The question, and the choices by their identifiers."""
    return {None: value["question"]} | {one.id: str(one.value) for one in value["choices"].bound_blocks}
