"""Public addresses of questions, below `hoi-dap/`."""

from django.urls import path

from qa.views.following import follow_question
from qa.views.mails import question_mails

urlpatterns = [
    path("theo-doi/<str:token>/", question_mails, name="question_mails"),
    path("<str:code>/theo-doi/", follow_question, name="follow_question"),
]
