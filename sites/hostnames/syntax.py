"""What a hostname of a portal is made of, and why one is refused. Pure."""

from __future__ import annotations

import re
from typing import Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from formats.vietnamese.text import slug

HOSTNAME_REFUSALS: Final[dict[str, Promise]] = {
    # The name as it was written
    "empty": _("Enter a hostname."),
    "not_a_name": _("“%(host)s” is not a hostname: write the name only, without https://, port, path or spaces."),
    "empty_label": _("“%(host)s” has a dot too many: there is nothing between two dots, or before or after one."),
    "not_ascii": _(
        "A hostname has no Vietnamese marks or other special letters (here: %(characters)s). "
        "You could write %(suggestion)s."
    ),
    "upper_case": _("A hostname is written in lower case: %(suggestion)s."),
    "bad_character": _(
        "The label “%(label)s” may hold only the letters a–z, digits and hyphens (here: %(characters)s)."
    ),
    "idn": _("The label “%(label)s” stands for a name with special letters. The portals' names use a–z only."),
    "hyphen_edge": _("The label “%(label)s” begins or ends with a hyphen."),
    "double_hyphen": _("The label “%(label)s” has two hyphens in a row."),
    "only_digits": _(
        "The label “%(label)s” is only a number. Put its type before it: phuong%(label)s or quan%(label)s."
    ),
    "label_too_long": _("The label “%(label)s” has %(length)s characters; a label has at most %(limit)s."),
    "host_too_long": _("The hostname has %(length)s characters; it has at most %(limit)s."),
    # Its place
    "outside_suffix": _("“%(host)s” does not end in “%(suffix)s”, the national domain that the portals use."),
    "outside_base": _("“%(host)s” is not under the city's domain %(base)s."),
    "no_rule": _("There is no hostname rule for this kind of portal in the chosen profile."),
    "not_base": _("The city portal answers on %(base)s itself."),
    "wrong_depth": _("Portals of this kind have a hostname of the form %(form)s (%(article)s)."),
    "no_district": _("A portal of this kind stands under a district: choose the district first (%(article)s)."),
    "not_under_city": _("A portal of this kind stands directly under the city, not under %(parent)s (%(article)s)."),
    "wrong_parent": _("“%(host)s” is not under the district's hostname %(parent)s."),
    # Its words
    "language": _(
        "“%(label)s” is the path of the English version (Decision 05/2024, Article 5.2.a), never a hostname."
    ),
    "reserved": _("The label “%(label)s” is reserved: %(reason)s."),
    "no_type_word": _("The name “%(name)s” does not begin with the type of unit, such as Phường, Xã or Quận."),
    "no_label": _("No hostname can be formed from the name “%(name)s”. Enter one."),
    # Its owner
    "taken": _("%(host)s has been the hostname of %(owner)s since %(since)s."),
    "taken_before": _(
        "%(host)s was the hostname of %(owner)s from %(since)s to %(until)s. A hostname never passes to another portal."
    ),
    "taken_undated": _("%(host)s is the hostname of %(owner)s."),
    "in_use": _("%(host)s is in use already. Choose another hostname."),
    "collision": _("%(host)s belongs to %(owner)s. Choose a hostname that tells the two apart: %(choices)s."),
    "collision_open": _(
        "%(host)s belongs to %(owner)s. "
        "Enter a hostname with a word that tells the two apart, such as the former district."
    ),
    "reserved_choice": _("%(host)s is reserved: %(reason)s. Choose another hostname: %(choices)s."),
}

RESERVATION_REASONS: Final[dict[str, Promise]] = {
    "administration": _("the administration of the portals uses it"),
    "technical": _("it names a technical service"),
    "mail": _("it names a mail service"),
    "system": _("another system of the city answers on it"),
    "misleading": _("people would take it for a page that asks for passwords or payments"),
    "language": _("it is the code of a language, which stands in the path"),
}


class HostnameRefused(PortalRefusal):
    """A hostname that a portal cannot have.

    Attributes:
        code: a key of `HOSTNAME_REFUSALS`.
        params: values of the placeholders; texts in them may be lazy.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.message = lazy(self.__str__, str)()  # type: ignore[assignment]  # lazy, as the other refusals' texts

    def __str__(self) -> str:
        """The reason in the active language."""
        return str(HOSTNAME_REFUSALS[self.code]) % self.params


__all__ = ["HOSTNAME_REFUSALS", "RESERVATION_REASONS", "HostnameRefused"]


LABEL_LIMIT: Final = 63  # RFC 1035, section 2.3.4: octets of a label
HOST_LIMIT: Final = 253  # the same section: 255 octets with the lengths, 253 characters as written


def check_syntax(host: str) -> None:
    """Refuse what is not a hostname of letters a–z, digits and hyphens.

    Raises:
        HostnameRefused: with the first reason that applies.
    """
    if not host:
        raise HostnameRefused("empty")
    if re.search(r"[\s/:@?#]", host):
        raise HostnameRefused("not_a_name", host=host)
    labels = host.split(".")
    if "" in labels:
        raise HostnameRefused("empty_label", host=host)
    if not host.isascii():
        strange = "".join(dict.fromkeys(character for character in host if not character.isascii()))
        raise HostnameRefused("not_ascii", characters=strange, suggestion=".".join(map(slug, labels)))
    if host != host.lower():
        raise HostnameRefused("upper_case", suggestion=host.lower())
    for label in labels:
        check_label(label)
    if len(host) > HOST_LIMIT:
        raise HostnameRefused("host_too_long", length=len(host), limit=HOST_LIMIT)


def check_label(label: str) -> None:
    """Check one label of a hostname.

    Raises:
        HostnameRefused: with the first reason that applies.
    """
    strange = "".join(dict.fromkeys(re.findall(r"[^a-z0-9-]", label)))
    if strange:
        raise HostnameRefused("bad_character", label=label, characters=strange)
    if label.startswith("xn--"):
        raise HostnameRefused("idn", label=label)
    if label.startswith("-") or label.endswith("-"):
        raise HostnameRefused("hyphen_edge", label=label)
    if "--" in label:
        raise HostnameRefused("double_hyphen", label=label)
    if label.isdecimal():
        raise HostnameRefused("only_digits", label=label)
    if len(label) > LABEL_LIMIT:
        raise HostnameRefused("label_too_long", label=label, length=len(label), limit=LABEL_LIMIT)
