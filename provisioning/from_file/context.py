"""What a file of portals is read with: what is wrong with its rows, and the installation that they are
checked against, read from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from formats.tables.errors import RowError
from formats.tables.layouts import Row
from formats.vietnamese.text import slug
from provisioning.from_file.columns import PORTALS
from provisioning.from_file.words import KIND_WORDS
from sites.enums import PortalState
from sites.hostnames.rules import HostnameRule as RuleValue
from sites.hostnames.rules import TakenHost
from sites.models import Hostname, HostnameRule, Portal, PortalKind
from sites.naming import CITY, TYPE_WORDS
from sites.reference import portal_kinds, reserved_labels


@dataclass(frozen=True, slots=True)
class RegisteredPortal:
    """A portal that exists: its code, kind, names, current host, the code of the portal above, and whether it is
    archived."""

    code: str
    kind: str
    name_vi: str
    name_en: str
    host: str
    parent_code: str = ""
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionContext:
    """The installation that a file is checked against.

    `taken` holds the hosts of all portals in all periods, with the code of their owner; `parent_kinds` the kinds of
    portal in order, each with those that may stand above it (none: the city portal); `kind_names` their names.
    """

    base: str
    profile: str
    rules: tuple[RuleValue, ...]
    parent_kinds: Mapping[str, tuple[str, ...]]
    kind_names: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ""
    reserved: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[TakenHost, ...] = ()
    registered: tuple[RegisteredPortal, ...] = ()

    def is_root(self, kind: str) -> bool:
        """Whether portals of a kind stand under no other: the city's."""
        return self.parent_kinds.get(kind) == ()

    def kind_words(self) -> dict[str, str]:
        """What kinds may be called in a file, as slugs: their names, and words that names of such units begin with."""
        type_words = {slug(one.word): one.kind for one in TYPE_WORDS if one.kind != CITY}
        others = {slug(word): kind for kind, words in KIND_WORDS.items() for word in words}
        known = type_words | others | {slug(name): kind for kind, name in self.kind_names.items()}
        return {word: kind for word, kind in known.items() if kind in self.parent_kinds}

    def kinds_in_words(self) -> str:
        """The kinds, for a message: each by its name and its code."""
        return "; ".join(
            f"{self.kind_names[kind]} ({kind})" if kind in self.kind_names else kind for kind in self.parent_kinds
        )


@dataclass(slots=True)
class Draft:
    """A row on its way to a portal."""

    row: Row
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


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with the rows of a file, in the order in which it was found."""

    found: list[RowError] = field(default_factory=list)

    def report(self, draft: Draft, column: str, code: str, **params: object) -> None:
        self.found.append(PORTALS.error(draft.row.line, column, code, **params))

    def add(self, draft: Draft, column: str, code: str, message: str) -> None:
        """What another module of rules has said in words already."""
        self.found.append(RowError(draft.row.line, column, code, message))


def repeated(drafts: Iterable[Draft], key: Callable[[Draft], str]) -> list[list[Draft]]:
    """Drafts that share a key with another one, by key; an empty key is none."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[key(draft)].append(draft)
    return [same for value, same in groups.items() if value and len(same) > 1]


def other_lines(draft: Draft, same: Iterable[Draft]) -> str:
    return ", ".join(str(other.row.line) for other in same if other is not draft)


def provision_context(*, on: date, profile: str = "") -> ProvisionContext:
    """What a file and the operator's form check against.

    Args:
        profile: set of hostname rules; empty: the one of the installation.
    """
    columns = ("code", "kind__code", "name_vi", "name_en", "site__hostname", "parent__code", "state")
    rows = Portal.objects.order_by("pk").values_list(*columns)
    return ProvisionContext(
        base=settings.BASE_DOMAIN,
        suffix=settings.HOST_SUFFIX,
        profile=profile or settings.HOSTNAME_PROFILE,
        rules=hostname_rules(on=on),
        parent_kinds=parent_kinds(),
        kind_names=dict(PortalKind.objects.values_list("code", "name_vi")),
        reserved=reserved_labels(on=on),
        taken=tuple(taken_hosts()),
        registered=tuple(
            RegisteredPortal(
                code, kind, name_vi, name_en, host or "", parent_code or "", is_archived=state == PortalState.ARCHIVED
            )
            for code, kind, name_vi, name_en, host, parent_code, state in rows
        ),
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
