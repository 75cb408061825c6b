"""The report on the comments on a draft: what each said, who said it, and what was made of it, in the order of the
parts. Holds no contact of anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from formats.documents.office_tables import OfficeTable, office_table
from participation.consultation.drafts import cited_parts
from participation.models import Comment

if TYPE_CHECKING:
    from information.models import DraftPage
    from participation.models.comment import CommentQuerySet
    from sites.directory import PortalRecord

# Of the screen.
GROUPS_ON_A_PAGE: Final = 50
# Characters of a part that stand beside the comments on it.
_LONGEST_PART: Final = 1500
# People whose comments say the same and who are named one by one.
_NAMED: Final = 10
_WIDTHS: Final = (7, 24, 30, 18, 30)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line: the same words on the same part, with the same response, are one.

    Attributes:
        part: how it is called, and its words as they are now.
        response: empty: there is none yet.
    """

    number: int
    part: str
    text: str
    who: str
    response: str

    @property
    def cells(self) -> tuple[str, ...]:
        return str(self.number), self.part, self.text, self.who, self.response


def report_rows(draft: DraftPage) -> list[ReportRow]:
    """The lines of the report, in the language of the draft; of comments that the public does not read there is none.
    One statement."""
    with override(settings.LANGUAGE_CODE):
        return _rows(draft, _readable(draft), first=1)


def report_page(draft: DraftPage, *, number: Any) -> tuple[Page[Any], list[ReportRow]]:
    """One page of the report for the screen, with its lines. Reads the comments of that page alone."""
    page = Paginator(Comment.objects.of_draft(draft).readable().grouped(), GROUPS_ON_A_PAGE).get_page(number)
    shown = {(group["anchor"], group["public_hash"]) for group in page.object_list}
    comments = _readable(draft).filter(
        anchor__in={anchor for anchor, _hash in shown},
        public_hash__in={public_hash for _anchor, public_hash in shown},
    )
    with override(settings.LANGUAGE_CODE):
        together = [comment for comment in comments if (comment.anchor, comment.public_hash) in shown]
        return page, _rows(draft, together, first=page.start_index())


def _readable(draft: DraftPage) -> CommentQuerySet:
    return Comment.objects.of_draft(draft).readable().defer("text").order_by("place", "anchor", "pk")


def _rows(draft: DraftPage, comments: Iterable[Comment], *, first: int) -> list[ReportRow]:
    """Lines of comments in their order. The same words with another response are a line with the same number."""
    parts = {part.anchor: part.text for part in cited_parts(draft)}
    rows = []
    for number, by_response in enumerate(_grouped(comments), start=first):
        for together in by_response:
            one = together[0]
            rows.append(ReportRow(number, _part(one, parts), _text(together), _who(together), _response(one)))
    return rows


def heads() -> tuple[str, ...]:
    """The headings of the columns."""
    return (
        pgettext("column of a report", "No."),
        _("Content of the draft"),
        pgettext("column of a report", "Comment"),
        pgettext("column of a report", "By whom"),
        _("Taken up, explained"),
    )


def title_of(draft: DraftPage) -> tuple[str, str]:
    """The title of the report, on two lines."""
    return (
        _("Summary of comments, with what was taken up and explained"),
        _("on the draft: %(title)s") % {"title": draft.title},
    )


def report_table(draft: DraftPage) -> list[Sequence[str]]:
    """The report as a table, its head first."""
    with override(settings.LANGUAGE_CODE):
        return [heads(), *(row.cells for row in report_rows(draft))]


def report_document(draft: DraftPage, portal: PortalRecord) -> bytes:
    """The report in the form of an official document (.docx)."""
    with override(settings.LANGUAGE_CODE):
        first, second = title_of(draft)
        issuer = list(dict.fromkeys(filter(None, (portal.governing_body, draft.drafter))))
        table = OfficeTable(
            issuer=issuer or [portal.name],
            title=(first.upper(), second),
            heads=heads(),
            widths=_WIDTHS,
            rows=[row.cells for row in report_rows(draft)],
        )
        return office_table(table)


def _grouped(comments: Iterable[Comment]) -> Iterator[list[list[Comment]]]:
    """The same words on the same part together, at the place of the first; within them those with the same response."""
    for _place, of_part in groupby(comments, key=lambda one: (one.place, one.anchor)):
        groups: dict[str, dict[tuple[str, str], list[Comment]]] = {}
        for comment in of_part:
            same = groups.setdefault(comment.public_hash, {})
            same.setdefault((comment.response, comment.response_text), []).append(comment)
        yield from (list(same.values()) for same in groups.values())


def _part(comment: Comment, parts: dict[str, str]) -> str:
    if not comment.anchor:
        return pgettext("part of a draft", "The whole draft")
    if comment.is_part_gone:
        return "\n".join([comment.label, _("(a later version of the draft leaves this part out)")])
    words = parts.get(comment.anchor, "")
    if len(words) > _LONGEST_PART:
        words = f"{words[:_LONGEST_PART].rstrip()}…"
    return "\n".join(filter(None, (comment.label, words)))


def _text(together: Sequence[Comment]) -> str:
    text = together[0].public_text
    if len(together) == 1:
        return text
    count = ngettext("%(count)d comment with these words", "%(count)d comments with these words", len(together))
    return f"{text}\n({count % {'count': len(together)}})"


def _who(together: Sequence[Comment]) -> str:
    names = list(dict.fromkeys(who_of(one) for one in together))
    more = len(names) - _NAMED
    if more > 0:
        names = [*names[:_NAMED], ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}]
    return "\n".join(names)


def who_of(comment: Comment) -> str:
    """Who commented, as what: "Công ty A (Doanh nghiệp chịu tác động)"."""
    name = comment.who or pgettext("of a comment", "Name not given")
    return f"{name} ({comment.get_stake_display()})"


def _response(comment: Comment) -> str:
    if not comment.is_answered:
        return ""
    return f"{comment.get_response_display()}. {comment.response_text}"
