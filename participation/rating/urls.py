"""Public addresses below danh-gia/, in English rate/."""

from django.urls import URLPattern, path

from home.serving.addresses import in_languages
from participation.rating import views

urlpatterns: list[URLPattern] = [
    path("", views.rate, name="rate"),
    path(in_languages("trang/", english="page/"), views.rate_one_page, name="rate_page"),
    path(in_languages("trang/gop-y/", english="page/words/"), views.add_words, name="rating_words"),
    path(in_languages("ket-qua/", english="results/"), views.rating_results, name="rating_results"),
    path(in_languages("ket-qua/toan-thanh-pho/", english="results/city/"), views.city_ratings, name="city_ratings"),
]
