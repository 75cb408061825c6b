"""Addresses of the register of requests, below /admin/data-requests/."""

from django.urls import path

from participation.data_requests import views

app_name = views.NAMESPACE

urlpatterns = [
    path("", views.RegisterView.as_view(), name="register"),
    path("<int:request_id>/", views.RequestView.as_view(), name="request"),
    path("<int:request_id>/read/", views.ReadRequestView.as_view(), name="read"),
    path("<int:request_id>/respond/", views.RespondView.as_view(), name="respond"),
    path("<int:request_id>/answer/", views.AnswerRequestView.as_view(), name="answer"),
    path("<int:request_id>/refuse/", views.RefuseRequestView.as_view(), name="refuse"),
    path("<int:request_id>/correct/", views.CorrectView.as_view(), name="correct"),
    path("<int:request_id>/erase/", views.EraseView.as_view(), name="erase"),
]
