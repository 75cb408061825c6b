"""Addresses of the questions of live events, below /admin/live-questions/."""

from django.urls import path

from participation.dialogue.views import decisions, host, inbox, personal_data, question
from participation.dialogue.views.base import NAMESPACE

app_name = NAMESPACE

urlpatterns = [
    path("", inbox.EventsView.as_view(), name="events"),
    path("results/", inbox.EventsView.as_view(results_only=True), name="events_results"),
    path("events/<int:event_id>/", host.ModeratorView.as_view(), name="event"),
    path("events/<int:event_id>/pass-on/", host.PassOnView.as_view(), name="pass_on"),
    path("<int:live_question_id>/", question.LiveQuestionView.as_view(), name="question"),
    path("<int:live_question_id>/step/", host.StepView.as_view(), name="step"),
    path("<int:live_question_id>/publish/", decisions.PublishView.as_view(), name="publish"),
    path("<int:live_question_id>/redact/", decisions.RedactView.as_view(), name="redact"),
    path("<int:live_question_id>/withhold/", decisions.WithholdView.as_view(), name="withhold"),
    path("<int:live_question_id>/mark/", decisions.MarkView.as_view(), name="mark"),
    path("<int:live_question_id>/answer/", decisions.AnswerView.as_view(), name="answer"),
    path("<int:live_question_id>/contact/", personal_data.ContactView.as_view(), name="contact"),
]
