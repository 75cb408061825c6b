"""Checks of drafts, by their comments, before the board decides."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.review.findings import Finding, Level, Remedy, register_checks
from information.enums import REPORTED_DRAFTS
from information.models import DraftPage
from participation.consultation.reanchoring import count_left_out
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


@register_checks(DraftPage)
def check_comments_keep_their_parts(page: DraftPage) -> Iterator[Finding]:
    """Point out comments whose parts the text no longer has. A warning: parts are left out because of comments too."""
    if not page.pk or not (count := count_left_out(page)):
        return
    text = ngettext(
        "%(count)d comment stands on a part that this version leaves out.",
        "%(count)d comments stand on parts that this version leaves out.",
        count,
    )
    yield Finding(
        code="commented_part_left_out",
        level=Level.WARNING,
        field="text",
        place=capfirst(str(page._meta.get_field("text").verbose_name)),
        message=text % {"count": count},
        remedy=Remedy(_("Comments on the draft"), reverse("comments:draft", args=[page.pk])),
    )
