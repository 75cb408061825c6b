"""Reading a list of portals from a CSV file: everything is checked before anything is created.

Columns, in any order, named in the first line (`kind` and `name_vi` must be there, the rest may be left out):

- `code`: short and lasting, such as bennghe; empty: made from the name.
- `kind`: city, department, district, commune or voluntary.
- `name_vi`: full name with its type word, such as "Phường Bến Nghé". `name_en`, `short_name_vi`, `short_name_en`:
  empty for a unit: made from the name; other bodies need `name_en`.
- `parent`: code of the portal above, in this file or registered; empty: the city portal.
- `host`: empty: the rules propose it. `label`: the abbreviation or English name of an agency in its host (Art. 5.2.b).
- `profile`: regulation or two-tier; empty: the profile of the installation.
- `qualifier`: words, separated by ";", that tell a unit from another of the same spelling, such as its former
  district; offered when hosts collide.
- `unit_code`: statistics code of an administrative unit.
- `governing_body`, `managing_agency`, `operating_unit` and the same with `_en`; empty: the usual bodies of Article 6.
- `responsible_person`, `spokesperson`, `address`, `phone`, `email`, `licence`.

Comma, semicolon or tab separates the cells; the text is UTF-8, with or without a byte order mark, composed or not.
A file may be read again after its portals were created: a portal is known by its code, or by kind, name and parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from formats.tables.errors import RowError, TableRefused
from formats.tables.layouts import Row
from formats.vietnamese.text import clean_text
from provisioning.from_file.columns import PORTALS, REQUIRED_COLUMNS
from provisioning.from_file.context import ProvisionContext, provision_context
from provisioning.from_file.rows import resolve_rows
from sites.hostnames.syntax import HostnameRefused
from sites.naming import UNIT_KINDS, split_name
from sites.structures import PortalSpec, structure


class PortalFile(NamedTuple):
    """Portals in the order in which they can be created, parents first; none if there is any error."""

    rows: list[PortalSpec]
    errors: list[RowError]


def read_portal_file(source: str | bytes, context: ProvisionContext) -> PortalFile:
    """Read and check a whole file. Every bad row is reported with its line, each of its mistakes by column."""
    try:
        return _check(list(PORTALS.open(source).rows), context)
    except TableRefused as refused:
        return PortalFile([], sorted(refused.errors))


def read_rows(rows: Iterable[Mapping[str, str]], context: ProvisionContext) -> PortalFile:
    """Check portals that do not come from a file: each as its cells by column. They are counted from line 1."""
    empty = dict.fromkeys(REQUIRED_COLUMNS, "")
    cleaned = ({column: clean_text(cell) for column, cell in row.items()} for row in rows)
    return _check([PORTALS.read(number, empty | row) for number, row in enumerate(cleaned, start=1)], context)


def _check(rows: list[Row], context: ProvisionContext) -> PortalFile:
    errors = [error for row in rows for error in (*row.errors, *_check_kind_and_names(row, context))]
    specs, more = resolve_rows([row for row in rows if row.texts], context, errors=errors)
    errors = sorted({*errors, *more})
    return PortalFile([] if errors else specs, errors)


def _check_kind_and_names(row: Row, context: ProvisionContext) -> Iterator[RowError]:
    kind, name = row["kind"], row["name_vi"]
    if not kind or not name:
        return
    if kind not in context.parent_kinds:
        yield PORTALS.error(row.line, "kind", "unknown_kind", value=kind, kinds=", ".join(context.parent_kinds))
    elif kind not in UNIT_KINDS:
        if not row["name_en"]:
            yield PORTALS.error(row.line, "name_en", "missing_value")
    elif split_name(name, kind) is None:
        yield RowError(row.line, "name_vi", "no_type_word", str(HostnameRefused("no_type_word", name=name)))


@dataclass(frozen=True, slots=True)
class ProvisionPlan:
    """Portals in the order in which they are created, parents first; what is wrong, if anything; what exists."""

    specs: tuple[PortalSpec, ...]
    errors: tuple[RowError, ...]
    registered: frozenset[str]

    @property
    def new(self) -> list[PortalSpec]:
        return [spec for spec in self.specs if spec.code not in self.registered]


def plan_from_file(content: bytes, *, on: date, profile: str = "") -> ProvisionPlan:
    """A file as `read_portal_file` reads it; a profile replaces the installation's for rows that name none."""
    context = provision_context(on=on, profile=profile)
    specs, errors = read_portal_file(content, context)
    return ProvisionPlan(tuple(specs), tuple(errors), _codes(context))


def plan_from_structure(name: str, *, on: date) -> ProvisionPlan:
    """A structure that ships with the project, under the domain of this installation."""
    context = provision_context(on=on)
    specs = structure(name, base=context.base)
    return ProvisionPlan(specs, tuple(_clashes(specs, context)), _codes(context))


def _codes(context: ProvisionContext) -> frozenset[str]:
    return frozenset(portal.code for portal in context.registered)


def _clashes(specs: Iterable[PortalSpec], context: ProvisionContext) -> Iterable[RowError]:
    """Where a structure meets portals that are registered: another kind, another place, or a host that is not free."""
    registered = {portal.code: portal for portal in context.registered}
    taken = {row.host: row for row in context.taken}
    for number, spec in enumerate(specs, start=1):
        known, owner = registered.get(spec.code), taken.get(spec.host)
        if known is not None and known.kind != spec.kind:
            yield PORTALS.error(number, "kind", "kind_change", value=spec.code)
        if known is not None and spec.parent_code not in ("", known.parent_code):
            yield PORTALS.error(number, "parent", "parent_change", parent=known.parent_code)
        if known is None and owner is not None:
            refusal = HostnameRefused("taken_undated", host=spec.host, owner=owner.owner)
            yield RowError(number, "host", refusal.code, f"{spec.name_vi}: {refusal}")
