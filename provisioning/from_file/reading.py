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

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from formats.tables.csv_tables import NotCsv, NotUtf8, decoded, numbered_lines, without_empty_tail
from formats.vietnamese.text import clean_text, foreign_characters, slug
from provisioning.from_file.context import FileRow, ProvisionContext, provision_context
from provisioning.from_file.errors import RowError, row_error
from provisioning.from_file.rows import resolve_rows
from sites.enums import HostnameProfile
from sites.hostnames.refusals import HostnameRefused
from sites.naming import UNIT_KINDS, split_name
from sites.specs import LIMITS, PORTAL_FACTS, PortalSpec
from sites.structures import structure

REQUIRED_COLUMNS: Final = ("kind", "name_vi")
COLUMNS: Final = ("code", "kind", "parent", "host", "label", "profile", "qualifier", *PORTAL_FACTS)
# Where letters that Vietnamese text does not have show an old font encoding.
VIETNAMESE_COLUMNS: Final = (
    "name_vi", "short_name_vi", "governing_body", "managing_agency", "operating_unit", "address",
)  # fmt: skip
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PortalFile(NamedTuple):
    """Portals in the order in which they can be created, parents first; none if there is any error."""

    rows: list[PortalSpec]
    errors: list[RowError]


def read_portal_file(source: str | bytes, context: ProvisionContext) -> PortalFile:
    """Read and check a whole file. Every bad row is reported with its line, each of its mistakes by column."""
    try:
        text = decoded(source)
    except NotUtf8 as error:
        return PortalFile([], [row_error(error.line, "", "not_utf8")])
    return _check(*_read_table(text), context)


def read_rows(rows: Iterable[Mapping[str, str]], context: ProvisionContext) -> PortalFile:
    """Check portals that do not come from a file: each as its cells by column. They are counted from line 1."""
    cleaned = (
        FileRow(number, {column: clean_text(cell) for column, cell in row.items()})
        for number, row in enumerate(rows, start=1)
    )
    return _check(list(cleaned), [], context)


def _check(rows: list[FileRow], errors: list[RowError], context: ProvisionContext) -> PortalFile:
    errors += [error for row in rows for error in _check_cells(row, context)]
    specs, more = resolve_rows(rows, context, errors=errors)
    errors = sorted({*errors, *more})
    return PortalFile([] if errors else specs, errors)


def _read_table(text: str) -> tuple[list[FileRow], list[RowError]]:
    """Rows with cleaned cells, and what is wrong with the table as such."""
    lines = numbered_lines(text)
    try:
        header_line, header = next(lines, (1, []))
        columns = [clean_text(cell).lower() for cell in without_empty_tail(header, 0)]
        errors = _check_header(header_line, columns)
        if errors:
            return [], errors
        rows = []
        for number, line in lines:
            cells = without_empty_tail(line, len(columns))
            if len(cells) != len(columns):
                errors.append(row_error(number, "", "cell_count", found=len(cells), expected=len(columns)))
            else:
                rows.append(FileRow(number, dict(zip(columns, map(clean_text, cells), strict=True))))
    except NotCsv as error:
        return [], [row_error(error.line, "", "not_csv")]
    if not rows and not errors:
        errors.append(row_error(header_line, "", "no_rows"))
    return rows, errors


def _check_header(line: int, columns: list[str]) -> list[RowError]:
    if not columns:
        return [row_error(line, "", "no_header")]
    errors = [row_error(line, name, "missing_column", column=name) for name in REQUIRED_COLUMNS if name not in columns]
    for name in dict.fromkeys(columns):
        if name not in COLUMNS:
            errors.append(row_error(line, name, "unknown_column", column=name, columns=", ".join(COLUMNS)))
        elif columns.count(name) > 1:
            errors.append(row_error(line, name, "repeated_column", column=name))
    return errors


def _check_cells(row: FileRow, context: ProvisionContext) -> Iterator[RowError]:
    """What is wrong with the cells of one row, each by itself."""
    for column, value in row.cells.items():
        limit = LIMITS.get(column)
        if limit and len(value) > limit:
            yield row_error(row.line, column, "too_long", length=len(value), limit=limit)
        if column in VIETNAMESE_COLUMNS and (strange := foreign_characters(value)):
            shown = "".join(c if c.isprintable() else f" U+{ord(c):04X} " for c in strange)
            yield row_error(row.line, column, "old_encoding", characters=shown.strip())
    yield from _check_kind_and_names(row, context)
    if row["code"] and not _CODE.fullmatch(row["code"]):
        yield row_error(row.line, "code", "bad_code", suggestion=slug(row["code"]))
    if row["profile"] not in ("", *HostnameProfile.values):
        profiles = ", ".join(HostnameProfile.values)
        yield row_error(row.line, "profile", "unknown_profile", value=row["profile"], profiles=profiles)
    if row["email"]:
        try:
            validate_email(row["email"])
        except ValidationError:
            yield row_error(row.line, "email", "bad_email", value=row["email"])


def _check_kind_and_names(row: FileRow, context: ProvisionContext) -> Iterator[RowError]:
    for column in REQUIRED_COLUMNS:
        if not row[column]:
            yield row_error(row.line, column, "missing_value")
    kind, name = row["kind"], row["name_vi"]
    if not kind or not name:
        return
    if kind not in context.parent_kinds:
        kinds = ", ".join(context.parent_kinds)
        yield row_error(row.line, "kind", "unknown_kind", value=kind, kinds=kinds)
    elif kind not in UNIT_KINDS:
        if not row["name_en"]:
            yield row_error(row.line, "name_en", "missing_value")
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
            yield row_error(number, "kind", "kind_change", value=spec.code)
        if known is not None and spec.parent_code not in ("", known.parent_code):
            yield row_error(number, "parent", "parent_change", parent=known.parent_code)
        if known is None and owner is not None:
            refusal = HostnameRefused("taken_undated", host=spec.host, owner=owner.owner)
            yield RowError(number, "host", refusal.code, f"{spec.name_vi}: {refusal}")
