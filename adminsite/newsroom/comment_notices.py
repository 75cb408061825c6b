"""Mail about comments on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q
from wagtail.admin.mail import send_notification
from wagtail.models import COMMENTS_RELATION_NAME, CommentReply, Page

from accounts.models import User
from editorial.queries import colleagues
from members.access.display_names import named_on
from sites.directory import get_directory

NOTICE: Final = "updated_comments"


def send_comment_notices(page: Page, changes: Mapping[str, Any], *, by: User, on: date) -> None:
    """Mail comments to the followers of a page, and to the authors of a thread what happened in it.

    Mail goes to people of the page's portal alone.

    Args:
        changes: as `EditView.get_commenting_changes` returns them; lists that are missing are empty.
        on: the day on which they are people of the portal.
    """
    kinds = ("new_comments", "resolved_comments", "deleted_comments", "new_replies")
    lists = {name: changes.get(name, []) for name in kinds}
    if not any(lists.values()):
        return
    people = colleagues(page, on=on).exclude(pk=by.pk)
    followers = people.filter(page_subscriptions__page=page, page_subscriptions__comment_notifications=True).distinct()
    send_notification(followers, NOTICE, _notice(page, lists, by=by))
    keys = [row.pk for row in lists["resolved_comments"]] + [row.pk for row, _replies in lists["new_replies"]]
    wrote = Q(**{f"{COMMENTS_RELATION_NAME}__in": keys}) | Q(comment_replies__comment__in=keys)
    for person in people.filter(wrote).exclude(pk__in=followers.values("pk")).distinct():
        send_notification([person], NOTICE, _notice(page, lists, by=by, threads=threads_of(person, keys)))


def _notice(page: Page, changes: Mapping[str, Any], *, by: User, threads: set[int] | None = None) -> dict[str, Any]:
    """Context of the mail; with `threads`, of these comments only."""

    def wanted(comment: Any) -> bool:
        return threads is None or comment.pk in threads

    record = get_directory().for_path(page.path)
    return {
        "page": page,
        "editor": named_on(by, portal_id=record.id) if record else by,
        "new_comments": [comment for comment in changes["new_comments"] if wanted(comment)],
        "resolved_comments": [comment for comment in changes["resolved_comments"] if wanted(comment)],
        "deleted_comments": changes["deleted_comments"] if threads is None else [],
        "replied_comments": [
            {"comment": comment, "replies": replies} for comment, replies in changes["new_replies"] if wanted(comment)
        ],
    }


def threads_of(person: User, keys: list[int]) -> set[int]:
    """Return the keys, of those given, of comments that a person wrote or replied to."""
    comments = getattr(person, COMMENTS_RELATION_NAME).filter(pk__in=keys)
    replies = CommentReply.objects.filter(user=person, comment__in=keys)
    return {*comments.values_list("pk", flat=True), *replies.values_list("comment_id", flat=True)}
