"""Pictures and documents that a person brought: nobody approves the own ones (Regulation 13.1.g)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry, Revision

from adminviews.request_cache import remembered
from editorial.integrity.approvals import files_of, unapproved_files
from editorial.models import ProposedChange

if TYPE_CHECKING:
    from accounts.models import AnyUser
    from editorial.review.items import Item

# What Wagtail records of a file when somebody makes it what it is.
MADE = ("wagtail.create", "wagtail.edit")


def brought_file_of(user: AnyUser, item: Item, revision: Revision) -> bool:
    """Whether a version of an item shows a picture or document that the person uploaded or changed, whenever.

    Not where a board approved it as it is. What the first of two persons approved is provisional, and still that
    person's own.

    No query where it shows none; two for each kind, and some more where some are the person's. Asked once in a request
    that looks.
    """

    def ask() -> bool:
        # A proposal does not change once it is made.
        files = files_of(item if isinstance(item, ProposedChange) else revision.as_object())
        return bool(unapproved_files(_made_by(user, files)))

    return remembered(user, ("brought a file of", revision.pk), ask)


def shows_own_file(user: AnyUser, row: Model) -> bool:
    """The same of a row as it stands, such as the look of a portal."""
    return bool(unapproved_files(_made_by(user, files_of(row))))


def _made_by(user: AnyUser, files: dict[type[Model], set[int]]) -> dict[type[Model], set[int]]:
    own = {}
    for model, keys in files.items():
        rows = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=map(str, keys),
            user=user.pk,
            action__in=MADE,
            content_changed=True,
        )
        changed = {int(key) for key in rows.values_list("object_id", flat=True)}
        uploaded = model._default_manager.filter(pk__in=keys, uploaded_by_user=user.pk)
        if found := changed | set(uploaded.values_list("pk", flat=True)):
            own[model] = found
    return own
