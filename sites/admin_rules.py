"""The rule of each admin address that Wagtail, wagtail-localize and `sites` bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState, WorkflowState

from sites.guard import Rule, register_admin_rules, register_public_admin_addresses
from sites.scope import Scope

Arguments = Mapping[str, Any]


def anybody(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The screen names no row, and shows what the person may see: its own test is in `tests/isolation`."""
    return True


def nobody(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """For superusers only: the screen reaches over all portals."""
    return False


def page(*names: str) -> Rule:
    """Pages named by arguments of the address stand in the person's portals. One query."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        return pages_in_scope(scope, [kwargs[name] for name in names if name in kwargs])

    return rule


def row(model: Any, name: str) -> Rule:
    """A row named by an argument belongs to one of the person's portals. `model` may be a function. One query."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        wanted = model if isinstance(model, type) else model()
        return rows_in_scope(scope, wanted, [kwargs[name]])

    return rule


def model_row(app: str, model: str, key: str) -> Rule:
    """The same, where the address names the model too."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        try:
            wanted = apps.get_model(kwargs[app], kwargs[model])
        except LookupError:
            return False
        return rows_in_scope(scope, wanted, [kwargs[key]])

    return rule


def pages_in_scope(scope: Scope, keys: Iterable[Any]) -> bool:
    """Whether all pages exist and stand in the scope. One query."""
    numbers = _numbers(keys)
    if numbers is None:
        return False
    paths = list(Page.objects.filter(pk__in=numbers).values_list("path", flat=True))
    return len(paths) == len(numbers) and all(scope.has_path(path) for path in paths)


def rows_in_scope(scope: Scope, model: type[Model], keys: Iterable[Any]) -> bool:
    """Whether all rows exist and belong to the scope. One query."""
    if issubclass(model, Page):
        return pages_in_scope(scope, keys)
    numbers = _numbers(keys)
    if numbers is None:
        return False
    rows = list(model._default_manager.filter(pk__in=numbers))
    return len(rows) == len(numbers) and all(scope.has(instance) for instance in rows)


def _numbers(keys: Iterable[Any]) -> set[int] | None:
    """Keys as numbers; None where one is none."""
    texts = [str(key) for key in keys]
    return {int(text) for text in texts} if all(text.isascii() and text.isdigit() for text in texts) else None


def _asked_pages(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """Pages that a chooser asks about by `?id=` are those it may offer: own ones, and public ones of others."""
    return _choosable(scope, request.GET.getlist("id"))


def _asked(model: Any) -> Rule:
    """Rows that a chooser of files asks about by `?id=` belong to the person's portals. One query."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        return rows_in_scope(scope, model(), request.GET.getlist("id"))

    return rule


def _chooser_level(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The level a chooser shows: the root, a page of the person's portals, or a public one of another portal."""
    return kwargs.get("parent_page_id") == _root_id() or _choosable(scope, [kwargs["parent_page_id"]])


def _choosable(scope: Scope, keys: Iterable[Any]) -> bool:
    numbers = _numbers(keys)
    if numbers is None:
        return False
    return len(numbers) == Page.objects.filter(scope.choosable_pages(), pk__in=numbers).count()


def _explorer_level(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The explorer opens at the root for whoever works in several portals; Wagtail shows own portals only."""
    return kwargs["parent_page_id"] == _root_id() or pages_in_scope(scope, [kwargs["parent_page_id"]])


def _root_id() -> int:
    return Page.get_first_root_node().pk


def _task_state(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """A step of a review belongs to the page that the address names. Two queries."""
    if not pages_in_scope(scope, [kwargs["page_id"]]):
        return False
    states = TaskState.objects.filter(pk=kwargs["task_state_id"])
    return states.filter(workflow_state__object_id=str(kwargs["page_id"])).exists()


def _workflow_state(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """A review belongs to the page that the address names. Two queries."""
    if not pages_in_scope(scope, [kwargs["page_id"]]):
        return False
    return WorkflowState.objects.filter(pk=kwargs["workflow_state_id"], object_id=str(kwargs["page_id"])).exists()


def _bulk_action(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """All rows of a bulk action belong to the scope, and so does the page they are moved to. Two queries."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return False
    if not issubclass(model, (Page, get_image_model(), get_document_model())):
        return False
    keys = request.GET.getlist("id")
    parents = [key for key in (request.GET.get("childOf"), request.POST.get("chooser")) if key]
    if not pages_in_scope(scope, parents):
        return False
    # "all" are those the person sees in the list the action was started from.
    return keys == ["all"] or rows_in_scope(scope, model, keys)


def _translation_source(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    source = apps.get_model("wagtail_localize", "TranslationSource")
    return _translated(scope, source.objects.filter(pk=kwargs["translation_source_id"]))


def _translation(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    source = apps.get_model("wagtail_localize", "TranslationSource")
    return _translated(scope, source.objects.filter(translations=kwargs["translation_id"]))


def _translated(scope: Scope, sources: Any) -> bool:
    """The page that is translated stands in the scope. Two queries."""
    keys = [(source.object_id, source.specific_content_type.model_class()) for source in sources]
    if not keys or not all(model is not None and issubclass(model, Page) for _, model in keys):
        return False
    pages = Page.objects.filter(translation_key__in=[key for key, _ in keys])
    paths = list(pages.values_list("path", flat=True))
    return bool(paths) and all(scope.has_path(path) for path in paths)


def _setting(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """Settings stand by site; without one, Wagtail leads to the first that the person may edit."""
    return "pk" not in kwargs or scope.has_site(kwargs["pk"])


PAGE_ADDRESSES = (
    "usage", "edit", "preview_on_edit", "view_draft", "delete", "unpublish", "convert_alias", "copy",
    "confirm_workflow_cancellation", "workflow_preview", "set_privacy", "lock", "unlock", "revisions_index",
    "revisions_view", "revisions_revert", "revisions_unschedule", "workflow_history", "history", "history_results",
)  # fmt: skip
USERS, GROUPS, LOCALES = "wagtailusers_users", "wagtailusers_groups", "wagtaillocales"
WORKFLOWS, REPORTS = "wagtailadmin_workflows", "wagtailadmin_reports"
VIEWSET = ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", "copy")
FILES = ("add", "add_multiple", "index", "index_results")


def _named(namespace: str, names: Iterable[str], rule: Rule) -> dict[str, Rule]:
    return {f"{namespace}:{name}": rule for name in names}


register_public_admin_addresses(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail_localize:javascript_catalog",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
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
        "wagtailadmin_explore": _explorer_level,
        "wagtailadmin_explore_results": _explorer_level,
        **_named("wagtailadmin_pages", PAGE_ADDRESSES, page("page_id")),
        **_named("wagtailadmin_pages", ("add", "preview_on_add", "add_subpage"), page("parent_page_id")),
        **_named("wagtailadmin_pages", ("move", "set_page_position"), page("page_to_move_id")),
        "wagtailadmin_pages:move_confirm": page("page_to_move_id", "destination_id"),
        "wagtailadmin_pages:revisions_compare": page("pk"),
        **_named("wagtailadmin_pages", ("workflow_action", "collect_workflow_action_data"), _task_state),
        "review_action": _task_state,
        "wagtailadmin_pages:workflow_history_detail": _workflow_state,
        **_named("wagtailadmin_pages", ("search", "search_results", "choose_parent"), anybody),
        **_named("wagtailadmin_pages", ("type_use", "type_use_results"), nobody),
        "wagtail_bulk_action": _bulk_action,
        "wagtailadmin_editing_sessions:ping": model_row("app_label", "model_name", "object_id"),
        "wagtailadmin_editing_sessions:release": anybody,
        # Choosers
        "wagtailadmin_choose_page": anybody,
        "wagtailadmin_choose_page_child": _chooser_level,
        "wagtailadmin_choose_page_search": anybody,
        "wagtailadmin_choose_page_chosen_multiple": _asked_pages,
        "wagtailadmin_choose_page_external_link": anybody,
        "wagtailadmin_choose_page_email_link": anybody,
        "wagtailadmin_choose_page_phone_link": anybody,
        "wagtailadmin_choose_page_anchor_link": anybody,
        **_named("wagtailembeds", ("chooser", "chooser_upload"), anybody),
        # Words that files of every portal share
        "wagtailadmin_tag_autocomplete": nobody,
        "wagtailadmin_tag_model_autocomplete": nobody,
        # The internal API: the menu of pages needs it, nothing needs the rest
        "wagtailadmin_api:pages:listing": anybody,
        "wagtailadmin_api:pages:find": anybody,
        **_named("wagtailadmin_api:pages", ("detail", "action"), page("pk")),
        **_named("wagtailadmin_api:images", ("listing", "detail", "find"), nobody),
        **_named("wagtailadmin_api:documents", ("listing", "detail", "find"), nobody),
        # Files
        **_named("wagtailimages", FILES, anybody),
        **_named(
            "wagtailimages",
            (
                "edit",
                "delete",
                "url_generator",
                "url_generator_output",
                "preview",
                "image_usage",
                "edit_multiple",
                "delete_multiple",
            ),
            row(get_image_model, "image_id"),
        ),
        **_named("wagtailimages", ("create_multiple_from_uploaded_image", "delete_upload_multiple"), anybody),
        **_named("wagtailimages_chooser", ("choose", "choose_results", "create"), anybody),
        "wagtailimages_chooser:chosen": row(get_image_model, "pk"),
        "wagtailimages_chooser:select_format": row(get_image_model, "image_id"),
        "wagtailimages_chooser:chosen_multiple": _asked(get_image_model),
        **_named("wagtaildocs", FILES, anybody),
        **_named("wagtaildocs", ("edit", "delete", "document_usage"), row(get_document_model, "document_id")),
        **_named("wagtaildocs", ("edit_multiple", "delete_multiple"), row(get_document_model, "doc_id")),
        **_named("wagtaildocs", ("create_multiple_from_uploaded_document", "delete_upload_multiple"), anybody),
        **_named("wagtaildocs_chooser", ("choose", "choose_results", "create"), anybody),
        "wagtaildocs_chooser:chosen": row(get_document_model, "pk"),
        "wagtaildocs_chooser:chosen_multiple": _asked(get_document_model),
        **_named("wagtailadmin_collections", ("index", "add", "edit", "delete", "set_privacy"), nobody),
        # Made by code, the same for every portal
        **_named(
            WORKFLOWS,
            (
                "index",
                "index_results",
                "add",
                "enable",
                "disable",
                "edit",
                "usage",
                "usage_results",
                "remove",
                "add_task",
                "select_task_type",
                "task_index",
                "task_index_results",
                "edit_task",
                "disable_task",
                "enable_task",
                "task_chooser",
                "task_chooser_results",
                "task_chooser_create",
                "task_chosen",
            ),
            nobody,
        ),
        "wagtailsites:index": nobody,
        **_named(USERS, VIEWSET, nobody),
        **_named(GROUPS, VIEWSET, nobody),
        **_named(LOCALES, VIEWSET, nobody),
        # Reports over all portals; each portal has its own lists
        **_named(
            REPORTS,
            (
                "locked_pages",
                "locked_pages_results",
                "workflow",
                "workflow_results",
                "workflow_tasks",
                "workflow_tasks_results",
                "site_history",
                "site_history_results",
                "aging_pages",
                "aging_pages_results",
                "page_types_usage",
                "page_types_usage_results",
            ),
            nobody,
        ),
        **_named("wagtailsettings", ("edit", "preview_on_edit"), _setting),
        "wagtailsnippets:index": nobody,
        # Versions in another language
        "page_version": page("page_id"),
        # These refuse everybody, by themselves.
        **dict.fromkeys(("no_synchronised_versions", "no_aliases", "no_actions_by_api"), anybody),
        "wagtail_localize:submit_page_translation": page("page_id"),
        "wagtail_localize:convert_to_alias": page("page_id"),
        "wagtail_localize:update_translations": _translation_source,
        **_named(
            "wagtail_localize",
            (
                "edit_string_translation",
                "edit_override",
                "download_pofile",
                "upload_pofile",
                "machine_translate",
                "preview_translation",
                "stop_translation",
            ),
            _translation,
        ),
        **_named(
            "wagtail_localize",
            (
                "submit_snippet_translation",
                "translations_report",
                "translations_report_results",
                "snippets_api_listing",
                "snippets_api_detail",
            ),
            nobody,
        ),
        # Ours ask by themselves who may see which portal, and answer alike for those that do not exist.
        **_named(
            "portals_admin",
            (
                "index",
                "index_results",
                "create",
                "own_roles",
                "own_boards",
                "city_roles",
                "withdraw_city_role",
                "detail",
                "edit",
                "suspend",
                "resume",
                "archive",
                "change_host",
                "open",
                "board",
                "board_edit",
                "seat",
                "end_seat",
                "delegate",
                "end_delegation",
                "roles",
                "withdraw_role",
            ),
            anybody,
        ),
    }
)
