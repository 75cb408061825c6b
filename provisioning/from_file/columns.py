"""What a file of portals looks like: its columns, and what can be wrong beside what can be wrong with every table."""

from __future__ import annotations

import re
from typing import Final

from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.tables.cells import passing
from formats.tables.errors import CellRefused
from formats.tables.layouts import Column, TableLayout
from formats.vietnamese.phones import validate_phone_number
from formats.vietnamese.text import foreign_characters, slug
from provisioning.from_file.words import PROFILE_WORDS, VIETNAMESE_NAMES
from sites.enums import HostnameProfile
from sites.structures import LIMITS, PORTAL_FACTS

FILE_ERRORS: Final[dict[str, Promise]] = {
    "no_rows": _("The file has no portal below the line with the column names."),
    # One cell
    "old_encoding": _(
        "Characters that Vietnamese text does not have: %(characters)s. "
        "The text may come from an old font encoding (TCVN3, VNI); convert it to Unicode."
    ),
    "unknown_kind": _("There is no kind “%(value)s”. Kinds: %(kinds)s."),
    "unknown_profile": _("There is no profile “%(value)s”. Profiles: %(profiles)s."),
    "bad_code": _("A code consists of the letters a–z, digits and single hyphens: %(suggestion)s."),
    "bad_email": _("“%(value)s” is not an e-mail address."),
    "bad_phone": _("“%(value)s” is not a telephone number. Leave the cell empty if there is none."),
    # Several rows
    "repeated_code": _("The code “%(value)s” stands on lines %(lines)s too."),
    "repeated_unit_code": _("The statistics code “%(value)s” stands on lines %(lines)s too."),
    "repeated_host": _("The hostname %(value)s stands on lines %(lines)s too."),
    "code_needed": _("The code “%(value)s”, made from the name, belongs to another portal. Enter a code."),
    "second_city": _("There is only one city portal: %(other)s."),
    # Its place
    "no_city": _("There is no city portal, neither in this file nor in the registry."),
    "city_parent": _("The city portal stands under no other portal: leave this cell empty."),
    "unknown_parent": _("There is no portal “%(value)s”, neither in this file nor in the registry."),
    "parent_kind": _("%(parent)s is not a kind of portal that this one can stand under."),
    "parent_archived": _("%(parent)s is archived: no portal is created under it."),
    # What is registered already
    "portal_archived": _(
        "%(name)s is archived, and a file changes nothing of it. Take the line out; a new portal of this name needs a "
        "code of its own."
    ),
    "kind_change": _("The portal “%(value)s” is registered as another kind; a file cannot change that."),
    "parent_change": _(
        "The portal stands under “%(parent)s” already; a file cannot change that. Leave this cell empty."
    ),
    "host_change": _(
        "The portal answers on %(host)s already. Leave this cell empty; a change of hostname is a step of its own."
    ),
}

REQUIRED_COLUMNS: Final = ("kind", "name_vi")
MOST_ROWS: Final = 1_000
# Where letters that Vietnamese text does not have show an old font encoding.
VIETNAMESE_COLUMNS: Final = (
    "name_vi", "short_name_vi", "governing_body", "managing_agency", "operating_unit", "address",
)  # fmt: skip
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _read_code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise CellRefused("bad_code", suggestion=slug(text))
    return text


def _read_profile(text: str) -> str:
    profile = PROFILE_WORDS.get(slug(text), text)
    if profile not in HostnameProfile.values:
        raise CellRefused("unknown_profile", value=text, profiles=", ".join(HostnameProfile.values))
    return profile


def _read_vietnamese(text: str) -> str:
    if strange := foreign_characters(text):
        shown = "".join(c if c.isprintable() else f" U+{ord(c):04X} " for c in strange)
        raise CellRefused("old_encoding", characters=shown.strip())
    return text


_READERS: Final = dict.fromkeys(VIETNAMESE_COLUMNS, _read_vietnamese) | {
    "code": _read_code,
    "profile": _read_profile,
    "email": passing(validate_email, "bad_email"),
    "phone": passing(validate_phone_number, "bad_phone"),
}
PORTALS: Final = TableLayout(
    columns={
        name: Column(
            name,
            tuple(dict.fromkeys(map(slug, VIETNAMESE_NAMES.get(name, ())))),
            is_required=name in REQUIRED_COLUMNS,
            limit=LIMITS.get(name),
            read=_READERS.get(name, str),
        )
        for name in ("code", "kind", "parent", "host", "label", "profile", "qualifier", *PORTAL_FACTS)
    },
    errors=FILE_ERRORS,
    most_rows=MOST_ROWS,
    is_exact=True,
)
