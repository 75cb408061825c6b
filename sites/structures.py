"""The two structures of the city as portals to be created, and what is said of each portal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Final

from sites.enums import HostnameProfile
from sites.hostnames.rules import ParentPortal, propose_host
from sites.naming import (
    CITY,
    CITY_CODE,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    VOLUNTARY,
    CodeCandidates,
    assign_codes,
    default_bodies,
    is_numbered,
    short_label,
    split_name,
)
from sites.reference import Agency2024, Unit2024, agencies_2024, former_units, hostname_rules, units_2024, units_2025

# Characters that the registry keeps of each field.
LIMITS: Final = {
    "code": 60,
    "name_vi": 200,
    "name_en": 200,
    "short_name_vi": 100,
    "short_name_en": 100,
    "unit_code": 20,
    "governing_body": 250,
    "governing_body_en": 250,
    "managing_agency": 250,
    "managing_agency_en": 250,
    "operating_unit": 250,
    "operating_unit_en": 250,
    "responsible_person": 250,
    "spokesperson": 250,
    "address": 250,
    "phone": 50,
    "email": 254,
    "licence": 250,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSpec:
    """One portal to be created or brought up to date.

    Every field is text in NFC; an empty text means "not known". `kind` is a code of `PortalKind`, `parent_code` the
    code of the portal above (empty for the city portal). The bodies are those of Decision 05/2024/QĐ-UBND, Article 6:
    governing body (6.1), managing agency (6.2), operating unit (6.3).
    """

    code: str
    kind: str
    name_vi: str
    host: str
    name_en: str = ""
    short_name_vi: str = ""
    short_name_en: str = ""
    parent_code: str = ""
    unit_code: str = ""
    governing_body: str = ""
    governing_body_en: str = ""
    managing_agency: str = ""
    managing_agency_en: str = ""
    operating_unit: str = ""
    operating_unit_en: str = ""
    responsible_person: str = ""
    spokesperson: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    licence: str = ""


# Where a portal stands: fixed when it is created, or changed by a verb of its own.
PLACE_FIELDS: Final = ("code", "kind", "parent_code", "host")
# What an operator writes about a portal, at its creation and later.
PORTAL_FACTS: Final = tuple(field.name for field in fields(PortalSpec) if field.name not in PLACE_FIELDS)
# What the people of a portal add once it exists: no file has it.
ADDED_FACTS: Final[tuple[str, ...]] = (
    "spokesperson_phone", "opening_hours", "opening_hours_en", "links", "also_known_as",
)  # fmt: skip
# Facts that citizens read in the footer and on the pages about the portal. Names are not among them: a portal is named
# and renamed by decision of the city, which the operator carries out (decision 0031).
PUBLIC_FACTS: Final = (
    "governing_body", "governing_body_en", "managing_agency", "managing_agency_en", "operating_unit",
    "operating_unit_en", "responsible_person", "spokesperson", "address", "phone", "email", "licence", *ADDED_FACTS,
)  # fmt: skip


def fill_defaults(spec: PortalSpec, *, has_council: bool = False, within: tuple[str, str] = ("", "")) -> PortalSpec:
    """Fill in the names and bodies of a portal that follow from its name, where they were not given.

    A body that was given in Vietnamese only gets no English name: the default one would name another body. The
    arguments are those of `default_bodies`.
    """
    parts = split_name(spec.name_vi, spec.kind)
    if parts is not None:
        spec = replace(
            spec,
            name_en=spec.name_en or parts.english,
            short_name_vi=spec.short_name_vi or parts.short,
            short_name_en=spec.short_name_en or parts.short_english,
        )
    bodies = default_bodies(
        kind=spec.kind, name_vi=spec.name_vi, name_en=spec.name_en, has_council=has_council, within=within
    )._asdict()
    for body in ("governing_body", "managing_agency", "operating_unit"):
        if getattr(spec, body):
            del bodies[body], bodies[f"{body}_en"]
    return replace(spec, **bodies)


__all__ = ["ADDED_FACTS", "LIMITS", "PLACE_FIELDS", "PORTAL_FACTS", "PUBLIC_FACTS", "PortalSpec", "fill_defaults"]


# "Cổng TTĐT Thành phố sử dụng tên miền cấp 3" (Decision 05/2024, Art. 5.2.a); the files' hosts are under it.
CITY_DOMAIN: Final = "hochiminhcity.gov.vn"
# Kinds in the file of agencies that Article 1.2 calls specialised; the Office runs the city portal (Art. 6.2.a).
_SPECIALISED: Final = frozenset({"sở", "thanh tra", "ban"})
_BOARDS: Final = "cơ quan khác"
# Structure → the profile of hostname rules that it follows.
STRUCTURES: Final = {"2024": HostnameProfile.REGULATION, "2025": HostnameProfile.TWO_TIER}


@cache
def structure(name: str, *, base: str = CITY_DOMAIN) -> tuple[PortalSpec, ...]:
    """The city portal and all its component portals, parents first.

    "2024": 355 components (Art. 1.2): 21 specialised agencies, 22 districts, 312 communes. "2025": 168 communes
    straight under the city. Codes are lasting and different in both, so that one installation can hold both.
    """
    return {"2024": _structure_2024, "2025": _structure_2025}[name](base)


def former_names(spec: PortalSpec) -> tuple[str, ...]:
    """The units that were merged into a commune straight under the city on 1 July 2025, with their districts. Codes
    pass on, so the name must be that of the unit too."""
    is_two_tier = spec.kind == COMMUNE and spec.parent_code == CITY_CODE
    return former_units().get((spec.unit_code, spec.name_vi), ()) if is_two_tier else ()


@cache
def voluntary_bodies(*, base: str = CITY_DOMAIN) -> tuple[PortalSpec, ...]:
    """The two management boards: not specialised agencies, so they join only by their own will (Art. 2.3)."""
    return tuple(_agency_spec(agency, VOLUNTARY, base) for agency in agencies_2024() if agency.kind == _BOARDS)


def _city_spec(base: str) -> PortalSpec:
    city = units_2024()[0]
    return fill_defaults(
        PortalSpec(
            code=CITY_CODE,
            kind=CITY,
            name_vi=city.name,
            host=base,
            unit_code=city.code,
        )
    )


def _agency_spec(agency: Agency2024, kind: str, base: str) -> PortalSpec:
    """An agency with the label it uses, or else its full name (Art. 5.2.b)."""
    city = units_2024()[0]
    host = propose_host(
        name=agency.name,
        kind=kind,
        parent=ParentPortal(name=city.name, kind=CITY),
        profile=HostnameProfile.REGULATION,
        rules=hostname_rules(),
        base=base,
        chosen_label=agency.label,
    ).host
    return fill_defaults(
        PortalSpec(
            code=host.removesuffix(f".{base}"),
            kind=kind,
            parent_code=CITY_CODE,
            name_vi=agency.name,
            name_en=agency.name_en,
            host=host,
        )
    )


def _structure_2024(base: str) -> tuple[PortalSpec, ...]:
    """Hosts as the file has them; the tests prove that the generator gives the same."""
    agencies = [_agency_spec(agency, DEPARTMENT, base) for agency in agencies_2024() if agency.kind in _SPECIALISED]
    districts = {unit.code: _district_spec(unit, base) for unit in units_2024() if unit.level == 2}
    communes = [unit for unit in units_2024() if unit.level == 3]
    codes = assign_codes(
        [
            CodeCandidates(_own_label(unit), f"{_own_label(unit)}-{districts[unit.parent_code].code}")
            for unit in communes
        ],
        used={CITY_CODE, *(spec.code for spec in [*agencies, *districts.values(), *voluntary_bodies(base=base)])},
    )
    names = Counter(unit.name for unit in communes)
    return (
        _city_spec(base),
        *agencies,
        *districts.values(),
        *(
            _ward_spec(unit, base, code=code, district=districts[unit.parent_code], is_ambiguous=names[unit.name] > 1)
            for unit, code in zip(communes, codes, strict=True)
        ),
    )


def _district_spec(unit: Unit2024, base: str) -> PortalSpec:
    return fill_defaults(
        PortalSpec(
            code=_own_label(unit),
            kind=DISTRICT,
            parent_code=CITY_CODE,
            name_vi=unit.name,
            host=_host_under(unit, base),
            unit_code=unit.code,
        )
    )


def _ward_spec(unit: Unit2024, base: str, *, code: str, district: PortalSpec, is_ambiguous: bool) -> PortalSpec:
    return fill_defaults(
        PortalSpec(
            code=code,
            kind=COMMUNE,
            parent_code=district.code,
            name_vi=unit.name,
            host=_host_under(unit, base),
            unit_code=unit.code,
        ),
        within=(district.name_vi, district.name_en) if is_ambiguous or is_numbered(unit.name, COMMUNE) else ("", ""),
    )


def _structure_2025(base: str) -> tuple[PortalSpec, ...]:
    """Hosts as the file has them. The short name is the code where no portal of 2024 has it."""
    taken = {spec.code for spec in (*structure("2024", base=base), *voluntary_bodies(base=base))}
    codes = assign_codes(
        [CodeCandidates(short_label(unit.name, COMMUNE), unit.own_label) for unit in units_2025()], used=taken
    )
    return (
        _city_spec(base),
        *(
            fill_defaults(
                PortalSpec(
                    code=code,
                    kind=COMMUNE,
                    parent_code=CITY_CODE,
                    name_vi=unit.name,
                    host=f"{unit.own_label}.{base}",
                    unit_code=unit.code,
                ),
                has_council=True,
            )
            for unit, code in zip(units_2025(), codes, strict=True)
        ),
    )


def _own_label(unit: Unit2024) -> str:
    return unit.hostname.split(".")[0]


def _host_under(unit: Unit2024, base: str) -> str:
    """The unit's host under another domain than the city's own."""
    return f"{unit.hostname.removesuffix(CITY_DOMAIN)}{base}"
