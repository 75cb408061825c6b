"""Full-text tables of SQLite and columns of PostgreSQL for the words of the index: Django has no fields for them."""

from django.db import migrations

# Words come cut and spelled by formats.vietnamese.folding: this tokenizer parts at blanks and leaves every letter above ASCII
# alone, where `unicode61` knows fewer letters than Python does. The slash stands inside document numbers. The last word
# may be begun only: beginnings of up to four letters, which most syllables are, have lists of their own.
SQLITE = [
    *(
        f"""CREATE VIRTUAL TABLE search_fulltext_{half} USING fts5(
        scope, title_exact, lead_exact, text_exact, files_exact, title_folded, lead_folded, text_folded, files_folded,
        tokenize = "ascii tokenchars '/'", prefix = '1 2 3 4'
    )"""
        for half in (0, 1)
    ),
    # Steps of the order that only titles can meet are looked for in a tenth of the words.
    *(
        f"""CREATE VIRTUAL TABLE search_titles_{half} USING fts5(
        scope, title_exact, title_folded, tokenize = "ascii tokenchars '/'", prefix = '1 2 3 4'
    )"""
        for half in (0, 1)
    ),
    # What hits are narrowed, counted and ordered by, without the texts that stand between these columns in a row. A
    # later migration of this table has to make it again: Django, which makes tables of SQLite anew, knows nothing of it.
    """CREATE INDEX search_entry_facts ON search_searchentry (
        id, language, portal_id, generation, content_hash, page_id, kind, title, published_at, topics, category, year,
        document_type, issuer, state, in_force_from, in_force_until, weight
    )""",
]
SQLITE_BACK = [
    "DROP INDEX search_entry_facts",
    *(f"DROP TABLE search_{table}_{half}" for table in ("titles", "fulltext") for half in (0, 1)),
]

# Columns that counting, ranking and narrowing read.
READ_OF_MANY_ROWS = (
    "title_words", "title", "content_hash", "language", "kind", "topics", "category", "document_type", "issuer", "state",
)  # fmt: skip
POSTGRESQL = [
    """ALTER TABLE search_searchentry
        ADD COLUMN title_words tsvector NOT NULL DEFAULT '',
        ADD COLUMN words tsvector NOT NULL DEFAULT ''
    """,
    # Pages are read more often than written: no list of late insertions that every search would go through.
    # One index for each of two generations (`search.index.generations`): none reads the rows of the other.
    *(
        f"CREATE INDEX search_entry_{column}_{half} ON search_searchentry USING gin ({column})"
        f" WITH (fastupdate = off) WHERE mod(generation, 2) = {half}"
        for column in ("title_words", "words")
        for half in (0, 1)
    ),
    # Texts and vectors move out of the row, so that counting many rows and sorting them by date reads little.
    "ALTER TABLE search_searchentry SET (toast_tuple_target = 256)",
    # But not what is read of thousands of rows: of a row that has grown too long, PostgreSQL moves all it may move.
    "ALTER TABLE search_searchentry "
    + ", ".join(f"ALTER COLUMN {column} SET STORAGE MAIN" for column in READ_OF_MANY_ROWS),
]
POSTGRESQL_BACK = [
    "ALTER TABLE search_searchentry RESET (toast_tuple_target)",
    "ALTER TABLE search_searchentry DROP COLUMN title_words, DROP COLUMN words",
]


def run(by_vendor):
    def execute(apps, schema_editor):
        for statement in by_vendor.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        ),
    ]
