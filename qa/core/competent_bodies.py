"""Verbs of the bodies without a portal that boards name to senders, a list common to all portals."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_noop

from qa.core.common_lists import CommonList
from qa.core.texts import checked_text
from qa.enums import QuestionEventKind
from qa.errors import BodiesForbidden, BodyEnded, BodyNamed
from qa.models import CompetentBody
from qa.models.competent_body import ADDRESS_LENGTH, NAME_LENGTH

if TYPE_CHECKING:
    from accounts.models import User

BODIES: Final = CommonList(
    model=CompetentBody,
    forbidden=BodiesForbidden,
    kind=QuestionEventKind.QUESTION_BODIES_CHANGED,
    added=gettext_noop("Body added"),
    changed=gettext_noop("Body changed"),
    brought_back=gettext_noop("Body in use again"),
    taken_out=gettext_noop("Body taken out of use"),
)


def check_body(body: CompetentBody) -> None:
    """Ask that a body that somebody names is in use.

    Raises:
        BodyEnded: it is not.
    """
    if body.ended_on is not None:
        raise BodyEnded


@transaction.atomic
def add_body(
    *, name_vi: str, name_en: str, address: str, phone: str, website: str, by: User, at: datetime
) -> CompetentBody:
    """Let boards name another body.

    Raises:
        BodiesForbidden: the person is no operator.
        TextMissing, TextTooLong: of a name or the address.
        BodyNamed: another body has the Vietnamese name, in use or not.
    """
    bodies = BODIES.lock(by=by, at=at)
    facts = _facts(bodies, name_vi=name_vi, name_en=name_en, address=address, phone=phone, website=website)
    return BODIES.add(facts, by=by, at=at)


@transaction.atomic
def change_body(
    body: CompetentBody,
    *,
    name_vi: str,
    name_en: str,
    address: str,
    phone: str,
    website: str,
    is_in_use: bool,
    by: User,
    at: datetime,
) -> None:
    """Correct what is told of a body, take it out of use or bring it back. No event where nothing differs.

    Raises:
        TargetGone: there is no such body.
        BodiesForbidden, TextMissing, TextTooLong, BodyNamed: as above.
    """
    bodies = BODIES.lock(by=by, at=at)
    facts = _facts(bodies, name_vi=name_vi, name_en=name_en, address=address, phone=phone, website=website, but=body.pk)
    BODIES.change(bodies, body, facts, is_in_use=is_in_use, by=by, at=at)


def _facts(
    bodies: list[CompetentBody], *, name_vi: str, name_en: str, address: str, phone: str, website: str, but: int = 0
) -> dict[str, str]:
    facts = {
        "name_vi": checked_text(name_vi, most=NAME_LENGTH),
        "name_en": checked_text(name_en, most=NAME_LENGTH),
        "address": checked_text(address, most=ADDRESS_LENGTH),
        "phone": phone.strip(),
        "website": website.strip(),
    }
    if facts["name_vi"].casefold() in {body.name_vi.casefold() for body in bodies if body.pk != but}:
        raise BodyNamed
    return facts
