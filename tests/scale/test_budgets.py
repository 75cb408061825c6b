"""Every dashboard and list costs a bounded number of queries with 400 portals, and shows no other portal's name.

Issue 4: under 25 for an account of one portal, under 60 for the city supervisor; all caches empty.
"""

import pytest
from django.urls import reverse

from accounts.models import User
from members.enums import Role
from members.memberships import grant_membership
from sites.models import Portal
from tests.exhaustive_state import PRODUCT
from tests.factories import AT, make_user
from tests.isolation.addresses import admin_addresses
from tests.isolation.expected import SHOWN
from tests.isolation.roles import DECIDING
from tests.isolation.walks import browser
from tests.scale.conftest import PORTALS
from tests.scale.counting import counted

# Copies of portals are written past the board: by statement, under the approvals of their template.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.breaks_the_rule,
    pytest.mark.slow(reason="a city of 400 portals"),
    pytest.mark.when_changed(*PRODUCT, "tests/scale/*"),
]

ONE_PORTAL, CITY = 24, 59
# A dashboard shows every task list that the person has, the board one more: pages that wait for their time.
# One more tells the first steps that are left.
# Lists of drafts, one for awaited reports and one for comments, of contributions and of live questions cost a
# statement each.
# The explorer tells how far each English version is.
# The report of types reads the newest page of each of the ten rows that it shows.
# The checklist of a portal says three figures of its year.
TOLD_MORE = {
    "wagtailadmin_home": 30, "portals_admin:my_work": 25, "wagtailadmin_explore": 25,
    "own_reports:page_types_usage": 25, "required_of_portal": 26,
}  # fmt: skip
FILE_VIEWS = ("index", "index_results", "add", "add_multiple")
FILES = [f"wagtail{files}:{view}" for files in ("images", "docs") for view in FILE_VIEWS]
FILES += ["document_index", "document_index_results"]
CHOOSERS = [
    "wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search",
    "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results",
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results",
]  # fmt: skip
# Of who makes English versions.
NAMES = ["glossary", "glossary_results"]
PAGES = ["wagtailadmin_pages:search", "wagtailadmin_pages:search_results", "wagtailadmin_pages:add_subpage"]
HISTORY = ["wagtailadmin_pages:history", "wagtailadmin_pages:history_results", "wagtailadmin_pages:workflow_history"]
EVERYBODY = [
    "wagtailadmin_account", "wagtailadmin_home", "wagtailadmin_api:pages:listing", "portals_admin:my_work",
    "portals_admin:second_factor", "portals_admin:switch_on_second_factor", "portals_admin:city_identity",
    "timed_items", "timed_items_results", "stale_pages", "stale_pages_results",
    "versions_behind", "versions_behind_results", "versions_missing", "versions_missing_results",
    "required_of_portal", "dead_links", "dead_links_results", "legal_differences", "legal_differences_results",
    "drafts_for_comments", "drafts_for_comments_results",
]  # fmt: skip
EXPLORER = [
    "wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
]  # fmt: skip
REPORTS = [
    f"own_reports:{report}{results}"
    for report in ("aging_pages", "page_types_usage", "site_history", "workflow", "workflow_tasks")
    for results in ("", "_results")
]


def own(*names):
    return [f"portals_admin:{name}" for name in names]


