"""The starter tree of a portal: inserted in few statements, since 355 portals have it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

STARTER_FILE = Path(__file__).parent / "data" / "starter_tree.yaml"


@dataclass(frozen=True)
class StarterNode:
    """One page of the starter tree: its type, its values, what stands below it."""

    type: str
    slug: str
    values: dict[str, Any]
    children: tuple[StarterNode, ...] = field(default=())


@cache
def starter_tree() -> tuple[StarterNode, ...]:
    """The standard sections (domain facts 2.5) and the pages about the portal, from `home/data/starter_tree.yaml`."""
    return _nodes(yaml.safe_load(STARTER_FILE.read_text(encoding="utf-8")))


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


def add_missing(parent: Page, nodes: Sequence[StarterNode], *, fill: dict[str, str], at: datetime) -> int:
    """Insert the nodes that the parent lacks, with their children; present ones keep what editors made of them.

    `fill` replaces `{name}` marks in texts. Returns the number of pages made. Pages are drafts without an owner.
    """
    children = list(parent.get_children())
    present = {page.slug: page for page in children}
    step = last_step(children)
    made = 0
    for node in nodes:
        page = present.get(node.slug)
        if page is None:
            step += 1
            page = insert_page(parent, node.type, slug=node.slug, step=step, at=at, **filled(node.values, fill))
            made += 1
        if node.children:
            made += add_missing(page, node.children, fill=fill, at=at)
    return made


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
