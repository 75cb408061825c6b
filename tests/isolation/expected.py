"""On which addresses of the admin each role finds things of its own portal: the positive controls of the crawler.

Found by walking, read by people, kept by hand: a screen that stops working, or is closed without anybody meaning it,
is missing here; a screen that begins to show things is one more.
"""


def _named(namespace: str, *names: str) -> set[str]:
    return {f"{namespace}:{name}" for name in names}


# Drafts are found and named by all who have a role on the portal, the answering officer too.
NAMES_OF_PAGES = _named("wagtailadmin_pages", "move_confirm") | {
    "timed_items", "timed_items_results", "dead_links", "dead_links_results",
    "legal_differences", "legal_differences_results",
    "wagtail_bulk_action", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_search",
}  # fmt: skip
EXPLORER = _named(
    "wagtailadmin_pages", "search", "search_results", "type_use", "type_use_results"
) | _named("portals_admin", "items", "items_results", "content_calendar") | {
    "wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:listing", "wagtailadmin_explore",
    "wagtailadmin_explore_results",
}  # fmt: skip
# Where one adds a page: earlier pages of the section, and the starters of its board.
BEGINNING = _named("wagtailadmin_pages", "add_subpage")
STARTERS = {"page_starter", "page_starter_delete", "page_starters", "page_starters_results"}
CHOOSERS = {
    f"{files}_chooser:{view}"
    for files in ("wagtailimages", "wagtaildocs")
    for view in ("choose", "choose_results", "chosen", "chosen_multiple")
} | {"wagtailimages_chooser:select_format"}
# Of pages that one may not edit, the report of reviews names the people only.
REPORTS = _named(
    "own_reports", "aging_pages", "aging_pages_results", "page_types_usage", "page_types_usage_results", "site_history",
    "site_history_results", "workflow",
)  # fmt: skip
REPORTS_OF_REVIEWS = _named("own_reports", "workflow_results", "workflow_tasks", "workflow_tasks_results")
# Of who makes English versions.
OFFICIAL_NAMES = {"glossary", "glossary_results", "glossary_term", "glossary_remove"}
TRANSLATING = OFFICIAL_NAMES | {"translate_page", "translate_arrangement", "translate_choice", "import_translation"}
EDITING = {"reviewed_edit", "compare_version", "convert_text", "portals_admin:plan_page"} | TRANSLATING | _named(
    "wagtailadmin_pages", "copy", "delete", "history", "move", "revisions_compare", "revisions_revert",
    "revisions_view", "usage", "view_draft", "workflow_history", "workflow_history_detail",
)  # fmt: skip
# A picture that a page in review shows is not deleted; the screen leads back.
FILES = {
    "wagtailimages:index",
    "wagtailimages:index_results",
    "document_index",
    "document_index_results",
    "image_edit",
    "document_edit",
    "document_delete",
    "wagtailimages:image_usage",
    "wagtaildocs:document_usage",
}
VERSIONS = _named("wagtail_localize", "download_pofile", "preview_translation") | {"page_version"}
# What waits for them is on the first screen and on one of its own: of the writers the editor's only, who wrote the
# things of the world.
OWN_WORK = {"wagtailadmin_home"} | _named("portals_admin", "my_work")
# Names of others in the filter of a page's history, and of who wrote what was published; the editor alone made it.
OTHERS_IN_HISTORY = _named("wagtailadmin_pages", "history_results") | {"content_report"}
# What waits for the board is known to all who have a role on the portal.
PROPOSALS = _named("portals_admin", "proposal", "proposal_file", "proposals")
APPROVALS = _named("portals_admin", "approvals", "approvals_results")
# Of those who answer for a portal.
RECORDS = _named(
    "portals_admin", "audit", "board_file", "people", "suspension_report", "suspension_reports", "takedowns",
    "takedowns_results", "violation", "violations", "violations_results", "incident", "incidents",
    "incidents_results", "maintenance", "maintenance_results",
)  # fmt: skip
BOARD = RECORDS | _named("portals_admin", "board")
ROLES_GIVEN = _named("portals_admin", "roles", "withdraw_role", "confirm_accounts")
# With everybody's rights: for administrators and heads.
ACCOUNTS = _named("portals_admin", "accounts", "accounts_results")
# Events that somebody covers: for the board and administrators, and the editor who is sent.
COVERAGE = _named("portals_admin", "coverage", "coverage_results", "coverage_assignment")
APPROVING = _named("wagtailadmin_pages", "workflow_preview") | _named(
    "portals_admin", "answer_violation", "delegate", "decide_proposal", "assign_coverage", "cancel_coverage",
    "publication_time",
)  # fmt: skip

