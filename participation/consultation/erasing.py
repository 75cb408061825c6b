"""What goes with the data of a sender: the words of the comments as they were sent, and the name. What the board
published of them stays, and so does the response. Beside it: what follows a corrected name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from participation.consultation.actions import empty_comment
from participation.enums import CommentState
from participation.erasing import register_corrected, register_erased
from participation.models import Comment
from participation.personal_data.contacts import initials

if TYPE_CHECKING:
    from participation.models import Sender


def hold_comments_of(sender_key: int) -> None:
    """Lock the comments of a sender before the sender, as their verbs do."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
    list(rows.order_by("pk").values_list("pk"))


def erase_comments_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender wrote. What the board has not looked at is taken back: nobody could read it any more."""
    for comment in Comment.objects.filter(sender=sender):
        if comment.state == CommentState.RECEIVED:
            empty_comment(comment)
        comment.text = comment.public_name = ""
        comment.save()


def correct_names_of(sender: Sender) -> None:
    """Where the name is public, readers see the initials of the corrected one."""
    Comment.objects.filter(sender=sender).exclude(public_name="").update(public_name=initials(sender.facts.name))


register_corrected(correct_names_of)
register_erased(hold=hold_comments_of, erase=erase_comments_of)
