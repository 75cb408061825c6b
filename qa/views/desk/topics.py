"""Topics of questions: read by supervisors, kept by operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from members.views.base import AdminFormMixin, AdminView
from qa.core.topics import add_topic, change_topic
from qa.forms.units import ChangedTopicForm, TopicForm
from qa.models import QuestionTopic
from qa.views.base import question_url


class TopicsView(AdminView):
    """For operators: topics are common to all portals."""

    header_icon = "tag"

    def has_permission(self) -> bool:
        return self.operates


class TopicListView(TopicsView, TemplateView):
    """All topics, in the order in which citizens choose from them."""

    page_title = gettext_lazy("Topics of questions")
    template_name = "qa/topics.html"

    def has_permission(self) -> bool:
        return self.supervises

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.operates:
            return []
        return [HeaderButton(_("New topic"), url=question_url("topic_add"), icon_name="plus", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {"topic": topic, "url": question_url("topic", topic.pk) if self.operates else ""}
            for topic in QuestionTopic.objects.all()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class TopicsForm(AdminFormMixin, TopicsView):
    """A form that leads back to the list."""

    refusal_fields = {"topic_named": "name_vi", "text_missing": "name_vi", "text_too_long": "name_vi"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": question_url("topics"), "label": _("Topics of questions")}]

    def get_success_url(self) -> str:
        return question_url("topics")


class AddTopicView(TopicsForm):
    form_class = TopicForm
    page_title = gettext_lazy("New topic")
    introduction = (gettext_lazy("Citizens of all portals choose it at once."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        last = QuestionTopic.objects.aggregate(last=Max("position"))["last"] or 0
        return {"initial": {"position": last + 1}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        topic = add_topic(**form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The topic “%(topic)s” was added.") % {"topic": topic})


class TopicView(TopicsForm):
    form_class = ChangedTopicForm
    page_title = gettext_lazy("Topic")
    introduction = (
        gettext_lazy("Questions that have the topic show its new name, on all portals; their addresses stay the same."),
    )

    @cached_property
    def topic(self) -> QuestionTopic:
        return get_object_or_404(QuestionTopic, pk=self.kwargs["topic_id"])

    def get_page_subtitle(self) -> str:
        return str(self.topic)

    def get_form_kwargs(self) -> dict[str, Any]:
        facts = {name: getattr(self.topic, name) for name in ("name_vi", "name_en", "position")}
        return {"initial": facts | {"is_in_use": self.topic.ended_on is None}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        change_topic(self.topic, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The topic was changed."))
