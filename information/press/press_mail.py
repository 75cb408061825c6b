"""Verbs by which a press pack goes to the press: once to each agency on the list, kept on record (4.2.b)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.mail import one_line, send
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from information.enums import DeliveryState, InformationEventKind
from information.errors import NobodyToSend, PackNotPublic
from information.models import PressDelivery, PressMailing, PressPackPage, PressSubscriber
from information.press.press_list import held_list, token_of
from information.queries import chosen_pages, public_pack
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User

TEMPLATE: Final = "email/information/press_pack"


def send_pack(page: PressPackPage, *, by: User, at: datetime) -> PressMailing:
    """Send a public pack to the agencies on the list that have not been sent it. The mails are tasks. Writes an event.

    Raises:
        PressListForbidden: the person does not keep the list of the portal.
        PackNotPublic: citizens cannot read it.
        NobodyToSend: all have it.
    """
    with held_list(page.portal.id if page.portal else None, by=by, at=at) as portal:
        public = public_pack(page.pk)
        if public is None:
            raise PackNotPublic
        agencies = list(PressSubscriber.objects.for_portal(portal).to_be_sent(public.pk).order_by("pk"))
        if not agencies:
            raise NobodyToSend
        mailing = PressMailing.objects.create(
            portal=portal, page=public, title=public.title, content=content_of(public), sent_by=by, sent_at=at
        )
        deliveries = PressDelivery.objects.bulk_create(
            PressDelivery(mailing=mailing, subscriber=agency) for agency in agencies
        )
        record_event(
            InformationEventKind.PRESS_PACK_SENT,
            portal=portal,
            at=at,
            by=by,
            page=public.pk,
            title=public.title,
            count=len(deliveries),
        )
        _hand_over(delivery.pk for delivery in deliveries)
    return mailing


def send_again(page: PressPackPage, *, by: User, at: datetime) -> int:
    """Hand the mails of a pack that the mail server has not taken to the workers once more. Returns how many they are.

    Raises:
        PressListForbidden, PackNotPublic: as above.
    """
    with held_list(page.portal.id if page.portal else None, by=by, at=at):
        if public_pack(page.pk) is None:
            raise PackNotPublic
        still = PressDelivery.objects.of_page(page.pk).open(at=at).filter(subscriber__ended_at=None)
        left = list(still.values_list("pk", flat=True))
        _hand_over(left)
    return len(left)


def _hand_over(keys: Iterable[int]) -> None:
    for key in keys:
        enqueue_on_commit("information.tasks.mail_press_pack", key)


def content_of(page: PressPackPage) -> dict[str, Any]:
    """What is sent of a pack, as it is kept: its words, and those of each of its pages."""
    return {
        "lead": page.lead,
        "url": page.full_url,
        "file_url": f"{page.full_url}{page.reverse_subpage('file')}",
        "pages": [
            {"page": one.pk, "title": one.title, "lead": getattr(one, "lead", ""), "url": one.full_url}
            for one in chosen_pages(page)
        ],
    }


def deliver(delivery_id: int, *, at: datetime) -> bool:
    """Mail one agency its pack, in the words that are public now, without what is not any more. Returns whether a mail
    went.

    What went, whoever left the list meanwhile, and a pack that is no longer public are left alone. It is claimed before
    it goes, so that two workers never send it twice, and said to be sent once the mail server took it: a worker that
    died in between leaves it to be sent again.

    Raises:
        OSError: the mail server did not take it.
    """
    claimed = _claim(delivery_id, at=at)
    if claimed is None:
        return False
    delivery, pack = claimed
    rows = PressDelivery.objects.filter(pk=delivery.pk)
    try:
        _mail(delivery, pack)
    except BaseException:
        rows.update(state=DeliveryState.FAILED, sent_at=None)
        raise
    rows.update(state=DeliveryState.SENT, sent_at=at)
    return True


@transaction.atomic
def _claim(key: int, *, at: datetime) -> tuple[PressDelivery, PressPackPage] | None:
    """One that is to be sent now, with the pack as it is public; None where nothing is to go."""
    rows = PressDelivery.objects.open(at=at).select_for_update(of=("self",), no_key=True)
    delivery = rows.select_related("mailing", "subscriber").filter(pk=key).first()
    pack = public_pack(delivery.mailing.page_id) if delivery is not None else None
    if delivery is None or pack is None:
        return None
    left = delivery.subscriber.ended_at is not None
    delivery.state, delivery.sent_at = (DeliveryState.DROPPED, None) if left else (DeliveryState.SENDING, at)
    delivery.save(update_fields=["state", "sent_at"])
    return None if left else (delivery, pack)


def _mail(delivery: PressDelivery, pack: PressPackPage) -> None:
    mailing, subscriber, content = delivery.mailing, delivery.subscriber, content_of(pack)
    sent = {page["page"] for page in mailing.content["pages"]}
    record = get_directory().by_id[mailing.portal_id]
    with translation.override(settings.LANGUAGE_CODE):
        stop_url = record.root_url + reverse("leave_press_list", args=[token_of(subscriber)])
        context = {
            "title": pack.title,
            "content": content,
            "subscriber": subscriber,
            "portal": record,
            "pages": [page for page in content["pages"] if page["page"] in sent],
            "stop_url": stop_url,
            "language": settings.LANGUAGE_CODE,
        }
        send(
            subscriber.email,
            subject=one_line(render_to_string(f"{TEMPLATE}_subject.txt", context)),
            text=render_to_string(f"{TEMPLATE}.txt", context),
            html=render_to_string(f"{TEMPLATE}.html", context),
            reply_to=record.email,
            stop_url=stop_url,
        )
