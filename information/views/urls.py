"""Public addresses of what is gathered from all portals, and of the mails to the press."""

from typing import Any

from django.urls import path

from home.serving.addresses import in_languages
from information.views.channels import city_channels
from information.views.city_lists import (
    city_direction,
    city_direction_feed,
    city_drafts,
    city_drafts_calendar,
    city_drafts_feed,
)
from information.views.links import leave_press_list
from information.views.press_office import join_press_list
from information.views.procedure_places import procedure_by_code, procedure_places


def _by_code(route: str, *, english: str) -> Any:
    return in_languages(f"thu-tuc-theo-ma/<str:code>/{route}", english=f"procedure-by-code/<str:code>/{english}")


urlpatterns = [
    path(
        in_languages("chi-dao-toan-thanh-pho/", english="direction-of-the-city/"), city_direction, name="city_direction"
    ),
    path(
        in_languages("chi-dao-toan-thanh-pho/rss/", english="direction-of-the-city/rss/"),
        city_direction_feed,
        name="feed_city_direction",
    ),
    path(in_languages("gop-y-toan-thanh-pho/", english="drafts-of-the-city/"), city_drafts, name="city_drafts"),
    path(
        in_languages("gop-y-toan-thanh-pho/rss/", english="drafts-of-the-city/rss/"),
        city_drafts_feed,
        name="feed_city_drafts",
    ),
    path(
        in_languages("gop-y-toan-thanh-pho/ics/", english="drafts-of-the-city/ics/"),
        city_drafts_calendar,
        name="city_drafts_calendar",
    ),
    path(
        in_languages("kenh-thong-tin-toan-thanh-pho/", english="channels-of-the-city/"),
        city_channels,
        name="city_channels",
    ),
    path(_by_code("", english=""), procedure_by_code, name="procedure_by_code"),
    path(_by_code("noi-thuc-hien/", english="places/"), procedure_places, name="procedure_places"),
    path(in_languages("dang-ky-nhan-tin-bao-chi/", english="press-mails/"), join_press_list, name="join_press_list"),
    path(
        in_languages("ngung-nhan-tin/<str:token>/", english="stop-mails/<str:token>/"),
        leave_press_list,
        name="leave_press_list",
    ),
]
