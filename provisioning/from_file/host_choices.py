"""What an operator may choose from where the rules cannot decide for a hostname."""

from __future__ import annotations

from provisioning.from_file.context import ProvisionContext
from sites.hostnames import ParentPortal, propose_host
from sites.models import Portal
from sites.naming import CITY
from sites.reference import units_2025
from sites.refusals import HostnameRefused


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
