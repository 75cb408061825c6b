"""The index follows what is public."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from audit.models import FailedTask
from home.models import ContactPage, NewsArticlePage, SectionPage
from provisioning.fact_changes import change_portal_facts
from search.backends import get_backend
from search.errors import GenerationIncomplete
from search.index import indexing
from search.index.health import GRACE
from search.index.indexing import MOST_FAILED, catch_up, index_pages, index_subtree, reindex, remove_page
from search.models import SearchEntry
from search.service import search_pages
from sites.directory import get_directory
from tests.each import each_case
from tests.factories import AT, DISTRICT, make_article, make_head, make_portal, publish_approved_page, section_of
from tests.raw_rows import delete_rows

pytestmark = pytest.mark.both_engines


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A block whose work after the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def key_of(page) -> int:
    """Key of the row of a page."""
    return SearchEntry.objects.serving().get(page=page).pk


def words_kept_of(key: int) -> int:
    """Rows of words that a database keeps under a key, with or without the row they belong to."""
    places = (
        [("search_fulltext_0", "rowid"), ("search_fulltext_1", "rowid")]
        if connection.vendor == "sqlite"
        else [("search_searchentry", "id")]
    )
    count = 0
    with connection.cursor() as cursor:
        for table, column in places:
            cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = %s", [key])  # noqa: S608
            count += cursor.fetchone()[0]
    return count


def test_published_page_is_found_after_the_commit(city, found, commit):
    with commit():
        make_article(city["bennghe"], "Sửa đường Nguyễn Huệ")
        assert found("nguyen hue") == []
    assert found("nguyen hue") == ["Sửa đường Nguyễn Huệ"]


def test_draft_is_not_indexed(city, found, commit):
    with commit():
        draft = make_article(city["bennghe"], "Chưa duyệt", published=False)
    index_pages([draft.pk])
    assert found("chua duyet") == []


def test_change_under_review_is_not_found_before_it_is_published(city, article, found):
    page = article(city["bennghe"], "Bản đã duyệt")
    page.title = "Bản đang sửa"
    page.save_revision()
    index_pages([page.pk])
    assert found("dang sua") == []
    assert found("da duyet") == ["Bản đã duyệt"]


def test_new_version_replaces_the_old(city, article, found, commit):
    page = article(city["bennghe"], "Bản cũ")
    page.title = "Bản mới"
    with commit():
        page.save_revision(user=page.owner)
        publish_approved_page(page, by=make_head(city["bennghe"]))
        # Not even counted, however long the task takes.
        assert search_pages("bản cũ", language="vi").total == 0
    assert (found("ban cu"), found("ban moi")) == ([], ["Bản mới"])
    assert words_kept_of(key_of(page)) == 1


@each_case("verb", ["unpublish", "delete"])
def test_page_that_is_withdrawn_is_gone_with_its_words_in_the_same_transaction(city, article, found, verb):
    page = article(city["bennghe"], "Tin rút lại")
    key = key_of(page)
    getattr(page, verb)()
    assert found("rut lai") == []
    assert words_kept_of(key) == 0


def test_opening_a_portal_makes_its_starter_pages_found(db, found, commit):
    with commit():
        make_portal()
        portal = make_portal(DISTRICT)
    public = Page.objects.live().descendant_of(portal.container)
    assert public.count() > 3
    assert SearchEntry.objects.filter(portal=portal).count() == public.count()


def test_portal_in_preparation_has_no_rows(db, commit):
    with commit():
        make_portal(opened=False)
    reindex()
    assert not SearchEntry.objects.exists()


@pytest.mark.breaks_the_rule
def test_page_moved_to_another_portal_moves_in_the_index(city, article, found, commit):
    page = article(city["bennghe"], "Tin chuyển")
    with commit():
        page.move(section_of(city["quan1"]), pos="last-child")
        # The index has yet to follow: the page is found nowhere rather than in the wrong place.
        assert found("tin chuyen", portal=city["bennghe"]) == []
    assert found("tin chuyen", portal=city["bennghe"]) == []
    assert found("tin chuyen", portal=city["quan1"]) == ["Tin chuyển"]


@pytest.mark.breaks_the_rule
def test_pages_below_a_moved_page_move_too(city, article, found, commit):
    page = article(city["bennghe"], "Tin chuyển")
    section = section_of(city["bennghe"])
    section.slug = "tin-tuc-phuong"
    section.save()
    with commit():
        section.move(section_of(city["quan1"]), pos="last-child")
    assert found("tin chuyen", portal=city["quan1"]) == ["Tin chuyển"]
    assert SearchEntry.objects.get(page_id=page.pk).portal == city["quan1"]


@pytest.mark.breaks_the_rule
def test_changed_slug_shows_in_the_address_at_once(city, article):

    article(city["bennghe"], "Tin có địa chỉ mới")
    section = section_of(city["bennghe"])
    section.slug = "ban-tin"
    section.save()
    (hit,) = search_pages("dia chi moi", language="vi").hits
    assert "/ban-tin/" in hit.url


def test_restricted_page_is_not_found(city, article, found, commit):
    page = article(city["bennghe"], "Tin nội bộ")
    with commit():
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert found("noi bo") == []
    with commit():
        PageViewRestriction.objects.all().delete()
    assert found("noi bo") == ["Tin nội bộ"]


def test_english_page_is_found_in_english(city, found):
    home = Page.objects.get(path__startswith=city["bennghe"].container.path, slug="en").specific
    section = SectionPage(title="News", slug="news", locale=home.locale, live=False)
    home.add_child(instance=section)
    page = NewsArticlePage(title="Nguyen Hue street", source_agency="Ward", locale=home.locale, live=False)
    section.add_child(instance=page)
    Page.objects.filter(path__startswith=home.path).update(live=True)
    index_pages([section.pk, page.pk])
    assert found("nguyen hue", language="en") == ["Nguyen Hue street"]
    assert found("nguyen hue", language="vi") == []


def test_every_text_of_a_page_is_found(city, article, found):
    body = [
        {"type": "heading", "value": {"text": "Đối tượng áp dụng", "level": "2"}},
        {"type": "paragraph", "value": "<p>Hộ <b>kinh doanh</b> cá thể</p>"},
        {"type": "quote", "value": {"text": "Phục vụ", "speaker": "Nguyễn Văn Mẫu", "role": "", "occasion": ""}},
    ]
    article(city["bennghe"], "Hướng dẫn", lead="Mở đầu.", source_agency="Phòng Kinh tế", body=body)
    for question in ("doi tuong ap dung", "kinh doanh", "phuc vu", "nguyen van mau", "mo dau", "phong kinh te"):
        assert found(question) == ["Hướng dẫn"], question
    entry = SearchEntry.objects.get(title="Hướng dẫn")
    assert "<" not in entry.body
    assert entry.source_agency == "Phòng Kinh tế"
    assert (entry.lead, entry.kind, entry.portal) == ("Mở đầu.", "home.newsarticlepage", city["bennghe"])


@pytest.mark.slow(reason="indexes sixty thousand words")
def test_contacts_are_found_by_the_names_of_what_they_tell_and_by_the_agency_which_may_be_renamed(city, found, commit):
    page = ContactPage.objects.get(path__startswith=city["bennghe"].vietnamese_home.path)
    assert "giờ làm việc" not in page.labels
    ContactPage.objects.filter(pk=page.pk).update(hours="7:30–11:30", title="Liên hệ")
    index_pages([page.pk])
    assert found("giờ làm việc") == found("giờ làm việc phường Bến Nghé") == ["Liên hệ"]
    with commit():
        change_portal_facts(city["bennghe"], {"name_vi": "Phường Nay Khác"}, by=None, at=AT)
    assert found("giờ làm việc nay khác") == ["Liên hệ"]


@pytest.mark.slow(reason="publishes and indexes pages")
def test_page_of_a_book_s_length_is_indexed(city, article, found):
    text = " ".join(f"từ{number}" for number in range(60_000))
    article(city["bennghe"], "Báo cáo dài", body=[{"type": "paragraph", "value": f"<p>{text}</p>"}])
    assert found("tu5 tu20000") == ["Báo cáo dài"]
    assert found("bao cao dai") == ["Báo cáo dài"]


def test_removing_what_is_not_there_is_no_error(db):
    remove_page(123456)
    index_pages([])
    index_pages([123456])
    index_subtree(123456)
    assert not SearchEntry.objects.exists()


def test_publishing_survives_an_index_that_fails(city, commit, monkeypatch, caplog):
    def fail(page_ids):
        raise RuntimeError("index down")

    monkeypatch.setattr(indexing, "index_pages", fail)
    with commit():
        page = make_article(city["bennghe"], "Tin vẫn ra")
    page.refresh_from_db()
    assert page.live
    assert "index down" in caplog.text


def test_restriction_that_lost_its_task_is_caught_up_with(city, article, found):
    page = article(city["bennghe"], "Tin nội bộ")
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    catch_up()
    assert found("noi bo") == []


# Rebuilding.


def rows_that_serve() -> list[dict]:
    """Rows of the generation that answers, but for their keys and its number."""
    rows = SearchEntry.objects.serving().order_by("page").values()
    return [row | {"id": None, "generation": None} for row in rows]


def rebuild(**options) -> str:
    output = StringIO()
    call_command("rebuild_search_index", stdout=output, stderr=output, **options)
    return output.getvalue()


@pytest.mark.slow(reason="publishes and indexes pages")
def test_rebuilding_finds_all_that_is_public_and_forgets_the_rest_and_again_gives_the_same(city, article, found):
    make_article(city["bennghe"], "Chưa vào chỉ mục")
    stale = article(city["quan1"], "Đã rút lại")
    key = key_of(stale)
    Page.objects.filter(pk=stale.pk).update(live=False)
    rebuild()
    assert found("chua vao chi muc") == ["Chưa vào chỉ mục"]
    assert not SearchEntry.objects.filter(page=stale).exists()
    assert words_kept_of(key) == 0
    before = rows_that_serve()
    assert len(before) == Page.objects.live().filter(depth__gte=3).count()
    rebuild()
    assert rows_that_serve() == before


def test_rebuilding_one_portal_leaves_the_others_alone(city, found):
    make_article(city["bennghe"], "Xyz của phường")
    make_article(city["quan1"], "Xyz của quận")
    rebuild(portal="bennghe")
    assert found("xyz cua") == ["Xyz của phường"]
    with pytest.raises(CommandError, match="khongco"):
        rebuild(portal="khongco")


@pytest.mark.slow(reason="publishes and indexes pages")
def test_rebuilding_tells_how_far_it_is_in_lines_where_nobody_watches_and_not_where_none_are_wanted(city, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 10)
    steps = []
    count = reindex(on_progress=lambda done, total: steps.append((done, total))).indexed
    assert steps == [*((done, count) for done in range(10, count, 10)), (count, count)]
    with override("en"):
        lines = rebuild().splitlines()
        assert rebuild(verbosity=0) == ""
    assert count == SearchEntry.objects.serving().count()
    assert lines == [
        *(f"{done} of {count}" for done in range(50, count, 50)),
        f"{count} of {count}",
        f"{count} public pages are in the index.",
    ]


@pytest.fixture
def broken(monkeypatch):
    """Titles of the pages that cannot be read. No public function reads one page of many."""
    read, titles = indexing.entry_of, set()

    def read_or_fail(page):
        if page.title in titles:
            raise ValueError("unreadable")
        return read(page)

    monkeypatch.setattr(indexing, "entry_of", read_or_fail)
    return titles


@pytest.mark.slow(reason="publishes and indexes pages")
def test_page_that_cannot_be_read_is_named_and_stops_nothing(city, article, found, broken):
    page = article(city["bennghe"], "Xyz hỏng")
    article(city["bennghe"], "Xyz lành")
    SearchEntry.objects.all().delete()
    broken.add(page.title)
    with pytest.raises(CommandError):
        rebuild()
    assert found("xyz") == ["Xyz lành"]
    assert reindex(get_directory().by_id[city["bennghe"].pk]).failed == {page.pk: "ValueError: unreadable"}


@pytest.mark.slow(reason="publishes and indexes pages")
def test_pages_that_cannot_be_read_keep_the_rows_that_they_had(city, article, found, broken):
    titles = [f"Xyz {number}" for number in range(MOST_FAILED + 1)]
    article(city["bennghe"], *titles)
    broken.update(titles)
    assert len(reindex().failed) == len(titles)
    assert set(found("xyz")) == set(titles)
    SearchEntry.objects.filter(title__in=titles).delete()
    with pytest.raises(GenerationIncomplete):
        reindex()


@pytest.mark.slow(reason="publishes and indexes pages")
def test_page_that_cannot_be_caught_up_with_is_noted_once(city, article, broken):
    page = article(city["bennghe"], "Xyz hỏng")
    SearchEntry.objects.filter(page=page).delete()
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - GRACE)
    broken.add(page.title)
    catch_up()
    catch_up()
    assert [(row.task, row.numbers) for row in FailedTask.objects.all()] == [("search.tasks.index_pages", [page.pk])]


def test_words_without_a_row_are_pruned(city, article):
    key = key_of(article(city["bennghe"], "Một lần"))
    delete_rows(SearchEntry, pk=key)
    get_backend().prune()
    assert words_kept_of(key) == 0


@pytest.mark.slow(reason="publishes and indexes pages")
def test_indexing_takes_as_many_queries_for_three_pages_as_for_one(city):
    first, *others = [make_article(city["bennghe"], f"Tin {number}").pk for number in range(4)]
    index_pages([first])  # reads the table of portals
    with CaptureQueriesContext(connection) as one:
        index_pages([first])
    with CaptureQueriesContext(connection) as three:
        index_pages(others)
    assert len(three) <= len(one)
    assert len(one) <= 14
