"""What happens in an editorial office beside writing and approving, by the real verbs: the `affairs` of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from authentication.suspension.actions import suspend_account
from cityportal.demo.content import DOCUMENTS, Row
from cityportal.demo.media import Shelf
from cityportal.demo.newsroom import Newsroom
from editorial.enums import TakedownReason
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing
from editorial.review.variants import change_review_variant
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage, PageFreshness, PortalBranding, SectionPage
from home.page_starters.actions import keep_starter
from home.timeliness.freshness import confirm_page
from information.press.press_list import add_agency
from members.board.delegations import delegate
from members.enums import ReviewVariant, Role, Seat
from members.invitations.actions import invite, invite_to_board
from oversight.coverage import assign_coverage
from oversight.violations import answer_violation, item_at, record_violation
from search.best_bets import BestBetEntry, set_best_bet
from sites.models import Portal

FOUNDING_DECISION: Final = "quyet-dinh.pdf"


@dataclass(frozen=True, slots=True)
class Affairs:
    """The office of one portal, whose pages are there."""

    newsroom: Newsroom
    shelf: Shelf
    pages: dict[str, Page]
    operator: User

    def happen(self, affairs: dict[str, list[Row]]) -> None:
        """Let all that a file lists happen, kind by kind in its order."""
        for name, rows in affairs.items():
            for row in rows:
                at = self.newsroom.clock.moment(row["days_ago"], row["time"])
                with self.newsroom.clock.standing_at(at):
                    self._kinds[name](row, at)

    @property
    def _kinds(self) -> dict[str, Callable[[Row, datetime], Any]]:
        return {
            "founding_file": self._file_decision,
            "review_variant": self._change_review,
            "half_approved": self._approve_first,
            "delegation": self._delegate,
            "coverage": self._cover,
            "takedown": lambda row, at: take_down(
                self.pages[row["slug"]],
                by=self._person(row),
                at=at,
                reason_class=TakedownReason(row["reason_class"]),
                reason=row["reason"],
                with_versions=True,
            ),
            "violation": self._record_violation,
            "unpublish": lambda row, at: propose_unpublishing(
                self.pages[row["slug"]], by=self._person(row), at=at, reason=row["reason"]
            ),
            "city_item": lambda row, at: propose_to_city(
                self.pages[row["slug"]], by=self._person(row), at=at, reason=row["reason"]
            ),
            "picture": lambda row, at: propose_change(
                self.shelf.image(row["image"]),
                {"description": row["description"]},
                by=self._person(row),
                at=at,
                reason=row["reason"],
            ),
            "accent": lambda row, at: propose_change(
                PortalBranding.for_site(self._portal.site),
                {"accent": row["accent"]},
                by=self._person(row),
                at=at,
                reason=row["reason"],
            ),
            "invitation": self._invite,
            "board_invitation": self._invite_to_board,
            "press_agency": lambda row, at: add_agency(
                portal_id=self._portal.pk, agency=row["agency"], email=row["email"], by=self._person(row), at=at
            ),
            "suspension": lambda row, at: suspend_account(
                self.newsroom.people[row["account"]], by=self.operator, at=at, reason=row["reason"]
            ),
            "contacts_confirmed": self._confirm_contacts,
            "best_bet": self._set_best_bet,
            "starter": self._keep_starter,
        }

    @property
    def _portal(self) -> Portal:
        return self.newsroom.portal

    def _person(self, row: Row) -> User:
        return self.newsroom.people[row["by"]]

    def _file_decision(self, row: Row, at: datetime) -> None:
        content = ContentFile((DOCUMENTS / FOUNDING_DECISION).read_bytes())
        board = self._portal.board
        # The rest of the row stays as the database has it: it may have changed since the office read it.
        board.founding_file.save(FOUNDING_DECISION, content, save=False)
        board.save(update_fields=["founding_file"])

    def _change_review(self, row: Row, at: datetime) -> None:
        variant = ReviewVariant(row["variant"])
        change_review_variant(self._portal.board, variant, by=self._person(row), at=at, reason=row["reason"])
        self.newsroom.take_other_steps()

    def _approve_first(self, row: Row, at: datetime) -> None:
        """Submit a draft where two persons approve, and let one of them approve it."""
        page = self.pages[row["slug"]].specific
        in_review = self.newsroom.submit(page, by=page.owner, at=at - timedelta(minutes=40))
        self.newsroom.approve_once(in_review, by=self._person(row), at=at)

    def _delegate(self, row: Row, at: datetime) -> None:
        seats = {name: self._portal.board.seats.get(user=self.newsroom.people[row[name]]) for name in ("by", "to")}
        today = timezone.localdate(at)
        delegate(
            seats["by"],
            seats["to"],
            valid_from=today,
            valid_until=today + timedelta(days=row["days"]),
            reason=row["reason"],
            by=self._person(row),
            at=at,
        )

    def _cover(self, row: Row, at: datetime) -> None:
        """Send somebody to an event some days later; the item is due some hours after it, or as news is."""
        starts = at + timedelta(days=row["starts_in_days"])
        assign_coverage(
            self._portal,
            self.newsroom.people[row["to"]],
            event=row["event"],
            place=row["place"],
            starts_at=starts,
            due_at=starts + timedelta(hours=row["due_hours"]) if "due_hours" in row else None,
            instruction=row["instruction"],
            by=self._person(row),
            at=at,
        )

    def _record_violation(self, row: Row, at: datetime) -> None:
        """By the city's supervisor; answered by whom the row names, the same day."""
        supervisor = User.objects.get(username="giamsat")
        item = item_at(self.pages[row["slug"]].full_url)
        violation = record_violation(
            item,
            kind=TakedownReason(row["kind"]),
            finding=row["finding"],
            document=row["document"],
            by=supervisor,
            at=at,
        )
        if "answer" in row:
            answer_violation(violation, answer=row["answer"], by=self._person(row), at=at + timedelta(hours=3))

    def _set_best_bet(self, row: Row, at: datetime) -> None:
        """Put an official address outside first in the search of the portal for a year."""
        first = timezone.localdate(at)
        entry = BestBetEntry(
            language=row.get("language", "vi"),
            phrases="\n".join(row["phrases"]),
            title=row["title"],
            note=row["note"],
            address=row["address"],
            valid_from=first,
            valid_until=first + timedelta(days=365),
        )
        set_best_bet(self._portal.pk, entry, by=self._person(row), at=at)

    def _keep_starter(self, row: Row, at: datetime) -> None:
        """Let news of the portal begin with a text of its own."""
        keep_starter(
            SectionPage.objects.descendant_of(self._portal.vietnamese_home).get(slug=row["section"]),
            page_type=NewsArticlePage,
            title=row["title"],
            lead=row["lead"],
            body=[("paragraph", row["text"])],
            by=self._person(row),
            at=at,
        )

    def _invite(self, row: Row, at: datetime) -> None:
        invite(
            email=row["email"],
            full_name=row["full_name"],
            role=Role(row["role"]),
            portal=self._portal,
            reason=row["reason"],
            by=self._person(row),
            at=at,
        )

    def _invite_to_board(self, row: Row, at: datetime) -> None:
        invite_to_board(
            self._portal.board,
            email=row["email"],
            full_name=row["full_name"],
            seat=Seat(row["seat"]),
            decision_ref=row["decision"],
            reason=row["reason"],
            by=self.operator,
            at=at,
        )

    def _confirm_contacts(self, row: Row, at: datetime) -> None:
        """Look at all contacts, in both languages, but at those that the row leaves for another day."""
        day = timezone.localdate(at)
        looked_at = PageFreshness.objects.filter(portal=self._portal, confirmed_on__lt=day).select_related("page")
        left = {self.pages[slug].translation_key for slug in row["but"]}
        for freshness in looked_at.exclude(page__translation_key__in=left).order_by("pk"):
            confirm_page(freshness.page, by=self._person(row), next_on=day + timedelta(days=row["days"]), at=at)
