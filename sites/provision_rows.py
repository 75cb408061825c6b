"""From the rows of a file to portals: parents, hosts and codes, each found from the ones above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from sites.file_errors import RowError, row_error
from sites.hostnames import HostnameRule, TakenHost
from sites.naming import CITY_CODE, short_label
from sites.refusals import HostnameRefused
from sites.specs import PortalSpec

# Where a refusal of the hostname rules is to be mended, if not in the column of the host.
_REFUSAL_COLUMNS: Final = {
    "no_district": "parent",
    "not_under_city": "parent",
    "no_type_word": "name_vi",
    "no_rule": "profile",
}
# Without these cells a row is no portal yet; other mistakes do not keep its place and host from being checked.
_VITAL_COLUMNS: Final = frozenset({"", "code", "kind", "name_vi", "profile"})
_CELLS_OF_SPEC: Final = tuple(
    entry.name for entry in fields(PortalSpec) if entry.name not in {"code", "kind", "host", "parent_code"}
)


@dataclass(frozen=True, slots=True)
class RegisteredPortal:
    """A portal that exists: its code, kind, names and current host."""

    code: str
    kind: str
    name_vi: str
    name_en: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionContext:
    """The installation that a file is checked against.

    `taken` holds the hosts of all portals in all periods, with the code of their owner; `parent_kinds` the kinds of
    portal in order, each with those that may stand above it (none: the city portal).
    """

    base: str
    profile: str
    rules: tuple[HostnameRule, ...]
    parent_kinds: Mapping[str, tuple[str, ...]]
    suffix: str = ""
    reserved: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[TakenHost, ...] = ()
    registered: tuple[RegisteredPortal, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the file with its cleaned cells; a column that the file lacks is empty."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class _Draft:
    """A row on its way to a portal."""

    row: FileRow
    code: str
    profile: str
    parent: RegisteredPortal | None = None
    registered: RegisteredPortal | None = None
    host: str = ""
    is_proposed: bool = False

    @property
    def kind(self) -> str:
        return self.row["kind"]

    @property
    def name(self) -> str:
        return self.row["name_vi"]


def resolve_rows(
    rows: Iterable[FileRow], context: ProvisionContext, *, errors: Collection[RowError] = ()
) -> tuple[list[PortalSpec], list[RowError]]:
    """Find parent, host and code of each row. Rows whose vital cells are bad already are left out.

    Returns:
        Portals, parents first, and what is wrong. The order of the rows in the file does not matter.
    """
    return _Resolver(list(rows), context, {error.line for error in errors if error.column in _VITAL_COLUMNS}).run()


class _Resolver:
    """One pass over a file, from the city down."""

    def __init__(self, rows: list[FileRow], context: ProvisionContext, broken_lines: set[int]) -> None:
        self.context = context
        self.errors: list[RowError] = []
        self.registered = {portal.code: portal for portal in context.registered}
        self.drafts = [
            _Draft(row=row, code=row["code"], profile=row["profile"] or context.profile)
            for row in rows
            if row.line not in broken_lines
        ]
        # Rows that are named as parents but are not resolved yet, or cannot be: code → kind.
        self.kinds_by_code = {short_label(row["name_vi"], row["kind"]): row["kind"] for row in rows}
        self.kinds_by_code |= {row["code"]: row["kind"] for row in rows if row["code"]}
        self.explicit_codes = {row["code"] for row in rows if row["code"]}
        self.resolved: dict[str, RegisteredPortal] = {}
        self.city_code = next((portal.code for portal in context.registered if self._is_root(portal.kind)), "")
        if not self.city_code and (city := next((row for row in rows if self._is_root(row["kind"])), None)):
            self.city_code = city["code"] or CITY_CODE
            self.kinds_by_code[self.city_code] = city["kind"]

    def run(self) -> tuple[list[PortalSpec], list[RowError]]:
        self._check_one_city()
        self._check_repeats("code", "repeated_code")
        self._check_repeats("unit_code", "repeated_unit_code")
        by_rank: dict[int, list[_Draft]] = defaultdict(list)
        for draft in self.drafts:
            by_rank[self._rank(draft.kind)].append(draft)
        for _rank, drafts in sorted(by_rank.items()):
            for draft in drafts:
                self._find_parent(draft)
                self._find_host(draft)
            self._find_codes(drafts)
            for draft in drafts:
                self.resolved[draft.code] = RegisteredPortal(
                    draft.code, draft.kind, draft.name, draft.row["name_en"], draft.host
                )
        self._check_hosts()
        specs = [self._to_spec(draft) for _rank, drafts in sorted(by_rank.items()) for draft in drafts]
        return specs, self.errors

    def _report(self, draft: _Draft, column: str, code: str, **params: object) -> None:
        self.errors.append(row_error(draft.row.line, column, code, **params))

    def _refuse(self, draft: _Draft, refusal: HostnameRefused) -> None:
        column = _REFUSAL_COLUMNS.get(refusal.code, "host")
        self.errors.append(RowError(draft.row.line, column, refusal.code, refusal.message))

    def _is_root(self, kind: str) -> bool:
        return self.context.parent_kinds.get(kind) == ()

    def _rank(self, kind: str) -> int:
        """How far below the city a kind can stand."""
        return max((1 + self._rank(above) for above in self.context.parent_kinds[kind]), default=0)

    def _check_one_city(self) -> None:
        known = self.registered.get(self.city_code)
        cities = [draft for draft in self.drafts if self._is_root(draft.kind)]
        for draft in cities:
            if known is not None and draft.code not in ("", known.code):
                self._report(draft, "kind", "second_city", other=known.name_vi)
            elif draft is not cities[0]:
                self._report(draft, "kind", "second_city", other=cities[0].name)

    def _check_repeats(self, column: str, error_code: str) -> None:
        for drafts in self._groups(lambda_column(column)).values():
            for draft in drafts:
                self._report(draft, column, error_code, value=draft.row[column], lines=_other_lines(draft, drafts))
