"""Page forms that no browser of ours sends: refused as bad requests or shown again, never failures.

Each field of the form of a real article gets what a hostile hand would put there.
"""

import json

import pytest
from django.core.exceptions import BadRequest
from django.urls import reverse

from adminviews.hidden_inputs import parse_pk, rich_text_sent, table_sent
from home.models import NewsArticlePage
from tests.admin import browser
from tests.admin_forms import draftail, whole_form_of
from tests.each import each_case
from tests.factories import make_article, make_member, make_portal
from tests.fullest import every_block, make_image
from tests.information.factories import make_report
from tests.isolation.rows import undone
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

MISSING = None
FAR = "9" * 30
DEEP = "[" * 100_000
# What each kind of field is given, by how its name ends.
NASTY = {
    "image": ["abc", FAR, "-1", "²", " 1", "1_0", "a\x00b"],
    "-order": ["zz", MISSING, "1e9"],
    "-count": ["zz", MISSING, "-1", "999999999", "9" * 5000, "a\x00b"],
    "-deleted": [MISSING],
    "-type": ["no-such-block", MISSING, "a\x00b"],
    "-id": ["a\x00b", "x" * 1000],
    "-document": ["abc", FAR],
    "paragraph": ["", "{", "5", "[1]", DEEP, "null"],
    "-table": ["", "{", "5", "null", '{"data": 5}', '{"data": [5]}', '{"data": [["\\ud800"]]}', '{"cell": [{}]}'],
    "tags": ["," * 5000],
    "subject_fields": [FAR],
    "-TOTAL_FORMS": ["abc", MISSING, "-1", FAR],
    "-INITIAL_FORMS": ["abc", MISSING, "5"],
}


# What a person is told of at its field; the form is shown again.
WRONG = [
    {"title": "a\x00b", "slug": "a\x00b", "lead": "a\x00b", "tags": "a\x00b", "subject_fields": "a\x00b",
     "review_date": "a\x00b", "go_live_at": "abc", "expire_at": "9999-12-31 23:59"},
    {"title": "", "slug": "../..", "subject_fields": "abc", "review_date": "abc", "go_live_at": "9999-12-31 23:59"},
    {"title": "x" * 100_000, "slug": "x" * 1000, "review_date": "0001-01-01", "go_live_at": "0001-01-01 00:00"},
    {"title": "\u202e", "review_date": "9999-12-31", "expire_at": "0001-01-01 00:00"},
]  # fmt: skip
# What is no mistake of a person: a bad request, whatever else the form says.
REFUSED = {"-id", "-order", "-count", "-deleted", "image", "-document", "paragraph", "-table"}
# What Wagtail reads as nothing, or a person might send.
HARMLESS = {("-id", "x" * 20), ("-count", "-1"), ("-table", "null"), ("paragraph", "null")}


@pytest.fixture
@remembered
def article():
    portal = make_portal()
    every = {block["type"]: block for block in every_block(portal)}
    body = [every[kind] for kind in ("paragraph", "figure", "documents", "table")]
    return make_article(portal, "Lịch cúp nước", published=False, body=body, image=make_image(portal))


@pytest.fixture
def client(article):
    found = browser(article.owner)
    found.raise_request_exception = False
    return found


@pytest.fixture
def address(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def damaged(sent):
    """The form with one field wrong: how the name of the field ends, its value, the whole form."""
    for ending, values in NASTY.items():
        written = "body-0-value" if ending == "paragraph" else ending
        name = next((name for name in sent if name.endswith(written)), ending)
        others = {key: kept for key, kept in sent.items() if key != name}
        for value in values:
            yield ending, value, others if value is MISSING else others | {name: value}


@pytest.mark.slow(reason="sends the whole form of a page for each field and value")
def test_page_form_is_never_a_failure(client, address):
    sent, answers = whole_form_of(client, address), {}
    # Two blocks that claim one place.
    forms = [("-order", "taken", sent | {"body-2-type": "figure", "body-2-order": "1"}), *damaged(sent)]
    for ending, value, form in forms:
        with undone():
            answers[ending, str(value)[:20]] = client.post(address, form).status_code
    assert {case: status for case, status in answers.items() if status >= 500} == {}
    passed = {case for case, status in answers.items() if status != 400 and case[0] in REFUSED}
    assert passed - HARMLESS == set()


@pytest.mark.slow(reason="shows the form of a page again and again")
def test_what_is_wrong_in_a_page_form_is_told_at_its_field(client, address):
    sent = whole_form_of(client, address)
    told = [client.post(address, sent | values).context["form"].errors.keys() & values.keys() for values in WRONG]
    assert told == [values.keys() for values in WRONG]
    assert client.post(address, {name: sent[name] for name in sent if name != "title"}).status_code == 200


@pytest.mark.slow(reason="sends the whole form of a page")
def test_page_form_is_saved_and_without_its_blocks_changes_none_of_them(client, article, address):
    """As who saves before the script of the blocks ran."""
    sent = whole_form_of(client, address)
    for form in (sent, {name: value for name, value in sent.items() if not name.startswith("body-")}):
        assert client.post(address, form | {"lead": "Từ 8 giờ."}).status_code == 302
    saved = NewsArticlePage.objects.get().get_latest_revision_as_object()
    assert saved.lead == "Từ 8 giờ."
    assert [block.id for block in saved.body] == [block.id for block in article.body] != []


def test_copy_to_no_place_is_a_bad_request(client, article):
    sent = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": ""}
    assert client.post(reverse("wagtailadmin_pages:copy", args=[article.pk]), sent).status_code == 400


def state(**values):
    """Running text of one letter, part of it otherwise."""
    block = {"key": "a", "text": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block | values], "entityMap": {}})


