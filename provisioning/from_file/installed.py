"""The installation that a new portal is checked against, read from the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from provisioning.from_file.context import ProvisionContext, RegisteredPortal
from sites.hostnames import HostnameRule as RuleValue
from sites.hostnames import TakenHost
from sites.models import Hostname, HostnameRule, Portal, PortalKind
from sites.naming import CITY
from sites.reference import portal_kinds, reserved_labels


def provision_context(*, on: date, profile: str = "") -> ProvisionContext:
    """What `provisioning.from_file.reading` and the operator's form check against. Four queries.

    Args:
        profile: set of hostname rules; empty: the one of the installation.
    """
    return ProvisionContext(
        base=settings.BASE_DOMAIN,
        suffix=settings.HOST_SUFFIX,
        profile=profile or settings.HOSTNAME_PROFILE,
        rules=hostname_rules(on=on),
        parent_kinds=parent_kinds(),
        reserved=reserved_labels(on=on),
        taken=tuple(taken_hosts()),
        registered=tuple(_registered_portals()),
    )


def hostname_rules(*, on: date) -> tuple[RuleValue, ...]:
    """The rules of this installation that hold on a day; where a kind has none yet, those that are to come."""
    rows = HostnameRule.objects.select_related("kind").order_by("valid_from")
    rules = [
        RuleValue(
            kind=row.kind.code,
            profile=row.profile,
            pattern=row.pattern,
            uses_type_word=row.uses_type_word,
            article=row.article,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
        )
        for row in rows
    ]
    holding = [rule for rule in rules if rule.in_force(on=on)]
    covered = {(rule.kind, rule.profile) for rule in holding}
    to_come = [rule for rule in rules if rule.valid_from > on and (rule.kind, rule.profile) not in covered]
    return (*holding, *to_come)


def parent_kinds() -> dict[str, tuple[str, ...]]:
    """Kinds in order, each with those that may stand above it; a kind that an operator added stands under the city."""
    known = {kind.code: kind.parent_kinds for kind in portal_kinds()}
    codes = PortalKind.objects.order_by("position", "code").values_list("code", flat=True)
    return {code: known.get(code, (CITY,)) for code in codes}


def taken_hosts() -> Iterator[TakenHost]:
    """Hosts of all portals in all periods, the current ones last, so that a lookup by host finds them."""
    rows = Hostname.objects.select_related("portal").order_by("valid_from", "pk")
    for row in sorted(rows, key=lambda row: row.valid_to is None):
        yield TakenHost(row.host, row.portal.name, row.valid_from, row.valid_to, row.portal.code)


def _registered_portals() -> Iterator[RegisteredPortal]:
    columns = ("code", "kind__code", "name_vi", "name_en", "site__hostname", "parent__code")
    for code, kind, name_vi, name_en, host, parent_code in Portal.objects.order_by("pk").values_list(*columns):
        yield RegisteredPortal(code, kind, name_vi, name_en, host or "", parent_code or "")
