"""Everybody can work with what issue 5 added to the admin: screens, filtered too, and the fullest form of each kind.

Each test looks at the whole world in one window, which takes long to open, and reports all it finds at once.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.contrib.redirects.models import Redirect

from adminsite.newsroom.saved_filters import save_filter
from deadlines.models import DeadlineRule, InformationCategory, RuleProfile, SpecialDay
from editorial.withdrawal.redirects import keep_addresses
from exchange.models import ItemSource
from home.models import GlossaryTerm, NewsArticlePage, PageFreshness, TermKind, VersionBasis, WantedVersion
from home.page_starters.actions import keep_starter
from home.translations.queries import read_side_by_side
from home.translations.suggestions.glossary import add_term
from home.translations.suggestions.official_names import OfficialName
from information.models import LinkReport, PressSubscriber
from members.enums import Role
from members.memberships import grant_membership
from oversight.coverage import assign_coverage
from tests.exhaustive_state import SHOWN
from tests.factories import (
    AT,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    make_user,
    section_of,
)
from tests.information.legal_comparisons import HEADER
from tests.journeys.browser import NARROW, WIDE, resize
from tests.journeys.world import World
from tests.qa.factories import make_officer, make_unit

# Each test looks at a hundred pages, one after the other.
pytestmark = [pytest.mark.when_changed(*SHOWN, "tests/journeys/*"), pytest.mark.timeout(900)]


@pytest.fixture
def busy(begin_with, request, tmp_path: Path) -> World:
    """Something stands in every list, of the ward."""
    return begin_with("busy world", lambda: fill_lists(request.getfixturevalue("world"), tmp_path))


def fill_lists(world: World, folder: Path) -> World:
    ward, now, article = world.portals["bennghe"], timezone.now(), world.pages["article"]
    PageFreshness.objects.update(stale_from=timezone.localdate())
    VersionBasis.objects.filter(page=world.pages["English article"].pk).update(changed_at=now - timedelta(days=3))
    WantedVersion.objects.update_or_create(page_id=world.pages["report"].pk, defaults={"chosen_at": now})
    LinkReport.objects.create(
        page=article, portal=ward, address="https://hong.example/", problem="404", first_seen=now, checked_at=now
    )
    PressSubscriber.objects.create(
        portal=ward, agency="Báo Ngày mới", email="bao@example.test", added_by=make_member(ward), added_at=now
    )
    official = folder / "xuat.csv"
    official.write_text(f"{HEADER}\nVB-18;06/2026/QĐ-UBND;Khác;16/10/2026;{ward.governing_body};;", "utf-8")
    call_command("compare_legal_documents", str(official), by=make_supervisor().username)
    words = {"event": "Lễ phát động", "place": "Quảng trường", "starts_at": now + timedelta(days=1)}
    name = OfficialName(TermKind.BODY, "Ủy ban nhân dân phường", "Ward People's Committee")
    add_term(ward.pk, name, by=make_member(ward), at=now)
    assign_coverage(ward, make_member(ward), **words, due_at=now + timedelta(days=2), by=make_head(ward), at=now)
    return world


def of_the_city(world: World) -> list[str]:
    """Addresses that the operator of the city opens, the lists filtered."""
    ward = world.portals["bennghe"]
    day, rule = SpecialDay.objects.earliest("date"), DeadlineRule.objects.get(category__code="thong-ke")
    own = f"?portal={ward.pk}"
    portals = [
        ("calendar",), ("office_hours",), ("enter_day",), ("change_day", day.pk), ("remove_day", day.pk),
        ("confirm_year", 2027), ("time_limits",), ("add_rule",), ("replace_rule", rule.pk), ("end_rule", rule.pk),
        ("apply_profile", RuleProfile.objects.get(code="regulation").pk), ("retention",),
        ("change_retention", InformationCategory.objects.get(code="tin-tuc").pk), ("import_portals",),
    ]  # fmt: skip
    return [
        *map(
            reverse,
            (
                "figures",
                "availability",
                "figures_export",
                "archive_packages",
                "health",
                "conformance",
                "portals_admin:incidents",
                "portals_admin:record_incident",
                "portals_admin:maintenance",
                "portals_admin:announce_maintenance",
                "search_admin:statistics",
                "punctuality_export",
            ),
        ),
        reverse("punctuality") + f"?year={timezone.localdate().year}",
        *(reverse("timed_items") + f"{own}&state={state}" for state in ("late", "overdue")),
        reverse("content_report") + own,
        reverse("content_report_export"),
        reverse("stale_pages") + f"{own}&because=contact",
        reverse("versions_behind") + f"{own}&why=changed",
        reverse("versions_missing") + own,
        reverse("dead_links") + own,
        reverse("legal_differences") + own,
        reverse("required_portals") + f"?kind={ward.kind_id}",
        reverse("required_of_portal", args=[ward.pk]),
        reverse("conformance_of_portal", args=[ward.pk]),
        *(reverse(f"portals_admin:{name}", args=args) for name, *args in portals),
    ]


def of_the_ward(world: World) -> list[str]:
    """Addresses that an editor of the ward opens."""
    ward, pages = world.portals["bennghe"], world.pages
    subscriber = PressSubscriber.objects.get().pk
    named: list[tuple[Any, ...]] = [
        ("wagtailadmin_home",), ("content_report",), ("timed_items",), ("stale_pages",), ("versions_behind",),
        ("versions_missing",),
        ("dead_links",), ("legal_differences",), ("required_of_portal", ward.pk), ("confirm_page", pages["contact"].pk),
        ("compare_version", pages["English article"].pk), ("translate_page", pages["English article"].pk),
        ("translate_arrangement", pages["English article"].pk), ("import_translation", pages["English article"].pk),
        ("glossary",), ("glossary_add",), ("wagtail_localize:submit_page_translation", pages["unit"].pk),
        ("convert_text", pages["article"].pk), ("press_list",),
        ("press_agency_add",), ("press_agency_edit", subscriber), ("press_agency_end", subscriber),
        ("prepare_press_pack", pages["pack"].get_parent().pk), ("send_press_pack", pages["pack"].pk),
        ("import_procedures", section_of(ward, "thu-tuc-dich-vu-cong").pk),
        ("portals_admin:coverage",), ("portals_admin:deliver_coverage", ward.coverage.get().pk),
    ]  # fmt: skip
    return [reverse(name, args=args) for name, *args in named]


def of_the_newsroom(world: World) -> list[str]:
    """Addresses at which an editor of the ward finds items, submits and takes them away, and keeps English names."""
    ward, pages = world.portals["bennghe"], world.pages
    items, version = reverse("portals_admin:items"), pages["English article"].specific
    submitting = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "submit"])
    save_filter("Bài của tôi", QueryDict("state=draft&waiting=me"), portal=ward, by=make_member(ward))
    return [
        items,
        f"{items}?state=public&waiting=",
        reverse("portals_admin:save_filter") + "?state=public",
        reverse("portals_admin:export_list", args=["portals_admin:items"]) + "?state=public",
        f"{submitting}?id={pages['article'].pk}&id={version.pk}&next={items}",
        reverse("translate_choice", args=[version.pk, read_side_by_side(version).choices[0].key]),
        reverse("glossary_term", args=[GlossaryTerm.objects.for_portal(ward.pk).get().pk]),
    ]


def of_the_head(world: World) -> list[str]:
    """Addresses at which the head of the ward's board sends people to events, sets sources of items, looks at former
    addresses, withdraws a page and approves several."""
    ward = world.portals["bennghe"]
    sent = ward.coverage.get().pk
    named = [("coverage_assignment", sent), ("cancel_coverage", sent), ("assign_coverage", ward.pk)]
    article = world.pages["article"]
    keep_addresses(ward, {f"/{'cu/' * 40}": article.pk, "/Default.aspx?id=7": article.pk}, at=timezone.now())
    redirect = Redirect.objects.filter(site=ward.site_id).first()
    about = {"name": "Sở Tư pháp", "url": "https://so.example.gov.vn/rss", "section": section_of(ward).page_ptr}
    source = ItemSource.objects.create(portal=ward, set_by=make_head(ward), problem="không có máy chủ này", **about)
    waiting = make_article(ward, "Chờ duyệt theo đợt", published=False)
    waiting.get_workflow().start(waiting, waiting.owner)
    approving = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "approve"])
    return [
        *(reverse(f"portals_admin:{name}", args=[key]) for name, key in named),
        *map(reverse, ("former_addresses", "item_sources", "item_source_add")),
        reverse("former_address", args=[redirect.pk]),
        reverse("item_source", args=[source.pk]),
        reverse("take_down", args=[article.pk]),
        f"{approving}?id={article.pk}&id={waiting.pk}&next={reverse('portals_admin:items')}",
    ]


def edit_forms(world: World) -> dict[str, str]:
    """The editor of the fullest page of each type, of the ward or the city, by the name of the type."""
    fullest = {type(page).__name__: page for page in reversed(world.pages.values()) if page.live}
    return {name: reverse("wagtailadmin_pages:edit", args=[page.pk]) for name, page in fullest.items()}


def test_screens_about_the_clocks_and_kinds_of_information_are_accessible(busy, desk_of):
    assert desk_of(make_operator()).faults_of(of_the_city(busy), [WIDE, NARROW]) == []
    assert desk_of(make_member(busy.portals["bennghe"])).faults_of(of_the_ward(busy), [WIDE, NARROW]) == []
    assert desk_of(make_head(busy.portals["bennghe"])).faults_of(of_the_head(busy), [WIDE, NARROW]) == []


def test_screens_of_items_and_of_english_names_are_accessible(busy, desk_of):
    assert desk_of(make_member(busy.portals["bennghe"])).faults_of(of_the_newsroom(busy), [WIDE, NARROW]) == []


def with_menus(world: World) -> dict[str, list[str]]:
    """Addresses of screens whose header has a menu, by the role that opens them. Supervisors have none."""
    ward, article = world.portals["bennghe"], world.pages["article"]
    pages = [
        reverse("wagtailadmin_explore", args=[ward.vietnamese_home.pk]),
        reverse("wagtailadmin_explore", args=[article.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
    ]
    board = reverse("portals_admin:board", args=[ward.pk])
    return {
        "operator": [board, *pages[:1]],
        "head": [*pages, board],
        "portal_admin": pages[:1],
        "editor": pages,
        "section_editor": pages[1:2],
        "reporter": pages[1:2],
        "collaborator": pages[1:2],
        "answering_officer": [reverse("questions_admin:inbox")],
        "city_editor": pages[:1],
    }


def test_menus_in_the_headers_can_be_read_by_every_role(busy, desk_of):
    ward, section = busy.portals["bennghe"], busy.pages["article"].get_parent()
    of_section = make_user("section.editor")
    grant_membership(
        of_section, role=Role.SECTION_EDITOR, portal=ward, section=section, reason="Phân công", by=None, at=AT
    )
    people = {
        "operator": make_operator(),
        "head": make_head(ward),
        "portal_admin": make_member(ward, Role.PORTAL_ADMIN),
        "editor": make_member(ward),
        "section_editor": of_section,
        "reporter": make_member(ward, Role.REPORTER),
        "collaborator": make_member(ward, Role.COLLABORATOR),
        "answering_officer": make_officer(make_unit(ward)),
        "city_editor": make_city_editor(),
    }
    found = [
        (role, fault)
        for role, addresses in with_menus(busy).items()
        for fault in desk_of(people[role]).faults_of_menus(addresses)
    ]
    assert found == []


def test_order_of_the_menu_is_accessible(busy, desk_of):
    ward = busy.portals["bennghe"]
    assert desk_of(make_head(ward)).faults_of([reverse("menu_order", args=[ward.pk])], [WIDE, NARROW]) == []


def test_screens_on_which_a_page_is_begun_are_accessible(busy, desk_of):
    ward = busy.portals["bennghe"]
    section, by = section_of(ward), make_head(ward)
    kept = keep_starter(section, page_type=NewsArticlePage, title="Mẫu", lead="", body=[], by=by, at=timezone.now())
    named = [
        ("wagtailadmin_pages:add_subpage", section.pk), ("page_starter_add", section.pk), ("page_starters",),
        ("page_starter", kept.pk), ("page_starter_delete", kept.pk),
        ("wagtailadmin_pages:copy", busy.pages["article"].pk),
    ]  # fmt: skip
    addresses = [reverse(name, args=args) for name, *args in named]
    assert desk_of(by).faults_of(addresses, [WIDE, NARROW]) == []


def test_items_with_a_limit_show_their_last_day_and_state_on_a_telephone(busy, desk_of):
    desk = desk_of(make_member(busy.portals["bennghe"]))
    resize(desk.page, NARROW)
    desk.open("timed_items")
    row = desk.page.locator("#listing-results tbody tr").first
    for label in ("Ngày cuối cùng", "Trạng thái"):
        expect(row.locator(f"[data-label='{label}']")).to_be_in_viewport()
    assert desk.page.locator("#listing-results").evaluate("list => list.scrollWidth <= list.clientWidth")


def test_button_that_confirms_a_comparison_is_whole_on_a_telephone(busy, desk_of):
    desk = desk_of(make_member(busy.portals["bennghe"]))
    resize(desk.page, NARROW)
    desk.open("compare_version", busy.pages["English article"].pk)
    box = desk.page.get_by_role("button", name="Tôi đã đối chiếu với bản tiếng Việt ngày").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= NARROW


def test_fullest_form_of_each_kind_is_accessible(busy, desk_of):
    assert desk_of(make_operator()).faults_of(edit_forms(busy).values(), [NARROW]) == []
