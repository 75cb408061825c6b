"""Public addresses of comments on drafts, below gop-y/, in English comments/; and of polls."""

from typing import Any

from django.urls import path

from home.serving.addresses import in_languages
from participation.views import comments, polls

# Below it is what the sender alone opens, by the secret link.
MINE, MINE_ENGLISH = "gop-y/cua-toi/<str:token>/", "comments/mine/<str:token>/"


def _mine(route: str, *, english: str) -> Any:
    return in_languages(f"{MINE}{route}", english=f"{MINE_ENGLISH}{english}")


urlpatterns = [
    path(
        in_languages("gop-y/<int:key>/", english="comments/<int:key>/"), comments.draft_comments, name="draft_comments"
    ),
    path(
        in_languages("gop-y/<int:key>/gui/", english="comments/<int:key>/send/"),
        comments.comment_on_draft,
        name="comment_on_draft",
    ),
    path(_mine("", english=""), comments.my_comment, name="my_comment"),
    path(_mine("da-nhan/", english="received/"), comments.receipt, name="my_comment_receipt"),
    path(_mine("rut/", english="take-back/"), comments.withdraw, name="my_comment_withdraw"),
    path(_mine("du-lieu/", english="data/"), comments.my_comment_data, name="my_comment_data"),
    path(
        in_languages("gop-y/thu/<str:token>/", english="comments/mails/<str:token>/"),
        comments.comment_mails,
        name="comment_mails",
    ),
    path(
        in_languages("binh-chon/<int:page_id>/<uuid:poll_id>/", english="poll/<int:page_id>/<uuid:poll_id>/"),
        polls.poll,
        name="poll",
    ),
]
