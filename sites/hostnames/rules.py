"""Hostnames of portals: what the rules propose for a name. Whether a written one may be used: `sites.hostnames.checks`.

Decision 05/2024/QĐ-UBND, Article 5.2 (profile "regulation": the ward under its district) and Decree 224/2026/NĐ-CP,
Article 11 (profile "two-tier": the ward straight under the city). The rules themselves are dated data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.vietnamese.text import clean_text, host_label
from sites.hostnames.syntax import HOSTNAME_REFUSALS, LABEL_LIMIT, RESERVATION_REASONS, HostnameRefused, check_label
from sites.naming import CITY, DISTRICT, UNIT_KINDS, split_name

# "Phiên bản tiếng Anh: hochiminhcity.gov.vn/en" (Art. 5.2.a): a path on every portal.
LANGUAGE_LABELS: Final = frozenset({"en"})

PROPOSAL_REASONS: Final[dict[str, Promise]] = {
    "base": _("The city's own domain (%(article)s)."),
    "full_name": _("The full name without marks (%(article)s)."),
    "proper_name": _("The name without its type word and without marks (%(article)s)."),
    "number": _("The name is a number, so its type word stays before it (%(article)s)."),
    "chosen_label": _("The abbreviation or English name that the body chose (%(article)s)."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HostnameRule:
    """How hosts of one kind are formed in one profile, from a date on.

    `pattern` holds {label}, {parent_label} and {base}. `uses_type_word` says whether the label is the full name
    (phuongsaigon) or the name without its type word (bennghe); a number keeps it either way (phuong13, quan1).
    """

    kind: str
    profile: str
    pattern: str
    uses_type_word: bool
    article: str
    valid_from: date
    valid_to: date | None = None
    source: str = ""

    @property
    def stands_under_district(self) -> bool:
        return "{parent_label}" in self.pattern

    def in_force(self, *, on: date) -> bool:
        """Whether the rule holds on a day; both ends count."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class TakenHost(NamedTuple):
    """A hostname that a portal has or had; both dates count, no `valid_to` means in use."""

    host: str
    owner: str
    valid_from: date | None = None
    valid_to: date | None = None
    owner_code: str = ""


