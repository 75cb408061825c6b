"""Addresses of the screens about ratings, below /admin/ratings/."""

from django.urls import path

from participation.rating import board

app_name = board.NAMESPACE

urlpatterns = [
    path("", board.FeedbackListView.as_view(), name="pages"),
    path("results/", board.FeedbackListView.as_view(results_only=True), name="pages_results"),
    path("words/", board.WordsView.as_view(), name="words"),
    path("<int:feedback_id>/", board.FeedbackView.as_view(), name="page"),
    path("<int:feedback_id>/seen/", board.SeenView.as_view(), name="seen"),
    path("<int:feedback_id>/done/", board.DoneView.as_view(), name="done"),
]
