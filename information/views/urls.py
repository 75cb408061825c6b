"""Public addresses of what is gathered from all portals, and of the mails to the press."""

from django.urls import path

from home.serving.addresses import in_languages
from information.views.channels import city_channels
from information.views.direction import city_direction, city_direction_feed
from information.views.links import leave_press_list
from information.views.press_office import join_press_list
from information.views.procedure_places import procedure_by_code, procedure_places

_DIRECTION = "chi-dao-toan-thanh-pho/", "direction-of-the-city/"
_BY_CODE = "thu-tuc-theo-ma/<str:code>/", "procedure-by-code/<str:code>/"

urlpatterns = [
    path(in_languages(_DIRECTION[0], english=_DIRECTION[1]), city_direction, name="city_direction"),
    path(
        in_languages(f"{_DIRECTION[0]}rss/", english=f"{_DIRECTION[1]}rss/"),
        city_direction_feed,
        name="feed_city_direction",
    ),
    path(
        in_languages("kenh-thong-tin-toan-thanh-pho/", english="channels-of-the-city/"),
        city_channels,
        name="city_channels",
    ),
    path(in_languages(_BY_CODE[0], english=_BY_CODE[1]), procedure_by_code, name="procedure_by_code"),
    path(
        in_languages(f"{_BY_CODE[0]}noi-thuc-hien/", english=f"{_BY_CODE[1]}places/"),
        procedure_places,
        name="procedure_places",
    ),
    path(in_languages("dang-ky-nhan-tin-bao-chi/", english="press-mails/"), join_press_list, name="join_press_list"),
    path(
        in_languages("ngung-nhan-tin/<str:token>/", english="stop-mails/<str:token>/"),
        leave_press_list,
        name="leave_press_list",
    ),
]
