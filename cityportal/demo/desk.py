"""Filling one portal: its first pages before it opens, then what was written since, then what it links to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wagtail.models import Page

from accounts.models import User
from cityportal.demo.accounts import all_answered, ensure_accounts
from cityportal.demo.affairs import Affairs
from cityportal.demo.blocks import band_stream, task_stream
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import PortalContent, Row
from cityportal.demo.english import EnglishBranch
from cityportal.demo.media import Shelf
from cityportal.demo.newsroom import Newsroom
from cityportal.demo.pages import Branch, page_values
from cityportal.demo.picture_files import PictureFiles
from cityportal.demo.portals import ensure_portal
from cityportal.demo.translating import add_names, translate_more
from home.models import PortalBranding
from provisioning.portal_states import open_portal
from sites.enums import PortalState
from sites.models import Portal


@dataclass
class Desk:
    """Everything that filling a portal needs.

    Attributes:
        made: keys of the pages of this run.
        opened: whether this run opened the portal.
    """

    content: PortalContent
    newsroom: Newsroom
    shelf: Shelf
    opens: datetime
    operator: User
    branch: Branch = field(init=False)
    english: EnglishBranch = field(init=False)
    made: list[int] = field(default_factory=list)
    opened: bool = False

    @classmethod
    def at(cls, content: PortalContent, clock: DemoClock, *, operator: User, files: PictureFiles | None = None) -> Desk:
        """The desk of a portal, which is registered with its people where it is missing."""
        opens = clock.moment(content.oldest + 10, "08:00")
        portal = ensure_portal(content, by=operator, opens=opens)
        people = ensure_accounts(content, portal, by=operator, at=opens - timedelta(days=20))
        newsroom = Newsroom(portal, people, clock)
        shelf = Shelf(portal, owner=people["bientap"], files=files)
        desk = cls(content=content, newsroom=newsroom, shelf=shelf, opens=opens, operator=operator)
        desk.read_pages()
        return desk

    def read_pages(self) -> None:
        """Read the pages as they are now: in a demo that is served already, people write meanwhile."""
        container = Page.objects.get(pk=self.portal.container_id)
        homes = {page.slug: page for page in container.get_children().specific()}
        clock = self.newsroom.clock
        self.branch = Branch.of(homes["vi"], clock)
        self.english = EnglishBranch(Branch.of(homes["en"], clock), self.newsroom, self.shelf)

    @property
    def portal(self) -> Portal:
        return self.newsroom.portal

    def open(self) -> None:
        """Fill the first pages and let the head of the board open the portal; nothing if it was opened before."""
        if self.portal.state != PortalState.PREPARING:
            return
        branding = PortalBranding.for_site(self.portal.site)
        if branding.logo_id is None:
            # The logo drawn for the demo, where nobody has chosen one.
            branding.logo = self.shelf.image(f"logo-{self.content.code}")
            branding.save()
        words, home = self.content.home["vi"], self.branch.home
        home.lead = words["lead"]
        home.tasks = task_stream(words["tasks"], pages={slug: page.pk for slug, page in self.branch.pages.items()})
        if "bands" in words:
            home.bands = band_stream(words["bands"])
        self.newsroom.write(home, by=self.newsroom.people["bientap"], at=self.opens - timedelta(days=3))
        self.made.append(home.pk)
        for row in self.content.pages:
            if row["type"] == "contact":
                self._fill_contact(row)
        head = self.newsroom.people["truongban"]
        with self.newsroom.clock.standing_at(self.opens):
            open_portal(self.portal, by=head, at=self.opens, checklist=all_answered())
        self.opened = True
        self._happen(self.content.affairs_before_pages)

    def add_pages(self) -> None:
        """Write the Vietnamese pages that the portal lacks, those of other portals aside."""
        for row in self.content.pages:
            if row["type"] not in {"linked", "contact"} and row["slug"] not in self.branch.pages:
                self._add(row)

    def add_english(self) -> list[int]:
        """Write the English versions that the portal lacks; return the keys of the pages made."""
        self.english.complete(self.content, self.branch)
        made = self.english.made
        made = [*made, *translate_more(self.content, self.newsroom, self.branch, made=made)]
        add_names(self.content, self.newsroom)
        self.made += made
        return made

    def add_affairs(self) -> None:
        """What happens beside writing and approving, once: in the run that opened the portal."""
        if self.opened:
            self._happen(self.content.affairs_after_pages)

    def _happen(self, affairs: dict[str, list[Row]]) -> None:
        Affairs(self.newsroom, self.shelf, self.branch.pages, self.operator).happen(affairs)

    def add_links(self, desks: dict[str, Desk]) -> list[int]:
        """Write what stands on other portals; return the keys of the pages made."""
        before = len(self.made)
        for row in self.content.pages:
            if row["type"] != "linked" or row["slug"] in self.branch.pages:
                continue
            desk = desks.get(row["linked"]["portal"])
            target = desk.branch.pages.get(row["linked"]["slug"]) if desk else None
            if target is not None and (origin := Page.objects.filter(pk=target.pk).first()):
                self._add(row, target=origin, origin_published_at=origin.first_published_at)
        return self.made[before:]

    def _add(self, row: Row, **values: object) -> None:
        parent = self.branch.pages.get(row.get("parent") or row["section"])
        if parent is None:  # an editor gave it another address
            return
        at = self.newsroom.clock.moment(row["days_ago"], row["time"])
        page = self.branch.insert(
            parent, row, self.shelf, at=at, slug=row["slug"], owner=self.newsroom.people[row["author"]], **values
        )
        self.newsroom.tell(page, row, at=at)
        self.made.append(page.pk)

    def _fill_contact(self, row: Row) -> None:
        page = self.branch.pages[row["section"]].specific
        for name, value in page_values(row, self.shelf, language="vi").items():
            setattr(page, name, value)
        page.address, page.phone, page.email = (self.content.contacts[name] for name in ("address", "phone", "email"))
        self.newsroom.write(page, by=self.newsroom.people[row["author"]], at=self.opens - timedelta(days=2))
        self.made.append(page.pk)
