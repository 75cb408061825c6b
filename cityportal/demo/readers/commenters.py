"""People of the demo who comment on drafts, and those who decide and respond: by the real verbs, each at its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cityportal.demo.picture_files import sent_photograph
from deadlines.working_days import CITY_TIME
from information.enums import REPORTED_DRAFTS, DraftState
from information.models import DraftPage
from participation.consultation.actions.moderating import publish_comment, redact_comment, withhold_comment
from participation.consultation.actions.receiving import CommentData, enter_comment, receive_comment
from participation.consultation.actions.responding import answer_comment
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.drafts import WHOLE, CitedPart, cited_parts
from participation.consultation.public_names import public_names
from participation.enums.comments import CommentChannel, CommentResponse, CommentStake, CommentWithheldBecause
from participation.enums.submissions import ConsentPurpose
from participation.models import Comment, ConsentText, SenderFacts

if TYPE_CHECKING:
    from accounts.models import User
    from cityportal.demo.clock import DemoClock
    from cityportal.demo.content import Row
    from cityportal.demo.desk import Desk

COMMENTS: Final = Path(__file__).parent / "comments.yaml"


@dataclass
class Commenters:
    """Those who comment on the drafts of the demo."""

    desks: dict[str, Desk]
    clock: DemoClock

    def comment(self) -> int:
        """Let people comment, once, on each draft whose text stands on its page, and on those with a report; how many
        comments there are."""
        rows = yaml.safe_load(COMMENTS.read_text())
        return sum(self._on_portal(desk, rows) for desk in self.desks.values())

    @transaction.atomic
    def _on_portal(self, desk: Desk, rows: list[Row]) -> int:
        place = desk.portal.container.path
        drafts = DraftPage.objects.live().filter(
            ~Q(text="") | Q(state=DraftState.TAKEN_UP), path__startswith=place, locale__language_code="vi"
        )
        count = 0
        for draft in drafts.exclude(pk__in=Comment.objects.for_portal(desk.portal).values("page")):
            state = draft.state_on(timezone.localdate(self.clock.now))
            if state == DraftState.OPEN or state in REPORTED_DRAFTS:
                # As it was while it took comments.
                former, stored = draft.state, DraftPage.objects.filter(pk=draft.pk)
                stored.update(state=DraftState.OPEN)
                is_reported = state in REPORTED_DRAFTS
                count += sum(
                    self._say(draft, row, number, desk, is_reported=is_reported) for number, row in enumerate(rows)
                )
                stored.update(state=former)
        return count

    def _say(self, draft: DraftPage, row: Row, number: int, desk: Desk, *, is_reported: bool) -> int:
        """The comments of one row with what follows. With the report all of them are decided and answered."""
        if is_reported and not (row.get("answer") or row.get("because")):
            return 0
        people = desk.newsroom.people
        head, editor = people["truongban"], people["bientap"]
        at = self._moment(draft, number)
        made = [self._send(draft, row, at=at, by=editor) for _time in range(row.get("times", 1))]
        first, token = made[0]
        later: dict[str, Any] = {"at": min(at + timedelta(hours=5), self.clock.now)}
        self._decide(first, row, by=head, **later)
        if row.get("state") == "withdrawn":
            withdraw_comment(first, token=token, **later)
        if "answer" in row and (is_reported or number % 2):
            response, text = row["answer"]
            answer_comment(first, response=CommentResponse(response), text=text, by=editor, together=True, **later)
        return len(made)

    def _moment(self, draft: DraftPage, number: int) -> datetime:
        """One of the days on which the draft took comments, in the morning."""
        today = timezone.localdate(self.clock.now)
        first, last = draft.trigger_date or today, min(today - timedelta(days=1), draft.closes_on or today)
        day = first + timedelta(days=number % max((last - first).days, 1))
        return datetime.combine(day, time(8, number), tzinfo=CITY_TIME)

    def _send(self, draft: DraftPage, row: Row, *, at: datetime, by: User) -> tuple[Comment, str]:
        wants = {
            ConsentPurpose.ANSWER: "name" in row,
            ConsentPurpose.PUBLISH_NAME: row.get("publish_name", False),
            ConsentPurpose.NOTICES: row.get("notices", False),
        }
        purposes = [purpose for purpose, is_wanted in wants.items() if is_wanted]
        said = CommentData(
            text=row["text"],
            language="vi",
            stake=CommentStake(row["stake"]),
            anchor=_part(draft, row["part"]).anchor,
            organisation=row.get("organisation", ""),
            sender=SenderFacts(name=row["name"], email=row.get("email", "")) if "name" in row else None,
            agreed=ConsentText.objects.filter(language="vi", purpose__in=purposes),
            files=[sent_photograph(row["photo"])] if "photo" in row else [],
        )
        if "channel" in row:
            channel = CommentChannel(row["channel"])
            return enter_comment(draft, said, channel=channel, by=by, at=at), ""
        return receive_comment(draft, said, at=at)

    def _decide(self, comment: Comment, row: Row, *, by: User, at: datetime) -> None:
        acting: dict[str, Any] = {"by": by, "at": at, "together": True}
        same = Comment.objects.same_as(comment).select_related("sender")
        shown = {key: one.wording for key, one in public_names(same).items()}
        match row.get("state"):
            case "published":
                publish_comment(comment, shown=shown, **acting)
            case "redacted":
                redact_comment(comment, public_text=row["public_text"], shown=shown, **acting)
            case "withheld":
                withhold_comment(comment, because=CommentWithheldBecause(row["because"]), **acting)


def _part(draft: DraftPage, share: int) -> CitedPart:
    """The part that stands so far into the text."""
    parts = cited_parts(draft)
    return parts[min(len(parts) * share // 100, len(parts) - 1)] if share and parts else WHOLE
