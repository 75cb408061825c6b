"""Addresses of the interface, below /api/v1/ on the host of every portal."""

from django.urls import path, re_path

from exchange.views import api

urlpatterns = [
    path("", api.index, name="api"),
    path("items/", api.items, name="api_items"),
    # Numbers that no database counts are no items.
    re_path(r"^items/(?P<pk>[0-9]{1,18})/$", api.item, name="api_item"),
    path("changes/", api.changes_list, name="api_changes"),
    path("comments/", api.comments, name="api_comments"),
    path("questions/", api.questions, name="api_questions"),
    path("portals/", api.portals, name="api_portals"),
    path("categories/", api.categories, name="api_categories"),
    path("fields/", api.fields, name="api_fields"),
    path("dictionary/", api.dictionary_as_data, name="api_dictionary"),
    path("openapi.json", api.openapi_document, name="api_openapi"),
]
