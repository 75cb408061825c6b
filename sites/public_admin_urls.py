"""Addresses below /admin/ that are reached without signing in. Wagtail's own list would ask for it first."""

from django.urls import path

from sites.views.invitation import AcceptInvitationView

urlpatterns = [
    path("invitations/<str:token>/", AcceptInvitationView.as_view(), name="accept_invitation"),
]
