"""What translators are offered from pages that were translated before."""

import pytest
from bs4 import BeautifulSoup

from home.models import TranslatedText
from home.translations.queries import read_side_by_side
from home.translations.suggestions.memory import suggestions_for
from sites.enums import PortalState
from tests.admin import browser
from tests.factories import make_head, make_member, publish_approved_page, put_in_state
from tests.home.translating import begun, fresh, say, say_all, screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(district):
    return begun(district)[1]


@pytest.fixture
def editor(district):
    return make_member(district)


@pytest.fixture
def client(editor):
    return browser(editor)


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_own_drafts_and_public_pages_of_the_city_are_offered_and_no_draft_of_another_portal(city, district, editor):
    _article, first = begun(district)
    say(first, "Tóm tắt", "Said in a draft.", by=editor)
    _article, own = begun(district, title="Trang khác", slug="khac")
    _article, foreign = begun(city, by=make_member(city))
    assert [offer.text for offer in offered(own)] == ["Said in a draft."]
    assert offered(foreign) == []
    say_all(first, by=editor)
    publish_approved_page(fresh(first), by=make_head(district))
    assert [(offer.text, offer.portal) for offer in offered(foreign)] == [("Said in a draft.", district.name)]
    assert not TranslatedText.objects.for_portal(city).exists()
    put_in_state(district, PortalState.SUSPENDED)
    assert offered(foreign) == []


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_sentences_of_public_pages_are_offered_one_by_one_and_those_of_drafts_of_other_portals_are_not(
    city, district, client, editor
):
    _article, first = begun(district, lead="Nộp hồ sơ tại phường. Nhận kết quả sau 3 ngày.")
    say(first, "Nộp hồ sơ", "Apply at the ward. Collect the result after 3 days.", by=editor)
    _article, foreign = begun(city, by=make_member(city), lead="Đến sớm. Nhận kết quả sau 3 ngày.")
    reader = browser(make_member(city))
    assert sentences_at(reader, foreign) == []
    say_all(first, by=editor)
    publish_approved_page(fresh(first), by=make_head(district))
    assert sentences_at(reader, foreign) == ["Collect the result after 3 days."]
    _article, own = begun(district, title="Trang khác", slug="khac", lead="Nhận kết quả sau 3 ngày.")
    assert [offer.text for offer in offered(own, "Nhận kết quả sau 3 ngày.")] == ["Collect the result after 3 days."]


def test_page_that_is_public_no_more_is_offered_to_nobody(city, district, version, editor):
    say_all(version, by=editor)
    page = publish_approved_page(fresh(version), by=make_head(district))
    assert TranslatedText.objects.for_portal(district).exists()
    page.unpublish()
    assert not TranslatedText.objects.exists()


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_offer_stands_at_its_text(district, version, client, editor):
    _article, other = begun(district, title="Trang khác", slug="khac")
    say(other, "Tóm tắt", "Said before.", by=editor)
    offers = BeautifulSoup(client.get(screen(version)).content, "html.parser").select("[data-text-offer]")
    assert [button["data-text-offer"] for button in offers] == ["Said before."]


def offered(version, text="Tóm tắt tin."):
    return suggestions_for(read_side_by_side(fresh(version)), [text]).get(text, [])


def sentences_at(client, version):
    page = BeautifulSoup(client.get(screen(version)).content, "html.parser")
    return [button["data-text-insert"] for button in page.select(".side-by-side__offer [data-text-insert]")]
