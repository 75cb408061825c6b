"""When two versions say the same."""

import json

import pytest

from sites.revisions import same_content

TEXT = {"title": "Tin", "body": json.dumps([{"type": "paragraph", "value": "<p>Một <b>hai</b>.</p>", "id": "x"}])}


def with_body(value):
    return TEXT | {"body": json.dumps([{"type": "paragraph", "value": value, "id": "other"}])}


def test_block_keys_and_blanks_between_tags_say_nothing():
    assert same_content(TEXT, with_body('<p data-block-key="k1">Một <b>hai</b>.</p> '))


@pytest.mark.parametrize(
    "changed",
    [
        with_body("<p>Một <b>ba</b>.</p>"),
        with_body('<p>Một <a href="https://khac.example">hai</a>.</p>'),
        TEXT | {"title": "Tin khác"},
        TEXT | {"image": 3},
        TEXT | {"body": "[]"},
    ],
)
def test_other_words_links_and_pictures_are_changes(changed):
    assert not same_content(TEXT, changed)


def test_empty_values_and_bookkeeping_say_nothing():
    assert same_content(TEXT, TEXT | {"lead": "", "tags": [], "latest_revision": 7, "live": True, "image": None})
