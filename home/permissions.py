"""Who may do what with a page: Wagtail's answers, bound by the board's review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

from adminviews.request_cache import cached_for_request
from editorial.enums import NOT_DELETED, LockedReason
from editorial.permissions import can_review
from editorial.withdrawal.immovable import crosses_portals, why_stays_to
from members.access.roles import roles_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import AnyUser


class ReviewedPagePermissionTester(PagePermissionTester):
    """Nobody publishes past the board, superusers included; what is public is not deleted or moved (13.1.g, 12.2), nor
    is what waits for the board or for its time: the place is part of what is approved. Nothing is moved or copied to
    another portal.

    The head and the deputies of the portal's board may unpublish, and reorder what never was public: they are the
    board.
    """

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        """Wagtail's button cancels without a question; the board has a screen for it (`editorial.views.schedule`)."""
        return False

    def can_unpublish(self) -> bool:
        return bool(self.page.live) and not self.page_is_root and not self.page_locked() and self._sits_on_board()

    def can_view_revisions(self) -> bool:
        """The guard shows versions to who may edit the page."""
        return bool(super().can_view_revisions()) and self.can_edit()

    def can_reorder_children(self) -> bool:
        """Where Wagtail would move each page below it. The menu is sorted by `home.menu`."""
        return self._sits_on_board() and not self._holds_records() and self._why_kept() is None

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Wagtail's answer, which it would ask again for each row of a list, where nothing here or below is or ever was
        public (12.2), in review or approved for later."""
        return (
            not self._holds_records()
            and self._may_delete(ignore_bulk=ignore_bulk)
            and self._why_kept() not in NOT_DELETED
        )

    def can_move(self) -> bool:
        return super().can_move() and self._why_kept() is None

    def can_move_to(self, destination: Page) -> bool:
        if crosses_portals(self.page.path, destination.path):
            return False
        return super().can_move_to(destination) and not self._holds_public_pages() and self._why_kept() is None

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return not crosses_portals(self.page.path, destination.path) and super().can_copy_to(destination, recursive)

    def _may_delete(self, *, ignore_bulk: bool) -> bool:
        if self.user.is_superuser or not self.user.is_active or self.page_is_root:
            return super().can_delete(ignore_bulk=ignore_bulk)
        if self.page.is_leaf():
            return "change" in self.permissions or ("add" in self.permissions and self.page.owner_id == self.user.pk)
        if ignore_bulk and "change" not in self.permissions:
            return super().can_delete(ignore_bulk=True)
        return ignore_bulk

    def _sits_on_board(self) -> bool:
        return can_review(self.user, self.page, on=timezone.localdate())

    def _holds_public_pages(self) -> bool:
        """Whether it is public, or anything below it."""
        page = self.page
        if page.live or page.is_leaf():
            return bool(page.live)
        level = (page.path[: -page.steplen], len(page.path))
        return page.path in cached_for_request(
            self.user, ("places of public pages", level), lambda: _places(Q(live=True), *level)
        )

    def _holds_records(self) -> bool:
        """Whether it was ever public, or anything below it. Costs what the above does."""
        page = self.page
        if page.live or page.first_published_at or page.is_leaf():
            return bool(page.live or page.first_published_at)
        level = (page.path[: -page.steplen], len(page.path))
        return page.path in cached_for_request(
            self.user,
            ("places of records", level),
            lambda: _places(Q(live=True) | Q(first_published_at__isnull=False), *level),
        )

    def _why_kept(self) -> LockedReason | None:
        return why_stays_to(self.user, self.page, on=timezone.localdate())


def starters_kept_by(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose starters a person keeps: as a member of the board, or an administrator."""
    roles, records = roles_of(user, on=on), get_directory().by_id
    return frozenset(
        key for key in roles.boards | roles.administered if key in records and not records[key].is_archived
    )


def _places(condition: Q, parent: str, length: int) -> frozenset[str]:
    """Places of the pages of one level that meet a condition or hold pages that do."""
    pages = Page.objects.filter(condition, path__startswith=parent, path__gt=parent).order_by()
    return frozenset(pages.annotate(place=Substr("path", 1, length)).values_list("place", flat=True).distinct())


class FixedPagePermissionTester(ReviewedPagePermissionTester):
    """Pages that code makes: the container and the homes are not created, moved or deleted by hand."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False


class ContainerPermissionTester(FixedPagePermissionTester):
    """The container only holds the homes: nobody edits it or adds to it."""

    def can_edit(self) -> bool:
        return False

    def can_add_subpage(self) -> bool:
        return False
