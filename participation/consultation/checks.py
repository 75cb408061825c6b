"""A check of drafts before the board decides on their report."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.review.findings import Finding, Level, Remedy, register_checks
from information.enums import REPORTED_DRAFTS
from information.models import DraftPage
from participation.models import Comment


@register_checks(DraftPage)
def check_all_answered(page: DraftPage) -> Iterator[Finding]:
    """Refuse the report while a comment has no response; those that the board withheld and those that were taken back
    need none."""
    if page.state not in REPORTED_DRAFTS or not page.pk:
        return
    count = Comment.objects.of_draft(page).unanswered().count()
    if not count:
        return
    text = ngettext(
        "%(count)d comment has no response yet. The report says what was made of each of them.",
        "%(count)d comments have no response yet. The report says what was made of each of them.",
        count,
    )
    yield Finding(
        code="comments_unanswered",
        level=Level.BLOCKING,
        field="state",
        place=capfirst(str(page._meta.get_field("state").verbose_name)),
        message=text % {"count": count},
        remedy=Remedy(_("Comments on the draft"), reverse("comments:draft", args=[page.pk])),
    )
