"""The rule of each admin address that Wagtail and wagtail-localize bring, and of ours that stand in their place."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from adminsite.guard import in_namespace, register_admin_rules, register_public_admin_addresses
from adminsite.guard_rules import (
    anybody,
    asked,
    asked_pages,
    bulk_action,
    chooser_level,
    explorer_level,
    model_row,
    moved_pages,
    nobody,
    page,
    row,
    sent_pages,
    setting,
    task_state,
    translation,
    translation_source,
    untagged,
    workflow_state,
)

PAGE_ADDRESSES = (
    "usage", "edit", "preview_on_edit", "view_draft", "delete", "unpublish", "convert_alias",
    "confirm_workflow_cancellation", "workflow_preview", "set_privacy", "lock", "unlock", "revisions_index",
    "revisions_view", "revisions_revert", "revisions_unschedule", "workflow_history", "history", "history_results",
)  # fmt: skip
USERS, LOCALES = "wagtailusers_users", "wagtaillocales"
WORKFLOWS, REPORTS = "wagtailadmin_workflows", "wagtailadmin_reports"
VIEWSET = ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", "copy")
REPORT_NAMES = (
    "locked_pages", "locked_pages_results", "workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results",
    "site_history", "site_history_results", "aging_pages", "aging_pages_results", "page_types_usage",
    "page_types_usage_results",
)  # fmt: skip
FILES = ("add", "add_multiple", "index", "index_results")
IMAGE_ADDRESSES = (
    "edit", "delete", "url_generator", "url_generator_output", "preview", "image_usage", "edit_multiple",
    "delete_multiple",
)  # fmt: skip
WORKFLOW_ADDRESSES = (
    "index", "index_results", "add", "enable", "disable", "edit", "usage", "usage_results", "remove", "add_task",
    "select_task_type", "task_index", "task_index_results", "edit_task", "disable_task", "enable_task",
    "task_chooser", "task_chooser_results", "task_chooser_create", "task_chosen",
)  # fmt: skip
# Of wagtail-localize, the API and Wagtail's redirects, answered by views that refuse everybody.
REFUSING = (
    "no_synchronised_versions", "no_aliases", "no_sentences", "no_values", "no_files_of_sentences", "no_machine",
    "no_actions_by_api", "no_list_of_redirects", "no_redirects",
)  # fmt: skip
TRANSLATION_ADDRESSES = (
    "edit_string_translation", "edit_override", "download_pofile", "upload_pofile", "machine_translate",
    "preview_translation", "stop_translation",
)  # fmt: skip
# Of wagtail-localize: they know no portal.
OVER_ALL_PORTALS = (
    "submit_snippet_translation", "translations_report", "translations_report_results", "snippets_api_listing",
    "snippets_api_detail",
)  # fmt: skip
# Of Wagtail's redirects: one list for all portals.
REDIRECTS = ("index", "index_results", "add", "edit", "delete", "start_import", "process_import")

register_public_admin_addresses(
    {
        "wagtailadmin_login",
        "sign_in_code",
        "city_sign_in",
        "city_answer",
        "city_invitation",
        "accept_with_city",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail_localize:javascript_catalog",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "accept_invitation",
        "calendar_feed",
    }
)

register_admin_rules(
    {
        "wagtailadmin_home": anybody,
        "wagtailadmin_account": anybody,
        "wagtailadmin_dismissibles": anybody,
        "wagtailadmin_block_preview": anybody,
        "wagtailadmin_error_test": nobody,
        # Pages
        "wagtailadmin_explore_root": anybody,
        "wagtailadmin_explore": explorer_level,
        "wagtailadmin_explore_results": explorer_level,
        **in_namespace("wagtailadmin_pages", PAGE_ADDRESSES, page("page_id")),
        **in_namespace("wagtailadmin_pages", ("add", "preview_on_add", "add_subpage"), page("parent_page_id")),
        "wagtailadmin_pages:copy": sent_pages(page("page_id"), "new_parent_page"),
        "wagtailadmin_pages:move": sent_pages(page("page_to_move_id"), "new_parent_page"),
        "wagtailadmin_pages:set_page_position": page("page_to_move_id"),
        "wagtailadmin_pages:move_confirm": page("page_to_move_id", "destination_id"),
        "wagtailadmin_pages:revisions_compare": page("pk"),
        **in_namespace("wagtailadmin_pages", ("workflow_action", "collect_workflow_action_data"), task_state),
        **dict.fromkeys(("review_action", "review_data"), task_state),
        **dict.fromkeys(("reviewed_edit", "take_down"), page("page_id")),
        "serial_add": page("parent_page_id"),
        "wagtailadmin_pages:workflow_history_detail": workflow_state,
        **in_namespace("wagtailadmin_pages", ("search", "search_results", "type_use", "type_use_results"), anybody),
        "wagtailadmin_pages:choose_parent": sent_pages(anybody, "parent_page"),
        "wagtail_bulk_action": bulk_action,
        **dict.fromkeys(
            ("editing_session", "wagtailadmin_editing_sessions:ping"), model_row("app_label", "model_name", "object_id")
        ),
        "wagtailadmin_editing_sessions:release": anybody,
        # Choosers
        "wagtailadmin_choose_page": moved_pages(anybody),
        "wagtailadmin_choose_page_child": moved_pages(chooser_level),
        "wagtailadmin_choose_page_search": moved_pages(anybody),
        "wagtailadmin_choose_page_chosen_multiple": asked_pages,
        "wagtailadmin_choose_page_external_link": anybody,
        "wagtailadmin_choose_page_email_link": anybody,
        "wagtailadmin_choose_page_phone_link": anybody,
        "wagtailadmin_choose_page_anchor_link": anybody,
        **in_namespace("wagtailembeds", ("chooser", "chooser_upload"), anybody),
        # Words that files of every portal share
        "wagtailadmin_tag_autocomplete": nobody,
        "wagtailadmin_tag_model_autocomplete": nobody,
        # The internal API: the menu of pages needs it, nothing needs the rest
        "wagtailadmin_api:pages:listing": anybody,
        "wagtailadmin_api:pages:find": anybody,
        **in_namespace("wagtailadmin_api:pages", ("detail", "action"), page("pk")),
        **in_namespace("wagtailadmin_api:images", ("listing", "detail", "find"), nobody),
        **in_namespace("wagtailadmin_api:documents", ("listing", "detail", "find"), nobody),
        # Files
        **in_namespace("wagtailimages", FILES, anybody),
        **in_namespace("wagtailimages", IMAGE_ADDRESSES, row(get_image_model, "image_id")),
        **in_namespace("wagtailimages", ("create_multiple_from_uploaded_image", "delete_upload_multiple"), anybody),
        **in_namespace("wagtailimages_chooser", ("choose", "choose_results"), untagged),
        "wagtailimages_chooser:create": anybody,
        **dict.fromkeys(("image_edit", "image_delete", "uploaded_image_edit"), row(get_image_model, "image_id")),
        "uploaded_document_edit": row(get_document_model, "doc_id"),
        **dict.fromkeys(("document_index", "document_index_results"), anybody),
        **dict.fromkeys(("document_edit", "document_delete"), row(get_document_model, "document_id")),
        "wagtailimages_chooser:chosen": row(get_image_model, "pk"),
        "wagtailimages_chooser:select_format": row(get_image_model, "image_id"),
        "wagtailimages_chooser:chosen_multiple": asked(get_image_model),
        **in_namespace("wagtaildocs", FILES, anybody),
        **in_namespace("wagtaildocs", ("edit", "delete", "document_usage"), row(get_document_model, "document_id")),
        **in_namespace("wagtaildocs", ("edit_multiple", "delete_multiple"), row(get_document_model, "doc_id")),
        **in_namespace("wagtaildocs", ("create_multiple_from_uploaded_document", "delete_upload_multiple"), anybody),
        **in_namespace("wagtaildocs_chooser", ("choose", "choose_results", "create"), anybody),
        "wagtaildocs_chooser:chosen": row(get_document_model, "pk"),
        "wagtaildocs_chooser:chosen_multiple": asked(get_document_model),
        **in_namespace("wagtailadmin_collections", ("index", "add", "edit", "delete", "set_privacy"), nobody),
        # Made by code, the same for every portal
        **in_namespace(WORKFLOWS, WORKFLOW_ADDRESSES, nobody),
        "wagtailsites:index": nobody,
        **in_namespace(USERS, (name for name in VIEWSET if name not in {"delete", "copy"}), nobody),
        **in_namespace(LOCALES, VIEWSET, nobody),
        # Reports: ours answer at the same addresses; Wagtail's, over all portals, are not reached
        **in_namespace("own_reports", REPORT_NAMES, anybody),
        **in_namespace(REPORTS, REPORT_NAMES, nobody),
        **in_namespace("wagtailsettings", ("edit", "preview_on_edit"), setting),
        "branding_edit": setting,
        "wagtailsnippets:index": nobody,
        # Versions in another language
        "page_version": page("page_id"),
        **dict.fromkeys(REFUSING, anybody),
        "wagtail_localize:submit_page_translation": page("page_id"),
        "wagtail_localize:convert_to_alias": page("page_id"),
        "wagtail_localize:update_translations": translation_source,
        **in_namespace("wagtail_localize", TRANSLATION_ADDRESSES, translation),
        **in_namespace("wagtail_localize", OVER_ALL_PORTALS, nobody),
        **in_namespace("wagtailredirects", REDIRECTS, nobody),
    }
)