@dataclass(frozen=True, slots=True)
class ParentPortal:
    """The portal one level up. Without a label of its own it is taken to have the one that its name gives."""

    name: str
    kind: str
    host_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the rules say for a name. Where they cannot decide, `host` is empty and `choices` is for the operator."""

    host: str
    reason_code: str
    params: Mapping[str, object]
    choices: tuple[str, ...] = ()
    conflict: TakenHost | None = None

    @property
    def needs_choice(self) -> bool:
        return not self.host

    @property
    def reason(self) -> str:
        """Why this host, or why none, in the active language."""
        texts = PROPOSAL_REASONS if self.host else HOSTNAME_REFUSALS
        return str(texts[self.reason_code]) % self.params


def find_rule(rules: Iterable[HostnameRule], *, kind: str, profile: str, on: date | None = None) -> HostnameRule:
    """The rule for a kind in a profile: the newest, or the newest in force on a day.

    Raises:
        HostnameRefused: `no_rule`, such as for a district in the two-tier profile.
    """
    matching = [
        rule for rule in rules if rule.kind == kind and rule.profile == profile and (on is None or rule.in_force(on=on))
    ]
    if not matching:
        raise HostnameRefused("no_rule", kind=kind, profile=profile)
    return max(matching, key=lambda rule: rule.valid_from)


def label_for(name: str, *, kind: str, uses_type_word: bool) -> tuple[str, str]:
    """The label that a name gives, and the reason code for it.

    Raises:
        HostnameRefused: `no_type_word`, `no_label`, `only_digits`, `label_too_long`.
    """
    reason = "full_name"
    text = clean_text(name)
    if kind in UNIT_KINDS:
        parts = split_name(name, kind)
        if parts is None:
            raise HostnameRefused("no_type_word", name=text)
        if not uses_type_word:
            text, reason = parts.short, "number" if parts.is_numbered else "proper_name"
    label = host_label(text)
    if not label:
        raise HostnameRefused("no_label", name=clean_text(name))
    check_label(label)
    return label, reason


def propose_host(
    *,
    name: str,
    kind: str,
    parent: ParentPortal | None,
    profile: str,
    rules: Iterable[HostnameRule],
    base: str,
    taken: Iterable[TakenHost] = (),
    reserved: Mapping[str, str] | None = None,
    chosen_label: str = "",
    qualifiers: Iterable[str] = (),
) -> Proposal:
    """The host that the rules give a portal.

    Args:
        chosen_label: an agency's abbreviation or English name, which Art. 5.2.b lets it use instead of the full name.
        qualifiers: words that may tell two units of one spelling apart, such as the names of former districts. They
            are only offered; a number is never put behind a name.

    Raises:
        HostnameRefused: the name or the place gives no host; the label is never shortened.
    """
    rules = tuple(rules)
    rule = find_rule(rules, kind=kind, profile=profile)
    facts: dict[str, object] = {"article": rule.article}
    place = _place_under(parent, rule=rule, rules=rules, base=base)
    if "{label}" not in rule.pattern:
        label, reason, with_type_word = "", "base", ""
    elif chosen_label:
        check_label(chosen_label)
        label, reason, with_type_word = chosen_label, "chosen_label", ""
    else:
        label, reason = label_for(name, kind=kind, uses_type_word=rule.uses_type_word)
        with_type_word = label_for(name, kind=kind, uses_type_word=True)[0]
    host = f"{label}.{place}" if label else place
    owners = {row.host: row for row in taken}
    reservation = _reservation(label, reserved or {})
    if host not in owners and not reservation:
        return Proposal(host=host, reason_code=reason, params=facts)

    labels = dict.fromkeys([with_type_word, *(f"{label}-{word}" for word in map(_qualifier, qualifiers) if word)])
    choices = tuple(
        f"{other}.{place}"
        for other in labels
        if other not in ("", label) and len(other) <= LABEL_LIMIT and f"{other}.{place}" not in owners
    )
    params: dict[str, object] = {**facts, "host": host, "choices": ", ".join(choices)}
    if reservation:
        return Proposal(
            host="",
            reason_code="reserved_choice" if choices else "reserved",
            choices=choices,
            params=params | {"label": label, "reason": reservation},
        )
    conflict = owners[host]
    return Proposal(
        host="",
        reason_code="collision" if choices else "collision_open",
        choices=choices,
        conflict=conflict,
        params=params | {"owner": conflict.owner},
    )


def _place_under(parent: ParentPortal | None, *, rule: HostnameRule, rules: tuple[HostnameRule, ...], base: str) -> str:
    """The part of the host after its own label."""
    if not rule.stands_under_district:
        if parent is not None and parent.kind != CITY:
            raise HostnameRefused("not_under_city", parent=parent.name, article=rule.article)
        return base
    if parent is None or parent.kind != DISTRICT:
        raise HostnameRefused("no_district", article=rule.article)
    parent_label = parent.host_label
    if not parent_label:
        above = find_rule(rules, kind=parent.kind, profile=rule.profile)
        parent_label, _reason = label_for(parent.name, kind=parent.kind, uses_type_word=above.uses_type_word)
    return f"{parent_label}.{base}"


def _qualifier(word: str) -> str:
    """A qualifier as part of a label: "Huyện Dầu Tiếng" gives "dautieng"."""
    parts = split_name(word, DISTRICT)
    return host_label(parts.short if parts else word)


def _reservation(label: str, reserved: Mapping[str, str]) -> Promise | None:
    """Why a label is reserved; None if it is free."""
    if label in LANGUAGE_LABELS:
        return RESERVATION_REASONS["language"]
    return RESERVATION_REASONS[reserved[label]] if label in reserved else None
