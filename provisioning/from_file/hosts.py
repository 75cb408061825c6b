"""The host of each row of a file: the one it names, the one its portal has, or the one that the rules propose; what an
operator may choose from where they cannot decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from provisioning.from_file.context import Draft, Mistakes, ProvisionContext, other_lines, repeated
from sites.hostnames.checks import validate_host
from sites.hostnames.rules import ParentPortal, Proposal, TakenHost, propose_host
from sites.hostnames.syntax import HostnameRefused, check_syntax
from sites.models import Portal
from sites.naming import CITY
from sites.reference import units_2025

# Where a refusal of the hostname rules is to be mended, if not in the column of the host.
_REFUSAL_COLUMNS: Final = {
    "no_district": "parent",
    "not_under_city": "parent",
    "no_type_word": "name_vi",
    "no_rule": "profile",
}


class HostFinder:
    """Finds hosts and checks them: alone, in their place, and against those of all other rows and portals."""

    def __init__(self, context: ProvisionContext, mistakes: Mistakes) -> None:
        self.context, self.mistakes = context, mistakes

    def find(self, draft: Draft) -> None:
        """The host that is written, that the portal has, or that the rules propose; none where neither is."""
        written = draft.row["host"]
        if draft.registered is not None and draft.registered.host:
            draft.host = draft.registered.host
            if written not in ("", draft.host):
                self.mistakes.report(draft, "host", "host_change", host=draft.host)
            return
        if written:
            draft.host = written
        elif draft.parent is not None or self.context.is_root(draft.kind):
            draft.is_proposed = True
            try:
                proposal = self._propose(draft)
            except HostnameRefused as refusal:
                self._refuse(draft, refusal)
                return
            draft.host = proposal.host
            if proposal.needs_choice:
                self._report_choice(draft, proposal)

    def _propose(self, draft: Draft, *, taken: Iterable[TakenHost] = ()) -> Proposal:
        parent = draft.parent
        own_label = parent.host.split(".")[0] if parent and not self.context.is_root(parent.kind) else ""
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

    def check_all(self, drafts: Sequence[Draft]) -> None:
        """Syntax, place and owner of every host; those that several rows have."""
        shared = repeated(drafts, lambda draft: draft.host)
        for same in shared:
            for draft in same:
                self._report_shared_host(draft, same)
        several = {draft.row.line for same in shared for draft in same}
        for draft in drafts:
            if draft.host and draft.registered is None and draft.row.line not in several:
                try:
                    self._check_host(draft)
                except HostnameRefused as refusal:
                    self._refuse(draft, refusal)

    def _check_host(self, draft: Draft) -> None:
        if draft.is_proposed:
            proposal = self._propose(draft, taken=self.context.taken)
            if proposal.needs_choice:
                self._report_choice(draft, proposal)
                return
        if draft.parent is None and not self.context.is_root(draft.kind):
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

    def _report_shared_host(self, draft: Draft, same: list[Draft]) -> None:
        if not draft.is_proposed:
            self.mistakes.report(draft, "host", "repeated_host", value=draft.host, lines=other_lines(draft, same))
            return
        others = [TakenHost(draft.host, other.name) for other in same if other is not draft]
        self._report_choice(draft, self._propose(draft, taken=[*self.context.taken, *others]))

    def _report_choice(self, draft: Draft, proposal: Proposal) -> None:
        self.mistakes.add(draft, "host", proposal.reason_code, proposal.reason)

    def _refuse(self, draft: Draft, refusal: HostnameRefused) -> None:
        self.mistakes.add(draft, _REFUSAL_COLUMNS.get(refusal.code, "host"), refusal.code, str(refusal))


def qualifiers_for(name: str, typed: str) -> list[str]:
    """Words that may tell a unit from another of the same spelling: the operator's, then its former districts."""
    words = [word.strip() for word in typed.split(";") if word.strip()]
    known = [district for unit in units_2025() if unit.name == name for district in unit.former_districts]
    return list(dict.fromkeys([*words, *known]))


def host_choices(
    *, name: str, kind: str, parent: Portal | None, profile: str, label: str, qualifier: str, context: ProvisionContext
) -> tuple[str, ...]:
    """Hosts to choose from for a name whose own host is taken or reserved; none where the rules decide or refuse."""
    above = None
    if parent is not None and parent.kind.code != CITY:
        above = ParentPortal(parent.name_vi, parent.kind.code, parent.host.split(".")[0])
    try:
        proposal = propose_host(
            name=name,
            kind=kind,
            parent=above,
            profile=profile,
            rules=context.rules,
            base=context.base,
            taken=context.taken,
            reserved=context.reserved,
            chosen_label=label,
            qualifiers=qualifiers_for(name, qualifier),
        )
    except HostnameRefused:
        return ()
    return proposal.choices