# The list of press agencies, for who edits what the portal publishes; who writes sees that there is a pack.
PRESS = {"press_agency_edit", "press_agency_end", "press_list", "press_list_results", "send_press_pack"}

# Of questions: whoever sorts or answers reads the question, in its forms too. That of the world waits for the unit:
# the board finds it by its list of all, and names the unit in its filter.
READY_TEXTS = _named(
    "questions_admin",
    "canned_response",
    "canned_response_add",
    "canned_responses",
    "canned_responses_results",
    "canned_response_delete",
)
QUESTIONS = READY_TEXTS | _named("questions_admin", "attachment", "contact", "note", "question", "inbox")
ANSWERING = QUESTIONS | _named("questions_admin", "inbox_results", "reply", "ask_back", "hand_over")
UNITS = _named("questions_admin", "units", "unit", "unit_end", "officer_add", "officer_end")

# Comments on drafts: who edits responds, who approves decides as well.
COMMENTS = _named("comments", "draft", "draft_results", "comment", "answer")
COMMENTS_DECIDED = _named("comments", "publish", "redact", "withhold")
# Questions of live events: who edits orders them and marks what is answered, who approves decides as well.
LIVE = _named("live_questions_desk", "event", "question", "mark")
LIVE_DECIDED = _named("live_questions_desk", "publish", "redact", "withhold", "answer")
# Contributions: who edits makes drafts of them, who approves declines as well.
COMMENTS |= _named("contributions", "inbox", "inbox_results", "contribution", "accept", "ask")
COMMENTS_DECIDED |= _named("contributions", "decline")

COLLABORATOR = NAMES_OF_PAGES | EXPLORER | CHOOSERS | REPORTS | PROPOSALS | BEGINNING | {"prepare_press_pack"}
EDITOR = COLLABORATOR | REPORTS_OF_REVIEWS | EDITING | FILES | VERSIONS | PRESS
EDITOR_OF_ALL = EDITOR | OTHERS_IN_HISTORY | BOARD | COMMENTS | LIVE
# Another unit is named while one has the question: the form names both.
SORTING = QUESTIONS | OWN_WORK | _named("questions_admin", "assign", "merge", "message", "public_text", "public_copy")
# What stands first in the search of the portal.
BEST_BETS = _named("search_admin", "best_bets", "best_bets_results", "best_bet", "best_bet_delete")
# Former addresses that lead on.
FORMER_ADDRESSES = {"former_addresses", "former_addresses_results", "former_address"}
# Feeds of other systems that are read for the portal.
SOURCES = {"item_sources", "item_sources_results", "item_source", "item_source_end"}
# What readers said to the board.
RATINGS = _named("ratings_admin", "pages", "pages_results", "words", "page", "seen", "done")
BOARD_MEMBER = EDITOR_OF_ALL | SORTING | COVERAGE | STARTERS | RATINGS
WITHHOLDING = _named("questions_admin", *(f"visibility_{verb}" for verb in ("withhold", "show", "confirm", "keep")))
APPROVER = (
    BOARD_MEMBER
    | APPROVING
    | OWN_WORK
    | COMMENTS_DECIDED
    | LIVE_DECIDED
    | WITHHOLDING
    | BEST_BETS
    | FORMER_ADDRESSES
    | SOURCES
)
# Reads the registry with the boards, which names people, the records, and which unit has a question overdue.
SUPERVISOR = (
    BOARD
    | APPROVALS
    | _named("portals_admin", "detail")
    | _named("questions_admin", "overdue", "overdue_results")
    | {"content_report", "dead_links", "dead_links_results", "legal_differences", "legal_differences_results"}
)
# The work of an editor on every portal, and among the proposals the own one; of the newest pages only some are this
# one's.
CITY_EDITOR = (EDITOR | OTHERS_IN_HISTORY | OWN_WORK | {"wagtailadmin_explore_root"}) - PRESS - OFFICIAL_NAMES - {
    "portals_admin:content_calendar",
    "portals_admin:proposal", "portals_admin:proposal_file", "own_reports:aging_pages",
    "own_reports:aging_pages_results", "own_reports:page_types_usage",
    "own_reports:page_types_usage_results", "own_reports:site_history_results", "wagtailadmin_api:pages:listing",
}  # fmt: skip
# What was proposed to the city portal.
CITY_HEAD = OWN_WORK | _named("portals_admin", "audit", "proposals")

