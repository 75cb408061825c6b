"""The two structures of the city as portals to be created: at the date of the Regulation, and since 1 July 2025."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final

from sites.hostnames import REGULATION, TWO_TIER, ParentPortal, propose_host
from sites.naming import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    VOLUNTARY,
    CodeCandidates,
    assign_codes,
    default_bodies,
    split_name,
)
from sites.reference import Agency2024, agencies_2024, hostname_rules, units_2024, units_2025
from sites.specs import PortalSpec
from sites.text import host_label

# "Cổng TTĐT Thành phố sử dụng tên miền cấp 3" (Decision 05/2024, Art. 5.2.a); the files' hosts are under it.
CITY_DOMAIN: Final = "hochiminhcity.gov.vn"
CITY_CODE: Final = "thanhpho"
# Structure → the profile of hostname rules that it follows.
STRUCTURES: Final = {"2024": REGULATION, "2025": TWO_TIER}


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
    return tuple(_agency_spec(agency, VOLUNTARY, base) for agency in agencies_2024() if agency.kind == "cơ quan khác")


def _city_spec(base: str) -> PortalSpec:
    city = units_2024()[0]
    return _unit_spec(
        city.name,
        CITY,
        code=CITY_CODE,
        host=base,
        unit_code=city.code,
        short_vi="TP. Hồ Chí Minh",
        short_en="Ho Chi Minh City",
    )


def _agency_spec(agency: Agency2024, kind: str, base: str) -> PortalSpec:
    """An agency with the label it uses, or else its full name (Art. 5.2.b)."""
    city = units_2024()[0]
    host = propose_host(
        name=agency.name,
        kind=kind,
        parent=ParentPortal(name=city.name, kind=CITY),
        profile=REGULATION,
        rules=hostname_rules(),
        base=base,
        chosen_label=agency.label,
    ).host
    bodies = default_bodies(kind=kind, name_vi=agency.name, name_en=agency.name_en)
    return PortalSpec(
        code=host.removesuffix(f".{base}"),
        kind=kind,
        parent_code=CITY_CODE,
        name_vi=agency.name,
        name_en=agency.name_en,
        host=host,
        **bodies._asdict(),
    )


def _unit_spec(
    name: str,
    kind: str,
    *,
    code: str,
    host: str,
    unit_code: str,
    parent_code: str = "",
    within: str = "",
    short_vi: str = "",
    short_en: str = "",
) -> PortalSpec:
    parts = split_name(name, kind)
    if parts is None:
        raise ValueError(f"{name!r} does not begin with a type of unit")
    above = split_name(within, DISTRICT) if within else None
    bodies = default_bodies(
        kind=kind,
        name_vi=name,
        name_en=parts.english,
        has_council=kind == COMMUNE and parent_code == CITY_CODE,
        within=(above.full, above.english) if above else ("", ""),
    )
    return PortalSpec(
        code=code,
        kind=kind,
        parent_code=parent_code,
        name_vi=name,
        name_en=parts.english,
        short_name_vi=short_vi or parts.short,
        short_name_en=short_en or parts.short_english,
        host=host,
        unit_code=unit_code,
        **bodies._asdict(),
    )


def _structure_2024(base: str) -> tuple[PortalSpec, ...]:
    """Hosts as the file has them; the tests prove that the generator gives the same."""
    agencies = [
        _agency_spec(agency, DEPARTMENT, base)
        for agency in agencies_2024()
        if agency.kind in ("sở", "thanh tra", "ban")
    ]
    districts = {
        unit.code: _unit_spec(
            unit.name,
            DISTRICT,
            code=_own_label(unit.hostname),
            host=_under(unit.hostname, base),
            unit_code=unit.code,
            parent_code=CITY_CODE,
        )
        for unit in units_2024()
        if unit.level == 2
    }
    communes = [unit for unit in units_2024() if unit.level == 3]
    codes = assign_codes(
        [
            CodeCandidates(_own_label(unit.hostname), f"{_own_label(unit.hostname)}-{districts[unit.parent_code].code}")
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
            _unit_spec(
                unit.name,
                COMMUNE,
                code=code,
                host=_under(unit.hostname, base),
                unit_code=unit.code,
                parent_code=districts[unit.parent_code].code,
                within=unit.parent_name if names[unit.name] > 1 else "",
            )
            for unit, code in zip(communes, codes, strict=True)
        ),
    )


def _structure_2025(base: str) -> tuple[PortalSpec, ...]:
    """Hosts as the file has them. The short name is the code where no portal of 2024 has it."""
    candidates = []
    for unit in units_2025():
        parts = split_name(unit.name, COMMUNE)
        candidates.append(CodeCandidates(host_label(parts.short if parts else unit.name), unit.own_label))
    taken = {spec.code for spec in (*structure("2024", base=base), *voluntary_bodies(base=base))}
    return (
        _city_spec(base),
        *(
            _unit_spec(
                unit.name,
                COMMUNE,
                code=code,
                host=f"{unit.own_label}.{base}",
                unit_code=unit.code,
                parent_code=CITY_CODE,
            )
            for unit, code in zip(units_2025(), assign_codes(candidates, used=taken), strict=True)
        ),
    )


def _own_label(hostname: str) -> str:
    return hostname.split(".")[0]


def _under(hostname: str, base: str) -> str:
    """A host of the files under another domain than the city's own."""
    return f"{hostname.removesuffix(CITY_DOMAIN)}{base}"
