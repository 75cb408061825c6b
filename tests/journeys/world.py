"""A city to walk through: each kind of page at its fullest, each state of a portal, Vietnamese and English."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from editorial.enums import TakedownReason
from editorial.proposals.actions.proposal import propose_change
from editorial.withdrawal.actions import take_down
from home.models import PortalBranding, SectionPage
from provisioning.portal_states import archive_portal, suspend_portal
from sites.models import Portal
from tests import fullest
from tests.factories import (
    AT,
    WARD,
    make_article,
    make_city,
    make_head,
    make_member,
    make_operator,
    make_portal,
    publish,
    publish_approved_page,
    section_of,
)
from tests.information.factories import KINDS, make_item
from tests.journeys.browser import Web
from tests.proposals import act

CLOSED_WARD = replace(
    WARD, code="dakao", name_vi="Phường Đa Kao", name_en="Da Kao Ward", host="dakao.quan1.hochiminhcity.localhost"
)
OLD_WARD = replace(
    WARD,
    code="tandinh",
    name_vi="Phường Tân Định",
    name_en="Tan Dinh Ward",
    host="tandinh.quan1.hochiminhcity.localhost",
)
FUTURE_WARD = replace(
    WARD, code="caukho", name_vi="Phường Cầu Kho", name_en="Cau Kho Ward", host="caukho.quan1.hochiminhcity.localhost"
)
# With the fullest article and one after it: more than one page of a section's list.
MANY = 11


ITEM = "pages/information/item.html"
# One with a button, one with files.
ITEMS_TO_LOOK_AT = {"procedure", "document"}


@dataclass
class World:
    """Portals and the addresses to look at, by what stands there."""

    web: Web
    portals: dict[str, Portal]
    pages: dict[str, Page] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    corrected: str = ""

    @property
    def addresses(self) -> dict[str, str]:
        return {name: page.full_url for name, page in self.pages.items()} | self.views

    @property
    def looks(self) -> dict[str, str]:
        """Addresses of what is drawn as nothing else is: of the kinds of information with one template, two."""
        drawn_alike = {name for name, page in self.pages.items() if page.get_template(None) == ITEM} - ITEMS_TO_LOOK_AT
        return {name: address for name, address in self.addresses.items() if name not in drawn_alike}

    def show(self, name: str, page: Page, portal: Portal) -> Any:
        """Publish a draft through the board and keep it under a name."""
        self.pages[name] = shown = approve(page, portal)
        return shown


def approve(page: Page, portal: Portal) -> Any:
    """Publish a draft through the board."""
    return publish(page, by=make_head(portal), author=make_member(portal))


def build_world(web: Web) -> World:
    """The whole city. Some ten seconds: build it for a look at all of it."""
    portals = make_city()
    portals |= {spec.code: make_portal(spec) for spec in (CLOSED_WARD, OLD_WARD)}
    portals["caukho"] = make_portal(FUTURE_WARD, opened=False)
    world = World(web, portals)
    _name_everything(portals["bennghe"])
    _brand(portals["bennghe"])
    _fill_ward(world)
    _fill_city(world)
    _translate(world)
    _close_portals(world)
    _add_views(world)
    return world


def _name_everything(portal: Portal) -> None:
    """Every fact that the registry keeps of a portal; the others have those without which none opens."""
    facts = {name: fullest.CONTACT[name] for name in ("address", "phone", "email")} | {
        "responsible_person": "Ông Trần Hoàng Minh, Phó Chủ tịch Ủy ban nhân dân, Trưởng Ban Biên tập",
        "spokesperson": "Bà Lê Thị Thu Thảo, Chánh Văn phòng",
        "licence": "Giấy phép số 01/GP-STTTT ngày 02/01/2026",
    }
    act(propose_change(portal, facts, by=make_operator(), at=AT), make_head(portal))
    portal.refresh_from_db()


def _brand(portal: Portal) -> None:
    """A look of its own: logo, banner, and the lightest accent colour that the form accepts."""
    branding = PortalBranding(
        site=portal.site,
        logo=fullest.make_image(portal, "Biểu trưng"),
        banner=fullest.make_image(portal, "Băng hình"),
        accent="#767676",
    )
    branding.full_clean()
    branding.save()


def _fill_ward(world: World) -> None:
    """Each page type at its fullest, on the ward's portal."""
    ward = world.portals["bennghe"]
    news, people = section_of(ward), section_of(ward, "to-chuc")
    for number in range(MANY):
        make_article(ward, f"Lịch tiếp công dân tuần {number + 1}", reviewed=True)
    world.show("article", fullest.full_article(ward, parent=news), ward)
    make_article(ward, "Bài đăng sau", lead="", reviewed=True)
    information = world.show("information", fullest.full_information(ward, parent=section_of(ward, "gioi-thieu")), ward)
    approve(fullest.full_information(ward, parent=information), ward)
    world.show("report", fullest.full_report(ward, parent=section_of(ward, "thong-ke-bao-cao")), ward)
    world.show("gallery", fullest.full_gallery(ward, parent=section_of(ward, "thu-vien")), ward)
    for leader in ("Trần Thị Thu Hà", "Lê Văn Đông", "Phạm Quốc Đạt"):
        approve(fullest.full_person(ward, parent=people, title=leader), ward)
    unit = world.show("unit", fullest.full_unit(ward, parent=people), ward)
    approve(fullest.full_unit(ward, parent=unit, title="Bộ phận Tiếp nhận và Trả kết quả"), ward)
    world.show("person", fullest.full_person(ward, parent=unit), ward)
    world.show("contact", fullest.full_contact(ward), ward)
    world.show("home", fullest.full_home(ward), ward)
    for kind in sorted(set(KINDS) - {"report"}):
        world.pages[kind] = make_item(ward, kind, published=True)
    world.pages |= {
        "schedule section": section_of(ward, "lich-cong-tac"),
        "procedures section": section_of(ward, "thu-tuc-dich-vu-cong"),
        "news section": news,
        "information section": section_of(ward, "gioi-thieu"),
        "people section": people,
        "gallery section": section_of(ward, "thu-vien"),
        "empty section": section_of(ward, "ngan-sach"),
        "empty people section": section_of(world.portals["quan1"], "to-chuc"),
        "empty home": world.portals["quan1"].vietnamese_home.specific,
    }


