"""A new index is built beside the one that answers, and takes its place in one step."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from celery.exceptions import Retry
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from audit.models import PortalEvent
from search import backends
from search.backends import get_backend
from search.enums import SearchEventKind
from search.errors import GenerationIncomplete, NoFormerGeneration, RebuildingElsewhere
from search.index import generations, indexing
from search.index.generations import PATIENCE, begin_generation, go_back, lost_titles, note_step, serve_generation
from search.index.indexing import catch_up, index_pages, reindex
from search.models import GenerationState, IndexGeneration, SearchEntry, serving_generation, written_generations
from search.service import search_pages
from search.tasks import index_pages as index_pages_task
from tests.each import each_case
from tests.factories import make_article, make_head, publish_approved_page
from tests.qa import public

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


class Killed(BaseException):
    """A process that ends in the middle, as no handler of errors sees it."""


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A block whose work after the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def indexed(city, article):
    """A city whose index was rebuilt once, with one page on two portals."""
    article(city["bennghe"], "Sửa đường phường")
    article(city["quan1"], "Sửa đường quận")
    reindex()
    return city


@pytest.mark.slow(reason="rebuilds an index")
def test_first_rebuilding_keeps_the_index_that_answered_before(city, article, found):
    article(city["bennghe"], "Xyz cũ")
    assert (serving_generation(), written_generations()) == (1, [1])
    reindex()
    assert (serving_generation(), written_generations()) == (2, [1, 2])
    assert found("xyz cu") == ["Xyz cũ"]
    reindex()
    assert (serving_generation(), written_generations()) == (3, [2, 3])
    assert SearchEntry.objects.filter(page__title="Xyz cũ").count() == 2
    assert not SearchEntry.objects.filter(generation=1).exists()


@pytest.mark.sqlite
@pytest.mark.slow(reason="rebuilds an index")
def test_words_of_a_built_generation_stand_in_one_list_of_sqlite_and_are_joined_as_they_are_written(city, article):
    """The city has more pages than are written in one batch: without joining there are several lists."""
    for number in range(3):
        article(city["bennghe"], f"Sửa đường số {number}")
    with patch.object(indexing, "BATCH", 1):
        reindex()
    with connection.cursor() as cursor:
        for table in ("search_fulltext_0", "search_titles_0"):
            cursor.execute(f"SELECT COUNT(DISTINCT segid) FROM {table}_idx")  # noqa: S608 -- a constant
            assert cursor.fetchone() == (1,)
            cursor.execute(f"SELECT v FROM {table}_config WHERE k = 'automerge'")  # noqa: S608 -- a constant
            assert cursor.fetchone() == (4,)


@pytest.mark.slow(reason="rebuilds an index")
@each_case(
    ("module", "seam", "times"),
    [
        (backends, "erase", 1),
        (backends, "write", 2),
        (indexing, "unindexed_pages", 0),
        (generations, "lost_titles", 0),
        (generations, "_swap", 0),
    ],
)
def test_process_that_is_killed_leaves_the_index_that_answers(indexed, found, commit, module, seam, times):
    """While rows of the former one are removed, while rows are written, before it is complete, in the checks, in the
    swap."""
    serving, titles = serving_generation(), {"Sửa đường phường", "Sửa đường quận"}
    owner, answers = type(get_backend()) if module is backends else module, []
    real, calls = getattr(owner, seam), []

    def dies(*args, **kwargs):
        calls.append(seam)
        if len(calls) > times:
            answers.append(set(found("sua duong")))
            raise Killed
        return real(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        # In more than one step.
        patch.setattr(generations, "_REMOVED_AT_ONCE", 1)
        patch.setattr(indexing, "BATCH", 5)
        patch.setattr(owner, seam, dies)
        with pytest.raises(Killed):
            reindex()
    assert serving_generation() == serving
    assert [*answers, set(found("sua duong"))] == [titles, titles]
    assert search_pages("sua duong", language="vi").total == 2
    # What is published and withdrawn meanwhile is followed.
    with commit():
        page = make_article(indexed["bennghe"], "Sửa đường ngay")
    assert set(found("sua duong")) == {*titles, "Sửa đường ngay"}
    page.unpublish()
    assert set(found("sua duong")) == titles
    # It can be run again, once it is sure that the process is dead.
    IndexGeneration.objects.update(moved_at=timezone.now() - PATIENCE)
    reindex()
    assert serving_generation() == serving + 1
    assert set(found("sua duong")) == titles


@pytest.mark.postgresql
def test_indexes_of_words_collect_what_a_rebuilding_writes_and_answer_without_a_list_of_it(indexed):
    def collecting(number):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname LIKE %s AND 'fastupdate=on' = ANY(reloptions)",
                [f"search_entry_%_{number % 2}"],
            )
            return sorted(name for (name,) in cursor.fetchall())

    number = begin_generation(at=timezone.now())
    assert collecting(number) == [f"search_entry_{words}_{number % 2}" for words in ("title_words", "words")]
    assert collecting(serving_generation()) == []
    index_pages(Page.objects.values_list("pk", flat=True), generations=[number])
    serve_generation(number, at=timezone.now())
    assert collecting(number) == []


def test_rebuilding_is_refused_while_another_goes_on_and_one_that_was_replaced_stops(indexed):
    begun = timezone.now()
    number = begin_generation(at=begun)
    with pytest.raises(RebuildingElsewhere):
        begin_generation(at=begun + PATIENCE / 2)
    note_step(number, at=begun + PATIENCE / 2)
    with pytest.raises(RebuildingElsewhere):
        begin_generation(at=begun + PATIENCE)
    begin_generation(at=begun + 2 * PATIENCE)
    IndexGeneration.objects.filter(number=number).delete()
    with pytest.raises(RebuildingElsewhere):
        note_step(number, at=begun)


@pytest.mark.slow(reason="rebuilds an index")
def test_queries_in_the_middle_of_a_rebuilding_find_everything_once(indexed, found, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 5)
    answers = []
    reindex(on_progress=lambda done, total: answers.append(tuple(sorted(found("sua duong")))))
    assert len(answers) > 5
    assert set(answers) == {("Sửa đường phường", "Sửa đường quận")}


@pytest.mark.slow(reason="rebuilds an index")
def test_what_is_published_and_withdrawn_during_a_rebuilding_reaches_both(indexed, article, found, commit):
    gone = article(indexed["quan1"], "Sửa đường đã rút")
    number = begin_generation(at=timezone.now())
    index_pages([gone.pk])
    with commit():
        new = make_article(indexed["bennghe"], "Sửa đường mới")
    gone.unpublish()
    assert set(SearchEntry.objects.filter(page=new).values_list("generation", flat=True)) == {number - 1, number}
    assert not SearchEntry.objects.filter(page=gone).exists()
    assert "Sửa đường đã rút" not in found("sua duong")


@pytest.mark.slow(reason="rebuilds an index")
def test_generation_that_lacks_a_page_does_not_answer(indexed, found, monkeypatch):
    monkeypatch.setattr(generations, "unindexed_pages", lambda number: Page.objects.filter(depth=1))
    with pytest.raises(GenerationIncomplete) as refused:
        reindex()
    assert (refused.value.missing, refused.value.lost) == (1, 0)
    assert len(found("sua duong")) == 2
    # The next one need not wait.
    with pytest.raises(CommandError) as told:
        call_command("rebuild_search_index", verbosity=0, stderr=StringIO())
    assert isinstance(told.value.__cause__, GenerationIncomplete)


@pytest.mark.slow(reason="rebuilds an index")
def test_generation_that_does_not_find_its_titles_does_not_answer(indexed, found):
    number = begin_generation(at=timezone.now())
    index_pages(list(Page.objects.live().values_list("pk", flat=True)), generations=[number])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE search_searchentry SET title_words = '', words = '' WHERE generation = %s", [number])
    else:
        get_backend().erase(SearchEntry.objects.filter(generation=number).values_list("pk", flat=True))
    with pytest.raises(GenerationIncomplete) as refused:
        serve_generation(number, at=timezone.now())
    assert (refused.value.missing, refused.value.lost > 2) == (0, True)
    assert len(found("sua duong")) == 2


@pytest.mark.slow(reason="rebuilds an index")
def test_titles_with_signs_of_queries_are_found(city, article):
    article(city["bennghe"], "-Thông báo mới", "Tin -khẩn", '“Tin” trong ngoặc "kép"', "—Gạch dài")
    tried, lost = lost_titles(serving_generation())
    assert (tried, lost) == (4, 0)


def test_rebuilding_whose_place_another_took_does_not_answer(indexed):
    number = begin_generation(at=timezone.now())
    IndexGeneration.objects.filter(state=GenerationState.BUILDING).delete()
    with pytest.raises(RebuildingElsewhere):
        serve_generation(number, at=timezone.now())


@pytest.mark.slow(reason="rebuilds an index")
def test_former_index_answers_again_and_knows_what_came_meanwhile(indexed, found, commit):
    with commit():
        make_article(indexed["bennghe"], "Sửa đường mới")
    before = serving_generation()
    output = StringIO()
    call_command("rebuild_search_index", back=True, stdout=output)
    assert serving_generation() == before - 1
    assert str(before - 1) in output.getvalue()
    assert len(found("sua duong")) == 3
    reindex()
    assert (serving_generation(), written_generations()) == (before, [before - 1, before])
    assert len(found("sua duong")) == 3
    events = PortalEvent.objects.filter(kind__in=SearchEventKind.values).order_by("pk")
    assert [(event.kind, event.portal, event.data["index"]) for event in events] == [
        (SearchEventKind.INDEX_REBUILT, None, str(before)),
        (SearchEventKind.INDEX_TAKEN_BACK, None, str(before - 1)),
        (SearchEventKind.INDEX_REBUILT, None, str(before)),
    ]


def test_without_a_former_index_nothing_is_gone_back_to(city):
    with pytest.raises(NoFormerGeneration):
        go_back(at=timezone.now())


def test_one_portal_is_written_in_place(indexed):
    before = serving_generation()
    call_command("rebuild_search_index", portal="bennghe", verbosity=0)
    assert serving_generation() == before


# Order of writes, and what was lost.


@pytest.mark.slow(reason="rebuilds an index")
def test_older_task_that_comes_later_or_twice_does_not_bring_back_older_words(
    city, article, found, django_capture_on_commit_callbacks
):
    page = article(city["bennghe"], "Bản một")
    tasks = []
    for title in ("Bản hai", "Bản ba"):
        page.title = title
        with django_capture_on_commit_callbacks() as waiting:
            page.save_revision(user=page.owner)
            publish_approved_page(page, by=make_head(city["bennghe"]))
        tasks.append(waiting)
        page.refresh_from_db()
    # The words of a former version are found nowhere, however long the workers take.
    assert found("ban mot") == found("ban hai") == found("ban ba") == []
    for waiting in (tasks[1], tasks[0], tasks[0], tasks[1]):
        for callback in waiting:
            callback()
        assert found("ban ba") == ["Bản ba"]
        assert found("ban mot") == found("ban hai") == []


def test_task_that_fails_asks_to_be_run_again(monkeypatch):
    def fail(keys):
        raise OSError("gone")

    monkeypatch.setattr(indexing, "index_pages", fail)
    with pytest.raises(Retry):
        index_pages_task.delay([1])


def test_what_lost_its_task_is_caught_up_with(city, found):
    missed = make_article(city["bennghe"], "Tin bị sót")
    asked = public.publish(city["bennghe"], "Hỏi bị sót")
    Page.objects.filter(pk=missed.pk).update(last_published_at=timezone.now() - timedelta(hours=1))
    assert found("bi sot") == []
    catch_up()
    assert set(found("bi sot")) == {"Tin bị sót", asked.public_title}
    assert catch_up() == 0
