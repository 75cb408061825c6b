"""Reading a list of portals from a CSV or Excel file: everything is checked before anything is created.

Columns, in any order, named in the first line (`kind` and `name_vi` must be there, the rest may be left out). Their
Vietnamese names, and words for kinds and profiles, stand in `provisioning.from_file.words`.

- `code`: short and lasting, such as bennghe; empty: made from the name.
- `kind`: city, department, district, commune or voluntary.
- `name_vi`: full name with its type word, such as "Phường Bến Nghé". `name_en`, `short_name_vi`, `short_name_en`:
  empty for a unit: made from the name; other bodies need `name_en`.
- `parent`: code or name of the portal above, in this file or registered; empty: the city portal.
- `host`: empty: the rules propose it. `label`: the abbreviation or English name of an agency in its host (Art. 5.2.b).
- `profile`: regulation or two-tier; empty: the profile of the installation.
- `qualifier`: words, separated by ";", that tell a unit from another of the same spelling, such as its former
  district; offered when hosts collide.
- `unit_code`: statistics code of an administrative unit.
- `governing_body`, `managing_agency`, `operating_unit` and the same with `_en`; empty: the usual bodies of Article 6.
- `responsible_person`, `spokesperson`, `address`, `phone`, `email`, `licence`.

Of a workbook the first sheet is read. In CSV comma, semicolon or tab separates the cells; the text is UTF-8, with or
without a byte order mark, composed or not.
A file may be read again after its portals were created: a portal is known by its code, or by kind, name and parent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import NamedTuple

from formats.tables.errors import RowError, TableRefused
from formats.tables.layouts import Lines, Row
from formats.vietnamese.text import clean_text, slug
from provisioning.from_file.columns import PORTALS, REQUIRED_COLUMNS
from provisioning.from_file.context import ProvisionContext, provision_context
from provisioning.from_file.rows import resolve_rows
from provisioning.from_file.words import PROFILE_WORDS
from sites.hostnames.syntax import HostnameRefused
from sites.naming import UNIT_KINDS, split_name
from sites.structures import PortalSpec, structure


class PortalFile(NamedTuple):
    """Portals in the order in which they can be created, parents first; none if there is any error.

    `lines` has the line of each portal by its code.
    """

    rows: list[PortalSpec]
    errors: list[RowError]
    lines: Mapping[str, int] = {}


def read_portal_file(source: str | bytes | Lines, context: ProvisionContext) -> PortalFile:
    """Read and check a whole file. Every bad row is reported with its line, each of its mistakes by column."""
    try:
        table = PORTALS.open_lines(source) if isinstance(source, list) else PORTALS.open(source)
        return _check(list(table.rows), context)
    except TableRefused as refused:
        return PortalFile([], sorted(refused.errors))


def read_rows(rows: Iterable[Mapping[str, str]], context: ProvisionContext) -> PortalFile:
    """Check portals that do not come from a file: each as its cells by column. They are counted from line 1."""
    empty = dict.fromkeys(REQUIRED_COLUMNS, "")
    cleaned = ({column: clean_text(cell) for column, cell in row.items()} for row in rows)
    return _check([PORTALS.read(number, empty | row) for number, row in enumerate(cleaned, start=1)], context)


def _check(rows: list[Row], context: ProvisionContext) -> PortalFile:
    kinds = context.kind_words()
    rows = [_in_codes(row, kinds) for row in rows]
    errors = [error for row in rows for error in (*row.errors, *_check_kind_and_names(row, context))]
    specs, more, lines = resolve_rows([row for row in rows if row.texts], context, errors=errors)
    errors = sorted({*errors, *more})
    return PortalFile([] if errors else specs, errors, lines)


def _in_codes(row: Row, kinds: Mapping[str, str]) -> Row:
    """A row with codes where the file has words for them."""
    texts = dict(row.texts)
    for name, words in (("kind", kinds), ("profile", PROFILE_WORDS)):
        if name in texts:
            texts[name] = words.get(slug(texts[name]), texts[name])
    return replace(row, texts=texts)


def _check_kind_and_names(row: Row, context: ProvisionContext) -> Iterator[RowError]:
    kind, name = row["kind"], row["name_vi"]
    if not kind or not name:
        return
    if kind not in context.parent_kinds:
        yield PORTALS.error(row.line, "kind", "unknown_kind", value=kind, kinds=context.kinds_in_words())
    elif kind not in UNIT_KINDS:
        if not row["name_en"]:
            yield PORTALS.error(row.line, "name_en", "missing_value")
    elif split_name(name, kind) is None:
        yield RowError(row.line, "name_vi", "no_type_word", str(HostnameRefused("no_type_word", name=name)))


@dataclass(frozen=True, slots=True)
class ProvisionPlan:
    """Portals in the order in which they are created, parents first; what is wrong, if anything; what exists.

    `lines` has the line of each portal by its code, where they come from a file.
    """

    specs: tuple[PortalSpec, ...]
    errors: tuple[RowError, ...]
    registered: frozenset[str]
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def new(self) -> list[PortalSpec]:
        return [spec for spec in self.specs if spec.code not in self.registered]

    @property
    def digest(self) -> str:
        """Hash of what the plan makes, by which what is confirmed is compared with what was shown."""
        said = [[asdict(spec) for spec in self.specs], [spec.code for spec in self.new]]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def plan_from_file(content: bytes, *, on: date, profile: str = "") -> ProvisionPlan:
    """A file, CSV or Excel, as `read_portal_file` reads it.

    Args:
        profile: replaces the installation's for rows that name none.
    """
    try:
        lines = PORTALS.lines(content)
    except TableRefused as refused:
        return ProvisionPlan((), tuple(sorted(refused.errors)), frozenset())
    return plan_from_lines(lines, on=on, profile=profile)


def plan_from_lines(lines: Lines, *, on: date, profile: str = "") -> ProvisionPlan:
    """What a file, of which the lines are known, would do today."""
    context = provision_context(on=on, profile=profile)
    file = read_portal_file(lines, context)
    return ProvisionPlan(tuple(file.rows), tuple(file.errors), _codes(context), file.lines)


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
