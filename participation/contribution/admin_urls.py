"""Addresses of the screens about contributions, below /admin/contributions/."""

from django.urls import path

from participation.contribution.views import contribution, decisions, inbox, personal_data
from participation.contribution.views.base import NAMESPACE

app_name = NAMESPACE

urlpatterns = [
    path("", inbox.InboxView.as_view(), name="inbox"),
    path("results/", inbox.InboxView.as_view(results_only=True), name="inbox_results"),
    path("<int:contribution_id>/", contribution.ContributionView.as_view(), name="contribution"),
    path("<int:contribution_id>/accept/", decisions.AcceptView.as_view(), name="accept"),
    path("<int:contribution_id>/ask/", decisions.AskView.as_view(), name="ask"),
    path("<int:contribution_id>/decline/", decisions.DeclineView.as_view(), name="decline"),
    path("<int:contribution_id>/contact/", personal_data.ContactView.as_view(), name="contact"),
    path("<int:contribution_id>/files/<int:file_id>/", personal_data.FileView.as_view(), name="file"),
]
