"""Addresses of the admin screens about the search, below /admin/search/."""

from django.urls import path

from search import admin_views
from search.admin_views import NAMESPACE

app_name = NAMESPACE

urlpatterns = [
    path("synonyms/", admin_views.SynonymListView.as_view(), name="synonyms"),
    path("synonyms/results/", admin_views.SynonymListView.as_view(results_only=True), name="synonyms_results"),
    path("synonyms/new/", admin_views.AddSynonymView.as_view(), name="synonym_add"),
    path("synonyms/<int:synonym_id>/", admin_views.SynonymView.as_view(), name="synonym"),
]
