"""What an article shows, and in which order."""

import pytest
from bs4 import BeautifulSoup

from tests.admin import browser
from tests.admin_forms import form_of
from tests.factories import CITY, make_article, make_member, make_portal

pytestmark = pytest.mark.django_db


def test_correction_stands_before_the_text_it_corrects(client):
    portal = make_portal(CITY)
    article = make_article(portal, correction_note="Số đúng là 3.", body=[("paragraph", "<p>Có 3.</p>")])
    response = client.get(article.get_url_parts()[2], headers={"host": portal.host})
    page = BeautifulSoup(response.content, "html.parser")
    note, text = page.select_one("[aria-labelledby=correction]"), page.select_one(".prose")
    assert "Số đúng là 3." in note.get_text()
    assert note.sourceline < text.sourceline


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_title_of_characters_that_nobody_sees_is_none():
    portal = make_portal(CITY)
    page = make_article(portal, published=False)
    client, address = browser(make_member(portal)), f"/admin/pages/{page.pk}/edit/"
    form = form_of(client, address) | {"title": "\u200b\ufeff", "body-count": "0"}
    assert "title" in client.post(address, form).context["form"].errors
