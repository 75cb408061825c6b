"""The two structures of the city as portals to be created: at the date of the Regulation, and since 1 July 2025."""

from __future__ import annotations

from collections import Counter
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
    is_numbered,
    short_label,
)
from sites.reference import Agency2024, Unit2024, agencies_2024, hostname_rules, units_2024, units_2025
from sites.specs import PortalSpec, fill_defaults

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
