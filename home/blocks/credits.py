"""Who made a page, with their shares of it: royalties are computed from them (Regulation 14.2)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from home.enums import CreditRole

WHOLE = 100


class CreditBlock(blocks.StructBlock):
    """One person or organisation, and what they made."""

    role = blocks.ChoiceBlock(
        choices=CreditRole.choices, label=pgettext_lazy("of a credit", "Part"), search_index=False
    )
    name = blocks.CharBlock(
        label=pgettext_lazy("of a credit", "Name"), max_length=150, help_text=_("As readers see it; a pen name may do.")
    )
    share = blocks.IntegerBlock(
        label=_("Share in percent"),
        required=False,
        min_value=1,
        max_value=WHOLE,
        help_text=_("Of this part of the work. Empty: nobody else has that part, or all who have it share it alike."),
    )

    class Meta:
        icon = "user"
        label = _("Credit")
        description = _("Author, photographer, camera, translator, editor.")
        preview_value = {"role": "author", "name": "Minh Châu", "share": None}


class CreditStreamBlock(blocks.StreamBlock):
    """The credits of a page, in the order in which readers see them."""

    credit = CreditBlock()


def names_by_role(credits: Any) -> dict[CreditRole, list[str]]:
    """The names of a stream of credits by their roles, in the order of the roles."""
    found = [(block.value["role"], block.value["name"]) for block in credits or ()]
    return {role: names for role in CreditRole if (names := [name for held, name in found if held == role and name])}


def shares_by_role(credits: Any) -> dict[CreditRole, list[tuple[str, int | None]]]:
    """Names with their shares of each role, in percent; None: none was entered."""
    found = [(block.value["role"], block.value["name"], block.value["share"]) for block in credits or ()]
    return {role: held for role in CreditRole if (held := [(name, share) for one, name, share in found if one == role])}


def roles_without_whole(credits: Any) -> list[CreditRole]:
    """Roles whose shares are not one hundred percent together: where some are entered, all of a role are."""
    wrong = []
    for role, held in shares_by_role(credits).items():
        shares = [share for _name, share in held]
        if any(shares) and (None in shares or sum(filter(None, shares)) != WHOLE):
            wrong.append(role)
    return wrong
