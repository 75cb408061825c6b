"""Plain texts of citizens and officers on a page."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from qa.models import Question
from qa.publication.public_labels import unit_in_words

register = template.Library()


@register.filter
@stringfilter
def plain_paragraphs(text: str) -> SafeString:
    """A plain text as paragraphs; whatever looks like a tag in it stays text."""
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 -- everything of the text is escaped


@register.filter
def with_key(prefix: str, key: int) -> str:
    """An identifier on a page: "answer-" and 17 give "answer-17"."""
    return f"{prefix}{key}"


@register.filter
def month_in_words(month: str) -> str:
    """Write "tháng 11/2026", in English "11/2026", for "2026-11"."""
    year, number = month.split("-")
    return pgettext("month and year", "%(month)s/%(year)s") % {"month": int(number), "year": year}


@register.filter
def unit_of(question: Question) -> str:
    """Which unit has a question; of one that another portal deals with, with its agency. Empty of none."""
    return unit_in_words(question.unit, portal_id=question.received_portal_id) if question.unit else ""