# For who keeps the list of press agencies.
PRESS = ["press_list", "press_list_results"]
# For who may unlock a page.
LOCKED = ["own_reports:locked_pages", "own_reports:locked_pages_results"]
RECORDS = own(
    "approvals", "approvals_results", "audit", "suspension_reports", "takedowns", "takedowns_results", "violations",
    "violations_results", "incidents", "incidents_results", "maintenance", "maintenance_results",
)  # fmt: skip
# For who sorts or answers questions.
QUESTIONS = [
    f"questions_admin:{name}"
    for name in ("inbox", "inbox_results", "question", "canned_responses", "canned_responses_results")
]
# For who edits what the portal publishes.
COMMENTS = [
    *(f"comments:{name}" for name in ("drafts", "drafts_results", "draft", "draft_results", "report", "analysis")),
    "contributions:inbox", "contributions:inbox_results",
    *(f"live_questions_desk:{name}" for name in ("events", "events_results", "event")),
]  # fmt: skip
# Of who writes for a portal, in any role.
NEWSROOM = own("items", "items_results", "content_calendar")
# For who writes starters.
STARTERS = ["page_starters", "page_starters_results"]
# For who sits on a board.
BEST_BETS = ["search_admin:best_bets", "search_admin:best_bets_results"]
FORMER_ADDRESSES = ["former_addresses", "former_addresses_results"]
SOURCES = ["item_sources", "item_sources_results"]
# What readers said to the board.
RATINGS = ["ratings_admin:pages", "ratings_admin:pages_results", "ratings_admin:words"]
PEOPLE = own("board", "people", "proposals", "proposal")
# For who answers for a portal.
ACCOUNTS = own("accounts", "accounts_results")
COVERAGE = own("coverage", "coverage_results")
CONTENT = [*EVERYBODY, *PAGES, *EXPLORER, *CHOOSERS, *FILES, *REPORTS, *NEWSROOM]
EDITING = [*CONTENT, *HISTORY, *NAMES, *own("proposals", "proposal"), "content_report"]
LISTS = {
    "collaborator": [*CONTENT, *COVERAGE],
    "reporter": [*CONTENT, *COVERAGE],
    "editor": [*EDITING, *COVERAGE, *PRESS, *COMMENTS],
    "section_editor": [*EDITING, *COVERAGE, *COMMENTS],
    "answering_officer": [*EVERYBODY, *QUESTIONS],
    "portal_admin": [
        *EDITING, *COVERAGE, *RECORDS, *PEOPLE, *ACCOUNTS, *STARTERS, *own("roles", "own_roles", "confirm_accounts"),
        "questions_admin:units", *COMMENTS,
    ],
    "member": [
        *EDITING, *COVERAGE, *LOCKED, *RECORDS, *PEOPLE, *own("own_boards"), *QUESTIONS, *STARTERS, *COMMENTS, *RATINGS,
    ],
    "head": [
        *EDITING, *COVERAGE, *LOCKED, *RECORDS, *PEOPLE, *ACCOUNTS, *own("own_boards"), *QUESTIONS,
        "data_requests:register", *COMMENTS, *RATINGS, *BEST_BETS, *STARTERS, *FORMER_ADDRESSES, *SOURCES,
    ],
}  # fmt: skip
OVER_THE_CITY = {
    "supervisor": [
        *EVERYBODY, *RECORDS, "content_report", "punctuality", "required_portals", "conformance", "availability",
        "questions_admin:overdue", "questions_admin:overdue_results",
        *own("index", "index_results", "detail", "board", "people", "boards_to_warn_of", "calendar", "time_limits"),
        "questions_admin:bodies",
        "questions_admin:topics",
    ],
    "operator": [*EDITING, *RECORDS, *own("index", "index_results", "detail", "board", "boards_to_warn_of")],
}  # fmt: skip
# What a role finds of its own (`isolation/expected.py`) and is no list: one thing, or a form about one.
NO_LISTS = {
    *(f"wagtailadmin_pages:{view}" for view in (
        "copy", "delete", "edit", "move", "move_confirm", "revisions_compare", "revisions_revert", "revisions_view",
        "revisions_unschedule", "unpublish", "usage", "view_draft", "workflow_history_detail", "workflow_preview",
    )),
    *(f"{files}:{view}" for files in ("wagtailimages", "wagtaildocs") for view in ("edit", "delete")),
    *(f"wagtailimages_chooser:{view}" for view in ("chosen", "chosen_multiple", "select_format")),
    *(f"wagtaildocs_chooser:{view}" for view in ("chosen", "chosen_multiple")),
    "wagtailimages:image_usage", "wagtaildocs:document_usage",
    "wagtail_bulk_action", "wagtailadmin_api:pages:detail", "wagtailadmin_choose_page_chosen_multiple",
    "wagtail_localize:download_pofile", "wagtail_localize:preview_translation", "page_version",
    "compare_version", "convert_text", "translate_page", "translate_arrangement", "translate_choice",
    "import_translation", "glossary_term", "glossary_remove", "page_starter", "page_starter_delete",
    "prepare_press_pack", "press_agency_edit", "press_agency_end", "send_press_pack",
    "document_delete", "document_edit", "image_edit", "reviewed_edit",
    "search_admin:best_bet", "search_admin:best_bet_delete",
    "former_address", "item_source", "item_source_end",
    *own("publication_time", "contacts", "plan_page"),
    *own("delegate", "withdraw_role", "board_file", "decide_proposal", "end_delegation", "proposal_file"),
    *(f"questions_admin:{view}" for view in (
        "ask_back", "assign", "attachment", "contact", "hand_over", "merge", "message", "note", "officer_add",
        "chosen_file", "chosen_page", "officer_end", "public_copy", "public_text", "canned_response",
        "canned_response_add", "canned_response_delete", "reply", "unit", "unit_end", "visibility_withhold",
        "visibility_show", "visibility_confirm", "visibility_keep",
    )),
    *(f"ratings_admin:{view}" for view in ("page", "seen", "done")),
    *(f"comments:{view}" for view in ("comment", "publish", "redact", "withhold", "answer", "file")),
    *(f"contributions:{view}" for view in ("contribution", "accept", "ask", "decline", "contact", "files", "file")),
    *(f"live_questions_desk:{view}" for view in (
        "question", "step", "publish", "redact", "withhold", "mark", "answer", "contact", "pass_on",
    )),
    *own("suspension_report", "take_back_proposal", "violation", "answer_violation", "incident"),
    *own("coverage_assignment", "assign_coverage", "deliver_coverage", "cancel_coverage"),
}  # fmt: skip
# Of who works on several portals.
OF_MANY = {"wagtailadmin_explore_root"}
# Counted on every engine: a head opens nearly all lists that an account of one portal has. The others differ by roles.
COUNTED_EVERYWHERE = {"head", "supervisor"}
# Those whose lists are counted in each run; together they open each list there is. The other roles open some of them.
COUNTED_ALWAYS = {"head", "portal_admin", "editor", "answering_officer", "supervisor"}