@each_case(
    "sent",
    [
        "", "{", "5", "[]", DEEP, '{"blocks": 5}', '{"blocks": [5]}', '{"blocks": [{}]}', '{"entityMap": []}',
        state(text="\ud800"), state(text="\0"), state(key="\ud800"), state(text=5), state(type=None),
        # Wagtail makes an element for each step of a list.
        state(type="unordered-list-item", depth=10**9), state(depth=-1), state(depth="x"),
        state(inlineStyleRanges=[{"offset": -1, "length": 1, "style": "BOLD"}]),
        state(inlineStyleRanges=[{"offset": 0, "length": 10**9, "style": "BOLD"}]),
        state(entityRanges=[{"offset": 0, "length": 1, "key": 7}]),
        draftail(("LINK", {"url": ["a"]})), draftail(("LINK", {"url": {}})), draftail(("IMAGE", {"alt": ["a"]})),
        draftail(("LINK", {"id": "abc"})), draftail(("LINK", {"id": FAR})), draftail((None, {})), draftail(("LINK", 5)),
    ],
)  # fmt: skip
def test_running_text_that_no_editor_sends_is_a_bad_request(sent):
    with pytest.raises(BadRequest):
        rich_text_sent(sent)


def test_what_the_editor_sends_is_read():
    for sent in ("null", state(text="\U0001f44d a"), draftail(("LINK", {"id": 5}), ("LINK", {"url": "x"}))):
        rich_text_sent(sent)
    for sent in ("null", '{"data": [["a", null, 5]], "cell": [], "mergeCells": []}'):
        assert table_sent(sent) == json.loads(sent)
    assert [parse_pk(value) for value in ("12", 12, "", None)] == [12, 12, None, None]


@each_case("value", ["abc", "-1", "1.0", " 1", "1_0", "²", "١", FAR, "1\0", True])
def test_what_is_no_key_is_a_bad_request(value):
    with pytest.raises(BadRequest):
        parse_pk(value)


def test_help_texts_are_closed_by_their_names_alone(district):
    def close(body):
        return client.patch(reverse("wagtailadmin_dismissibles"), body, content_type="application/json")

    client = browser(make_member(district))
    for body in ("[1]", '"x"', "null", '{"a": 1e400}', '{"a": "x"}', DEEP, "{", '{"%s": true}' % ("x" * 1000)):
        assert close(body).status_code == 400, body[:20]
    assert close('{"whats-new": true}').json() == {"whats-new": True}


def test_interface_of_the_admin_never_fails(district):
    """Data in data without end; a page called all."""
    client = browser(make_member(district))
    sent = client.post(reverse("wagtailadmin_api:pages:listing"), DEEP, content_type="application/json")
    assert sent.status_code < 500
    assert client.get(reverse("wagtailadmin_api:pages:find"), {"id": "all"}).status_code < 500


@each_case(("name", "day"), [("trigger_date", "0999-01-01"), ("review_date", "9999-12-27")])
def test_day_of_another_age_is_shown_again_with_what_is_wrong(district, name, day):
    report = make_report(district)
    form = type(report).get_edit_handler().get_form_class()
    filled = form({"title": "Báo cáo", name: day, "body-count": "0"}, instance=report, parent_page=report.get_parent())
    assert "trong khoảng từ 1900 đến 2100" in str(filled.errors[name])
