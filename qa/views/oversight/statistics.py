"""Figures of a portal, of the whole city, and the log of what is withheld."""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.models.portal_scoped import PortalScopedQuerySet
from formats.vietnamese.text import sort_key
from home.serving.presentation import frame_of_view
from qa.asking.usefulness import LEAST_SHOWN, usefulness_of_portal
from qa.models import AnsweringUnit, QuestionTally, QuestionTopic
from qa.oversight.figures import LEAST_FOR_SHARE, Figures, counted_at, figures_by, total_of
from qa.oversight.figures_in_words import chart_of, table_of, total_in_words
from qa.publication.export import COLUMNS
from qa.publication.public_labels import unit_in_words
from qa.publication.visibility import totals_of, withheld_log
from qa.templatetags.qa_texts import month_in_words
from qa.views.frame import frame_of_questions, home_or_404, urls_on
from sites.directory import get_directory

YEAR: Final = "nam"
_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)


@require_safe
def question_statistics(request: HttpRequest) -> HttpResponse:
    """What became of the questions of a portal, by unit, topic and month."""
    portal_id = request.portal.id
    tallies, year = _of_year(request, QuestionTally.objects.for_portals([portal_id]))
    by_month = figures_by("month", tallies)
    units = AnsweringUnit.objects.in_bulk(_keys(by_unit := figures_by("unit", tallies)))
    names = {key: unit_in_words(unit, portal_id=portal_id) for key, unit in units.items()}
    topics = QuestionTopic.objects.in_bulk(_keys(by_topic := figures_by("topic", tallies)))
    unsorted = _("Not sorted yet, or closed by the board")
    total = total_of(by_month.values())
    context = {
        "total": total_in_words(total),
        "units": table_of(_named(by_unit, names, other=unsorted), total=total),
        "topics": table_of(_named(by_topic, topics, other=_("Without a topic")), total=total),
        **_months(by_month, total),
        "counted_at": counted_at(tallies),
        "year": year,
        "years": _years(QuestionTally.objects.for_portals([portal_id])),
        "usefulness": usefulness_of_portal(portal_id),
        "least_shown": LEAST_SHOWN,
        "least_for_share": LEAST_FOR_SHARE,
        "columns": COLUMNS,
        **frame_of_questions(
            request,
            _("Questions and answers in figures"),
            description=_("What became of the questions that this portal received, whoever answers them."),
        ),
    }
    return render(request, "pages/qa/statistics.html", context)


@require_safe
def questions_withheld(request: HttpRequest) -> HttpResponse:
    """What a portal withheld, did not accept or passed on: how many, by month and class."""
    lines = withheld_log(request.portal.id)
    frame = frame_of_questions(
        request,
        _("What is not published"),
        description=_("How many questions are not published, by month and class of the reason."),
    )
    return render(request, "pages/qa/withheld_log.html", {"lines": lines, "totals": totals_of(lines), **frame})


@require_safe
def city_questions(request: HttpRequest) -> HttpResponse:
    """The figures of every portal side by side, on the city portal; on others the address leads there."""
    home, directory = home_or_404(request), get_directory()
    portal, city = request.portal, directory.city
    if city is None:
        raise Http404
    if not portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    readable = [record for record in directory.records if record.is_readable and record.is_listed]
    whole = QuestionTally.objects.for_portals([record.id for record in readable])
    tallies, year = _of_year(request, whole)
    figures = figures_by("portal", tallies)
    total = total_of(figures.values())
    addresses = urls_on(readable, "questions")
    rows = [
        (record.listed_name, addresses[record.id], figures[record.id]) for record in readable if record.id in figures
    ]
    context = {
        "total": total_in_words(total),
        "portals": table_of(rows, total=total),
        **_months(figures_by("month", tallies), total),
        "counted_at": counted_at(tallies),
        "year": year,
        "years": _years(whole),
        "least_for_share": LEAST_FOR_SHARE,
        **frame_of_view(
            request,
            _("Questions and answers of all portals"),
            home.get_url(request),
            description=_("What was asked on each portal of the city, and whether it was answered in time."),
        ),
    }
    return render(request, "pages/qa/city_questions.html", context)


def _months(by_month: dict[str, Figures], total: Figures) -> dict[str, Any]:
    """Chart and table by month, the newest first."""
    rows = [(month_in_words(month), "", one) for month, one in sorted(by_month.items(), reverse=True)]
    return {"months": table_of(rows, total=total), "chart": chart_of(by_month)}


def _of_year(
    request: HttpRequest, tallies: PortalScopedQuerySet[QuestionTally]
) -> tuple[PortalScopedQuerySet[QuestionTally], str]:
    """The tallies of the year that is asked for, or all."""
    year = request.GET.get(YEAR, "")
    return (tallies.filter(month__startswith=year), year) if _YEAR.fullmatch(year) else (tallies, "")


def _years(tallies: PortalScopedQuerySet[QuestionTally]) -> list[str]:
    """Years with questions, the latest first."""
    months = tallies.order_by().values_list("month", flat=True).distinct()
    return sorted({month[:4] for month in months}, reverse=True)


def _keys(figures: dict[Any, Any]) -> list[int]:
    return [key for key in figures if key is not None]


def _named(figures: dict[Any, Any], rows: dict[int, Any], *, other: str) -> list[tuple[str, str, Any]]:
    """Figures with the names of what they are of, and no address; those of nothing last."""
    named = [(str(rows[key]), "", figures[key]) for key in figures if key in rows]
    named.sort(key=lambda row: sort_key(row[0]))
    return [*named, *([(other, "", figures[None])] if None in figures else [])]
