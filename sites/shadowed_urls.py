"""Addresses of Wagtail's admin that we answer ourselves. They stand before its own, so they win."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from sites.views.review import ReviewActionView

urlpatterns = decorate_urlpatterns(
    [
        path(
            "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
            ReviewActionView.as_view(),
        ),
    ],
    require_admin_access,
)
