"""Hundreds of portals in seconds: the rows that provisioning made of one portal, written again for each copy.

`tests/provisioning/test_portal_copies.py` proves that provisioning has nothing to complete or repair in a copy. Search
knows nothing of copies, boards have no seats.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
    WorkflowPage,
)

from audit.models import PortalEvent
from editorial.models import Approval
from members.models import Board, PortalGroup
from sites.directory import forget_directory
from sites.models import Hostname, Portal
from tests.raw_rows import columns_of, insert_rows, number_on, read_rows


def copy_portal(template: Portal, count: int, *, first: int = 1) -> list[Portal]:
    """Write a portal's rows again, `count` times, under other names: `mau` becomes `mau001`, `mau002`, …

    Collections stand in the order of their names: the template's name must be the last.
    """
    numbers = range(first, first + count)
    rows = list(rows_of(template))
    keys = {(model, row[model._meta.pk.column]): place for model, place, row in _numbered(rows)}
    sizes = {model: len(found) for model, found in rows}
    starts = {model: _last_key(model) + 1 for model, _found in rows if _has_own_key(model)}

    def key_of(model: type[models.Model], old: Any, copy: int) -> Any:
        place = keys.get((model, old))
        return old if place is None else starts[model] + copy * sizes[model] + place

    last_page, last_collection = _last_step(Page), _last_step(Collection)
    for model, found in rows:
        written = []
        for copy, number in enumerate(numbers):
            rewrite = _rewriter(template, number)
            written += [_copied(model, row, copy, key_of, rewrite) for row in found]
            _place(model, written[-len(found) :] if found else [], template, last_page, last_collection, copy)
        insert_rows(model, written)
    for tree in (Page, Collection):
        root = tree.get_first_root_node()
        tree.objects.filter(pk=root.pk).update(numchild=root.get_children().count())
    number_on(starts)
    forget_directory()
    return list(Portal.objects.filter(code__in=[f"{template.code}{number:03}" for number in numbers]))


def let_planner_know() -> None:
    """Count what the tables hold, where the database plans by it.

    PostgreSQL counts committed rows by itself. What a test wrote and will roll back it takes for a few rows, and reads
    thousands of them once for each of thousands. Tables are named, since those that all databases of a server share
    would be locked until the transaction ends, and with them every other process that counts.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            tables = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
            cursor.execute(f"ANALYZE {', '.join(tables)}")


def rows_of(portal: Portal) -> Iterator[tuple[type[models.Model], list[dict[str, Any]]]]:
    """Each model with the portal's rows as the database has them; those referred to come first."""
    pages = Page.objects.filter(path__startswith=portal.container.path)
    groups = Group.objects.filter(portal_group__portal=portal)
    types = ContentType.objects.filter(pk__in=pages.order_by().values("content_type"))
    yield Page, _rows(Page, pages)
    for model in sorted((row.model_class() for row in types), key=lambda model: model._meta.label):
        yield model, _rows(model, model.objects.filter(pk__in=pages.values("pk")))
    yield Collection, _rows(Collection, Collection.objects.filter(pk=portal.collection_id))
    yield Site, _rows(Site, Site.objects.filter(pk=portal.site_id))
    yield Portal, _rows(Portal, Portal.objects.filter(pk=portal.pk))
    yield Group, _rows(Group, groups)
    links = (GroupPagePermission, GroupCollectionPermission, GroupSitePermission, Group.permissions.through)
    for link in links:
        yield link, _rows(link, link.objects.filter(group__in=groups))
    for owned in (Hostname, PortalGroup, Board, PortalEvent):
        yield owned, _rows(owned, owned.objects.filter(portal=portal))
    yield WorkflowPage, _rows(WorkflowPage, WorkflowPage.objects.filter(page=portal.container))
    texts = [str(key) for key in pages.values_list("pk", flat=True)]
    yield Approval, _rows(Approval, Approval.objects.filter(object_id__in=texts))


def _rows(model: type[models.Model], rows: models.QuerySet) -> list[dict[str, Any]]:
    return read_rows(model, rows.order_by("pk").values_list("pk", flat=True))


def _numbered(rows: Iterable[tuple[type[models.Model], list[dict[str, Any]]]]) -> Iterator[tuple[Any, int, Any]]:
    return ((model, place, row) for model, found in rows if _has_own_key(model) for place, row in enumerate(found))


def _has_own_key(model: type[models.Model]) -> bool:
    """Not that of the page it is part of."""
    return model._meta.pk.remote_field is None


def _last_key(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0


def _last_step(tree: Any) -> int:
    last = tree.objects.filter(depth=2).order_by("-path").first()
    # treebeard writes steps of paths so, and reads them nowhere else (`tests/house/test_private_api.py`).
    return tree._str2int(last.path[-tree.steplen :])


def _rewriter(template: Portal, number: int) -> Callable[[str], str]:
    """Puts the names of a copy in the place of the template's, in JSON as well, which writes them in ASCII."""
    names = {template.name_vi: f"{template.name_vi} {number:03}", template.name_en: f"{template.name_en} {number:03}"}
    names |= {json.dumps(old)[1:-1]: json.dumps(new)[1:-1] for old, new in names.items()}
    # The code stands in hosts, addresses, names of groups.
    names[template.code] = f"{template.code}{number:03}"

    def rewrite(text: str) -> str:
        for old, new in names.items():
            text = text.replace(old, new)
        return text

    return rewrite


def _copied(
    model: type[models.Model], row: dict[str, Any], copy: int, key_of: Callable[..., Any], rewrite: Callable[[str], str]
) -> dict[str, Any]:
    copied = {}
    for field in columns_of(model):
        value = row[field.column]
        if value is not None and field.remote_field is not None:
            value = key_of(field.remote_field.model._meta.concrete_model, value, copy)
        elif field.primary_key:
            value = key_of(model, value, copy)
        elif isinstance(field, models.UUIDField) and value is not None:
            # Versions of a page in two languages share their key: they share the new one too.
            value = field.get_db_prep_value(uuid.uuid5(uuid.UUID(str(value)), str(copy)), connection, prepared=False)
        elif model is Approval and field.column == "object_id":
            value = str(key_of(Page, int(value), copy))
        elif isinstance(value, str):
            value = rewrite(value)
        copied[field.column] = value
    return copied


def _place(
    model: type[models.Model],
    rows: list[dict[str, Any]],
    template: Portal,
    last_page: int,
    last_collection: int,
    copy: int,
) -> None:
    """Give the copied nodes of a tree their place beside the others."""
    if model not in (Page, Collection):
        return
    node, last = (template.container, last_page) if model is Page else (template.collection, last_collection)
    # As above.
    path = model._get_path(node.path[: -model.steplen], 2, last + 1 + copy)
    for row in rows:
        row["path"] = path + row["path"][len(node.path) :]
