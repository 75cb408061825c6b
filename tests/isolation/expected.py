"""On which addresses of the admin each role finds things of its own portal: the positive controls of the crawler.

Found by walking, read by people, kept by hand: a screen that stops working, or is closed without anybody meaning it,
is missing here; a screen that begins to show things is one more.
"""

from __future__ import annotations


def _named(namespace: str, *names: str) -> set[str]:
    return {f"{namespace}:{name}" for name in names}


# Drafts are found and named by all who have a role on the portal, the answering officer too.
NAMES_OF_PAGES = _named("wagtailadmin_pages", "move_confirm") | {
    "wagtail_bulk_action", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_search",
}  # fmt: skip
EXPLORER = _named(
    "wagtailadmin_pages", "search", "search_results", "type_use", "type_use_results"
) | {
    "wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:listing", "wagtailadmin_explore",
    "wagtailadmin_explore_results",
}  # fmt: skip
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
EDITING = _named(
    "wagtailadmin_pages", "copy", "delete", "edit", "history", "move", "revisions_compare", "revisions_revert",
    "revisions_view", "usage", "view_draft", "workflow_history", "workflow_history_detail",
)  # fmt: skip
FILES = {
    f"{files}:{view}"
    for files in ("wagtailimages", "wagtaildocs")
    for view in ("index", "index_results", "edit", "delete")
} | {"wagtailimages:image_usage", "wagtaildocs:document_usage"}
VERSIONS = _named("wagtail_localize", "download_pofile", "preview_translation") | {"page_version"}
# Their own doings are on the first screen; of the editor only, who wrote the things of the world.
OWN_WORK = {"wagtailadmin_home"}
# Names of others in the filter of a page's history; the editor alone made it.
OTHERS_IN_HISTORY = _named("wagtailadmin_pages", "history_results")
BOARD = _named("portals_admin", "board")
APPROVING = _named("wagtailadmin_pages", "revisions_unschedule", "unpublish", "workflow_preview") | _named(
    "portals_admin", "delegate"
)

COLLABORATOR = NAMES_OF_PAGES | EXPLORER | CHOOSERS | REPORTS
EDITOR = COLLABORATOR | REPORTS_OF_REVIEWS | EDITING | FILES | VERSIONS
BOARD_MEMBER = EDITOR | OTHERS_IN_HISTORY | BOARD
APPROVER = BOARD_MEMBER | APPROVING | OWN_WORK

SHOWN: dict[str, set[str]] = {
    "collaborator": COLLABORATOR,
    "reporter": COLLABORATOR,
    "editor": EDITOR | OWN_WORK,
    "section_editor": EDITOR | OTHERS_IN_HISTORY,
    "answering_officer": NAMES_OF_PAGES,
    "portal_admin": BOARD_MEMBER | _named("portals_admin", "roles", "withdraw_role"),
    "head": APPROVER,
    "deputy": APPROVER,
    "member": BOARD_MEMBER,
    # Reads the registry with the boards, which names people.
    "supervisor": _named("portals_admin", "board", "detail"),
    # The last page edited is the other portal's, and so says the report of types.
    "both": (EDITOR | OTHERS_IN_HISTORY | {"wagtailadmin_explore_root"})
    - _named("own_reports", "page_types_usage", "page_types_usage_results"),
    "former": set(),
    "nobody": set(),
}

# What a role may read of other portals, by role and address: the supervisor knows all portals and their boards (6.2).
MAY_SEE: dict[tuple[str, str], set[str]] = {
    ("supervisor", "portals_admin:index"): {"DauChuaMo"},
    ("supervisor", "portals_admin:index_results"): {"DauChuaMo"},
    ("supervisor", "portals_admin:detail"): {"NguoiSoTuPhap"},
    ("supervisor", "portals_admin:board"): {"NguoiSoTuPhap"},
}

# Where the other portal's things are not on a superuser's first page: lists of everything, and one's own doings.
LONG_LISTS = OWN_WORK | _named(
    "own_reports", "aging_pages", "aging_pages_results", "page_types_usage", "page_types_usage_results"
) | {"wagtailadmin_api:pages:listing", "wagtailadmin_explore_root"}  # fmt: skip
