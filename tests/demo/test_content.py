"""Every file of the demo says what the loader understands, and what a Vietnamese reader takes for real."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.apps import apps

from cityportal.demo.accounts import POSTS
from cityportal.demo.blocks import _CONVERTERS
from cityportal.demo.content import (
    DOCUMENTS,
    FOLDER,
    PICTURES,
    PORTALS,
    english_sections,
    pictures,
    portal_contents,
    texts,
)
from cityportal.demo.kinds import KINDS
from cityportal.demo.media import DOCUMENT_TITLES
from cityportal.demo.pages import TYPES
from cityportal.demo.portals import spec_of
from home.blocks.tasks import TASK_ICONS
from home.colour import MIN_CONTRAST, contrast_with_white
from home.installation import FIELDS_FILE
from home.starter import starter_tree

CONTENTS = {content.code: content for content in portal_contents()}
SECTIONS = {node.slug: node for node in starter_tree()}
# What only those portals fill that have something of it.
FILLED_BY_SOME = {"cong-khai", "du-lieu-mo", "bao-chi", "canh-bao", "gop-y-du-thao", "hoi-dap", "ve-cong"}
WORKING_DAYS = range(1, 6)
STATES = {"live", "draft", "in_review", "returned", "approved_update"}
# "hoà", "thuý" at the end of a syllable: the files write "hòa", "thúy" ("quý" is right in both).
NEW_TONES = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$", re.IGNORECASE)

pytestmark = pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)


def named(value: Any, key: str) -> Iterator[str]:
    """What stands under a key, anywhere in a row."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name == key and isinstance(item, str):
                yield item
            else:
                yield from named(item, key)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from named(item, key)


def bodies(content) -> Iterator[tuple[str, dict]]:
    for row in content.pages:
        for block in [*row.get("body", ()), *row.get("en", {}).get("body", ())]:
            yield row["slug"], block


def test_pages_are_of_known_sections_types_states_and_authors(content):
    for row in content.pages:
        assert row["section"] in SECTIONS, row["slug"]
        assert row["type"] in TYPES, row["slug"]
        assert row["state"] in STATES, row["slug"]
        assert row["author"] in POSTS, row["slug"]
        assert row["source_agency"].strip(), row["slug"]
        assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", row["time"]), row["slug"]
        assert row["days_ago"] >= 0, row["slug"]


def test_nobody_founds_the_board_that_they_sit_on(content):
    persons = [f"{person['last_name']} {person['first_name']}" for person in content.accounts.values()]
    assert [name for name in persons if content.board["signatory"].startswith(name)] == []


def test_slugs_are_of_one_page_each(content):
    slugs = [row["slug"] for row in content.pages if row["type"] != "contact"]
    assert sorted(set(slugs)) == sorted(slugs)
    starter = {slug for node in starter_tree() for slug in (node.slug, *(child.slug for child in node.children))}
    assert set(slugs) & starter == set()
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_parents_stand_before_their_children_and_are_units(content):
    seen: dict[str, dict] = {}
    for row in content.pages:
        if "parent" in row:
            assert seen[row["parent"]]["type"] == "organisation", row["slug"]
            assert "en" not in row or "en" in seen[row["parent"]], row["slug"]
        seen[row["slug"]] = row


def test_every_state_is_shown_and_has_its_words(content):
    assert {row["state"] for row in content.pages} == STATES
    for row in content.pages:
        assert ("remark" in row) == (row["state"] == "returned"), row["slug"]
        assert ("update" in row) == (row["state"] == "approved_update"), row["slug"]


def test_every_standard_section_has_several_items(content):
    for slug, node in SECTIONS.items():
        if node.type == "sectionpage" and slug not in FILLED_BY_SOME:
            assert sum(row["section"] == slug and row["state"] != "draft" for row in content.pages) >= 3, slug


def test_schedules_are_of_three_weeks_and_keep_something_for_the_house(content):
    schedules = [row for row in content.pages if row["type"] == "schedule"]
    assert [row["week"] for row in schedules] == [-1, 0, 1]
    for row in schedules:
        engagements = row["facts"]["engagements"]
        assert 4 <= len(engagements) <= 7, row["slug"]
        assert [one["day"] for one in engagements if one["day"] not in WORKING_DAYS] == [], row["slug"]
        assert sum(one.get("is_internal", False) for one in engagements) == 1, row["slug"]


def test_pages_that_are_named_by_others_stand_before_them(content):
    seen = set(SECTIONS)
    for row in content.pages:
        facts = row.get("facts", {})
        named_pages = {*facts.get("chosen", ()), *named(facts.get("entries", ()), "page")}
        assert named_pages <= seen, row["slug"]
        seen.add(row["slug"])


def test_facts_are_columns_of_their_type(content):
    for row in content.pages:
        app, _dot, name = (KINDS | TYPES)[row["type"]].rpartition(".")
        columns = {field.name for field in apps.get_model(app or "home", name)._meta.get_fields()}
        given = [*row.get("facts", ()), *row.get("en", {}).get("facts", ())]
        given += [name for key in ("days_before", "years_later", "moments") for name in row.get(key, ())]
        assert set(given) <= columns, row["slug"]