SHOWN: dict[str, set[str]] = {
    "collaborator": COLLABORATOR,
    "reporter": COLLABORATOR,
    "editor": EDITOR
    | COMMENTS
    | LIVE
    | OWN_WORK
    | COVERAGE
    | _named("portals_admin", "take_back_proposal", "deliver_coverage"),
    "section_editor": EDITOR | COMMENTS | LIVE | OTHERS_IN_HISTORY | OWN_WORK,
    "answering_officer": NAMES_OF_PAGES | PROPOSALS | OWN_WORK | ANSWERING,
    # An invitation waits for its answer.
    "portal_admin": EDITOR_OF_ALL
    | APPROVALS
    | ROLES_GIVEN
    | ACCOUNTS
    | OWN_WORK
    | UNITS
    | COVERAGE
    | STARTERS
    | _named("portals_admin", "contacts"),
    # All approvals are the head's own, and name the units; who delegated takes it back; who chose a file sees it.
    "head": APPROVER
    | APPROVALS
    | ACCOUNTS
    | _named("portals_admin", "end_delegation")
    | _named("questions_admin", "chosen_file", "chosen_page"),
    "deputy": APPROVER | APPROVALS,
    "member": BOARD_MEMBER | APPROVALS,
    "supervisor": SUPERVISOR,
    # Reads the district with the ward below it, and nothing of other portals.
    "district_supervisor": SUPERVISOR,
    "city_editor": CITY_EDITOR,
    "city_head": CITY_HEAD,
    # The last page edited is the other portal's, and so says the report of types. What is marked stands on the second
    # page of the report of ages.
    "both": (EDITOR | COMMENTS | LIVE | OTHERS_IN_HISTORY | OWN_WORK | {"wagtailadmin_explore_root"})
    - _named("own_reports", "page_types_usage", "page_types_usage_results", "aging_pages", "aging_pages_results"),
    "former": set(),
    "nobody": set(),
}

