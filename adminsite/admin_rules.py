"""The rule of each admin address of ours: of a proposal, of a page; the rest ask by themselves."""

from adminsite.guard import in_namespace, register_admin_rules
from adminsite.guard_rules import anybody, explorer_level, nobody, page, proposal

NAMESPACE = "portals_admin"
# They ask by themselves who may see which portal, and answer alike for those that do not exist.
ASKING = (
    "proposals", "index", "index_results", "create", "audit", "audit_export", "security_export", "suspensions",
    "suspend_account", "open_account", "lift_suspension", "suspension_reports", "suspension_report", "my_work",
    "calendar", "office_hours", "enter_day", "change_day", "remove_day", "confirm_year", "time_limits", "add_rule",
    "replace_rule", "end_rule", "apply_profile", "retention", "change_retention", "own_roles", "own_boards",
    "takedowns", "takedowns_results", "violations", "violations_results", "record_violation", "violation",
    "answer_violation", "send_back_violation", "close_violation", "incidents", "incidents_results", "record_incident",
    "incident", "add_incident_step", "close_incident", "maintenance", "maintenance_results", "announce_maintenance",
    "cancel_maintenance", "approvals", "approvals_results",
    "approvals_export", "city_roles", "withdraw_city_role", "invite_to_city", "withdraw_city_invitation",
    "accounts", "accounts_results", "export_accounts", "failed_tasks", "failed_tasks_results", "mail_new_password",
    "confirm_accounts", "own_contacts", "contacts",
    "detail", "edit", "suspend", "resume", "archive", "change_host", "open", "board", "board_edit", "board_file",
    "boards_to_warn_of", "people", "people_export", "review_variant", "seat", "end_seat", "delegate",
    "end_delegation", "roles", "withdraw_role", "invite", "withdraw_invitation",
    "guide", "guide_part", "export_list", "items", "items_results", "save_filter", "delete_filter",
    "content_calendar", "calendar_address", "handout", "open_guide", "put_away_first_steps",

    "accept_rules", "second_factor", "switch_on_second_factor", "renew_backup_codes", "switch_off_second_factor",
    "take_off_second_factor", "signed_in", "city_identity", "link_city_identity", "unlink_city_identity",
    "revoke_city_identity",
    "coverage", "coverage_results", "coverage_assignment", "assign_coverage", "deliver_coverage", "cancel_coverage",
)  # fmt: skip

register_admin_rules(in_namespace(NAMESPACE, ASKING, anybody))
register_admin_rules(in_namespace(NAMESPACE, ("import_portals", "portal_import_template", "portal_import"), nobody))
OF_A_PROPOSAL = ("proposal", "proposal_file", "proposal_picture", "decide_proposal", "take_back_proposal")
register_admin_rules(in_namespace(NAMESPACE, OF_A_PROPOSAL, proposal))
register_admin_rules(
    in_namespace(NAMESPACE, ("ask_unpublish", "plan_page", "propose_to_city", "publication_time"), page("page_id"))
)
register_admin_rules(in_namespace(NAMESPACE, ("export_level",), explorer_level))
