"""Nothing dies: a former address leads to where its page is read today, and never to what is not public."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.errors import RedirectsForbidden, SuccessorElsewhere, SuccessorRefused
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.withdrawal.actions import take_down
from editorial.withdrawal.redirects import LONGEST_ADDRESS, keep_addresses, take_back_redirect
from provisioning.host_changes import change_host
from provisioning.portal_states import archive_portal, suspend_portal
from sites.directory import forget_directory
from sites.registry import public_page_at, public_page_of
from tests.admin import browser, errors_at, url
from tests.each import each_case
from tests.factories import (
    CITY,
    DISTRICT,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.home.branches import open_english, translated
from tests.proposals import act
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

NEW_HOST = "quanmot.hochiminhcity.localhost"
OUTAGE = {"reason": "Sự cố", "expected_return": None}
WHY = {"reason_class": TakedownReason.SUPERSEDED, "reason": "Gộp nội dung."}


@pytest.fixture
def portals():
    return dict(zip(("thanhpho", "quan1"), two_portals(), strict=True))


@remembered
def two_portals():
    """The city and a district, each with /tin-tuc/bai/ in both languages, and another article besides."""
    city, district = make_portal(CITY), make_portal(DISTRICT)
    for portal, other in ((city, "chung"), (district, "khac")):
        open_english(portal)
        for name in ("bai", other):
            translated(make_article(portal, f"Tin {name}", slug=name), portal)
    return [city, district]


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    def run(step, portals, language):
        with django_capture_on_commit_callbacks(execute=True):
            step(portals, language)
        forget_directory()

    return run


def page_at(portals, language, path, portal="quan1"):
    page = public_page_at(portals[portal].container.path, language, path.split("/"))
    assert page is not None, path
    return page.specific


def slug(path, to):
    def step(portals, language):
        page = page_at(portals, language, path)
        page.slug = to
        page.save_revision(user=make_member(portals["quan1"]))
        publish_approved_page(page, by=make_head(portals["quan1"]))

    return step


def move(path, below):
    def step(portals, language):
        home = Page.objects.get(path__startswith=portals["quan1"].container.path, depth=3, slug=language)
        target = page_at(portals, language, below) if below else home
        Page.objects.get(pk=page_at(portals, language, path).pk).move(target, pos="last-child")

    return step


def withdraw(path, successor=None, on="quan1"):
    def step(portals, language):
        page = page_at(portals, language, path)
        led = page_at(portals, language, successor, on) if successor else None
        take_down(Page.objects.get(pk=page.pk), by=make_head(portals["quan1"]), at=timezone.now(), successor=led, **WHY)

    return step


def host(portals, language):
    change_host(portals["quan1"], NEW_HOST, by=None, at=timezone.now(), reason="Đổi tên")


def merge(portals, language):
    archive_portal(
        portals["quan1"], by=None, at=timezone.now(), legal_basis="Nghị quyết", successor=portals["thanhpho"]
    )


# What is done, in order; where addresses of the district lead afterwards: to a path there, on the city's portal, at the
# new host, or to an answer. Asked of the Vietnamese pages, then of the English ones below /en/.
MATRIX = {
    "slug": ([slug("tin-tuc/bai", "moi")], {"/tin-tuc/bai/": "/tin-tuc/moi/", "/tin-tuc/bai": "/tin-tuc/moi/"}),
    "slug, with pages below": (
        [slug("tin-tuc", "thoi-su")],
        {"/tin-tuc/": "/thoi-su/", "/tin-tuc/bai/": "/thoi-su/bai/"},
    ),
    "slug, a chain of two": (
        [slug("tin-tuc", "thoi-su"), slug("thoi-su/bai", "moi"), slug("thoi-su", "tin")],
        {
            "/tin-tuc/bai/": "/tin/moi/",
            "/thoi-su/bai/": "/tin/moi/",
            "/thoi-su/moi/": "/tin/moi/",
            "/thoi-su/": "/tin/",
        },
    ),
    "slug, and back": (
        [slug("tin-tuc/bai", "moi"), slug("tin-tuc/moi", "bai")],
        {"/tin-tuc/bai/": "/tin-tuc/bai/", "/tin-tuc/moi/": "/tin-tuc/bai/"},
    ),
    "slug, and another page takes it": (
        [slug("tin-tuc/bai", "moi"), slug("tin-tuc/khac", "bai")],
        {"/tin-tuc/bai/": "/tin-tuc/bai/", "/tin-tuc/khac/": "/tin-tuc/bai/"},
    ),
    "slug, and the page that took it goes": (
        [slug("tin-tuc/bai", "moi"), slug("tin-tuc/khac", "bai"), withdraw("tin-tuc/bai")],
        {"/tin-tuc/bai/": 410, "/tin-tuc/khac/": 404},
    ),
    "slug of what is withdrawn": ([slug("tin-tuc/bai", "moi"), withdraw("tin-tuc/moi")], {"/tin-tuc/bai/": 404}),
    "slug, with a former version": (
        [slug("tin-tuc/bai", "moi")],
        {"/tin-tuc/bai/phien-ban/": "/tin-tuc/moi/phien-ban/"},
    ),
    "move": ([move("tin-tuc/bai", "")], {"/tin-tuc/bai/": "/bai/"}),
    "move, with a page below": (
        [move("tin-tuc/khac", "tin-tuc/bai"), move("tin-tuc/bai", "")],
        {"/tin-tuc/khac/": "/bai/khac/", "/tin-tuc/bai/khac/": "/bai/khac/", "/tin-tuc/bai/": "/bai/"},
    ),
    "move, and back": (
        [move("tin-tuc/bai", ""), move("bai", "tin-tuc")],
        {"/tin-tuc/bai/": "/tin-tuc/bai/", "/bai/": "/tin-tuc/bai/"},
    ),
    "move, then slug": (
        [move("tin-tuc/bai", ""), slug("bai", "moi")],
        dict.fromkeys(("/tin-tuc/bai/", "/bai/"), "/moi/"),
    ),
    "withdraw": ([withdraw("tin-tuc/bai")], {"/tin-tuc/bai/": 410}),
    "withdraw with successor": (
        [withdraw("tin-tuc/bai", "tin-tuc/khac")],
        {"/tin-tuc/bai/": "/tin-tuc/khac/", "/tin-tuc/bai/phien-ban/1/": 410},
    ),
    "withdraw with pages below": (
        [withdraw("tin-tuc", "tin-tuc/bai", "thanhpho")],
        dict.fromkeys(("/tin-tuc/", "/tin-tuc/bai/", "/tin-tuc/khac/"), "thanhpho/tin-tuc/bai/"),
    ),
    "withdraw, a chain of two": (
        [withdraw("tin-tuc/bai", "tin-tuc/khac"), withdraw("tin-tuc/khac", "tin-tuc/bai", "thanhpho")],
        {"/tin-tuc/bai/": "thanhpho/tin-tuc/bai/"},
    ),
    "withdraw, its successor goes": (
        [withdraw("tin-tuc/bai", "tin-tuc/khac"), withdraw("tin-tuc/khac")],
        {"/tin-tuc/bai/": 410, "/tin-tuc/khac/": 410},
    ),
    "slug, then withdraw with successor": (
        [slug("tin-tuc/bai", "moi"), withdraw("tin-tuc/moi", "tin-tuc/khac"), slug("tin-tuc", "tin")],
        dict.fromkeys(("/tin-tuc/bai/", "/tin-tuc/moi/", "/tin-tuc/khac/"), "/tin/khac/"),
    ),
    "host": (
        [slug("tin-tuc", "thoi-su"), host],
        {"/thoi-su/bai/": f"{NEW_HOST}/thoi-su/bai/", "/tin-tuc/bai/": f"{NEW_HOST}/thoi-su/bai/"},
    ),
    "merge": (
        [slug("tin-tuc/khac", "moi"), merge],
        {"/tin-tuc/bai/": "/tin-tuc/bai/", "/tin-tuc/khac/": "/tin-tuc/moi/"},
    ),
    "merge, of what is on the other portal alone": ([merge], {"/tin-tuc/chung/": "thanhpho/tin-tuc/chung/"}),
    "merge, of what is on none": ([merge], {"/tin-tuc/khong-co/": 404}),
    "merge, with a chain of two": (
        [slug("tin-tuc", "thoi-su"), slug("thoi-su/bai", "moi"), merge],
        {"/tin-tuc/bai/": "/thoi-su/moi/", "/thoi-su/bai/": "/thoi-su/moi/", "/tin-tuc/": "/thoi-su/"},
    ),
    "merge, of what was withdrawn": ([withdraw("tin-tuc/bai"), merge], {"/tin-tuc/bai/": 410}),
    "host, then merge": (
        [slug("tin-tuc", "tin"), host, merge],
        {"/tin/bai/": f"{NEW_HOST}/tin/bai/", "/tin-tuc/bai/": f"{NEW_HOST}/tin/bai/"},
    ),
}
# Asked of English pages too.
IN_ENGLISH = (
    "slug, with pages below", "slug, a chain of two", "slug, and back", "move, with a page below",
    "withdraw with pages below", "withdraw, a chain of two", "host", "merge, with a chain of two",
)  # fmt: skip


def arrive(client, host, path):
    """Where a reader of an address arrives: the answer, and the host and path of the page."""
    for _redirect in range(4):
        response = client.get(path, headers={"host": host})
        if response.status_code not in (301, 302):
            return response.status_code, host, path
        parts = urlsplit(response["Location"])
        host, path = parts.hostname or host, parts.path
    pytest.fail(f"{path} redirects again and again")


@pytest.mark.slow(reason="changes the addresses of a portal in each way, in both languages")
@each_case("language, name", [*(("vi", name) for name in MATRIX), *(("en", name) for name in IN_ENGLISH)])
def test_former_address_leads_to_where_its_page_is_read_today(client, portals, change, name, language):
    steps, expected = MATRIX[name]
    old_host, prefix = portals["quan1"].host, "" if language == "vi" else "/en"
    hosts = {"": old_host, "thanhpho": portals["thanhpho"].host, NEW_HOST: NEW_HOST}
    for step in steps:
        change(step, portals, language)
    found = {path: arrive(client, old_host, prefix + path) for path in expected}
    for path, where in expected.items():
        if isinstance(where, int):
            assert (path, found[path][0]) == (path, where)
        else:
            host_key, _slash, rest = where.partition("/")
            assert (path, *found[path]) == (path, 200, hosts[host_key], f"{prefix}/{rest}")


@pytest.mark.slow(reason="asks many addresses")
def test_successor_that_is_closed_tells_nothing_of_its_pages(client, portals, change):
    change(merge, portals, "vi")
    change(lambda *_: suspend_portal(portals["thanhpho"], **OUTAGE, by=None, at=timezone.now()), portals, "vi")
    assert client.get("/tin-tuc/chung/", headers={"host": portals["quan1"].host}).status_code == 404


@each_case("title", ["Bản nháp", "Chưa ai đọc"])
def test_slug_of_a_draft_keeps_no_address(portals, change, title):
    draft = make_article(portals["quan1"], title, published=False, slug="nhap")
    draft.slug = "khac-nhap"
    change(lambda *_: draft.save(), portals, "vi")
    assert not Redirect.objects.exists()


def test_redirect_to_a_draft_waits_until_it_is_public(client, portals):
    district = portals["quan1"]
    draft = make_article(district, "Bài cũ", published=False)
    keep_addresses(district, {"/Default.aspx?tabid=5": draft.pk}, at=timezone.now(), automatically_created=False)
    assert arrive(client, district.host, "/Default.aspx?tabid=5")[0] == 404
    page = publish_approved_page(draft, by=make_head(district))
    response = client.get("/Default.aspx?tabid=5", headers={"host": district.host})
    assert (response.status_code, response["Location"]) == (301, page.get_url_parts()[2])
    assert "no-cache" in response["Cache-Control"]
    assert arrive(client, district.host, "/Default.aspx?tabid=6")[0] == 404
    assert arrive(client, portals["thanhpho"].host, "/Default.aspx?tabid=5")[0] == 404


def test_page_not_found_offers_the_words_of_its_address(client, portals):
    response = client.get("/tin-tuc/hop-hdnd-2026.html", headers={"host": portals["quan1"].host})
    assert 'href="/tim-kiem/?q=hop%20hdnd%202026"' in response.content.decode()


@pytest.mark.slow(reason="asks many addresses")
@pytest.mark.both_engines
@each_case("path", ["/%00/", "/tin-tuc/%00/", "/%FF/", "/tin-tuc/bai/%2e%2e/", "/a;b=1/?x=%00"])
def test_address_that_no_browser_sends_is_not_found(client, portals, path):
    assert client.get(path, headers={"host": portals["quan1"].host}).status_code in (400, 404)


def test_long_address_that_nobody_has_is_looked_for_as_far_as_rows_reach(client, portals):
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/a{'/' * 2_000}b/", headers={"host": portals["quan1"].host})
    assert max(len(query["sql"]) for query in asked) < 40_000


def test_address_below_english_that_is_quoted_leads_on_once_and_not_round(client, portals):
    city = portals["thanhpho"]
    open_english(city)
    for path in ("/en/thu-tuc-theo-ma/á;b/noi-thuc-hien/", "/en/hoi-dap/cua-toi/á=b/"):
        answer = client.get(path, headers={"host": city.host}, follow=True)
        assert (answer.status_code, len(answer.redirect_chain) <= 1) == (404, True), path


@each_case("path", ["admin/login/", "api/v1/", "documents/1/a.pdf/"])
def test_address_below_english_of_what_is_in_no_language_leads_nowhere(client, portals, path):
    assert client.get(f"/en/{path}", headers={"host": portals["thanhpho"].host}).status_code == 404


@pytest.mark.both_engines
def test_address_that_is_too_long_is_left_out_and_told(portals):
    district = portals["quan1"]
    page = page_at(portals, "vi", "tin-tuc/bai")
    long = f"/{'a' * LONGEST_ADDRESS}/"
    keep_addresses(district, {long: page.pk, "/ngan/": page.pk}, at=timezone.now())
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/ngan"]
    event = PortalEvent.objects.get(kind=ReviewEventKind.ADDRESS_LEFT_OUT)
    assert (event.portal, event.data["former_address"]) == (district, long.rstrip("/"))


def test_successor_is_public_and_stays(portals):
    head = make_head(portals["quan1"])
    page = Page.objects.get(pk=page_at(portals, "vi", "tin-tuc/bai").pk)
    for successor in (page, make_article(portals["quan1"], published=False)):
        with pytest.raises(SuccessorRefused):
            take_down(page, by=head, at=timezone.now(), successor=successor, **WHY)


@pytest.mark.slow(reason="takes pages through whole reviews, in two languages")
def test_successor_that_an_editor_proposes_is_led_to_once_the_board_approves(client, portals):
    district, city = portals["quan1"], portals["thanhpho"]
    page = page_at(portals, "vi", "tin-tuc/bai")
    editor, where = browser(make_member(district)), url("ask_unpublish", page.pk)
    form = {"reason": "Gộp nội dung", "with_versions": "on"}
    for host in (city.host, "example.test"):
        refused = editor.post(where, form | {"successor": f"http://{host}/tin-tuc/bai/"})
        assert "của cổng này" in errors_at(refused, "successor"), host
    with pytest.raises(SuccessorElsewhere):
        propose_unpublishing(page, by=make_member(district), at=timezone.now(), reason="x", successor=page)
    assert not ProposedChange.objects.exists()
    editor.post(where, form | {"successor": f"http://{district.host}/tin-tuc/khac/"})
    change = ProposedChange.objects.get()
    assert "Tin khac" in browser(make_head(district)).get(url("proposal", change.pk)).content.decode()
    assert arrive(client, district.host, "/tin-tuc/bai/")[2] == "/tin-tuc/bai/"
    act(change, make_head(district))
    for prefix in ("", "/en"):
        assert arrive(client, district.host, f"{prefix}/tin-tuc/bai/") == (
            200, district.host, f"{prefix}/tin-tuc/khac/",
        )  # fmt: skip
    assert arrive(client, city.host, "/tin-tuc/bai/")[2] == "/tin-tuc/bai/"


def test_successor_that_is_not_public_any_more_does_not_hold_the_withdrawal_up(client, portals):
    district = portals["quan1"]
    page, other = (page_at(portals, "vi", path) for path in ("tin-tuc/bai", "tin-tuc/khac"))
    change = propose_unpublishing(
        page, by=make_member(district), at=timezone.now(), reason="Gộp nội dung", successor=other
    )
    head = make_head(district)
    take_down(Page.objects.get(pk=other.pk), by=head, at=timezone.now(), **WHY)
    assert "không còn công khai" in browser(head).get(url("proposal", change.pk)).content.decode()
    act(change, head)
    assert arrive(client, district.host, "/tin-tuc/bai/")[0] == 404


@pytest.mark.slow(reason="withdraws in two ways, and publishes a translation after each")
@each_case("by_proposal", [False, True])
def test_reader_of_a_language_that_the_successor_lacks_is_offered_it(client, portals, by_proposal):
    district, city = portals["quan1"], portals["thanhpho"]
    page, head, now = page_at(portals, "vi", "tin-tuc/bai"), make_head(district), timezone.now()
    only = make_article(district if by_proposal else city, "Chỉ tiếng Việt", slug="chi-tieng-viet")
    if by_proposal:
        why = {"reason": "Gộp nội dung", "with_versions": True}
        act(propose_unpublishing(page, by=make_member(district), at=now, successor=only, **why), head)
    else:
        take_down(Page.objects.get(pk=page.pk), by=head, at=now, successor=only, with_versions=True, **WHY)
    host, there = (district if by_proposal else city).host, "/tin-tuc/chi-tieng-viet/"
    assert arrive(client, district.host, "/tin-tuc/bai/") == (200, host, there)
    offered = client.get("/en/tin-tuc/bai/", headers={"host": district.host})
    assert offered.status_code == 410
    assert f'{there}" lang="vi" hreflang="vi">Chỉ tiếng Việt</a>' in offered.content.decode()
    translated(only, district if by_proposal else city)
    assert arrive(client, district.host, "/en/tin-tuc/bai/") == (200, host, f"/en{there}")


@pytest.mark.slow(reason="asks many addresses")
@each_case("screen", ["take_down", "ask_unpublish"])
def test_neither_a_home_nor_a_page_without_vietnamese_takes_a_place(portals, screen):
    district = portals["quan1"]
    page = page_at(portals, "vi", "tin-tuc/bai")
    without = page_at(portals, "en", "tin-tuc/khac")
    take_down(page_at(portals, "vi", "tin-tuc/khac"), by=make_head(district), at=timezone.now(), **WHY)
    asks = screen == "ask_unpublish"
    person = browser(make_member(district) if asks else make_head(district))
    where = url(screen, page.pk) if asks else reverse(screen, args=[page.pk])
    hosts = [district.host] if asks else [district.host, portals["thanhpho"].host]
    for address, words in [*((f"http://{host}/", "Trang chủ") for host in hosts), (without.full_url, "tiếng Việt")]:
        refused = person.post(where, {**WHY, "with_versions": "", "successor": address})
        assert words in errors_at(refused, "successor"), address
    assert not ProposedChange.objects.exists()
    assert Page.objects.get(pk=page.pk).live


@pytest.mark.slow(reason="publishes a section in both languages")
def test_section_that_a_view_shows_takes_the_place_of_a_page_in_both_languages(client, portals):
    district = portals["quan1"]
    vietnamese = section_of(district, "hoi-dap")
    english = translated(vietnamese, district)
    assert public_page_of(english.full_url).pk == english.pk
    for language, prefix, words in (("vi", "", "hoi-dap"), ("en", "/en", "questions")):
        page = Page.objects.get(pk=page_at(portals, language, "tin-tuc/bai").pk)
        take_down(page, by=make_head(district), at=timezone.now(), successor=vietnamese, **WHY)
        assert arrive(client, district.host, f"{prefix}/tin-tuc/bai/") == (200, district.host, f"{prefix}/{words}/")


@pytest.mark.slow(reason="opens screens of two boards")
def test_board_names_the_successor_on_the_screen_and_takes_it_back(client, portals):
    district, city = portals["quan1"], portals["thanhpho"]
    page = page_at(portals, "vi", "tin-tuc/bai")
    head = browser(make_head(district))
    form = {**WHY, "successor": "https://example.test/", "with_versions": ""}
    where = reverse("take_down", args=[page.pk])
    assert "successor" in head.post(where, form).context["form"].errors
    head.post(where, form | {"successor": f"http://{city.host}/tin-tuc/bai/"})
    assert arrive(client, district.host, "/tin-tuc/bai/")[1:] == (city.host, "/tin-tuc/bai/")
    keep_addresses(city, {"/cua-thanh-pho/": page.pk}, at=timezone.now())
    row = Redirect.objects.get(site=district.site_id)
    listed = head.get(reverse("former_addresses")).content.decode()
    assert "/tin-tuc/bai" in listed
    assert "/cua-thanh-pho" not in listed
    with pytest.raises(RedirectsForbidden):
        take_back_redirect(row, by=make_head(city), at=timezone.now())
    assert browser(make_head(city)).post(reverse("former_address", args=[row.pk])).status_code in (302, 403)
    assert Redirect.objects.filter(pk=row.pk).exists()
    head.post(reverse("former_address", args=[row.pk]))
    assert arrive(client, district.host, "/tin-tuc/bai/")[0] == 410
