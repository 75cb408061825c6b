"""Addresses of the questions of live events, below /admin/live-questions/."""

from django.urls import path

from participation.dialogue.views import desk

app_name = desk.NAMESPACE

urlpatterns = [
    path("", desk.EventsView.as_view(), name="events"),
    path("results/", desk.EventsView.as_view(results_only=True), name="events_results"),
    path("events/<int:event_id>/", desk.ModeratorView.as_view(), name="event"),
    path("events/<int:event_id>/pass-on/", desk.PassOnView.as_view(), name="pass_on"),
    path("<int:live_question_id>/", desk.LiveQuestionView.as_view(), name="question"),
    path("<int:live_question_id>/step/", desk.StepView.as_view(), name="step"),
    path("<int:live_question_id>/publish/", desk.PublishView.as_view(), name="publish"),
    path("<int:live_question_id>/redact/", desk.RedactView.as_view(), name="redact"),
    path("<int:live_question_id>/withhold/", desk.WithholdView.as_view(), name="withhold"),
    path("<int:live_question_id>/mark/", desk.MarkView.as_view(), name="mark"),
    path("<int:live_question_id>/answer/", desk.AnswerView.as_view(), name="answer"),
    path("<int:live_question_id>/contact/", desk.ContactView.as_view(), name="contact"),
]
