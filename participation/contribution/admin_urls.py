"""Addresses of the screens about contributions, below /admin/contributions/."""

from django.urls import path

from participation.contribution import desk

app_name = desk.NAMESPACE

urlpatterns = [
    path("", desk.InboxView.as_view(), name="inbox"),
    path("results/", desk.InboxView.as_view(results_only=True), name="inbox_results"),
    path("<int:contribution_id>/", desk.ContributionView.as_view(), name="contribution"),
    path("<int:contribution_id>/accept/", desk.AcceptView.as_view(), name="accept"),
    path("<int:contribution_id>/ask/", desk.AskView.as_view(), name="ask"),
    path("<int:contribution_id>/decline/", desk.DeclineView.as_view(), name="decline"),
    path("<int:contribution_id>/contact/", desk.ContactView.as_view(), name="contact"),
    path("<int:contribution_id>/files/", desk.FilesView.as_view(), name="files"),
    path("<int:contribution_id>/files/<int:file_id>/", desk.FileView.as_view(), name="file"),
]