def counted_roles(roles):
    marks = {role: [pytest.mark.both_engines] for role in COUNTED_EVERYWHERE}
    marks |= {role: [pytest.mark.when_changed(*DECIDING)] for role in set(roles) - COUNTED_ALWAYS}
    return [pytest.param(role, marks=marks.get(role, [])) for role in roles]


def test_every_list_that_a_role_finds_has_a_budget():
    budgeted = {name for names in [*LISTS.values(), *OVER_THE_CITY.values()] for name in names}
    assert set().union(*SHOWN.values()) - budgeted - NO_LISTS - OF_MANY == set()
    counted = {name for role, names in (LISTS | OVER_THE_CITY).items() if role in COUNTED_ALWAYS for name in names}
    assert budgeted - counted == set()


def url_of(world, name):
    (address,) = [address for address in admin_addresses() if address.name == name][:1]
    return address.fill(world.own)


def costs(world, role, names):
    """Queries of each screen that opens for the role, and what it says."""
    client, found = browser(world.person(role)), {}
    for name in names:
        status, text, queries = counted(client, url_of(world, name))
        # Who has one portal is led straight to it.
        assert status == (302 if name in {"portals_admin:own_roles", "portals_admin:own_boards"} else 200), (role, name)
        found[name] = (queries, text)
    return found


def over(found, budget):
    return {name: queries for name, (queries, _text) in found.items() if queries > TOLD_MORE.get(name, budget)}


@pytest.mark.parametrize("role", counted_roles(LISTS))
def test_lists_of_one_portal_stay_in_their_budget(big_city, role, record_property):
    assert Portal.objects.count() == PORTALS
    found = costs(big_city, role, LISTS[role])
    record_property(f"queries of {role}", {name: queries for name, (queries, _text) in found.items()})
    assert over(found, ONE_PORTAL) == {}
    for name, (_queries, text) in found.items():
        assert "Xã Bản Sao" not in text, name


@pytest.mark.parametrize("role", counted_roles(OVER_THE_CITY))
def test_lists_over_the_city_stay_in_their_budget(big_city, role, record_property):
    found = costs(big_city, role, OVER_THE_CITY[role])
    record_property(f"queries of {role}", {name: queries for name, (queries, _text) in found.items()})
    assert {name: queries for name, (queries, _text) in found.items() if queries > CITY} == {}


def test_report_of_all_portals_stays_in_the_budget(big_city):
    status, text, queries = counted(browser(big_city.person("supervisor")), reverse("content_report"))
    assert (status, queries <= CITY, "Xã Bản Sao" in text) == (200, True, True)


def test_city_editor_pays_no_more_than_an_editor_of_one_portal(big_city, record_property):
    """One membership: rows of more kinds in a list, never a query for each portal."""
    helper = make_user("city.editor")
    grant_membership(helper, role=Role.CITY_EDITOR, portal=None, reason="Phân công", by=None, at=AT)
    client, names = browser(User.objects.get(pk=helper.pk)), [*EVERYBODY, *PAGES, *EXPLORER, *CHOOSERS, *FILES]
    names += own("proposals")
    found = {name: counted(client, url_of(big_city, name))[2] for name in names}
    record_property("queries of city_editor", found)
    assert {name: queries for name, queries in found.items() if queries > CITY} == {}
