"""Addresses of the admin that we answer ourselves. They stand before those of the packages, so they win."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from adminsite import report_urls
from adminsite.views.editing_sessions import ping
from adminsite.views.kept_pages import bulk_action
from adminsite.views.pages import add_page
from adminsite.views.review_editor import ReviewedEditView
from authentication.views.account import OwnAccountView
from editorial.views.review import ReviewActionView, ReviewDataView
from editorial.views.takedown import TakeDownView
from home.views.branding import BrandingEditView
from home.views.former_versions import PageVersionView, refuse
from home.views.page_chooser import PageBrowseView, PageSearchView, ScopedExternalLinkView, SeveralPagesView
from library import views as library_views

urlpatterns = decorate_urlpatterns(
    [
        path(
            "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
            ReviewActionView.as_view(),
            name="review_action",
        ),
        path(
            "pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
            ReviewDataView.as_view(),
            name="review_data",
        ),
        path(
            "editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/",
            ping,
            name="editing_session",
        ),
        path("pages/<int:page_id>/edit/", ReviewedEditView.as_view(), name="reviewed_edit"),
        path("pages/<int:page_id>/unpublish/", TakeDownView.as_view(), name="take_down"),
        path("images/<int:image_id>/", library_views.ImageEditView.as_view(), name="image_edit"),
        path(
            "images/multiple/<int:image_id>/", library_views.UploadedImageEditView.as_view(), name="uploaded_image_edit"
        ),
        path("images/<int:image_id>/delete/", library_views.ImageDeleteView.as_view(), name="image_delete"),
        path("documents/", library_views.DocumentIndexView.as_view(), name="document_index"),
        path(
            "documents/results/",
            library_views.DocumentIndexView.as_view(results_only=True),
            name="document_index_results",
        ),
        path("documents/edit/<int:document_id>/", library_views.DocumentEditView.as_view(), name="document_edit"),
        path(
            "documents/multiple/<int:doc_id>/",
            library_views.UploadedDocumentEditView.as_view(),
            name="uploaded_document_edit",
        ),
        path("documents/delete/<int:document_id>/", library_views.DocumentDeleteView.as_view(), name="document_delete"),
        path(
            "settings/home/portalbranding/<int:pk>/",
            BrandingEditView.as_view(),
            {"app_name": "home", "model_name": "portalbranding"},
            name="branding_edit",
        ),
        # Under the names that Wagtail's own have: its forms and ours lead here.
        path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action, name="wagtail_bulk_action"),
        path("choose-page/", PageBrowseView.as_view(), name="wagtailadmin_choose_page"),
        path("choose-page/<int:parent_page_id>/", PageBrowseView.as_view(), name="wagtailadmin_choose_page_child"),
        path("choose-page/search/", PageSearchView.as_view(), name="wagtailadmin_choose_page_search"),
        path(
            "choose-page/chosen-multiple/", SeveralPagesView.as_view(), name="wagtailadmin_choose_page_chosen_multiple"
        ),
        path("choose-external-link/", ScopedExternalLinkView.as_view(), name="wagtailadmin_choose_page_external_link"),
        path("localize/submit/page/<int:page_id>/", PageVersionView.as_view(), name="page_version"),
        # Words by the sentence, of which no version says who typed them.
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/", refuse, name="no_sentences"
        ),
        path(
            "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
            refuse,
            name="no_values",
        ),
        path("localize/translate/<int:translation_id>/pofile/upload/", refuse, name="no_files_of_sentences"),
        path("localize/translate/<int:translation_id>/machine_translate/", refuse, name="no_machine"),
        path("localize/update/<int:translation_source_id>/", refuse, name="no_synchronised_versions"),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse, name="no_aliases"),
        # Of all portals in one list.
        path("redirects/", refuse, name="no_list_of_redirects"),
        path("redirects/<path:rest>", refuse, name="no_redirects"),
        path("account/", OwnAccountView.as_view(), name="wagtailadmin_account"),
        # All types have one explorer: no query for the type of the page before the view reads the page.
        path(
            "pages/<int:parent_page_id>/",
            page_viewset_registry.as_view("index", is_base_page=True),
            name="wagtailadmin_explore",
        ),
        path(
            "pages/<int:parent_page_id>/results/",
            page_viewset_registry.as_view("index_results", is_base_page=True),
            name="wagtailadmin_explore_results",
        ),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            add_page,
            name="serial_add",
        ),
        path("reports/", include(report_urls)),
        path("api/main/pages/<int:pk>/action/<str:action_name>/", refuse, name="no_actions_by_api"),
    ],
    require_admin_access,
)
