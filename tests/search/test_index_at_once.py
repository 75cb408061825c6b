"""Two at the same moment: a writer and a rebuilding, two operators who press the button."""

import pytest
from django.utils import timezone

from search.index import entries
from search.index.generations import begin_generation
from search.index.indexing import index_pages, reindex
from search.models import Reindexing, SearchEntry, written_generations
from search.oversight import reindexing
from tests.factories import make_article, make_city, make_operator
from tests.meanwhile import after, at_once, pausing_after

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.mark.slow(reason="rebuilds an index")
def test_row_that_is_written_while_its_generation_is_removed_goes_with_it(monkeypatch):
    page = make_article(make_city()["bennghe"], "Tin")
    reindex()
    paused = pausing_after(monkeypatch, entries, "held_generations")
    refused = at_once(lambda: index_pages([page.pk]), after(paused, lambda: begin_generation(at=timezone.now())))
    assert refused == [None, None]
    assert not SearchEntry.objects.exclude(generation__in=written_generations()).exists()


@pytest.mark.slow(reason="rebuilds an index")
def test_two_operators_begin_one_rebuilding(monkeypatch):
    make_city()
    by, now = make_operator(), timezone.now()
    monkeypatch.setattr(reindexing, "enqueue_on_commit", lambda *args: None)
    paused = pausing_after(monkeypatch, reindexing, "hold_index")
    press = lambda: reindexing.start_reindexing(None, by=by, at=now)  # noqa: E731 -- twice the same
    assert at_once(press, after(paused, press)) == [None, None]
    assert Reindexing.objects.count() == 1
