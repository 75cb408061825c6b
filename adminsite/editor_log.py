"""What people do in Wagtail's screens, in our record: Wagtail's log forgets the portal of what is gone."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.log_actions import get_active_log_context
from wagtail.models import CollectionMember, ModelLogEntry, Page, PageLogEntry, Site
from wagtail.models.audit_log import BaseLogEntry

from accounts.models import User
from audit.enums import AuditEventKind
from audit.events import record_event
from audit.models import PortalEvent
from sites.directory import get_directory
from sites.models import Portal

# Our own verbs record these, with more than Wagtail knows.
RECORDED_BY_VERBS = ("wagtail.publish", "wagtail.workflow.", "wagtail.unpublish", "wagtail.schedule.publish")
# But not these: a page's time ran out, an author took back what a board was looking at.
BY_NO_VERB = frozenset({"wagtail.unpublish.scheduled", "wagtail.workflow.cancel"})

CREATED, DELETED = "wagtail.create", "wagtail.delete"


def record_editor_log(entry: BaseLogEntry) -> PortalEvent | None:
    """Record an entry of Wagtail's log on the portal of its page, file or setting; of others, over the whole city.

    Returns None for what our verbs record themselves, and for a file that was logged in the same step as its row was
    written (`library.files.kept`): that second entry is taken out of Wagtail's log again.
    """
    if _is_second_of_file(entry):
        type(entry)._default_manager.filter(pk=entry.pk).delete()
        return None
    if entry.action.startswith(RECORDED_BY_VERBS) and not (
        isinstance(entry, PageLogEntry) and entry.action in BY_NO_VERB
    ):
        return None
    kind = ContentType.objects.get_for_id(entry.content_type_id)
    portal_id = _portal_of_page(entry) if isinstance(entry, PageLogEntry) else _portal_of_row(entry)
    return record_event(
        AuditEventKind.WORKED_ON,
        portal=Portal(pk=portal_id) if portal_id else None,
        at=entry.timestamp,
        by=entry.user,
        action=entry.action,
        item=_item_of(entry),
        type=f"{kind.app_label}.{kind.model}",
        key=str(entry.object_id if isinstance(entry, ModelLogEntry) else entry.page_id),
    )


def is_logged_in_this_step(row: Model, action: str) -> bool:
    """Whether Wagtail's log has an entry of an action on a row by the step of a person that runs."""
    step = get_active_log_context().uuid
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id=str(row.pk), action=action, uuid=step)
    return step is not None and entries.exists()


def _is_second_of_file(entry: BaseLogEntry) -> bool:
    if not isinstance(entry, ModelLogEntry) or entry.action != CREATED or entry.uuid is None:
        return False
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
    same = ModelLogEntry.objects.filter(content_type=entry.content_type_id, object_id=entry.object_id, uuid=entry.uuid)
    is_file = model is not None and issubclass(model, CollectionMember)
    return is_file and same.filter(action=CREATED).exclude(pk=entry.pk).exists()


def _item_of(entry: BaseLogEntry) -> str:
    """What an entry calls what it is about; of an account the user name: supervisors read the record of the city, and
    whom the accounts belong to is for operators (Regulation 8.8)."""
    if ContentType.objects.get_for_id(entry.content_type_id).model_class() is not User:
        return entry.label
    account = User.objects.filter(pk=entry.object_id).only("username").first()
    return account.get_username() if account is not None else ""


def _portal_of_page(entry: PageLogEntry) -> int | None:
    path = Page.objects.filter(pk=entry.page_id).values_list("path", flat=True).first()
    record = get_directory().for_path(path) if path else None
    return record.id if record else None


def _portal_of_row(entry: ModelLogEntry) -> int | None:
    """The portal of a file, a setting of a site, or any row that carries its portal."""
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
    row = model._base_manager.filter(pk=entry.object_id).first() if model is not None else None
    site_id = row.pk if isinstance(row, Site) else getattr(row, "site_id", None)
    if isinstance(row, CollectionMember):
        record = get_directory().for_collection(row.collection_id)
    elif site_id is not None:
        record = get_directory().for_site(site_id)
    else:
        return getattr(row, "portal_id", None)
    return record.id if record else None
