"""Public addresses below gui-bai/, in English contribute/."""

from typing import Any

from django.urls import URLPattern, path

from home.serving.addresses import in_languages
from participation.contribution.views import public, sender

# Below it is what the sender alone opens, by the secret link.
MINE, MINE_ENGLISH = "cua-toi/<str:token>/", "mine/<str:token>/"


def _mine(route: str, *, english: str) -> Any:
    return in_languages(f"{MINE}{route}", english=f"{MINE_ENGLISH}{english}")


urlpatterns: list[URLPattern] = [
    path("", public.contribute, name="contribute"),
    path(_mine("", english=""), sender.my_contribution, name="my_contribution"),
    path(_mine("da-nhan/", english="received/"), public.receipt, name="my_contribution_receipt"),
    path(_mine("rut/", english="take-back/"), sender.take_back, name="my_contribution_withdraw"),
    path(_mine("du-lieu/", english="data/"), sender.my_contribution_data, name="my_contribution_data"),
    path(
        in_languages("ngung-nhan-tin/<str:token>/", english="stop-mails/<str:token>/"),
        sender.contribution_mails,
        name="contribution_mails",
    ),
]