def test_pictures_and_documents_exist(content):
    wanted = set(named(content.pages, "image")) | set(named(content.pages, "portrait"))
    assert wanted - set(pictures()) == set()
    assert [name for name in wanted if not (PICTURES / pictures()[name]["file"]).is_file()] == []
    files = set(named(content.pages, "file"))
    assert files - set(DOCUMENT_TITLES) == set()
    assert [name for name in files if not (DOCUMENTS / name).is_file()] == []


def test_blocks_are_known_and_whole(content):
    for slug, block in bodies(content):
        assert len(block) == 1, slug
        ((name, value),) = block.items()
        assert name in _CONVERTERS, slug
        if name == "table":
            assert len({len(cells) for cells in value["rows"]}) == 1, slug
            assert value["caption"], slug
        if name == "gallery":
            assert len(value["pictures"]) >= 2, slug


def test_links_and_tasks_lead_somewhere(content):
    icons = {code for code, _label in TASK_ICONS}
    in_english = {row["section"] for row in content.pages if "en" in row}
    for language, sections in (("vi", set(SECTIONS)), ("en", in_english)):
        tasks = content.home[language]["tasks"]
        assert 4 <= len(tasks) <= 6
        for task in tasks:
            assert task["icon"] in icons
            assert ("section" in task) != ("url" in task), task["title"]
            assert task.get("section") in sections | {None}, task["title"]
    for row in content.pages:
        if row["type"] == "linked":
            origin = next(
                one for one in CONTENTS[row["linked"]["portal"]].pages if one["slug"] == row["linked"]["slug"]
            )
            assert origin["state"] in {"live", "approved_update"}, row["slug"]


def test_fields_are_those_of_the_regulation(content):
    with FIELDS_FILE.open(encoding="utf-8", newline="") as file:
        known = {line["slug"] for line in csv.DictReader(file)}
    for row in content.pages:
        assert set(row.get("subject_fields", ())) <= known, row["slug"]


def test_text_is_composed_and_marks_tones_the_old_way(content):
    everything = [*texts(content.pages), *texts(content.home), *texts(content.contacts), *texts(content.accounts)]
    assert [text for text in everything if not unicodedata.is_normalized("NFC", text)] == []
    words = {word for text in everything for word in re.findall(r"\w+", text)}
    assert sorted(word for word in words if NEW_TONES.search(word)) == []


def test_people_and_mailboxes_are_invented(content):
    everything = list(texts([content.pages, content.home, content.contacts]))
    mailboxes = {found for text in everything for found in re.findall(r"[\w.+-]+@[\w.-]+\w", text)}
    assert [mailbox for mailbox in mailboxes if not mailbox.endswith(".example")] == []
    addresses = {found for text in everything for found in re.findall(r"https?://([\w.-]+\w)", text)}
    assert [address for address in addresses if not address.endswith(".example")] == []
    numbers = {found for text in everything for found in re.findall(r"\(028\) \d{4} \d{4}", text)}
    assert [number for number in numbers if not re.match(r"\(028\) (3000 |3822 0000)", number)] == []
    assert set(content.accounts) == set(POSTS)


def test_accent_carries_white_text(content):
    assert contrast_with_white(content.branding["accent"]) >= MIN_CONTRAST
    assert content.branding["drawing"] in {"city", "ward"}


def test_portal_is_of_the_reference_structures(content):
    hosts = {
        "thanhpho": "hochiminhcity.localhost",
        "sotuphap": "sotuphap.hochiminhcity.localhost",
        "quan1": "quan1.hochiminhcity.localhost",
        "bennghe": "bennghe.quan1.hochiminhcity.localhost",
        "thuduc": "thuduc.hochiminhcity.localhost",
        "saigon": "phuongsaigon.hochiminhcity.localhost",
    }
    assert tuple(CONTENTS) == PORTALS
    spec = spec_of(content)
    assert (spec.host, spec.phone) == (hosts[content.code], content.contacts["phone"])


def test_body_is_written_in_the_registry_as_in_the_texts(content):
    body = spec_of(content).governing_body
    written = {found for text in texts(content.pages) for found in re.findall(re.escape(body), text, re.IGNORECASE)}
    assert written <= {body}


def test_logo_is_drawn(content):
    assert (PICTURES / pictures()[f"logo-{content.code}"]["file"]).is_file()


def test_sections_in_english_are_those_that_have_versions(content):
    needed = {row["section"] for row in content.pages if "en" in row}
    assert needed <= set(english_sections())
    for row in content.pages:
        if "en" in row:
            assert {"title", "lead", "source_agency"} <= set(row["en"]), row["slug"]


def test_pictures_say_what_is_seen_in_both_languages(content):
    for name in set(named(content.pages, "image")):
        facts = pictures()[name]
        assert all(facts[key].strip() for key in ("title_vi", "alt_vi", "alt_en", "credit")), name
    assert yaml.safe_load((FOLDER / "sections_en.yaml").read_text()).keys() <= SECTIONS.keys()
