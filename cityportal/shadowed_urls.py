"""Addresses of the admin that we answer ourselves. They stand before those of the packages, so they win."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from home.page_chooser import PageBrowseView, PageSearchView
from home.versions import PageVersionView, refuse
from sites.views.review import ReviewActionView

urlpatterns = decorate_urlpatterns(
    [
        path(
            "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
            ReviewActionView.as_view(),
            name="review_action",
        ),
        # Under the names that Wagtail's own have: its forms and ours lead here.
        path("choose-page/", PageBrowseView.as_view(), name="wagtailadmin_choose_page"),
        path("choose-page/<int:parent_page_id>/", PageBrowseView.as_view(), name="wagtailadmin_choose_page_child"),
        path("choose-page/search/", PageSearchView.as_view(), name="wagtailadmin_choose_page_search"),
        path("localize/submit/page/<int:page_id>/", PageVersionView.as_view(), name="page_version"),
        path("localize/update/<int:translation_source_id>/", refuse, name="no_synchronised_versions"),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse, name="no_aliases"),
        path("api/main/pages/<int:pk>/action/<str:action_name>/", refuse, name="no_actions_by_api"),
    ],
    require_admin_access,
)
