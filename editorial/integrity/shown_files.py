"""The pictures and documents that a version shows: as they are, who made them so, and what boards approved of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import ModelLogEntry

from editorial.integrity.content_hash import content_hashes_of_rows
from editorial.models import Approval
from sites.directory import get_directory
from sites.tree import content_type_of

# A picture or document; keys of such rows, and the rows themselves by their keys, by model.
File = tuple[type[Model], int]
Files = dict[type[Model], set[int]]
Rows = Mapping[type[Model], Mapping[int, Any]]

# What Wagtail records of a file when somebody makes it what it is.
MADE = ("wagtail.create", "wagtail.edit")


@dataclass(frozen=True, slots=True)
class _Approved:
    collection: int
    at: datetime
    is_provisional: bool
    content_hash: str


class ShownFiles:
    """Pictures and documents, read once and handed to each rule that looks at them.

    Args:
        keys: which they are.
        rows: those that exist, where a verb has read them under a lock.
    """

    def __init__(self, keys: Files, rows: Rows | None = None) -> None:
        self.keys = keys
        if rows is not None:
            self.rows = rows

    @cached_property
    def rows(self) -> Rows:
        """Those that exist, as they are."""
        return {model: model._default_manager.in_bulk(keys) for model, keys in self.keys.items()}

    @cached_property
    def hashes(self) -> dict[File, str]:
        """Hash of each as it is."""
        return {
            (model, key): content_hash
            for model, rows in self.rows.items()
            for key, content_hash in content_hashes_of_rows(model, list(rows.values())).items()
        }

    @cached_property
    def authors(self) -> dict[int, Files]:
        """Those that each person uploaded or changed, whenever, by the key of the person."""
        found: dict[int, Files] = defaultdict(lambda: defaultdict(set))
        by_type = {ContentType.objects.get_for_model(model).pk: model for model in self.keys}
        changed = Q()
        for content_type, model in by_type.items():
            changed |= Q(content_type=content_type, object_id__in=[str(key) for key in self.keys[model]])
        if by_type:
            log = ModelLogEntry.objects.filter(changed, action__in=MADE, content_changed=True, user__isnull=False)
            for user, content_type, key in (
                log.order_by().values_list("user_id", "content_type_id", "object_id").distinct()
            ):
                found[user][by_type[content_type]].add(int(key))
        for model, rows in self.rows.items():
            for key, row in rows.items():
                if row.uploaded_by_user_id is not None:
                    found[row.uploaded_by_user_id][model].add(key)
        return found

    def elsewhere(self, portal_id: int | None) -> set[File]:
        """Return those that do not lie in the library of the given portal. What does not exist lies nowhere."""
        directory = get_directory()
        found = set()
        for model, rows in self.rows.items():
            for key, row in rows.items():
                record = directory.for_collection(row.collection_id)
                if record is None or record.id != portal_id:
                    found.add((model, key))
        return found

    def approved(self, file: File, *, until: datetime | None = None, provisional: bool = False) -> str | None:
        """Hash in the latest approval of one by the board in whose library it lies; empty where none was kept yet, None
        where there is no approval. Of one that is gone, what any board approved of it.

        Args:
            until: only approvals of that time or before.
            provisional: count as well what was seen with an approval after which others had to follow.
        """
        model, key = file
        row = self.rows[model].get(key)
        for approval in reversed(self._approvals.get(file, ())):
            if (
                (provisional or not approval.is_provisional)
                and (until is None or approval.at <= until)
                and (row is None or approval.collection == row.collection_id)
            ):
                return approval.content_hash
        return None

    def unapproved(self, keys: Files, *, provisional: bool = False) -> list[tuple[type[Model], int, str]]:
        """Return those of the given files that their latest approval does not cover as they are now, with hashes."""
        return [
            (model, key, content_hash)
            for (model, key), content_hash in self.hashes.items()
            if key in keys.get(model, ()) and self.approved((model, key), provisional=provisional) != content_hash
        ]

    def forget_approvals(self) -> None:
        """Read the approvals again when they are next asked for: some were given."""
        self.__dict__.pop("_approvals", None)

    @cached_property
    def _approvals(self) -> dict[File, list[_Approved]]:
        by_type = {content_type_of(model).pk: model for model in self.keys}
        asked = Q()
        for content_type, model in by_type.items():
            asked |= Q(content_type=content_type, object_id__in=[str(key) for key in self.keys[model]])
        found: dict[File, list[_Approved]] = defaultdict(list)
        if by_type:
            rows = Approval.objects.filter(asked).order_by("pk")
            columns = (
                "content_type_id",
                "object_id",
                "portal__collection",
                "approved_at",
                "provisional",
                "content_hash",
            )
            for content_type, key, *values in rows.values_list(*columns):
                found[by_type[content_type], int(key)].append(_Approved(*values))
        return found
