"""An item with the version that a verb or screen is about, read once and handed to each rule that looks at it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists
from wagtail.models import Page, Revision

from adminviews.request_cache import cached_for_request
from editorial.integrity.approvals import files_of
from editorial.integrity.content_hash import content_hash_of
from editorial.integrity.shown_files import Files, ShownFiles
from editorial.models import Approval, OverwrittenPiece
from editorial.review.reviewable import Reviewable, portal_of
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import AnyUser


class Submission:
    """A version of an item, with what follows from it. Each part is read when it is first asked for, and then kept.

    A verb makes one after it has locked the item, and a screen for the one answer that it shows. None outlives the
    transaction or answer it was made for: what has to be read again under another lock needs another one.
    """

    def __init__(self, revision: Revision, *, item: Reviewable | None = None, content_hash: str | None = None) -> None:
        self.revision = revision
        if item is not None:
            self.item = item
        if content_hash is not None:
            # Of what is going to be written as this version.
            self.content_hash = content_hash

    @cached_property
    def item(self) -> Reviewable:
        """The item as the database has it, where the verb or screen has not read it already: an object that is kept
        with a version may stand where the page stood before it was moved."""
        model: Any = ContentType.objects.get_for_id(self.revision.base_content_type_id).model_class()
        item: Reviewable = model._default_manager.get(pk=self.revision.object_id)
        return item

    def is_of(self, revision: Revision) -> bool:
        """Whether it is of a version as somebody else has read it."""
        return (self.revision.pk, self.revision.content) == (revision.pk, revision.content)

    @cached_property
    def _hashed(self) -> tuple[Any, str]:
        row = self.revision.as_object()
        if isinstance(row, Page) and row.locale_id == self.item.locale_id:
            # Checks ask for its language; the item was read with it.
            row.locale = self.item.locale
        # The hash first: whoever looks into the blocks of a row for what they refer to lets them write themselves anew.
        return row, content_hash_of(row)

    @property
    def object(self) -> Any:
        """The version as an object."""
        return self._hashed[0]

    @cached_property
    def content_hash(self) -> str:
        """Hash of what it says."""
        return self._hashed[1]

    @property
    def is_written_as_it_is(self) -> bool:
        """Whether what is approved or written has the content of the version, and no other."""
        return self.content_hash == self._hashed[1]

    @cached_property
    def files(self) -> Files:
        """Keys of the pictures and documents that it refers to."""
        return files_of(self.object)

    @cached_property
    def shown(self) -> ShownFiles:
        """These as they are."""
        return ShownFiles(self.files)

    def use_locked_files(self, shown: ShownFiles) -> None:
        """Take what a verb has read of the files under its lock; the checks of the version ask it too."""
        self.shown = self.object.shown_files = shown

    @cached_property
    def portal(self) -> Portal:
        """The portal whose board decides about the item."""
        return portal_of(self.item)

    @cached_property
    def _saved(self) -> list[tuple[int, int | None, bool]]:
        # Of a copy, the versions are copied in no order.
        rows = self.item.revisions.filter(pk__lte=self.revision.pk).order_by("created_at", "pk")
        overwritten = Exists(OverwrittenPiece.objects.filter(page=self.item.pk))
        return list(rows.annotate(has_overwritten=overwritten).values_list("pk", "user_id", "has_overwritten"))

    @property
    def saved(self) -> list[tuple[int, int | None]]:
        """Key and author of each version of a page up to this one, in the order in which they were saved."""
        return [(key, user) for key, user, _overwritten in self._saved]

    @property
    def has_overwritten(self) -> bool:
        """Whether persons wrote pieces of the page that no version of theirs holds; which, is asked for each."""
        return any(overwritten for _key, _user, overwritten in self._saved)

    @cached_property
    def approvals(self) -> list[Approval]:
        """Approvals of versions of the item, without what these say."""
        rows = Approval.objects.filter(
            content_type=self.revision.base_content_type_id, object_id=self.revision.object_id
        )
        return list(rows.exclude(revision=None))

    def add_approval(self, approval: Approval) -> None:
        """Count an approval that was just given, of the version and of the files that it shows."""
        if "approvals" in self.__dict__:
            self.approvals.append(approval)
        self.shown.forget_approvals()

    def forget_approvals(self) -> None:
        """Read the approvals again when they are next asked for: some were given."""
        self.__dict__.pop("approvals", None)
        self.shown.forget_approvals()


def submission_for(user: AnyUser, item: Reviewable, revision: Revision) -> Submission:
    """The submission that a person looks at: the same one in a request that looks (`adminviews.request_cache`)."""
    return cached_for_request(user, ("submission", revision.pk), lambda: Submission(revision, item=item))
