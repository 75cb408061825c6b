"""Public addresses of comments on drafts, below gop-y/, in English comments/."""

from typing import Any

from django.urls import path

from home.serving.addresses import in_languages
from participation.consultation.views import followers, public, sender

# Below it is what the sender alone opens, by the secret link.
MINE, MINE_ENGLISH = "gop-y/cua-toi/<str:token>/", "comments/mine/<str:token>/"


def _mine(route: str, *, english: str) -> Any:
    return in_languages(f"{MINE}{route}", english=f"{MINE_ENGLISH}{english}")


urlpatterns = [
    path(in_languages("gop-y/<int:key>/", english="comments/<int:key>/"), public.draft_comments, name="draft_comments"),
    path(
        in_languages("gop-y/<int:key>/gui/", english="comments/<int:key>/send/"),
        public.comment_on_draft,
        name="comment_on_draft",
    ),
    path(_mine("", english=""), sender.my_comment, name="my_comment"),
    path(_mine("da-nhan/", english="received/"), sender.receipt, name="my_comment_receipt"),
    path(_mine("rut/", english="take-back/"), sender.withdraw, name="my_comment_withdraw"),
    path(_mine("du-lieu/", english="data/"), sender.my_comment_data, name="my_comment_data"),
    path(
        in_languages("gop-y/ngung-nhan-tin/<str:token>/", english="comments/stop-mails/<str:token>/"),
        sender.comment_mails,
        name="comment_mails",
    ),
    path(
        in_languages("gop-y/<int:key>/theo-doi/", english="comments/<int:key>/follow/"),
        followers.follow_draft,
        name="follow_draft",
    ),
    path(
        in_languages("gop-y/theo-doi/<str:token>/", english="comments/my-mails/<str:token>/"),
        followers.draft_follower,
        name="draft_follower",
    ),
]
