"""What a run over many portals would do, checked as a whole before anything is created."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from provisioning.from_file.context import ProvisionContext
from provisioning.from_file.errors import RowError, row_error
from provisioning.from_file.installed import provision_context
from provisioning.from_file.reading import read_portal_file
from sites.refusals import HostnameRefused
from sites.specs import PortalSpec
from sites.structures import structure


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
    """A file as `provisioning.from_file.reading` reads it; a profile replaces the installation's for rows that name
    none."""
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