def _fill_city(world: World) -> None:
    """The city's home with news of its own and of its portals, and an item of another portal in each state."""
    city = world.portals["thanhpho"]
    news = section_of(city)
    for number in range(3):
        make_article(city, f"Thành phố họp báo lần {number + 1}", image=fullest.make_image(city), reviewed=True)
    world.show("city home", fullest.full_home(city), city)
    world.show("linked item", fullest.full_linked_item(city, parent=news, target=world.pages["article"]), city)
    _withdraw(world)


def _withdraw(world: World) -> None:
    """Pages that their board withdrew, with a title to show and with one that may not be; a corrected article."""
    ward, now = world.portals["bennghe"], timezone.now()
    for name, reason_class in (("withdrawn", "error"), ("withdrawn, no title", "personal_data")):
        page = make_article(
            ward, "Danh sách hộ được hỗ trợ", slug=f"danh-sach-{reason_class.replace('_', '-')}", reviewed=True
        )
        world.withdrawn[name] = page.full_url
        take_down(page, by=make_head(ward), at=now, reason_class=TakedownReason(reason_class), reason="Đã kiểm tra.")
    corrected = make_article(ward, "Lịch cắt điện", lead="Cắt điện từ 7 giờ.", reviewed=True)
    corrected.lead, corrected.correction_note = "Cắt điện từ 8 giờ.", "Giờ đúng là 8 giờ."
    corrected.save_revision(user=corrected.owner)
    world.corrected = approve(corrected, ward).full_url


def _translate(world: World) -> None:
    """An English home, section and article on the ward and a home on the city."""
    ward, english = world.portals["bennghe"], Locale.objects.get(language_code="en")
    for name, portal in (("English home", ward), ("English city home", world.portals["thanhpho"])):
        home = fullest.full_home(portal, language="en")
        # Without a review: their texts are Vietnamese, which the checks would not let pass.
        world.pages[name] = publish_approved_page(home, by=make_head(portal))
    version = world.pages["article"].copy_for_translation(english, copy_parents=True)
    section = SectionPage.objects.get(pk=version.get_parent().pk)
    section.title, version.title = "News and events", "Notice on the land register"
    for name, page in (("English section", section), ("English article", version)):
        page.save_revision(user=make_member(ward))
        world.pages[name] = publish_approved_page(page, by=make_head(ward))


def _close_portals(world: World) -> None:
    """One portal suspended, one archived; one is still in preparation."""
    now = timezone.now()
    suspend_portal(
        world.portals["dakao"],
        by=None,
        at=now,
        reason="Nâng cấp máy chủ theo kế hoạch.",
        expected_return=now + timedelta(hours=3),
    )
    make_article(world.portals["tandinh"], "Tin của cổng cũ", reviewed=True)
    archive_portal(
        world.portals["tandinh"],
        by=None,
        at=now,
        legal_basis="Nghị quyết số 1278/NQ-UBTVQH15",
        successor=world.portals["bennghe"],
    )
    world.pages["archived home"] = world.portals["tandinh"].vietnamese_home.specific


def _add_views(world: World) -> None:
    """What is no page of the tree: search, lists, site map, errors."""

    def at(code: str, name: str, query: str = "", language: str = "vi") -> str:
        with translation.override(language):
            return world.web.url(world.portals[code].host, reverse(name) + query)

    world.views = {
        "search": at("bennghe", "search"),
        "results": at("bennghe", "search", "?q=tiep+cong+dan"),
        "results of the city": at("thanhpho", "search", "?q=cong"),
        "no results": at("bennghe", "search", "?q=khongcogi"),
        "search in English": at("bennghe", "search", "?q=land", "en"),
        "portals": at("thanhpho", "portals"),
        "portals in English": at("thanhpho", "portals", language="en"),
        "portals found": at("thanhpho", "portals", "?q=ben+nghe"),
        "no portals found": at("thanhpho", "portals", "?q=khongcogi"),
        "site map": at("bennghe", "sitemap_page"),
        "data interface": at("bennghe", "data_interface"),
        "direction of the city": at("thanhpho", "city_direction"),
        "drafts of the city": at("thanhpho", "city_drafts"),
        "news section, second page": f"{world.pages['news section'].full_url}?trang=2",
        "news section, filtered": f"{world.pages['news section'].full_url}?linh-vuc=kinh-te",
        "not found": world.web.url(world.portals["bennghe"].host, "/khong-co/"),
        "unknown host": world.web.url("khongco.hochiminhcity.localhost"),
        "suspended": world.web.url(world.portals["dakao"].host),
        **world.withdrawn,
        "corrected article": world.corrected,
        "versions": f"{world.corrected}phien-ban/",
        "former version": f"{world.corrected}phien-ban/1/",
        "in preparation": world.web.url(world.portals["caukho"].host),
    }
