"""Press agencies and press packs, as tests make them."""

from datetime import UTC, datetime

from wagtail.models import Page

from information.press.press_list import add_agency
from information.press.press_packs import prepare_pack
from tests.factories import AT, make_head, make_member, publish_approved_page, section_of

PRESS = "bao-chi"
OCTOBER = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)


def brought_in(page, at):
    """Say that a page first became public at another time."""
    Page.objects.filter(pk=page.pk).update(first_published_at=at)
    return page


def make_pack(portal, *pages, published=True):
    author = make_member(portal)
    pack = prepare_pack(section_of(portal, PRESS), year=2026, month=10, chosen={page.pk for page in pages}, by=author)
    pack = pack.get_latest_revision_as_object()
    pack.lead = "Tình hình tháng 10."
    pack.save_revision(user=author)
    return publish_approved_page(pack, by=make_head(portal)) if published else pack


def make_agency(portal, name="Báo Sài Gòn", email="toasoan@bao.example"):
    return add_agency(portal_id=portal.pk, agency=name, email=email, by=make_member(portal), at=AT)
