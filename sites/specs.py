"""What one portal is made of, as plain text: the value that files, forms and provisioning hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from sites.naming import default_bodies, split_name

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
# Facts that citizens read in the footer and on the pages about the portal. Names are not among them: a portal is named
# and renamed by decision of the city, which the operator carries out (decision 0031).
PUBLIC_FACTS: Final = (
    "governing_body", "governing_body_en", "managing_agency", "managing_agency_en", "operating_unit",
    "operating_unit_en", "responsible_person", "spokesperson", "address", "phone", "email", "licence",
)  # fmt: skip


def fill_defaults(spec: PortalSpec, *, has_council: bool = False, within: tuple[str, str] = ("", "")) -> PortalSpec:
    """The same portal with the names and bodies that follow from its name, where they were not given.

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


__all__ = ["LIMITS", "PLACE_FIELDS", "PORTAL_FACTS", "PUBLIC_FACTS", "PortalSpec", "fill_defaults"]
