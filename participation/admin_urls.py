"""Addresses of the register of requests, below /admin/data-requests/."""

from django.urls import path

from participation.views import data_requests

app_name = data_requests.NAMESPACE

urlpatterns = [
    path("", data_requests.RegisterView.as_view(), name="register"),
    path("<int:request_id>/", data_requests.RequestView.as_view(), name="request"),
    path("<int:request_id>/read/", data_requests.ReadRequestView.as_view(), name="read"),
    path("<int:request_id>/respond/", data_requests.RespondView.as_view(), name="respond"),
    path("<int:request_id>/answer/", data_requests.AnswerRequestView.as_view(), name="answer"),
    path("<int:request_id>/refuse/", data_requests.RefuseRequestView.as_view(), name="refuse"),
    path("<int:request_id>/correct/", data_requests.CorrectView.as_view(), name="correct"),
    path("<int:request_id>/erase/", data_requests.EraseView.as_view(), name="erase"),
]
