"""Two public versions of the text of a draft, compared part by part, at an address below the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from formats.lawtext.citing import citations
from formats.lawtext.comparison import Change, Compared, ComparisonBudget, compare, pieces_of
from formats.lawtext.parsing import parse
from home.models import PublicVersion
from home.page_registry import register_answer
from home.publication.public_versions import is_as_published
from home.serving.presentation import Crumb, chain_of
from information.models import DraftPage

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

ASKED: Final = "ban"
TONES: Final = {Change.NEW: "good", Change.GONE: "bad", Change.CHANGED: "wait", Change.MOVED: "info"}
WORDS: Final = {
    Change.NEW: pgettext_lazy("part of a text", "New"),
    Change.GONE: pgettext_lazy("part of a text", "Left out"),
    Change.CHANGED: pgettext_lazy("part of a text", "Changed"),
    Change.MOVED: pgettext_lazy("part of a text", "Renumbered"),
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A part that differs.

    Attributes:
        place: how it is cited, of one that moved both.
        pieces: its words; of each piece "same", "out" or "in".
    """

    place: str
    label: Any
    tone: str
    pieces: list[tuple[str, str]]


@register_answer(DraftPage, "comparison")
def compare_versions(page: DraftPage, request: HttpRequest) -> HttpResponseBase:
    """A version, by its number, with the one before it that the public may read; without a number the newest. Never in
    an index of a search engine.

    Raises:
        Http404: there are no two such versions, or no version has a text in parts.
    """
    asked = request.GET.get(ASKED, "")
    versions = PublicVersion.objects.filter(page=page.pk).readable().select_related("revision").order_by("-number")
    if asked.isdecimal() and asked.isascii():
        versions = versions.filter(number__lte=int(asked[:9]))
    after, before = [*versions[:2], None, None][:2]
    if after is None or before is None or not (is_as_published(after) and is_as_published(before)):
        raise Http404
    texts = [version.revision.content.get("text", "") for version in (before, after)]
    if not any(texts):
        raise Http404
    compared, budget = compare(*map(parse, texts)), ComparisonBudget()
    url = page.get_url(request) or ""
    title = _("What changed in the text")
    request.shown_page = page  # type: ignore[attr-defined]  # read by the context processor
    above = [Crumb(step.title, step.get_url(request)) for step in chain_of(page)]
    response = render(
        request,
        "pages/information/draft_comparison.html",
        {
            "page": page,
            "page_title": f"{title}: {page.title}",
            "before": before,
            "after": after,
            "changes": list(_changes(compared, budget)),
            "is_shortened": budget.is_exceeded,
            "same": sum(one.change == Change.SAME for one in compared),
            "breadcrumb": [*above, Crumb(page.title, url), Crumb(title, "")],
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _changes(compared: Sequence[Compared], budget: ComparisonBudget) -> Iterator[ShownChange]:
    former = citations([one.before for one in compared if one.before is not None])
    own = citations([one.after for one in compared if one.after is not None])
    for one in compared:
        if one.change == Change.SAME:
            continue
        places = [former[one.before.anchor]] if one.before is not None else []
        places += [own[one.after.anchor]] if one.after is not None else []
        yield ShownChange(
            place=" → ".join(dict.fromkeys(places)),
            label=WORDS[one.change],
            tone=TONES[one.change],
            pieces=list(pieces_of(one.before, one.after, budget=budget)),
        )
