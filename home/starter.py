"""The starter tree of a portal: inserted in few statements, since 355 portals have it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from provisioning.opened_pages import index_for_admin

STARTER_FILE = Path(__file__).parent / "data" / "starter_tree.yaml"
TASKS_FILE = STARTER_FILE.with_name("starter_tasks.yaml")


@dataclass(frozen=True)
class StarterNode:
    """One page of the starter tree: its type, its values, what stands below it."""

    type: str
    slug: str
    values: dict[str, Any]
    children: tuple[StarterNode, ...] = ()

    @property
    def model(self) -> Any:
        """The page type, of `home`."""
        return apps.get_model("home", self.type)


@cache
def starter_tree() -> tuple[StarterNode, ...]:
    """The standard sections (domain facts 2.5) and the pages about the portal, from `home/data/starter_tree.yaml`."""
    return _nodes(yaml.safe_load(STARTER_FILE.read_text(encoding="utf-8")))


@cache
def _starter_tasks() -> dict[str, list[dict[str, str]]]:
    """By language, from `home/data/starter_tasks.yaml`."""
    return yaml.safe_load(TASKS_FILE.read_text(encoding="utf-8"))


def tasks_at_birth(language: str) -> list[dict[str, Any]]:
    """What citizens come to do on a new home, as its stream holds it: the form for questions first."""
    return [
        {"type": "task", "value": {"page": None, "url": ""} | task, "id": str(uuid.uuid4())}
        for task in _starter_tasks()[language]
    ]


def filled_tree(fill: dict[str, str]) -> tuple[StarterNode, ...]:
    """The starter tree with `{name}` marks replaced in every text."""
    return tuple(_filled_node(node, fill) for node in starter_tree())


def _nodes(rows: Sequence[dict[str, Any]]) -> tuple[StarterNode, ...]:
    return tuple(
        StarterNode(
            type=row["type"],
            slug=row["slug"],
            values={key: value for key, value in row.items() if key not in {"type", "slug", "children"}},
            children=_nodes(row.get("children", ())),
        )
        for row in rows
    )


def _filled_node(node: StarterNode, fill: dict[str, str]) -> StarterNode:
    children = tuple(_filled_node(child, fill) for child in node.children)
    return replace(node, values=filled(node.values, fill), children=children)


def filled(values: Any, fill: dict[str, str]) -> Any:
    """Copy a value with `{name}` marks replaced in every text in it."""
    if isinstance(values, str):
        for name, text in fill.items():
            values = values.replace(f"{{{name}}}", text)
        return values
    if isinstance(values, dict):
        return {key: filled(value, fill) for key, value in values.items()}
    if isinstance(values, list):
        return [filled(value, fill) for value in values]
    return values


def add_missing(parent: Page, nodes: Sequence[StarterNode]) -> None:
    """Insert the nodes that the parent lacks, with their children; present ones keep what editors made of them."""
    present = {page.slug: page for page in parent.get_children()}
    insert_tree(parent, [node for node in nodes if node.slug not in present])
    for node in nodes:
        if node.children and node.slug in present:
            add_missing(present[node.slug], node.children)


def insert_tree(parent: Page, nodes: Sequence[StarterNode]) -> dict[str, Page]:
    """Insert nodes as the last children of a page, with all below them: drafts without an owner, indexed together.

    What every page has is inserted at once, what a type adds row by row. Texts must not refer to other rows, since the
    reference index is left alone. Returns the pages by their `url_path`.
    """
    if not nodes:
        return {}
    with disable_reference_index_auto_update():
        keys = Page.load_bulk([_dumped(node, parent) for node in nodes], parent=_Parent(parent), bulk_create=True)
    inserted = dict(Page.objects.filter(pk__in=keys).values_list("url_path", "pk"))
    for node, url_path in _with_descendants(nodes, parent.url_path):
        row = {"model": node.model._meta.label, "pk": inserted[url_path], "fields": _split(node)[1]}
        next(serializers.deserialize("python", [row])).save(force_insert=True)
    pages = list(Page.objects.filter(pk__in=keys).specific())
    index_for_admin(pages)
    return {page.url_path: page for page in pages}


class _Parent:
    """A page whose new children are laid out by code: no validation, no entry in the log of what editors did."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def add_child(self, *, instance: Page) -> Page:
        instance.save = partial(instance.save, clean=False, log_action=None)
        return self.page.add_child(instance=instance)


def _dumped(node: StarterNode, parent: Page) -> dict[str, Any]:
    """A node and those below it as treebeard loads them."""
    page = Page(slug=node.slug)
    shared: dict[str, Any] = {
        "slug": node.slug,
        "url_path": page.set_url_path(parent),
        "content_type": ContentType.objects.get_for_model(node.model).pk,
        "locale": parent.locale_id,
        "live": False,
    } | _split(node)[0]
    page.locale_id = shared["locale"]
    children = [_dumped(child, page) for child in node.children]
    return {"data": {"draft_title": shared["title"]} | shared, "children": children}


def _split(node: StarterNode) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of a node: of every page, of its type."""
    shared = {field.name for field in Page._meta.concrete_fields}
    return (
        {name: value for name, value in node.values.items() if name in shared},
        {name: value for name, value in node.values.items() if name not in shared},
    )


def _with_descendants(nodes: Sequence[StarterNode], above: str) -> Iterator[tuple[StarterNode, str]]:
    for node in nodes:
        url_path = f"{above}{node.slug}/"
        yield node, url_path
        yield from _with_descendants(node.children, url_path)


def last_step(children: Sequence[Page]) -> int:
    """The place of the last child among its siblings; not their number, since pages may have been deleted."""
    # treebeard, under Wagtail 8.0: private; drop when a path can be asked for its step.
    return max((Page._str2int(child.path[-Page.steplen :]) for child in children), default=0)


def insert_page(
    parent: Page, type_name: str, *, slug: str, step: int, at: datetime, locale: Locale | None = None, **values: Any
) -> Page:
    """Insert one draft page below a parent at a free step: few statements, no validation, no reference index.

    For trees that code lays out: slugs are known to be free. `add_child` costs some thirty statements a page.
    `type_name` is of `home`, or says its app: "information.statisticsreportpage".
    Texts in the page must not refer to other rows, since the reference index is left alone.
    """
    app, _dot, name = type_name.rpartition(".")
    content_type = ContentType.objects.get_by_natural_key(app or "home", name)
    model: Any = content_type.model_class()
    page = model(
        slug=slug,
        live=False,
        has_unpublished_changes=False,
        locale=locale or parent.locale,
        translation_key=values.pop("translation_key", uuid.uuid4()),
        latest_revision_created_at=None,
        **values,
    )
    page.content_type = content_type
    page.draft_title = page.title
    # treebeard, under Wagtail 8.0: private; drop when many pages can be added below a parent at once.
    page.path = page._get_path(parent.path, parent.depth + 1, step)
    page.depth = parent.depth + 1
    page.url_path = f"{parent.url_path}{slug}/"
    with disable_reference_index_auto_update():
        page.save_base(force_insert=True)
    parent.numchild += 1
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    return page
