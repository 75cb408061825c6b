"""Addresses of the admin screens about the search, below /admin/search/."""

from django.urls import path

from search.board.views import best_bets, never_suggested, synonyms
from search.board.views.synonyms import NAMESPACE
from search.oversight.views import SearchStatisticsView

app_name = NAMESPACE

urlpatterns = [
    path("statistics/", SearchStatisticsView.as_view(), name="statistics"),
    path("synonyms/", synonyms.SynonymListView.as_view(), name="synonyms"),
    path("synonyms/results/", synonyms.SynonymListView.as_view(results_only=True), name="synonyms_results"),
    path("synonyms/new/", synonyms.AddSynonymView.as_view(), name="synonym_add"),
    path("synonyms/<int:synonym_id>/", synonyms.SynonymView.as_view(), name="synonym"),
    path("never-suggested/", never_suggested.NeverSuggestedView.as_view(), name="never_suggested"),
    path("best-bets/", best_bets.BestBetListView.as_view(), name="best_bets"),
    path("best-bets/results/", best_bets.BestBetListView.as_view(results_only=True), name="best_bets_results"),
    path("best-bets/new/", best_bets.AddBestBetView.as_view(), name="best_bet_add"),
    path("best-bets/<int:bet_id>/", best_bets.BestBetView.as_view(), name="best_bet"),
    path("best-bets/<int:bet_id>/delete/", best_bets.DeleteBestBetView.as_view(), name="best_bet_delete"),
]
