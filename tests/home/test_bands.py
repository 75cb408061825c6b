"""The bands of a home page: which it shows, in which order, and how the board sees that they were arranged."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamValue

from home.blocks import bands_offered
from home.models import PortalHomePage
from home.serving.homes.band_registry import registered_bands
from sites.models import Portal
from tests.admin import browser
from tests.admin_forms import whole_form_of
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, publish_approved_page, section_of
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


def codes(stream: StreamValue) -> list[str]:
    return [entry["type"] for entry in stream.raw_data]


def arranged(page: PortalHomePage, *wanted: str) -> list[dict[str, object]]:
    """The bands that the home has, in another order and without some."""
    entries = {entry["type"]: entry for entry in page.bands.raw_data}
    return [entries[code] for code in wanted]


def bands_on(portal: Portal) -> list[str]:
    """What stands on the home of a portal, by the names of its parts."""
    response = Client(headers={"host": portal.host}).get("/")
    soup = BeautifulSoup(response.content, "html.parser")
    return [part["aria-labelledby"] for part in soup.select(".main--home section[aria-labelledby]")]


def edit_address(page: PortalHomePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_every_registered_band_is_a_block_with_a_description():
    blocks = PortalHomePage._meta.get_field("bands").stream_block.child_blocks
    assert [*blocks] == [band.code for band in registered_bands()]
    assert all(block.get_description() for block in blocks.values())


@pytest.mark.slow(reason="makes two portals")
def test_portals_are_born_with_the_bands_of_their_kind_in_both_languages(city, district):
    born = {
        city: [
            "tasks", "following", "procedures_of_all", "news", "documents", "drafts", "questions", "schedule",
            "city_news", "channels", "portals",
        ],
        district: [
            "tasks", "notices", "counter", "procedures", "news", "documents", "drafts", "questions", "schedule",
            "news_of_city",
        ],
    }  # fmt: skip
    for portal, expected in born.items():
        homes = PortalHomePage.objects.filter(path__startswith=portal.container.path)
        assert [codes(home.bands) for home in homes] == [expected, expected]
        assert [home.tasks[0].value["view"] for home in homes] == ["ask_question", "ask_question"]


@pytest.mark.slow(reason="publishes a page and shows two homes")
def test_citizens_see_an_arrangement_once_it_is_approved_and_on_no_other_portal(city, district):
    make_article(city)
    before = bands_on(district), bands_on(city)
    home = PortalHomePage.objects.get(pk=district.vietnamese_home.pk)
    home.bands = arranged(home, "news_of_city", "news")
    home.save_revision(user=make_member(district))
    assert (bands_on(district), bands_on(city)) == before
    publish_approved_page(home, by=make_head(district))
    assert bands_on(district) == ["news-of-city", "news"]
    assert bands_on(city) == before[1]


@pytest.mark.slow(reason="opens the editors of two homes")
def test_editor_is_offered_the_bands_of_the_own_kind_of_portal(city, district):
    for portal, offered, kept_away in ((district, "procedures", "portals"), (city, "portals", "procedures")):
        response = browser(make_member(portal)).get(edit_address(portal.vietnamese_home))
        block = response.context["form"].fields["bands"].block
        assert (offered in block.child_blocks, kept_away in block.child_blocks) == (True, False)


@pytest.mark.slow(reason="sends the editor of a home twice")
def test_band_of_another_kind_of_portal_that_is_sent_by_hand_is_not_kept(district):
    client, home = browser(make_member(district)), district.vietnamese_home
    before = codes(home.specific.bands)
    sent = whole_form_of(client, edit_address(home))
    sent |= {"bands-0-type": "portals"}
    client.post(edit_address(home), sent)
    home = PortalHomePage.objects.get(pk=home.pk).get_latest_revision_as_object()
    assert codes(home.bands) == before[1:]


def test_home_that_lacks_its_news_is_kept_as_a_draft_and_not_submitted(district):
    client, home = browser(make_member(district)), district.vietnamese_home
    sent = whole_form_of(client, edit_address(home))
    before = codes(home.specific.bands)
    place = before.index("news")
    sent |= {f"bands-{place}-deleted": "1"}
    refused = client.post(edit_address(home), sent | {"action-submit": "1"})
    assert "bands" in refused.context["form"].errors
    assert client.post(edit_address(home), sent).status_code == 302
    draft = PortalHomePage.objects.get(pk=home.pk).get_latest_revision_as_object()
    assert codes(draft.bands) == [code for code in before if code != "news"]


@each_case("wanted", [["news", "news"], ["tasks"]])
def test_band_stands_once_and_the_news_are_not_left_out(wanted):
    block = bands_offered(is_city=False)
    with pytest.raises(ValidationError):
        block.clean(block.to_python([{"type": code, "value": None, "id": str(n)} for n, code in enumerate(wanted)]))


@pytest.fixture
@remembered
def district_home(district):
    return PortalHomePage.objects.get(pk=district.vietnamese_home.pk)


def compared(client: Client, page: PortalHomePage, before: object, after: object) -> BeautifulSoup:
    first, second = (save_with(page, bands) for bands in (before, after))
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    return BeautifulSoup(client.get(address).content, "html.parser")


def save_with(page: PortalHomePage, bands: object):
    page.bands = bands
    return page.save_revision()


def test_comparison_says_which_band_was_moved_taken_out_and_left_alone(district, district_home):
    page = district_home
    before = arranged(page, "tasks", "news", "procedures", "questions")
    after = arranged(page, "questions", "tasks", "procedures")
    soup = compared(browser(make_member(district)), page, before, after)
    told = {
        child.get_text(" ", strip=True): child.get("class", []) for child in soup.select(".comparison__child-object")
    }
    moved, news, tasks, procedures = told
    assert [moved.startswith("Hỏi đáp"), "4" in moved, "1" in moved] == [True, True, True]
    assert "deletion" in told[news]
    assert not {"addition", "deletion"} & {*told[tasks], *told[procedures]}


def test_editor_of_another_portal_does_not_open_the_editor_of_a_home(city, district):
    response = browser(make_member(city)).get(edit_address(district.vietnamese_home))
    assert response.status_code == 403
    assert section_of(district).title not in response.content.decode()
