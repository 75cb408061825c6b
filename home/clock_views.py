"""Screens of the admin about the clocks of items."""

from __future__ import annotations

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deadlines.enums import Trigger
from home.clock_limits import Timing
from home.clock_words import words_of


class ClockQuestion(forms.Form):
    """What the script of the page editor asks: the day as it is typed, and what it is the day of."""

    day = forms.DateField(required=False)
    trigger = forms.ChoiceField(choices=Trigger.choices, required=False)
    published = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


@require_safe
def publication_clock(request: HttpRequest, category: str, trigger: str) -> HttpResponse:
    """What the clock of a page of a category would say. The law is the same for all portals: no row is named."""
    form = ClockQuestion(request.GET)
    form.full_clean()
    day = form.cleaned_data.get("day")
    counted_from = form.cleaned_data.get("trigger") or trigger
    if counted_from not in Trigger.values:
        raise BadRequest
    words = None
    if day is not None:
        timing = Timing(category=category, trigger=Trigger(counted_from), trigger_date=day)
        words = words_of(timing, published_on=form.cleaned_data.get("published"), today=timezone.localdate())
    return render(request, "home/clock.html", {"words": words})
