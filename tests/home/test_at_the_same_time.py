"""Pages that are published or withdrawn at the moment at which somebody compares, translates or confirms them: nobody
waits for ever, and what was published last counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage, PageFreshness, VersionBasis
from home.timeliness import freshness
from home.timeliness.freshness import confirm_page
from home.translations import actions
from home.translations.actions import translate
from home.translations.inputs import TranslatedInput
from home.translations.queries import read_side_by_side
from home.translations.versions import basis
from home.translations.versions.basis import confirm_version, text_hash_of
from home.translations.versions.queries import public_source_of
from tests.factories import make_article, make_head, make_member, publish_approved_page
from tests.home.branches import open_english, translated
from tests.meanwhile import after, at_once, pausing_after

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def article(portal):
    return make_article(portal)


@pytest.fixture
def version(article, portal):
    """A public English version of the article, which is behind."""
    page = translated(article, portal)
    open_english(portal)
    publishing(article, portal, lead="Đã đổi.")()
    return NewsArticlePage.objects.get(pk=page.pk)


def publishing(page, portal, **values):
    """Write another version of a page; returns its publication by the board."""
    draft = NewsArticlePage.objects.get(pk=page.pk)
    for name, value in {"correction_note": "Đổi.", **values}.items():
        setattr(draft, name, value)
    draft.save_revision(user=make_member(portal))
    head = make_head(portal)
    return lambda: publish_approved_page(NewsArticlePage.objects.get(pk=page.pk), by=head)


def is_behind(version):
    return VersionBasis.objects.get(page=version.pk).changed_at is not None


@pytest.mark.slow(reason="publishes pages in both languages, on two connections")
def test_version_is_compared_while_its_vietnamese_page_is_published(article, version, portal, monkeypatch):
    member, seen = make_member(portal), text_hash_of(public_source_of(version))
    publish = publishing(article, portal, lead="Đổi nữa.")
    reached = pausing_after(monkeypatch, basis, "public_source_of")
    compare = lambda: confirm_version(version, by=member, seen=seen, at=timezone.now())  # noqa: E731
    assert at_once(compare, after(reached, publish)) == [None, None]
    assert is_behind(version)


@pytest.mark.slow(reason="publishes pages in both languages, on two connections")
def test_text_is_translated_while_the_vietnamese_page_is_published(article, version, portal, monkeypatch):
    member, publish = make_member(portal), publishing(article, portal, title="Tựa khác", lead="Đổi nữa.")
    key = read_side_by_side(version).segments[0].key
    # The source is stored with the first translation.
    translate(version, [TranslatedInput(key, "New")], by=member, at=timezone.now())
    reached = pausing_after(monkeypatch, actions, "get_directory")
    save = lambda: translate(version, [TranslatedInput(key, "News")], by=member, at=timezone.now())  # noqa: E731
    assert at_once(save, after(reached, publish)) == [None, None]
    assert is_behind(version)
    still_open = len(read_side_by_side(NewsArticlePage.objects.get(pk=version.pk)).open_segments)
    assert VersionBasis.objects.get(page=version.pk).open_segments == still_open


@pytest.mark.slow(reason="publishes pages in both languages, on two connections")
def test_vietnamese_page_is_withdrawn_while_its_version_is_published(article, version, portal, monkeypatch):
    head, publish = make_head(portal), publishing(version, portal, lead="Changed.")
    reached = pausing_after(monkeypatch, basis, "_mark_versions")
    why = {"reason_class": TakedownReason.ERROR, "reason": "Sai"}
    withdraw = lambda: take_down(article, by=head, at=timezone.now(), **why)  # noqa: E731
    assert at_once(withdraw, after(reached, publish)) == [None, None]
    assert is_behind(version)


@pytest.mark.slow(reason="publishes pages, on two connections")
def test_page_is_confirmed_while_it_is_published(article, portal, monkeypatch):
    member, at = make_member(portal), timezone.now()
    publishing(article, portal, review_date=timezone.localdate(at) + timedelta(days=30))()
    publish = publishing(article, portal, lead="Đổi nữa.")
    next_on = timezone.localdate(at) + timedelta(days=90)
    reached = pausing_after(monkeypatch, freshness, "_forget_notices")
    confirm = lambda: confirm_page(article, by=member, next_on=next_on, at=at)  # noqa: E731
    assert at_once(confirm, after(reached, publish)) == [None, None]
    assert PageFreshness.objects.get(page=article.pk).confirmed_by is None
