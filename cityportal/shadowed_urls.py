"""Addresses of the admin that we answer ourselves. They stand before those of the packages, so they win."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from home.versions import PageVersionView, refuse
from sites import report_urls
from sites.views.review import ReviewActionView

urlpatterns = decorate_urlpatterns(
    [
        path(
            "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
            ReviewActionView.as_view(),
            name="review_action",
        ),
        path("localize/submit/page/<int:page_id>/", PageVersionView.as_view(), name="page_version"),
        path("localize/update/<int:translation_source_id>/", refuse, name="no_synchronised_versions"),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse, name="no_aliases"),
        path("reports/", include(report_urls)),
        path("api/main/pages/<int:pk>/action/<str:action_name>/", refuse, name="no_actions_by_api"),
    ],
    require_admin_access,
)
