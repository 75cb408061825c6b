"""Verbs that make drafts in a section, of a file, a starter or another system, for the person who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import PageDeleted
from editorial.review.locking import lock_places
from home.editing.known_facts import known_facts
from home.models import ContentPage, SectionPage
from home.models.base import slug_beside
from home.starter import insert_page, last_step
from members.access.actor import lock_actor
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TITLE = 255

Draft = TypeVar("Draft", bound=ContentPage)


class DraftForbidden(PortalRefusal):
    code = "draft_forbidden"
    message = _("You may not add such a page to this section.")


def draft_types(section: Page, *, by: User) -> list[type[ContentPage]]:
    """Types of pages with a body that the person may add to a section, and that can be saved before anything else of
    them is filled in."""
    record = get_directory().for_path(section.path)
    if not isinstance(section, SectionPage) or record is None or record.is_archived:
        return []
    tester = section.permissions_for_user(by)
    if not tester.can_add_subpage():
        return []
    return [
        model
        for model in section.creatable_subpage_models()
        if issubclass(model, ContentPage) and _can_be_empty(model) and model.can_create_at(section)
    ]


def _can_be_empty(model: type[ContentPage]) -> bool:
    own = [column for column in model._meta.local_concrete_fields if not column.primary_key]
    return all(column.null or column.has_default() or column.empty_strings_allowed for column in own)


@contextmanager
def locked_section(section: SectionPage, *, page_type: type[ContentPage], by: User) -> Iterator[SectionPage]:
    """One transaction in which a section stays as it is, and the person may add such a page to it.

    Raises:
        DraftForbidden: the person may not.
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with atomic_refusing_deadlocks():
        lock_actor(by)
        lock_places([section.pk])
        held = SectionPage.objects.filter(pk=section.pk).first()
        if held is None:
            raise PageDeleted
        if page_type not in draft_types(held, by=by):
            raise DraftForbidden
        yield held


def new_draft(section: SectionPage, page_type: type[Draft], *, title: str, by: User, on: date) -> Draft:
    """A draft that is not saved yet, with an address of its own and with what is known of it."""
    taken = set(section.get_children().values_list("slug", flat=True))
    page = page_type(
        title=title,
        slug=slug_beside(title, taken, otherwise="van-ban"),
        owner=by,
        live=False,
        locale=section.locale,
    )
    page.fill_in(known_facts(section, by=by, on=on))
    return page


def save_draft(page: ContentPage, section: SectionPage, *, by: User) -> Revision:
    """Save a new draft below its section, with its first version. Nothing is published."""
    section.add_child(instance=page)
    log(page, "wagtail.create", user=by, content_changed=True)
    revision: Revision = page.save_revision(user=by, log_action=True, clean=False)
    return revision


class DraftWriter:
    """Writes many drafts as the last pages of one section, in few statements each: no validation, no reference index
    but that of the first version.

    Args:
        otherwise: slug of titles without a letter that addresses can have.
        by: whose work they are.
        log_as: the person whom the log names; None where nobody asked for just these drafts.
    """

    def __init__(
        self,
        section: SectionPage,
        page_type: type[Page],
        *,
        otherwise: str,
        by: User,
        log_as: User | None,
        at: datetime,
    ) -> None:
        children = list(section.get_children())
        self._section, self._type, self._otherwise, self._at = section, page_type._meta.label_lower, otherwise, at
        self._by, self._log_as = by, log_as
        self._step, self._slugs = last_step(children), {child.slug for child in children}

    def write(self, *, title: str, **values: Any) -> Any:
        """Write one, with its first version, at an address of its own."""
        self._step += 1
        page: Any = insert_page(
            self._section,
            self._type,
            slug=slug_beside(title, self._slugs, otherwise=self._otherwise),
            step=self._step,
            at=self._at,
            owner=self._by,
            title=title,
            **values,
        )
        log(page, "wagtail.create", user=self._log_as, content_changed=True)
        page.save_revision(user=self._by, clean=False)
        return page
