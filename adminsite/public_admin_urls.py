"""Addresses below /admin/ that are reached without signing in. Wagtail's own list would ask for it first."""

from django.urls import path

from adminsite.views.content_calendar import calendar_feed
from authentication.views.city_identity import AcceptWithCityView, AnswerView, LeadToCityView
from authentication.views.sign_in import AskForPasswordView, NewPasswordView, SignInCodeView, SignInView, SignOutView
from members.views.invite import AcceptInvitationView

urlpatterns = [
    # Under the names that Wagtail's own have: its screens and ours lead here.
    path("login/", SignInView.as_view(), name="wagtailadmin_login"),
    path("login/code/", SignInCodeView.as_view(), name="sign_in_code"),
    path("login/city/", LeadToCityView.as_view(), name="city_sign_in"),
    path("login/city/back/", AnswerView.as_view(), name="city_answer"),
    path("login/city/invitation/", AcceptWithCityView.as_view(), name="accept_with_city"),
    path("logout/", SignOutView.as_view(), name="wagtailadmin_logout"),
    path("password_reset/", AskForPasswordView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        NewPasswordView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("invitations/<str:token>/", AcceptInvitationView.as_view(), name="accept_invitation"),
    path("invitations/<str:token>/city/", LeadToCityView.as_view(), name="city_invitation"),
    path("lich-bien-tap/<str:token>/", calendar_feed, name="calendar_feed"),
]
