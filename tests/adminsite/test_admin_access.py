"""Who reaches which screen of the registry. On every screen a second portal exists whose rows could leak."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from members.enums import Role, Seat
from members.memberships import seat_on_board
from tests.admin import browser, is_refused, url
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    make_user,
    section_of,
)

pytestmark = pytest.mark.django_db

OPERATORS_ONLY = ["create", "city_roles"]
OPERATORS_ONLY_ON_A_PORTAL = ["edit", "suspend", "resume", "archive", "change_host", "board_edit", "seat"]
REGISTRY = ["index", "index_results"]


def screens_on(portal, *others):
    """Addresses of what operators alone reach and of other screens about the portal."""
    screens = [url(name) for name in [*REGISTRY, *OPERATORS_ONLY]]
    return screens + [url(name, portal.pk) for name in [*OPERATORS_ONLY_ON_A_PORTAL, *others]]


def everybody_else(portal):
    return [
        make_member(portal, Role.COLLABORATOR),
        make_member(portal, Role.EDITOR),
        make_member(portal, Role.ANSWERING_OFFICER),
        make_member(portal, Role.PORTAL_ADMIN),
        make_head(portal),
    ]


@pytest.mark.slow(reason="asks every screen of the registry")
def test_operator_reaches_every_screen(city, district):
    operator = browser(make_operator())
    for screen in screens_on(district, "detail", "board", "roles"):
        assert operator.get(screen).status_code == 200, screen


@pytest.mark.slow(reason="asks many screens of the admin")
def test_supervisor_reads_registry_and_changes_nothing(city, district):
    client = browser(make_supervisor())
    for name in REGISTRY:
        assert client.get(url(name)).status_code == 200
    for name in ("detail", "board"):
        assert client.get(url(name, district.pk)).status_code == 200
    screen = client.get(url("detail", district.pk)).content.decode()
    for name in ("edit", "suspend", "archive", "change_host", "roles"):
        assert url(name, district.pk) not in screen, "no button of a verb"
    for name in OPERATORS_ONLY:
        assert is_refused(client.get(url(name)))
    for name in [*OPERATORS_ONLY_ON_A_PORTAL, "roles"]:
        assert is_refused(client.get(url(name, district.pk))), name
        assert is_refused(client.post(url(name, district.pk), {"reason": "Thử"})), name
    district.refresh_from_db()
    assert district.state == "live"


@pytest.mark.slow(reason="asks every screen of the registry as five persons")
def test_nobody_else_reaches_the_registry(city, district):
    for user in everybody_else(district):
        client = browser(user)
        for screen in screens_on(district, "detail"):
            assert is_refused(client.get(screen)), (user, screen)
            assert is_refused(client.post(screen, {})), (user, screen)


def test_unknown_portal_and_foreign_portal_look_alike_to_a_portal_administrator(city, district):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    for name in ("detail", "board", "roles", "open"):
        for key in (city.pk, 999_999):
            assert is_refused(client.get(url(name, key))), (name, key)


def test_operator_is_told_that_a_portal_does_not_exist(city):
    assert browser(make_operator()).get(url("detail", 999_999)).status_code == 404


def test_superuser_without_the_role_operates_nothing(city):
    user = make_user("root")
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    assert is_refused(browser(user).get(url("index")))


def test_address_that_no_screen_has_is_not_found_and_not_forbidden(district):
    for person in (make_member(district), make_operator()):
        assert browser(person).get("/admin/khong-co-man-hinh-nay/").status_code == 404


def test_anonymous_is_asked_to_sign_in(city, settings):
    response = Client(headers={"host": settings.ADMIN_HOST}).get(url("index"))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_screens_do_not_exist_on_portal_hosts(city):
    assert Client(headers={"host": city.host}).get(url("index")).status_code == 404


def menu(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.slow(reason="asks for the dashboards of seven persons")
def test_menu_shows_the_registry_to_those_who_read_it_and_roles_and_boards_to_whom_they_are(city, district):
    for user in (make_operator(), make_supervisor()):
        assert f'"{url("index")}"' in menu(browser(user))
    for user in everybody_else(district):
        page = menu(browser(user))
        assert f'"{url("index")}"' not in page, user
        assert (f'"{url("own_roles")}"' in page) == user.username.startswith("portal_admin"), user
        assert (f'"{url("own_boards")}"' in page) == user.username.startswith("head"), user


def test_menu_leaves_out_reports_over_all_portals_and_help_elsewhere(city, district):
    page = menu(browser(make_member(district, Role.EDITOR)))
    # Reports of Wagtail are limited to own portals (`adminsite.views.reports`); that of wagtail-localize is not.
    assert f'"{reverse("wagtailadmin_reports:site_history")}"' in page
    assert f'"{reverse("wagtail_localize:translations_report")}"' not in page
    assert "guide.wagtail.org" not in page


def test_dashboard_greets_with_the_own_portal(city, district):
    assert "Quận 1" in menu(browser(make_member(district, Role.EDITOR)))
    head_of_two = make_head(district)
    seat_on_board(city.board, head_of_two, seat=Seat.DEPUTY, by=None, at=AT)
    assert "Thành phố Hồ Chí Minh" in menu(browser(head_of_two))


def test_explorer_at_the_top_of_a_portal_says_where_its_pages_are(city):
    page = browser(make_member(city)).get(reverse("wagtailadmin_explore", args=[city.container_id])).content.decode()
    assert "Trang chủ tiếng Việt và trang chủ tiếng Anh của cổng." in page


def test_key_larger_than_a_database_counts_is_refused_like_one_that_is_no_row(city, district):
    client, key = browser(make_head(district)), 10**23
    for name in ("wagtailadmin_pages:edit", "wagtailimages:edit", "wagtaildocs:edit", "wagtailadmin_explore"):
        assert client.get(reverse(name, args=[key])).status_code == 403, name
    assert client.get(reverse("wagtailimages_chooser:chosen_multiple"), {"id": key}).status_code == 403


@each_case(("person", "status"), [(lambda portal: make_operator(), 404), (make_member, 403)])
def test_number_that_no_database_counts_is_refused_wherever_an_address_names_one(city, district, person, status):
    client, key = browser(person(district)), 10**23
    for address in (
        reverse("wagtail_localize:preview_translation", args=[key, "default"]),
        reverse("portals_admin:proposal", args=[key]),
        reverse("wagtailadmin_pages:workflow_history_detail", args=[section_of(district).pk, key]),
    ):
        assert client.get(address).status_code == status, address


@each_case(
    ("name", "asked"),
    [
        ("wagtailadmin_explore", {"content_type": 10**20}),
        ("wagtailadmin_explore", {"owner": 10**20}),
        ("wagtailadmin_reports:site_history", {"timestamp_from": "0001-01-01"}),
        ("wagtailadmin_reports:workflow", {"created_at_from": "0001-01-01"}),
    ],
)
def test_filter_past_numbers_and_calendars_is_no_failure(city, district, name, asked):
    address = reverse(name, args=[section_of(district).pk] if name == "wagtailadmin_explore" else [])
    assert browser(make_member(district)).get(address, asked).status_code in {200, 400}


@each_case("key", ["x", "-1", "1e9", "9" * 30, "%00"])
def test_what_is_no_key_is_not_found_for_operators_either(city, district, key):
    client, chosen = browser(make_operator()), ("wagtailimages_chooser:chosen", "wagtaildocs_chooser:chosen")
    for name in chosen:
        assert client.get(reverse(name, args=[key])).status_code == 404, name
    for name in ("wagtailimages_chooser:chosen_multiple", "wagtailadmin_choose_page_chosen_multiple"):
        assert client.get(reverse(name), {"id": key}).status_code == 404, name
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert client.get(bulk, {"id": key}).status_code == 404
    assert browser(make_member(district)).get(reverse(chosen[0], args=[key])).status_code == 403


@each_case("person", [lambda portal: make_operator(), make_member])
def test_link_without_an_address_is_a_bad_request(city, district, person):
    client, address = browser(person(district)), reverse("wagtailadmin_choose_page_external_link")
    assert client.post(address, {"external-link-chooser-link_text": "Cổng"}).status_code == 400
    assert client.get(address).status_code == 200
    sent = {"external-link-chooser-url": "https://example.vn/", "external-link-chooser-link_text": "Cổng"}
    assert client.post(address, sent).status_code == 200


def test_a_form_with_part_of_its_body_is_a_bad_request_and_changes_nothing(city, district):
    article = make_article(district, "Nháp", published=False)
    response = browser(make_member(district, Role.EDITOR)).post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        {"title": "Khác", "slug": "khac", "body-0-type": "paragraph"},
    )
    assert response.status_code == 400
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "Nháp"


def test_name_of_a_view_is_no_place_to_go_from_the_sign_in(client):
    address = reverse("wagtailadmin_login")
    assert client.get(address, {"next": "home"}, headers={"host": settings.ADMIN_HOST}).status_code == 400
    assert client.get(address, {"next": "/admin/pages/"}, headers={"host": settings.ADMIN_HOST}).status_code == 200
