"""People of the demo who send articles, pictures and videos, and what their boards make of them: by the real verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from django.db import transaction
from PIL import Image
from wagtail.models import Page

from cityportal.demo.newsroom import STEP
from home.models import SubjectField
from participation.contribution.accepting import accept, open_files, sections_for
from participation.contribution.deciding import ask_back, decline
from participation.contribution.receiving import ContributionData, SentPicture, receive_contribution
from participation.contribution.sender_requests import reply, withdraw_contribution
from participation.enums.contributions import ContributionDeclinedBecause, ContributionKind, PictureRights
from participation.enums.submissions import ConsentPurpose
from participation.models import ConsentText, Contribution, SenderFacts
from participation.sent_files.checking import SentFile

if TYPE_CHECKING:
    from cityportal.demo.clock import DemoClock
    from cityportal.demo.content import Row
    from cityportal.demo.desk import Desk

CONTRIBUTIONS: Final = Path(__file__).parent / "contributions.yaml"
PICTURES: Final = Path(__file__).parent.parent / "pictures"


@dataclass
class Contributors:
    """Those who contribute to the portals of the demo."""

    desks: dict[str, Desk]
    clock: DemoClock

    def contribute(self) -> list[tuple[Desk, Page]]:
        """Let people contribute, once, to each portal that the file names; returns the pages that became public."""
        made = []
        for code, rows in yaml.safe_load(CONTRIBUTIONS.read_text()).items():
            desk = self.desks.get(code)
            if desk is None or Contribution.objects.for_portal(desk.portal).exists():
                continue
            with transaction.atomic():
                made += [(desk, page) for row in rows if (page := self._send(desk, row)) is not None]
        return made

    def _send(self, desk: Desk, row: Row) -> Page | None:
        """One contribution with what follows; the page where it is public."""
        at = self.clock.moment(row["days_ago"], row["time"])
        people = desk.newsroom.people
        head, editor = people["truongban"], people["bientap"]
        contribution, token = receive_contribution(desk.portal.pk, _contributed(row), at=at)
        later = self.clock.not_later(at + timedelta(hours=row.get("hours", 3)))
        if "asked" in row:
            ask_back(contribution, words=row["asked"], by=editor, at=later)
        if "reply" in row:
            reply(contribution, words=row["reply"], token=token, at=self.clock.not_later(later + STEP))
        if "declined" in row:
            because, words = row["declined"]
            reason = ContributionDeclinedBecause(because)
            decline(contribution, because=reason, words=words, by=head, at=later)
        if row.get("withdrawn"):
            withdraw_contribution(contribution, token=token, at=later)
        return self._accept(desk, contribution, row, at=later) if "section" in row else None

    def _accept(self, desk: Desk, contribution: Contribution, row: Row, *, at: datetime) -> Page | None:
        """Make the draft, and publish it where the file says so."""
        editor = desk.newsroom.people["bientap"]
        acting: dict[str, Any] = {"by": editor, "at": self.clock.not_later(at + 2 * STEP)}
        section = next(one for one in sections_for(contribution, by=editor) if one.slug == row["section"])
        with self.clock.standing_at(acting["at"]):
            opened = open_files(contribution, **acting)
            page: Any = accept(contribution, opened, section=section, title="", **acting)
        if not row.get("published"):
            return None
        page.subject_fields = list(SubjectField.objects.filter(slug=row["field"]))
        submitted = self.clock.not_later(acting["at"] + STEP)
        desk.newsroom.write(page, by=editor, at=submitted)
        in_review = desk.newsroom.submit(page, by=editor, at=submitted)
        desk.newsroom.decide(in_review, "approve", at=self.clock.not_later(submitted + STEP))
        return Page.objects.get(pk=page.pk)


def _contributed(row: Row) -> ContributionData:
    purposes = [ConsentPurpose.ANSWER, ConsentPurpose.RULES, ConsentPurpose.NOTICES]
    pictures = [
        SentPicture(
            SentFile(f"{one['file']}.jpg", "jpg", _jpeg(one["file"])),
            caption=one["caption"],
            author=one.get("author", row["author"]),
            rights=PictureRights.OWN,
            people=one.get("people", ""),
            people_agree="people" in one,
        )
        for one in row.get("pictures", ())
    ]
    return ContributionData(
        kind=ContributionKind(row["kind"]),
        title=row["title"],
        author=row["author"],
        language="vi",
        sender=SenderFacts(name=row["name"], email=row["email"]),
        agreed=ConsentText.objects.filter(language="vi", version=1, purpose__in=purposes),
        lead=row.get("lead", ""),
        text=row.get("text", ""),
        video_url=row.get("video_url", ""),
        organisation=row.get("organisation", ""),
        pictures=pictures,
    )


def _jpeg(name: str) -> bytes:
    """A picture of the demo as a camera writes it."""
    content = BytesIO()
    with Image.open(PICTURES / f"{name}.webp") as picture:
        picture.convert("RGB").save(content, "JPEG", quality=80)
    return content.getvalue()
