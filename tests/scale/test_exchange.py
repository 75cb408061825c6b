"""What other systems follow costs the same among 1,000 items as among 50,000, on 400 portals (Regulation 4.2.c).

Both are timed on the machine that tests, the best of three tries, so that its speed does not matter.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client

from exchange.interface.tokens import About, token_at
from exchange.models import FeedEntry
from home.models import NewsArticlePage, SubjectField
from sites.directory import get_directory
from tests.exhaustive_state import PRODUCT
from tests.raw_rows import columns_of
from tests.scale.counting import counted
from tests.scale.timing import seconds_of

# Items are written past every verb.
pytestmark = [
    pytest.mark.when_changed(*PRODUCT, "tests/scale/*"),
    pytest.mark.django_db,
    pytest.mark.breaks_the_rule,
    pytest.mark.sqlite,
    pytest.mark.slow(reason="a city of 400 portals"),
]

FEW, MANY = 1_000, 50_000
# For a few milliseconds that the load of the machine takes or gives.
TIMES, SPARE = 3, 0.03
# Some for each kind of item among those that are told.
QUERIES = 16
FIRST_KEY: Final = 20_000_000
BEGUN: Final = datetime(2026, 1, 1, tzinfo=UTC)

# Of so many items one stands under the field by which the list is narrowed: the rarest walk farthest.
RARELY: Final = 1_000
FIELD: Final = "an-ninh"

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {last})"
# A moment for each, a minute after the one before, as Django writes it.
MOMENT = f"strftime('%Y-%m-%d %H:%M:%S', '{BEGUN:%Y-%m-%d}', '+' || i || ' minutes')"
HOMES = """SELECT path AS home, url_path AS home_url, row_number() OVER (ORDER BY path) - 1 AS place
    FROM wagtailcore_page WHERE depth = 3 AND live AND slug = 'vi'"""
TOLD = """INSERT INTO exchange_feedentry
        (page_id, portal_id, kind, published_at, changed_at, is_public, url_path, withdrawn_as)
    SELECT page.id, portal.id, 'news', page.first_published_at, page.last_published_at, 1, page.url_path, ''
    FROM wagtailcore_page page
    JOIN wagtailcore_page container ON container.path = substr(page.path, 1, 8)
    JOIN portals_portal portal ON portal.container_id = container.id
    WHERE page.id >= {first}"""


def write_items(article: NewsArticlePage, *, first: int, last: int) -> None:
    """Write an article again, below the homes of all portals in turn, with its place in the list of changes."""
    page = {
        "id": f"{FIRST_KEY} + i",
        "path": "home || printf('ZZZZ%08d', i)",
        "depth": "6",
        "translation_key": "lower(hex(randomblob(16)))",
        "slug": "'muc-' || i",
        "url_path": "home_url || 'muc-' || i || '/'",
        "first_published_at": MOMENT,
        "last_published_at": MOMENT,
    }
    key = article.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (" + HOMES + ")")  # noqa: S608 -- ours
        homes = f"JOIN ({HOMES}) ON place = i % {cursor.fetchone()[0]}"
        for model, anew, extra in ((article.page_ptr, page, homes), (article, {"page_ptr_id": f"{FIRST_KEY} + i"}, "")):
            columns = [field.column for field in columns_of(type(model))]
            table, pk = model._meta.db_table, model._meta.pk.column
            values = ", ".join(anew.get(name, f'source."{name}"') for name in columns)
            cursor.execute(
                f"{NUMBERS.format(first=first, last=last)} INSERT INTO {table} "  # noqa: S608 -- ours
                f"({', '.join(columns)}) SELECT {values} FROM n CROSS JOIN {table} source {extra} "
                f"WHERE source.{pk} = {key}"
            )
        cursor.execute(TOLD.format(first=FIRST_KEY + first))
    field, links = SubjectField.objects.get(slug=FIELD), NewsArticlePage.subject_fields.through
    links.objects.bulk_create(
        links(newsarticlepage_id=FIRST_KEY + number, subjectfield_id=field.pk) for number in range(first, last, RARELY)
    )


def questions(world: Any, *, last: int) -> Iterator[str]:
    """Of the city and of one portal: the end of the changes, their beginning; the newest items, all and narrowed."""
    late = token_at(BEGUN + timedelta(minutes=last - 60), About.ITEM, 0)
    for host in (get_directory().city.host, world.own.portal.host):
        narrowed = ("items/?kind=news", "items/?language=vi", f"items/?field={FIELD}")
        for path in (f"changes/?since={late}", "changes/", "items/", *narrowed):
            yield f"http://{host}/api/v1/{path}"


def measured(world: Any, *, last: int) -> dict[str, tuple[float, int]]:
    found = {}
    for url in questions(world, last=last):
        host, path = url.removeprefix("http://").split("/", 1)
        client = Client(headers={"host": host})
        status, text, queries = counted(client, f"/{path}")
        assert status == 200, text
        found[url.split("since=", 1)[0]] = seconds_of(lambda client=client, path=path: client.get(f"/{path}")), queries
    return found


def test_list_of_changes_and_newest_items_cost_the_same_however_many_there_are(big_city):
    article = NewsArticlePage.objects.get(pk=big_city.own.public.pk)
    write_items(article, first=0, last=FEW)
    few = measured(big_city, last=FEW)
    write_items(article, first=FEW, last=MANY)
    assert FeedEntry.objects.count() >= MANY
    for asked, (seconds, queries) in measured(big_city, last=MANY).items():
        before, queries_before = few[asked]
        assert max(queries, queries_before) <= QUERIES, asked
        assert seconds <= before * TIMES + SPARE, f"{asked}: {before:.3f} s among few, {seconds:.3f} s among many"
