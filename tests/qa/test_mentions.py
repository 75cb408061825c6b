"""Whoever takes a document off the public is told which answers rest on it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_unpublishing
from home.publication.cited_documents import facts_of
from tests.admin import browser
from tests.factories import AT, make_article, make_head, make_member
from tests.information.factories import make_item
from tests.qa.factories import make_question
from tests.qa.public import answer, publish

# What is asked of a column of JSON differs by engine.
pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def named_at(client, url: str) -> list[str]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [link["href"] for link in page.select("#mentions-1-section li a")]


def test_public_answers_of_all_portals_are_named_where_a_document_goes(city, district):
    document, other = make_item(district, "document", published=True), make_item(district, "document", published=True)
    own, foreign, hidden = publish(district), publish(city), make_question(city, "answered")
    # In whatever place it stands.
    answer(own, "Một", documents=facts_of([other.pk, document.pk]))
    answer(foreign, "Hai", documents=facts_of([document.pk]))
    answer(hidden, "Ba", documents=facts_of([document.pk]))
    answer(publish(district), "Bốn", documents=facts_of([other.pk]))
    head, editor = browser(make_head(district)), make_member(district)
    expected = {f"{city.root_url}/hoi-dap/{foreign.code}/", f"{district.root_url}/hoi-dap/{own.code}/"}
    assert set(named_at(head, reverse("wagtailadmin_pages:unpublish", args=[document.pk]))) == expected
    ask = reverse("portals_admin:ask_unpublish", args=[document.pk])
    assert set(named_at(browser(editor), ask)) == expected
    propose_unpublishing(document, by=editor, at=AT, reason="Sai")
    change = ProposedChange.objects.open().get()
    assert set(named_at(head, reverse("portals_admin:proposal", args=[change.pk]))) == expected


def test_no_page_but_a_document_is_looked_for(district):
    article = make_article(district)
    assert named_at(browser(make_head(district)), reverse("wagtailadmin_pages:unpublish", args=[article.pk])) == []
