"""Two portals with one thing of every kind each.

What is not public of a portal carries its mark, its people carry another. Whoever works in one portal must never see a
mark of the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page, Task, UploadedFile, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from home.forms import find_or_make_tags
from home.models import NewsArticlePage, PortalBranding
from library.models import PortalDocument, PortalImage
from sites.enums import Role, Seat
from sites.memberships import grant_membership, seat_on_board
from sites.models import AccountSuspension, BoardSeat, Membership, Portal, ProposedChange, SuspensionReport
from sites.proposals import propose_unpublishing
from sites.suspensions import suspend_account
from tests.factories import AT, CITY, DEPARTMENT, DISTRICT, make_article, make_portal, publish, section_of
from tests.fullest import make_document, make_image


@dataclass
class Side:
    """One portal with its people and its things."""

    portal: Portal
    mark: str
    people_mark: str
    people: dict[str, User] = field(default_factory=dict)
    draft: Page | None = None
    public: Page | None = None
    reviewed: Page | None = None
    english: Page | None = None
    proposal: ProposedChange | None = None
    image: PortalImage | None = None
    document: PortalDocument | None = None
    values: dict[Any, Any] = field(default_factory=dict)

    def pairs(self) -> list[tuple[tuple[str, str], Any]]:
        return [(key, value) for key, value in self.values.items() if isinstance(key, tuple)]


PORTAL_PEOPLE = {
    "collaborator": Role.COLLABORATOR,
    "editor": Role.EDITOR,
    "answering_officer": Role.ANSWERING_OFFICER,
    "portal_admin": Role.PORTAL_ADMIN,
}
BOARD_PEOPLE = {"head": Seat.HEAD, "member": Seat.MEMBER}
CITY_PEOPLE = {"operator": Role.OPERATOR, "supervisor": Role.SUPERVISOR}


@dataclass
class World:
    """Two sides, people of the city, and a superuser."""

    own: Side
    other: Side
    city_people: dict[str, User]
    superuser: User

    def person(self, role: str) -> User:
        return self.superuser if role == "superuser" else self.city_people.get(role) or self.own.people[role]


def build_world() -> World:
    """The city, a district (own) and a department (other)."""
    make_portal(CITY)
    own = _side(make_portal(DISTRICT), "DauQuanMot", "NguoiQuanMot")
    other = _side(make_portal(DEPARTMENT), "DauSoTuPhap", "NguoiSoTuPhap")
    city_people = {}
    for name, role in CITY_PEOPLE.items():
        city_people[name] = _person(name, "Thành phố")
        grant_membership(city_people[name], role=role, portal=None, reason="Phân công", by=None, at=AT)
    superuser = User.objects.create_superuser("root", email="root@example.test", password="pass", first_name="Root")
    return World(own, other, {name: User.objects.get(pk=user.pk) for name, user in city_people.items()}, superuser)


def _person(name: str, mark: str) -> User:
    return User.objects.create_user(
        name, email=f"{name}@example.test", password="pass", first_name=f"Lan {mark}", last_name="Nguyễn"
    )


def _side(portal: Portal, mark: str, people_mark: str) -> Side:
    side = Side(portal=portal, mark=mark, people_mark=people_mark)
    for name, role in PORTAL_PEOPLE.items():
        side.people[name] = _person(f"{name}.{people_mark.lower()}", people_mark)
        grant_membership(side.people[name], role=role, portal=portal, reason="Phân công", by=None, at=AT)
    for name, seat in BOARD_PEOPLE.items():
        side.people[name] = _person(f"{name}.{people_mark.lower()}", people_mark)
        seat_on_board(portal.board, side.people[name], seat=seat, by=None, at=AT)
    side.people = {name: User.objects.get(pk=user.pk) for name, user in side.people.items()}
    portal.board.founding_file.save(f"{portal.code}.pdf", ContentFile(f"%PDF-1.7 {mark}".encode()))
    _things(side)
    return side


def _things(side: Side) -> None:
    portal, mark, author = side.portal, side.mark, side.people["editor"]
    side.image = make_image(portal, f"Ảnh {mark}")
    side.document = make_document(portal, f"Tệp {mark}.pdf")
    tags = find_or_make_tags(portal, [f"Thẻ {mark}"])
    values = {"owner": author, "lead": f"Tóm tắt {mark}", "image": side.image}
    side.draft = _saved(make_article(portal, f"Nháp {mark}", published=False, **values), author, tags)
    public = make_article(portal, f"Tin công khai của {portal.name_vi}", published=False, owner=author)
    side.public = publish(_saved(public, author, []), by=side.people["head"], author=author)
    # What is public of it has no mark; the change that waits has.
    side.public.title = f"Sửa {mark}"
    side.public.save_revision(user=author)
    side.reviewed = _saved(make_article(portal, f"Chờ duyệt {mark}", published=False, **values), author, tags)
    side.reviewed.get_workflow().start(side.reviewed, author)
    locale = Locale.objects.get(language_code="en")
    TranslationCreator(user=author, target_locales=[locale]).create_translations(
        side.draft, include_related_objects=False
    )
    side.english = side.draft.get_translation(locale)
    suspended = _person(f"suspended.{side.people_mark.lower()}", side.people_mark)
    grant_membership(suspended, role=Role.COLLABORATOR, portal=portal, reason="Phân công", by=None, at=AT)
    suspend_account(suspended, by=None, at=AT, reason=f"Lý do {mark}")
    side.proposal = propose_unpublishing(side.public, by=author, at=AT, reason=f"Lý do {mark}")
    side.values = _arguments(side)


def _saved(page: Page, author: User, tags: list[Any]) -> Page:
    page.tags = tags
    page.save_revision(user=author, log_action=True)
    return NewsArticlePage.objects.get(pk=page.pk)


def _arguments(side: Side) -> dict[Any, Any]:
    """What stands for each argument of an address, by its name, or by the name of the view and its own."""
    portal, page = side.portal, side.draft
    source = TranslationSource.objects.get(object_id=side.draft.translation_key)
    translation = Translation.objects.get(source=source)
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage),
        file=f"{side.mark}.png",
        uploaded_by_user=side.people["editor"],
    )
    review = side.reviewed.current_workflow_state
    return {
        "page_id": page.pk,
        "parent_page_id": section_of(portal).pk,
        "page_to_move_id": page.pk,
        "destination_id": section_of(portal).pk,
        "revision_id": page.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_id": Task.objects.get().pk,
        "workflow_pk": Workflow.objects.get().pk,
        "page_pk": portal.container_id,
        "content_type_app_name": "home",
        "content_type_model_name": "newsarticlepage",
        "image_id": side.image.pk,
        "document_id": side.document.pk,
        "doc_id": side.document.pk,
        "collection_id": portal.collection_id,
        "uploaded_file_id": upload.pk,
        "filter_spec": "max-100x100",
        "portal_id": portal.pk,
        "seat_id": BoardSeat.objects.filter(board=portal.board, user=side.people["member"]).get().pk,
        "membership_id": Membership.objects.get(user=side.people["editor"]).pk,
        "delegation_id": 1,
        "suspension_id": AccountSuspension.objects.get(user__username__endswith=side.people_mark.lower()).pk,
        "report_id": SuspensionReport.objects.get(portal=portal).pk,
        "proposal_id": side.proposal.pk,
        "session_id": 1,
        "translation_source_id": source.pk,
        "translation_id": translation.pk,
        "string_segment_id": StringSegment.objects.filter(source=source).first().pk,
        "overridable_segment_id": OverridableSegment.objects.filter(source=source).first().pk,
        "workflow_state_id": review.pk,
        "task_state_id": review.current_task_state.pk,
        "action_name": "approve",
        "object_id": page.pk,
        "uidb64": "MQ",
        "token": "set-password",
        "mode": "default",
    } | {
        ("wagtailadmin_pages:collect_workflow_action_data", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_action", "page_id"): side.reviewed.pk,
        ("review_action", "page_id"): side.reviewed.pk,
        ("review_data", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_history", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_history_detail", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:confirm_workflow_cancellation", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_preview", "page_id"): side.reviewed.pk,
        ("portals_admin:decide_proposal", "task_state_id"): side.proposal.current_workflow_task_state.pk,
        ("portals_admin:ask_unpublish", "page_id"): side.public.pk,
        ("portals_admin:propose_to_city", "page_id"): side.public.pk,
        ("wagtailadmin_pages:unpublish", "page_id"): side.public.pk,
        ("wagtailadmin_pages:set_page_position", "page_to_move_id"): page.pk,
        ("wagtailadmin_pages:revisions_compare", "pk"): side.public.pk,
        ("wagtailadmin_explore", "parent_page_id"): section_of(portal).pk,
        ("wagtailadmin_explore_results", "parent_page_id"): section_of(portal).pk,
        ("wagtailadmin_choose_page_child", "parent_page_id"): section_of(portal).pk,
        ("wagtailadmin_api:pages:detail", "pk"): page.pk,
        ("wagtailadmin_api:pages:action", "pk"): page.pk,
        ("no_actions_by_api", "pk"): page.pk,
        ("no_actions_by_api", "action_name"): "copy",
        ("wagtailadmin_api:pages:action", "action_name"): "copy",
        ("wagtailadmin_api:images:detail", "pk"): side.image.pk,
        ("wagtailadmin_api:documents:detail", "pk"): side.document.pk,
        ("wagtailimages_chooser:chosen", "pk"): side.image.pk,
        ("wagtaildocs_chooser:chosen", "pk"): side.document.pk,
        ("wagtailadmin_collections:edit", "pk"): portal.collection_id,
        ("wagtailadmin_collections:delete", "pk"): portal.collection_id,
        ("wagtailsettings:edit", "app_name"): "home",
        ("wagtailsettings:edit", "model_name"): PortalBranding._meta.model_name,
        ("wagtailsettings:edit", "pk"): portal.site_id,
        ("branding_edit", "pk"): portal.site_id,
        ("wagtailsettings:preview_on_edit", "app_name"): "home",
        ("wagtailsettings:preview_on_edit", "model_name"): PortalBranding._meta.model_name,
        ("wagtailsettings:preview_on_edit", "pk"): portal.site_id,
        ("wagtail_bulk_action", "app_label"): "wagtailcore",
        ("wagtail_bulk_action", "model_name"): "page",
        ("wagtail_bulk_action", "action"): "delete",
        ("wagtailadmin_pages:choose_parent", "app_label"): "home",
        ("wagtailadmin_pages:choose_parent", "model_name"): "newsarticlepage",
        ("wagtailadmin_editing_sessions:ping", "app_label"): "home",
        ("wagtailadmin_editing_sessions:ping", "model_name"): "newsarticlepage",
        ("wagtailadmin_tag_model_autocomplete", "app_name"): "taggit",
        ("wagtailadmin_tag_model_autocomplete", "model_name"): "tag",
        ("wagtailadmin_workflows:add_task", "app_label"): "portals",
        ("wagtailadmin_workflows:add_task", "model_name"): "boardapprovaltask",
        ("wagtail_localize:submit_snippet_translation", "app_label"): "library",
        ("wagtail_localize:submit_snippet_translation", "model_name"): "tag",
        ("wagtail_localize:submit_snippet_translation", "pk"): 1,
        ("wagtail_localize:snippets_api_listing", "app_label"): "library",
        ("wagtail_localize:snippets_api_listing", "model_name"): "tag",
        ("wagtail_localize:snippets_api_detail", "app_label"): "library",
        ("wagtail_localize:snippets_api_detail", "model_name"): "tag",
        ("wagtail_localize:snippets_api_detail", "pk"): 1,
        ("wagtail_bulk_action", "?id"): page.pk,
        ("wagtailadmin_choose_page_chosen_multiple", "?id"): page.pk,
        ("wagtailimages_chooser:chosen_multiple", "?id"): side.image.pk,
        ("wagtaildocs_chooser:chosen_multiple", "?id"): side.document.pk,
        ("wagtailadmin_pages:search", "?q"): "Nháp",
        ("wagtailadmin_choose_page_search", "?q"): "Nháp",
        ("wagtailimages_chooser:choose_results", "?q"): "Ảnh",
        ("wagtailimages:index_results", "?q"): "Ảnh",
        ("wagtaildocs_chooser:choose_results", "?q"): "Tệp",
        ("wagtaildocs:index_results", "?q"): "Tệp",
        ("wagtailadmin_explore_results", "?q"): "Nháp",
        ("wagtailadmin_pages:search_results", "?q"): "Nháp",
        ("wagtailusers_users:index_results", "?q"): "Lan",
        **_each("wagtailusers_users", side.people["editor"].pk),
        **_each("wagtailusers_groups", side.people["editor"].groups.first().pk),
        **_each("wagtaillocales", Locale.objects.get(language_code="en").pk),
        **{
            (f"wagtailadmin_workflows:{name}", "pk"): Workflow.objects.get().pk
            for name in ("enable", "disable", "edit", "usage", "usage_results")
        },
        **{
            (f"wagtailadmin_workflows:{name}", "pk"): Task.objects.get().pk
            for name in ("edit_task", "disable_task", "enable_task")
        },
    }


def _each(namespace: str, key: int) -> dict[tuple[str, str], int]:
    return {
        (f"{namespace}:{name}", "pk"): key for name in ("edit", "delete", "history", "history_results", "usage", "copy")
    }
