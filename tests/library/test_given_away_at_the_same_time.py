"""A picture is submitted and given to another portal at the same moment: whoever is second learns of the first."""

from __future__ import annotations

import pytest
from django.db import transaction

from editorial.errors import FilesElsewhere
from editorial.review import actions as workflow
from home.models import NewsArticlePage
from library.errors import FileStays
from library.files import kept as kept_files
from library.models import PortalImage
from tests.factories import CITY, DISTRICT, make_article, make_member, make_portal
from tests.fullest import make_image
from tests.meanwhile import after, at_once, pausing_after

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def city():
    return make_portal(CITY)


@pytest.fixture
def district(city):
    return make_portal(DISTRICT)


@pytest.fixture
def image(district):
    return make_image(district, "Ảnh cho bài")


@pytest.fixture
def article(district):
    return make_article(district, "Bài thêm ảnh", published=False)


def submitting(article, image, editor):
    @transaction.atomic
    def submit():
        page = NewsArticlePage.objects.get(pk=article.pk)
        page.image = image
        page.save_revision(user=editor)
        page.get_workflow().start(page, editor)

    return submit


def giving_away(image, portal):
    @transaction.atomic
    def give():
        row = PortalImage.objects.get(pk=image.pk)
        row.collection = portal.collection
        row.save()

    return give


def test_who_gives_a_picture_away_waits_for_who_submits_it(city, district, article, image, monkeypatch):
    editor = make_member(district)
    reached = pausing_after(monkeypatch, workflow, "record_event")
    refusals = at_once(submitting(article, image, editor), after(reached, giving_away(image, city)))
    assert [type(refusal) for refusal in refusals] == [type(None), FileStays]
    assert PortalImage.objects.get(pk=image.pk).collection_id == district.collection_id


def test_who_submits_a_picture_waits_for_who_gives_it_away(city, district, article, image, monkeypatch):
    editor = make_member(district)
    reached = pausing_after(monkeypatch, kept_files, "is_named")
    refusals = at_once(giving_away(image, city), after(reached, submitting(article, image, editor)))
    assert [type(refusal) for refusal in refusals] == [type(None), FilesElsewhere]
    assert not NewsArticlePage.objects.get(pk=article.pk).workflow_in_progress