PEOPLE, PAPERS = {"NguoiSoTuPhap", "NguoiQuanMot", "NguoiChuaMo"}, {"HoSoSoTuPhap", "HoSoQuanMot", "HoSoChuaMo"}
HIDDEN, NAMES_IN_RECORDS = {"DauChuaMo"}, {"DauChuaMo", "DauSoTuPhap"}
# What a role may read of other portals, by role and address: the supervisor knows all portals with their boards (6.2),
# who approved, withdrew and suspended what, and the record of it.
MAY_SEE: dict[tuple[str, str], set[str]] = {
    # On which portals items wait, by their names.
    ("supervisor", "wagtailadmin_home"): HIDDEN,
    ("supervisor", "portals_admin:my_work"): HIDDEN,
    ("supervisor", "portals_admin:index"): HIDDEN,
    ("supervisor", "punctuality"): HIDDEN,
    ("supervisor", "figures"): HIDDEN,
    ("supervisor", "content_report"): PEOPLE | HIDDEN,
    ("supervisor", "timed_items"): HIDDEN,
    ("supervisor", "timed_items_results"): HIDDEN,
    ("supervisor", "stale_pages"): HIDDEN,
    ("supervisor", "stale_pages_results"): HIDDEN,
    ("supervisor", "versions_behind"): HIDDEN,
    ("supervisor", "versions_missing"): HIDDEN,
    ("supervisor", "drafts_for_comments"): HIDDEN,
    ("supervisor", "dead_links"): NAMES_IN_RECORDS,
    ("supervisor", "dead_links_results"): NAMES_IN_RECORDS,
    ("supervisor", "legal_differences"): NAMES_IN_RECORDS,
    ("supervisor", "legal_differences_results"): NAMES_IN_RECORDS,
    # Units have public names.
    ("supervisor", "questions_admin:overdue"): NAMES_IN_RECORDS,
    ("supervisor", "questions_admin:overdue_results"): NAMES_IN_RECORDS,
    ("supervisor", "portals_admin:index_results"): HIDDEN,
    ("supervisor", "portals_admin:boards_to_warn_of"): HIDDEN,
    ("supervisor", "portals_admin:detail"): PEOPLE | PAPERS | NAMES_IN_RECORDS,
    ("supervisor", "portals_admin:board"): PEOPLE | PAPERS,
    ("supervisor", "portals_admin:board_file"): PAPERS,
    ("supervisor", "portals_admin:people"): PEOPLE,
    # With what units are called, which boards approved.
    ("supervisor", "portals_admin:approvals"): PEOPLE | NAMES_IN_RECORDS,
    ("supervisor", "portals_admin:approvals_results"): PEOPLE | NAMES_IN_RECORDS,
    ("supervisor", "portals_admin:audit"): PEOPLE | PAPERS | NAMES_IN_RECORDS,
    ("supervisor", "portals_admin:suspension_report"): PEOPLE | PAPERS,
    ("supervisor", "portals_admin:suspension_reports"): PEOPLE | HIDDEN,
    ("supervisor", "portals_admin:takedowns"): PEOPLE | PAPERS | HIDDEN,
    ("supervisor", "portals_admin:takedowns_results"): PEOPLE | PAPERS | HIDDEN,
    ("supervisor", "portals_admin:violation"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:close_violation"): HIDDEN,
    ("supervisor", "portals_admin:violations"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:violations_results"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:incident"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:incidents"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:incidents_results"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:maintenance"): PAPERS | HIDDEN,
    ("supervisor", "portals_admin:maintenance_results"): PAPERS | HIDDEN,
}

# Who wrote, edited and reviewed a page or file stands beside it; what people are on a portal does not.
MAY_SEE |= {
    ("city_editor", name): PEOPLE
    for name in {
        "image_edit",
        "wagtailimages:edit",
        "reviewed_edit",
        "wagtailadmin_explore",
        "wagtailadmin_explore_root",
    }
    | _named(
        "wagtailadmin_pages",
        "edit",
        "history",
        "history_results",
        "revisions_revert",
        "type_use",
        "workflow_history",
        "workflow_history_detail",
    )
    | _named("portals_admin", "items", "items_results")
    | _named("own_reports", "site_history", "site_history_results", "workflow", "workflow_results")
    | _named("wagtailadmin_reports", "site_history", "site_history_results", "workflow", "workflow_results")
}
MAY_SEE[("city_editor", "content_report")] = PEOPLE | HIDDEN
# Who compared the legal documents: of every portal, to who works on all of them.
MAY_SEE |= {("city_editor", "legal_differences"): PEOPLE}
# Who proposed something to the city portal, and with which note.
MAY_SEE |= {
    ("city_head", name): {"NguoiSoTuPhap", "NguoiQuanMot"}
    for name in ("wagtailadmin_home", "portals_admin:proposals", "portals_admin:my_work")
} | {("city_head", "portals_admin:audit"): {"HoSoSoTuPhap", "HoSoQuanMot"}}

# Where the other portal's things are not on a superuser's first page: lists of everything, and one's own doings.
LONG_LISTS = OWN_WORK | _named(
    "own_reports", "aging_pages", "aging_pages_results", "page_types_usage", "page_types_usage_results"
) | {"wagtailadmin_api:pages:listing", "wagtailadmin_explore_root"}  # fmt: skip
