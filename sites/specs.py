"""What one portal is made of, as plain text: the value that files, forms and provisioning hand to each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSpec:
    """One portal to be created or brought up to date.

    Every field is text in NFC; an empty text means "not known", except `host` in a file that is still to be
    checked, where it means "generate it". `kind` is a code of `PortalKind`, `parent_code` the code of the portal
    above (empty for the city portal). The bodies are those of Regulation (Decision 05/2024/QĐ-UBND) Article 6:
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


__all__ = ["PortalSpec"]
