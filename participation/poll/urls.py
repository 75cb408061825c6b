"""Public addresses of polls, below binh-chon/, in English poll/."""

from django.urls import path

from home.serving.addresses import in_languages
from participation.poll import views

urlpatterns = [
    path(
        in_languages("binh-chon/<int:page_id>/<uuid:poll_id>/", english="poll/<int:page_id>/<uuid:poll_id>/"),
        views.poll,
        name="poll",
    ),
]
