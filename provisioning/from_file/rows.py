"""From the rows of a file to portals: parents, hosts and codes, each found from the ones above."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from formats.tables.errors import RowError
from formats.tables.layouts import Row
from formats.vietnamese.text import slug
from provisioning.from_file.context import (
    Draft,
    Mistakes,
    ProvisionContext,
    RegisteredPortal,
    other_lines,
    repeated,
)
from provisioning.from_file.hosts import HostFinder
from sites.enums import HostnameProfile
from sites.naming import CITY_CODE, COMMUNE, UNIT_KINDS, CodeCandidates, assign_codes, is_numbered, short_label
from sites.structures import LIMITS, PORTAL_FACTS, PortalSpec, fill_defaults

# Without these cells a row is no portal yet; other mistakes do not keep its place and host from being checked.
_VITAL_COLUMNS: Final = frozenset({"", "code", "kind", "name_vi", "profile"})


def resolve_rows(
    rows: Iterable[Row], context: ProvisionContext, *, errors: Collection[RowError] = ()
) -> tuple[list[PortalSpec], list[RowError], dict[str, int]]:
    """Find parent, host and code of each row. Rows whose vital cells are bad already are left out.

    Returns:
        Portals, parents first, what is wrong, and the line of each portal by its code. The order of the rows in the
        file does not matter.
    """
    return _Resolver(list(rows), context, {error.line for error in errors if error.column in _VITAL_COLUMNS}).run()


class _Resolver:
    """One pass over a file, from the city down."""

    def __init__(self, rows: list[Row], context: ProvisionContext, broken_lines: set[int]) -> None:
        self.context = context
        self.mistakes = Mistakes()
        self.hosts = HostFinder(context, self.mistakes)
        self.registered = {portal.code: portal for portal in context.registered}
        self.drafts = [
            Draft(row=row, code=row["code"], profile=row["profile"] or context.profile)
            for row in rows
            if row.line not in broken_lines
        ]
        # Rows that are named as parents but are not resolved yet, or cannot be: code or name → kind.
        self.kinds_by_code = {row["name_vi"]: row["kind"] for row in rows}
        self.kinds_by_code |= {short_label(row["name_vi"], row["kind"]): row["kind"] for row in rows}
        self.kinds_by_code |= {row["code"]: row["kind"] for row in rows if row["code"]}
        self.explicit_codes = {row["code"] for row in rows if row["code"]}
        self.resolved: dict[str, RegisteredPortal] = {}
        self.city_code = next((portal.code for portal in context.registered if self.context.is_root(portal.kind)), "")
        if not self.city_code and (city := next((row for row in rows if self.context.is_root(row["kind"])), None)):
            self.city_code = city["code"] or CITY_CODE
            self.kinds_by_code[self.city_code] = city["kind"]

    def run(self) -> tuple[list[PortalSpec], list[RowError], dict[str, int]]:
        self._check_one_city()
        self._check_repeats("code", "repeated_code")
        self._check_repeats("unit_code", "repeated_unit_code")
        self.name_counts = Counter(draft.name for draft in self.drafts)
        by_rank: dict[int, list[Draft]] = defaultdict(list)
        for draft in self.drafts:
            by_rank[self._rank(draft.kind)].append(draft)
        for _rank, drafts in sorted(by_rank.items()):
            for draft in drafts:
                self._find_parent(draft)
                if self._find_registered(draft):
                    self.hosts.find(draft)
            self._find_codes(drafts)
            for draft in drafts:
                name_en = fill_defaults(self._bare_spec(draft)).name_en
                parent_code = draft.parent.code if draft.parent else ""
                self.resolved[draft.code] = RegisteredPortal(
                    draft.code, draft.kind, draft.name, name_en, draft.host, parent_code
                )
        self.hosts.check_all(self.drafts)
        specs = [self._to_spec(draft) for _rank, drafts in sorted(by_rank.items()) for draft in drafts]
        return specs, self.mistakes.found, {draft.code: draft.row.line for draft in self.drafts}

    def _rank(self, kind: str) -> int:
        """How far below the city a kind can stand."""
        return max((1 + self._rank(above) for above in self.context.parent_kinds[kind]), default=0)

    def _check_one_city(self) -> None:
        known = self.registered.get(self.city_code)
        cities = [draft for draft in self.drafts if self.context.is_root(draft.kind)]
        for draft in cities:
            if known is not None and draft.code not in ("", known.code):
                self.mistakes.report(draft, "kind", "second_city", other=known.name_vi)
            elif draft is not cities[0]:
                self.mistakes.report(draft, "kind", "second_city", other=cities[0].name)

    def _check_repeats(self, column: str, error_code: str) -> None:
        for same in repeated(self.drafts, lambda draft: draft.row[column]):
            for draft in same:
                self.mistakes.report(draft, column, error_code, value=draft.row[column], lines=other_lines(draft, same))

    def _find_parent(self, draft: Draft) -> None:
        if self.context.is_root(draft.kind):
            if draft.row["parent"]:
                self.mistakes.report(draft, "parent", "city_parent")
            return
        known = self.registered.get(draft.code) if draft.code else None
        written = self._parent_code(draft.row["parent"])
        if known is not None and written not in ("", known.parent_code):
            self.mistakes.report(draft, "parent", "parent_change", parent=known.parent_code)
            return
        code = written or (known.parent_code if known else "") or self.city_code
        if not code:
            self.mistakes.report(draft, "parent", "no_city")
            return
        parent = self.resolved.get(code) or self.registered.get(code)
        kind = self.kinds_by_code.get(code) if parent is None else parent.kind
        if kind is None:
            self.mistakes.report(draft, "parent", "unknown_parent", value=code)
        elif kind not in self.context.parent_kinds[draft.kind]:
            self.mistakes.report(draft, "parent", "parent_kind", parent=parent.name_vi if parent else code)
        elif parent is not None and parent.is_archived:
            self.mistakes.report(draft, "parent", "parent_archived", parent=parent.name_vi)
        else:
            draft.parent = parent

    def _parent_code(self, written: str) -> str:
        """The code of the portal that a cell names: by its code or, where one alone has it, by its name. An archived
        portal gives way to the one that has its name now."""
        if not written or written in self.resolved or written in self.registered:
            return written
        portals = (*self.registered.values(), *self.resolved.values())
        named = [portal for portal in portals if slug(portal.name_vi) == slug(written)]
        codes = {portal.code for portal in [one for one in named if not one.is_archived] or named}
        return codes.pop() if len(codes) == 1 else written

    def _find_registered(self, draft: Draft) -> bool:
        """Find the portal that a row speaks of, where there is one. Returns whether it is of the kind in the row."""
        draft.registered = self.registered.get(draft.code) if draft.code else self._recognise(draft)
        if draft.registered is None:
            return True
        draft.code = draft.registered.code
        if draft.registered.is_archived:
            self.mistakes.report(draft, "code", "portal_archived", name=draft.registered.name_vi)
        if draft.registered.kind != draft.kind:
            self.mistakes.report(draft, "kind", "kind_change", value=draft.code)
        return draft.registered.kind == draft.kind

    def _recognise(self, draft: Draft) -> RegisteredPortal | None:
        """The registered portal that a row without a code speaks of: the same kind and name under the same parent. Not
        an archived one: a new portal may have its name."""
        wanted = (draft.kind, draft.name, draft.parent.code if draft.parent else "")
        return next(
            (
                portal
                for portal in self.context.registered
                if (portal.kind, portal.name_vi, portal.parent_code) == wanted and not portal.is_archived
            ),
            None,
        )

    def _find_codes(self, drafts: list[Draft]) -> None:
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
                self.mistakes.report(draft, "code", "code_needed", value=code)

    def _code_candidates(self, draft: Draft) -> CodeCandidates:
        if self.context.is_root(draft.kind):
            return CodeCandidates(self.city_code, self.city_code)
        own_part = draft.host.removesuffix(f".{self.context.base}")
        short = short_label(draft.name, draft.kind) if draft.kind in UNIT_KINDS or not own_part else own_part
        return CodeCandidates(short, own_part.replace(".", "-") or short)

    def _bare_spec(self, draft: Draft) -> PortalSpec:
        return PortalSpec(
            code=draft.code,
            kind=draft.kind,
            host=draft.host,
            parent_code=draft.parent.code if draft.parent else "",
            **{column: draft.row[column] for column in PORTAL_FACTS},
        )

    def _to_spec(self, draft: Draft) -> PortalSpec:
        """The portal with what follows from its name; of one that exists, only what the file says."""
        spec = self._bare_spec(draft)
        if draft.registered is None:
            ambiguous = self.name_counts[draft.name] > 1 or is_numbered(draft.name, draft.kind)
            above = draft.parent if ambiguous and draft.parent and not self.context.is_root(draft.parent.kind) else None
            spec = fill_defaults(
                spec,
                has_council=draft.kind == COMMUNE and draft.profile == HostnameProfile.TWO_TIER,
                within=(above.name_vi, above.name_en) if above else ("", ""),
            )
        for column, limit in LIMITS.items():
            value = getattr(spec, column)
            if len(value) > limit and len(draft.row[column]) <= limit:
                self.mistakes.report(draft, column, "too_long", length=len(value), limit=limit)
        return spec


__all__ = ["resolve_rows"]
