"""Why a hostname is refused: one code and one message for each reason."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal

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
