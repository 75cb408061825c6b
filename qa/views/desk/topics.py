"""Topics of questions: read by supervisors, kept by operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Max
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qa.core.topics import add_topic, change_topic
from qa.forms.topics import ChangedTopicForm, TopicForm
from qa.models import QuestionTopic
from qa.views.desk.common_lists import ChangedRowForm, CommonListView, CommonRowForm, CommonRowsView


class TopicsView(CommonListView):
    header_icon = "tag"
    model = QuestionTopic
    name = "topic"
    list_name = "topics"
    list_title = gettext_lazy("Topics of questions")
    new_label = gettext_lazy("New topic")
    refusal_fields = {"topic_named": "name_vi", "text_missing": "name_vi", "text_too_long": "name_vi"}


class TopicListView(TopicsView, CommonRowsView):
    page_title = TopicsView.list_title
    template_name = "qa/topics.html"


class AddTopicView(TopicsView, CommonRowForm):
    form_class = TopicForm
    page_title = TopicsView.new_label
    introduction = (gettext_lazy("Citizens of all portals choose it at once."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        last = QuestionTopic.objects.aggregate(last=Max("position"))["last"] or 0
        return {"initial": {"position": last + 1}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        topic = add_topic(**form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The topic “%(topic)s” was added.") % {"topic": topic})


class TopicView(TopicsView, ChangedRowForm):
    form_class = ChangedTopicForm
    facts = ("name_vi", "name_en", "position")
    page_title = gettext_lazy("Topic")
    introduction = (
        gettext_lazy("Questions that have the topic show its new name, on all portals; their addresses stay the same."),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        change_topic(self.row, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The topic was changed."))
