"""Addresses of the admin screens about the search, below /admin/search/."""

from django.urls import path

from search import admin_views, best_bet_views
from search.admin_views import NAMESPACE
from search.oversight.views import SearchStatisticsView

app_name = NAMESPACE

urlpatterns = [
    path("statistics/", SearchStatisticsView.as_view(), name="statistics"),
    path("synonyms/", admin_views.SynonymListView.as_view(), name="synonyms"),
    path("synonyms/results/", admin_views.SynonymListView.as_view(results_only=True), name="synonyms_results"),
    path("synonyms/new/", admin_views.AddSynonymView.as_view(), name="synonym_add"),
    path("synonyms/<int:synonym_id>/", admin_views.SynonymView.as_view(), name="synonym"),
    path("best-bets/", best_bet_views.BestBetListView.as_view(), name="best_bets"),
    path("best-bets/results/", best_bet_views.BestBetListView.as_view(results_only=True), name="best_bets_results"),
    path("best-bets/new/", best_bet_views.AddBestBetView.as_view(), name="best_bet_add"),
    path("best-bets/<int:bet_id>/", best_bet_views.BestBetView.as_view(), name="best_bet"),
    path("best-bets/<int:bet_id>/delete/", best_bet_views.DeleteBestBetView.as_view(), name="best_bet_delete"),
]
