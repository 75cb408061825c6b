"""From the rows of a file to portals: parents, hosts and codes, each found from the ones above."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sites.enums import HostnameProfile
from sites.file_errors import RowError, row_error
from sites.host_checks import validate_host
from sites.host_syntax import check_syntax
from sites.hostnames import ParentPortal, Proposal, TakenHost, propose_host
from sites.naming import CITY_CODE, COMMUNE, UNIT_KINDS, CodeCandidates, assign_codes, is_numbered, short_label
from sites.provision_context import FileRow, ProvisionContext, RegisteredPortal
from sites.refusals import HostnameRefused
from sites.specs import LIMITS, PORTAL_FACTS, PortalSpec, fill_defaults

# Where a refusal of the hostname rules is to be mended, if not in the column of the host.
_REFUSAL_COLUMNS: Final = {
    "no_district": "parent",
    "not_under_city": "parent",
    "no_type_word": "name_vi",
    "no_rule": "profile",
}
# Without these cells a row is no portal yet; other mistakes do not keep its place and host from being checked.
_VITAL_COLUMNS: Final = frozenset({"", "code", "kind", "name_vi", "profile"})


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
        self.name_counts = Counter(draft.name for draft in self.drafts)
        by_rank: dict[int, list[_Draft]] = defaultdict(list)
        for draft in self.drafts:
            by_rank[self._rank(draft.kind)].append(draft)
        for _rank, drafts in sorted(by_rank.items()):
            for draft in drafts:
                self._find_parent(draft)
                self._find_host(draft)
            self._find_codes(drafts)
            for draft in drafts:
                name_en = fill_defaults(self._bare_spec(draft)).name_en
                parent_code = draft.parent.code if draft.parent else ""
                self.resolved[draft.code] = RegisteredPortal(
                    draft.code, draft.kind, draft.name, name_en, draft.host, parent_code
                )
        self._check_hosts()
        specs = [self._to_spec(draft) for _rank, drafts in sorted(by_rank.items()) for draft in drafts]
        return specs, self.errors

    def _report(self, draft: _Draft, column: str, code: str, **params: object) -> None:
        self.errors.append(row_error(draft.row.line, column, code, **params))

    def _refuse(self, draft: _Draft, refusal: HostnameRefused) -> None:
        column = _REFUSAL_COLUMNS.get(refusal.code, "host")
        self.errors.append(RowError(draft.row.line, column, refusal.code, str(refusal)))

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
        for same in _repeated(self.drafts, lambda draft: draft.row[column]):
            for draft in same:
                self._report(draft, column, error_code, value=draft.row[column], lines=_other_lines(draft, same))

    def _find_parent(self, draft: _Draft) -> None:
        if self._is_root(draft.kind):
            if draft.row["parent"]:
                self._report(draft, "parent", "city_parent")
            return
        known = self.registered.get(draft.code) if draft.code else None
        if known is not None and draft.row["parent"] not in ("", known.parent_code):
            self._report(draft, "parent", "parent_change", parent=known.parent_code)
            return
        code = draft.row["parent"] or (known.parent_code if known else "") or self.city_code
        if not code:
            self._report(draft, "parent", "no_city")
            return
        parent = self.resolved.get(code) or self.registered.get(code)
        kind = self.kinds_by_code.get(code) if parent is None else parent.kind
        if kind is None:
            self._report(draft, "parent", "unknown_parent", value=code)
        elif kind not in self.context.parent_kinds[draft.kind]:
            self._report(draft, "parent", "parent_kind", parent=parent.name_vi if parent else code)
        else:
            draft.parent = parent

    def _find_host(self, draft: _Draft) -> None:
        """The host that is written, that the portal has, or that the rules propose; none where neither is."""
        draft.registered = self.registered.get(draft.code) if draft.code else self._recognise(draft)
        if draft.registered is not None:
            draft.code = draft.registered.code
        if draft.registered is not None and draft.registered.kind != draft.kind:
            self._report(draft, "kind", "kind_change", value=draft.code)
            return
        written = draft.row["host"]
        if draft.registered is not None and draft.registered.host:
            draft.host = draft.registered.host
            if written not in ("", draft.host):
                self._report(draft, "host", "host_change", host=draft.host)
            return
        if written:
            draft.host = written
        elif draft.parent is not None or self._is_root(draft.kind):
            draft.is_proposed = True
            try:
                proposal = self._propose(draft)
            except HostnameRefused as refusal:
                self._refuse(draft, refusal)
                return
            draft.host = proposal.host
            if proposal.needs_choice:
                self._report_choice(draft, proposal)

    def _propose(self, draft: _Draft, *, taken: Iterable[TakenHost] = ()) -> Proposal:
        parent = draft.parent
        own_label = parent.host.split(".")[0] if parent and not self._is_root(parent.kind) else ""
        return propose_host(
            name=draft.name,
            kind=draft.kind,
            parent=ParentPortal(parent.name_vi, parent.kind, own_label) if parent else None,
            profile=draft.profile,
            rules=self.context.rules,
            base=self.context.base,
            taken=taken,
            reserved=self.context.reserved,
            chosen_label=draft.row["label"],
            qualifiers=draft.row["qualifier"].split(";"),
        )

    def _recognise(self, draft: _Draft) -> RegisteredPortal | None:
        """The registered portal that a row without a code speaks of: the same kind and name under the same parent."""
        wanted = (draft.kind, draft.name, draft.parent.code if draft.parent else "")
        return next(
            (
                portal
                for portal in self.context.registered
                if (portal.kind, portal.name_vi, portal.parent_code) == wanted
            ),
            None,
        )

    def _find_codes(self, drafts: list[_Draft]) -> None:
        """The shortest unique code for each row that has none; kinds further up had the first choice."""
        nameless = [draft for draft in drafts if not draft.code]
        used = {*self.explicit_codes, *self.registered, *self.resolved}
        given = [draft.code for draft in drafts if draft.code]
        codes = assign_codes([self._code_candidates(draft) for draft in nameless], used={*used, *given})
        counts = Counter([*given, *codes])
        hosts = Counter(draft.host for draft in nameless)
        for draft, code in zip(nameless, codes, strict=True):
            draft.code = code
            # Rows that share a host are told so; once one of them has another host, it has another code.
            if code in used or (counts[code] > 1 and hosts[draft.host] == 1):
                self._report(draft, "code", "code_needed", value=code)

    def _code_candidates(self, draft: _Draft) -> CodeCandidates:
        if self._is_root(draft.kind):
            return CodeCandidates(self.city_code, self.city_code)
        own_part = draft.host.removesuffix(f".{self.context.base}")
        short = short_label(draft.name, draft.kind) if draft.kind in UNIT_KINDS or not own_part else own_part
        return CodeCandidates(short, own_part.replace(".", "-") or short)

    def _check_hosts(self) -> None:
        """Syntax, place and owner of every host; those that several rows have."""
        shared = _repeated(self.drafts, lambda draft: draft.host)
        for same in shared:
            for draft in same:
                self._report_shared_host(draft, same)
        several = {draft.row.line for same in shared for draft in same}
        for draft in self.drafts:
            if draft.host and draft.registered is None and draft.row.line not in several:
                try:
                    self._check_host(draft)
                except HostnameRefused as refusal:
                    self._refuse(draft, refusal)

    def _check_host(self, draft: _Draft) -> None:
        if draft.is_proposed:
            proposal = self._propose(draft, taken=self.context.taken)
            if proposal.needs_choice:
                self._report_choice(draft, proposal)
                return
        if draft.parent is None and not self._is_root(draft.kind):
            check_syntax(draft.host)
            return
        validate_host(
            draft.host,
            kind=draft.kind,
            profile=draft.profile,
            rules=self.context.rules,
            base=self.context.base,
            parent_host=draft.parent.host if draft.parent else "",
            suffix=self.context.suffix,
            taken=self.context.taken,
            reserved=self.context.reserved,
            portal_code=draft.code,
        )

    def _report_shared_host(self, draft: _Draft, same: list[_Draft]) -> None:
        if not draft.is_proposed:
            self._report(draft, "host", "repeated_host", value=draft.host, lines=_other_lines(draft, same))
            return
        others = [TakenHost(draft.host, other.name) for other in same if other is not draft]
        self._report_choice(draft, self._propose(draft, taken=[*self.context.taken, *others]))

    def _report_choice(self, draft: _Draft, proposal: Proposal) -> None:
        self.errors.append(RowError(draft.row.line, "host", proposal.reason_code, proposal.reason))

    def _bare_spec(self, draft: _Draft) -> PortalSpec:
        return PortalSpec(
            code=draft.code,
            kind=draft.kind,
            host=draft.host,
            parent_code=draft.parent.code if draft.parent else "",
            **{column: draft.row[column] for column in PORTAL_FACTS},
        )

    def _to_spec(self, draft: _Draft) -> PortalSpec:
        """The portal with what follows from its name; of one that exists, only what the file says."""
        spec = self._bare_spec(draft)
        if draft.registered is None:
            ambiguous = self.name_counts[draft.name] > 1 or is_numbered(draft.name, draft.kind)
            above = draft.parent if ambiguous and draft.parent and not self._is_root(draft.parent.kind) else None
            spec = fill_defaults(
                spec,
                has_council=draft.kind == COMMUNE and draft.profile == HostnameProfile.TWO_TIER,
                within=(above.name_vi, above.name_en) if above else ("", ""),
            )
        for column, limit in LIMITS.items():
            value = getattr(spec, column)
            if len(value) > limit and len(draft.row[column]) <= limit:
                self._report(draft, column, "too_long", length=len(value), limit=limit)
        return spec


def _repeated(drafts: Iterable[_Draft], key: Callable[[_Draft], str]) -> list[list[_Draft]]:
    """Drafts that share a key with another one, by key; an empty key is none."""
    groups: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        groups[key(draft)].append(draft)
    return [same for value, same in groups.items() if value and len(same) > 1]


def _other_lines(draft: _Draft, same: Iterable[_Draft]) -> str:
    return ", ".join(str(other.row.line) for other in same if other is not draft)


__all__ = ["resolve_rows"]
