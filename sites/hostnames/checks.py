"""Whether a portal may have a hostname that somebody wrote, by the rules of `sites.hostnames.rules`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import pgettext

from sites.hostnames.rules import LANGUAGE_LABELS, HostnameRule, TakenHost, find_rule
from sites.hostnames.syntax import RESERVATION_REASONS, HostnameRefused, check_syntax


def validate_host(
    host: str,
    *,
    kind: str,
    profile: str,
    rules: Iterable[HostnameRule],
    base: str,
    parent_host: str = "",
    suffix: str = "",
    taken: Iterable[TakenHost] = (),
    reserved: Mapping[str, str] | None = None,
    portal_code: str = "",
) -> str:
    """Return the host if a portal of this kind may have it.

    Args:
        parent_host: host of the portal one level up; needed only where the rule puts the kind under a district.
        suffix: what every host must end in, ".vn" in production (Art. 5.2); empty for no such condition.
        taken: hosts of all portals in all periods; rows whose `owner_code` is `portal_code` do not count.
        reserved: label → key of `RESERVATION_REASONS`.

    Raises:
        HostnameRefused: with the first reason that applies.
    """
    check_syntax(host)
    rule = find_rule(rules, kind=kind, profile=profile)
    _check_domain(host, base=base, suffix=suffix)
    _check_place(host, rule=rule, base=base, parent_host=parent_host)
    _check_reserved(host, base=base, reserved=reserved or {})
    _check_taken(host, taken=taken, portal_code=portal_code)
    return host


def _check_domain(host: str, *, base: str, suffix: str) -> None:
    if suffix and not host.endswith(suffix):
        raise HostnameRefused("outside_suffix", host=host, suffix=suffix)
    if host != base and not host.endswith(f".{base}"):
        raise HostnameRefused("outside_base", host=host, base=base)


def _check_place(host: str, *, rule: HostnameRule, base: str, parent_host: str) -> None:
    """Depth and parent as the rule's pattern has them."""
    if "{label}" not in rule.pattern:
        if host != base:
            raise HostnameRefused("not_base", base=base)
        return
    if rule.stands_under_district and parent_host in ("", base):
        raise HostnameRefused("no_district", article=rule.article)
    if not rule.stands_under_district and parent_host not in ("", base):
        raise HostnameRefused("not_under_city", parent=parent_host, article=rule.article)
    if host.removesuffix(base).count(".") != rule.pattern.removesuffix("{base}").count("."):
        placeholder = pgettext("placeholder for a name in a hostname", "name")
        form = f"{placeholder}.{parent_host or base}"
        raise HostnameRefused("wrong_depth", form=form, article=rule.article)
    if rule.stands_under_district and not host.endswith(f".{parent_host}"):
        raise HostnameRefused("wrong_parent", host=host, parent=parent_host)


def _check_reserved(host: str, *, base: str, reserved: Mapping[str, str]) -> None:
    for label in host.removesuffix(base).rstrip(".").split("."):
        if label in LANGUAGE_LABELS:
            raise HostnameRefused("language", label=label)
        if label in reserved:
            raise HostnameRefused("reserved", label=label, reason=RESERVATION_REASONS[reserved[label]])


def _check_taken(host: str, *, taken: Iterable[TakenHost], portal_code: str) -> None:
    """A host belongs to its portal for good: old links must never speak with another authority's voice."""
    for row in taken:
        if row.host != host or (portal_code and row.owner_code == portal_code):
            continue
        since = date_format(row.valid_from, "SHORT_DATE_FORMAT") if row.valid_from else ""
        if row.valid_to is not None and since:
            raise HostnameRefused(
                "taken_before",
                host=host,
                owner=row.owner,
                since=since,
                until=date_format(row.valid_to, "SHORT_DATE_FORMAT"),
            )
        code = "taken" if since else "taken_undated"
        raise HostnameRefused(code, host=host, owner=row.owner, since=since)
