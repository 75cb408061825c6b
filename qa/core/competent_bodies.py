"""Verbs of the bodies without a portal that boards name to senders. They are common to all portals and the operator's,
as topics are (`qa.core.topics`). Each change writes an event of the city.

None is deleted: the pages of questions name it. One that is not in use any more is not offered.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.events import record_event
from members.access.permissions import can_operate
from qa.core.texts import checked_text
from qa.enums import QuestionEventKind
from qa.errors import BodiesForbidden, BodyEnded, BodyNamed
from qa.models import CompetentBody
from qa.models.competent_body import ADDRESS_LENGTH, NAME_LENGTH
from sites.errors import TargetGone

if TYPE_CHECKING:
    from accounts.models import User


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
    bodies = _held(by=by, at=at)
    facts = _facts(bodies, name_vi=name_vi, name_en=name_en, address=address, phone=phone, website=website)
    body = CompetentBody.objects.create(**facts)
    _record(gettext_noop("Body added"), body, by=by, at=at)
    return body


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
    bodies = _held(by=by, at=at)
    row = next((one for one in bodies if one.pk == body.pk), None)
    if row is None:
        raise TargetGone
    facts = _facts(bodies, name_vi=name_vi, name_en=name_en, address=address, phone=phone, website=website, but=row.pk)
    acts = [gettext_noop("Body changed")] if any(getattr(row, name) != value for name, value in facts.items()) else []
    ended_on = row.ended_on
    if is_in_use != (ended_on is None):
        ended_on = None if is_in_use else timezone.localdate(at)
        acts.append(gettext_noop("Body in use again") if is_in_use else gettext_noop("Body taken out of use"))
    former = row.name_vi
    CompetentBody.objects.filter(pk=row.pk).update(ended_on=ended_on, **facts)
    row.refresh_from_db()
    for act in acts:
        _record(act, row, former=former, by=by, at=at)


def _held(*, by: User, at: datetime) -> list[CompetentBody]:
    """All bodies, locked, so that of two who change them the second sees what the first did.

    Raises:
        BodiesForbidden: the person is no operator.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise BodiesForbidden
    list(CompetentBody.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return list(CompetentBody.objects.order_by("pk"))


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


def _record(act: str, body: CompetentBody, *, by: User, at: datetime, former: str = "") -> None:
    data = {"act": act, "name": body.name_vi}
    if former and former != body.name_vi:
        data["former_name"] = former
    record_event(QuestionEventKind.QUESTION_BODIES_CHANGED, portal=None, at=at, by=by, **data)
