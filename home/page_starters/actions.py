"""Verbs of starters: keep one for a section, delete it, create a page from one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from audit.errors import PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from editorial.proposals.authorship import remember_borrowed
from home.editing.drafts import DraftForbidden, draft_types, locked_section, new_draft, save_draft
from home.enums import ContentEventKind
from home.models import ContentPage, PageStarter, SectionPage, SubjectField
from home.page_starters.offered import FIELDS, Starter, offered_starters
from home.permissions import starters_kept_by
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


class StarterForbidden(PortalRefusal):
    code = "starter_forbidden"
    message = _("Starters are kept by the editorial board and the administrators of the portal.")


class StarterGone(PortalRefusal):
    code = "starter_gone"
    message = _("This starter does not exist any more. Choose another one.")


def keep_starter(
    section: SectionPage,
    *,
    page_type: type[ContentPage],
    title: str,
    lead: str,
    body: Any,
    by: User,
    at: datetime,
    instead_of: PageStarter | None = None,
) -> PageStarter:
    """Keep a starter for a section, or change one. Writes an event. Whoever changes what it says is one of its writers.

    Raises:
        StarterForbidden: the person neither sits on the board of the portal nor administers it.
        DraftForbidden: pages of this type are not made in the section.
        StarterGone: the one to change is gone.
    """
    record = get_directory().for_path(section.path)
    if record is None:
        raise StarterForbidden
    with _held(record.id, by=by, at=at) as portal:
        if page_type not in draft_types(section, by=by):
            raise DraftForbidden
        row = PageStarter(portal=portal, section=section) if instead_of is None else _locked(instead_of, portal)
        before = (row.title, row.lead, row.body.get_prep_value())
        row.page_type, row.title, row.lead, row.body = page_type._meta.label_lower, title, lead, body
        row.save()
        if (row.title, row.lead, row.body.get_prep_value()) != before:
            row.writers.add(by)
        _record(gettext_noop("Starter kept"), row, portal=portal, by=by, at=at)
    return row


def drop_starter(starter: PageStarter, *, by: User, at: datetime) -> None:
    """Offer a starter no more; what was begun with it stays. Writes an event.

    Raises:
        StarterForbidden: the person neither sits on the board of the portal nor administers it.
        StarterGone: it was deleted already.
    """
    with _held(starter.portal_id, by=by, at=at) as portal:
        row = _locked(starter, portal)
        _record(gettext_noop("Starter deleted"), row, portal=portal, by=by, at=at)
        row.delete()


def start_page(section: SectionPage, key: str, *, by: User, at: datetime) -> ContentPage:
    """Create a draft that says what a starter says. Nothing is published.

    What the board wrote in the starter stays its writers' work: they do not approve it on the page (13.1.g).

    Args:
        key: of the starter, as it was offered.

    Raises:
        StarterGone: the person is not offered such a starter there any more.
        DraftForbidden: the person may not add such a page there any more.
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    page_type = _offered(section, key, draft_types(section, by=by)).page_type
    with locked_section(section, page_type=page_type, by=by) as held:
        starter = _offered(held, key, [page_type])
        page = new_draft(held, page_type, title=starter.title, by=by, on=timezone.localdate(at))
        for name, value in {**starter.values, "lead": starter.lead, "body": list(starter.body)}.items():
            setattr(page, name, value)
        # What the board chose for the section goes before what ships.
        if starter.subject_field and not page.subject_fields.all():
            page.subject_fields = list(SubjectField.objects.filter(slug=starter.subject_field))
        revision = save_draft(page, held, by=by)
        if starter.row is not None:
            writers = starter.row.writers.exclude(pk=by.pk).values_list("pk", flat=True)
            remember_borrowed(revision, fields=FIELDS, writers=writers)
    return page


def _offered(section: SectionPage, key: str, types: Iterable[type[ContentPage]]) -> Starter:
    found = next((starter for starter in offered_starters(section, types) if starter.key == key), None)
    if found is None:
        raise StarterGone
    return found


@contextmanager
def _held(portal_id: int, *, by: User, at: datetime) -> Iterator[Portal]:
    with atomic_refusing_deadlocks():
        portal = locked_portal(portal_id)
        lock_actor(by)
        if portal.pk not in starters_kept_by(by, on=timezone.localdate(at)):
            raise StarterForbidden
        yield portal


def _locked(starter: PageStarter, portal: Portal) -> PageStarter:
    rows = PageStarter.objects.select_for_update(of=("self",), no_key=True).for_portal(portal)
    row = rows.filter(pk=starter.pk).first()
    if row is None:
        raise StarterGone
    return row


def _record(act: str, row: PageStarter, *, portal: Portal, by: User, at: datetime) -> None:
    record_event(
        ContentEventKind.STARTER_CHANGED,
        portal=portal,
        at=at,
        by=by,
        act=act,
        title=row.title,
    )
