"""Forms of topics of questions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from adminviews.forms.text import CleanTextMixin
from qa.models.unit import NAME_LENGTH


class TopicForm(CleanTextMixin, forms.Form):
    """A topic that is added."""

    name_vi = forms.CharField(label=_("Vietnamese name"), max_length=NAME_LENGTH)
    name_en = forms.CharField(label=_("English name"), max_length=NAME_LENGTH)
    position = forms.IntegerField(
        label=pgettext_lazy("in a list", "position"),
        min_value=0,
        max_value=999,
        help_text=_("The smaller comes first."),
    )


class ChangedTopicForm(TopicForm):
    """Form by which an existing topic is changed."""

    is_in_use = forms.BooleanField(
        label=_("in use"),
        required=False,
        help_text=_("Citizens and boards choose it. Otherwise it stays with the questions that have it."),
    )
