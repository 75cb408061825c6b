"""Every way by which something becomes public or changes in public, tried with what no board approved (13.1.g).

Screens are tried by five roles from editor to superuser, code and commands by nobody in particular. After each try,
what is public is what it was. The last tests fail when a way exists that is not in these lists.
"""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command, get_commands
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.registry import action_registry
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Locale, Page, PageViewRestriction, Revision
from wagtail_localize.models import LocaleSynchronization, Translation

from accounts.models import User
from audit.errors import PortalRefusal
from editorial.enums import ApprovalKind, TakedownReason
from editorial.integrity.content_hash import content_hash_of, content_hashes_of_rows, page_hashes
from editorial.integrity.invariants import public_that_differs, public_without_approval
from editorial.models import Approval
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.review.publication import publish_approved
from editorial.review.variants import change_review_variant
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage, PortalBranding, SectionPage
from library.models import PortalDocument, PortalImage
from members.enums import ReviewVariant, Role, Seat
from provisioning.portal_states import open_portal, resume_portal, suspend_portal
from sites.enums import PortalState
from sites.models import Portal
from tests.admin import browser
from tests.admin_forms import form_of
from tests.factories import (
    AT,
    CITY,
    DISTRICT,
    RULES_ACCEPTED,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    publish,
    section_of,
)
from tests.fullest import make_document, make_image
from tests.isolation.rows import undone, watched_rows
from tests.library.office_files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="compares all that is public after each try")]

MARK = "Không ai duyệt"
REFUSALS = (PermissionDenied, PortalRefusal, ValidationError, CommandError, ProtectedError)
ROLES = ["editor", "portal_admin", "head", "operator", "superuser"]


class World:
    """A portal with a draft, a public article with a change that waits, its files, its look; and a second portal."""

    def __init__(self) -> None:
        self.city = make_portal(CITY)
        self.portal = make_portal(DISTRICT, opened=False)
        self.branding = PortalBranding.objects.create(site=self.portal.site, logo=make_image(self.portal, "Biểu trưng"))
        self.portal = make_portal(DISTRICT)
        self.image, self.document = make_image(self.portal), make_document(self.portal)
        self.author = make_member(self.portal)
        link = f'<p>Xem <a linktype="document" id="{self.document.pk}">kế hoạch</a>.</p>'
        body = [{"type": "paragraph", "value": link}]
        public = make_article(self.portal, "Tin công khai", image=self.image, body=body, reviewed=True)
        self.approved = public.live_revision
        public.title = f"Sửa: {MARK}"
        public.save_revision(user=self.author)
        self.public = NewsArticlePage.objects.get(pk=public.pk)
        self.draft = make_article(self.portal, f"Nháp: {MARK}", published=False)
        self.section = section_of(self.portal)

    @property
    def unapproved(self) -> Revision:
        return Page.objects.get(pk=self.public.pk).latest_revision

    def person(self, role: str) -> User:
        if role == "superuser":
            return User.objects.filter(username="root").first() or User.objects.create_superuser(
                "root", password="x", **RULES_ACCEPTED
            )
        if role == "operator":
            return make_operator()
        return make_head(self.portal) if role == "head" else make_member(self.portal, Role(role))


def what_is_public() -> dict[Any, Any]:
    """Hashes of the public rows, and what is needed to see them."""
    types = {page.pk: page.cached_content_type.model_class() for page in Page.objects.live()}
    pages = {("page", key): content_hash for key, content_hash in page_hashes(types).items()}
    others = {
        (model, key): content_hash
        for model in (PortalImage, PortalDocument, PortalBranding, Portal)
        for key, content_hash in content_hashes_of_rows(model, list(model.objects.all())).items()
    }
    states = {("state", portal.pk): portal.state for portal in Portal.objects.all()}
    restrictions = set(PageViewRestriction.objects.values_list("page", flat=True))
    return pages | others | states | {"restricted": restrictions}


def is_found() -> bool:
    """Whether the invariant finds what is public now."""
    return bool(list(public_without_approval()) or list(public_that_differs()))


def leaks(tried: dict[str, Callable[[], Any]], commit: Any, *, noticed: frozenset[str] = frozenset()) -> dict[str, str]:
    """The tries after which something else is public, with what; `noticed` are those that the invariant may find."""
    found = {}
    before = what_is_public()
    for name, attempt in tried.items():
        with undone(), watched_rows() as changed_rows:
            try:
                with transaction.atomic(), commit(execute=True):
                    attempt()
            except REFUSALS:
                pass
            # What is public is rows alone, and takes longer to read than most tries.
            if not changed_rows():
                continue
            after = what_is_public()
            if after != before and not (name in noticed and is_found()):
                changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
                found[name] = str(changed)
    return found


# Screens


def picture() -> SimpleUploadedFile:
    gif = (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00"
        b"\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    )
    return SimpleUploadedFile("khac.gif", gif, "image/gif")


def bulk(model: type, action: str, key: int) -> str:
    name = [model._meta.app_label, model._meta.model_name, action]
    return reverse("wagtail_bulk_action", args=name) + f"?id={key}"


def screens(world: World, client: Client) -> dict[str, Callable[[], Any]]:
    """Posts by hand: each with what the screen asks for, and with the words that would publish."""
    public, draft, section = world.public.pk, world.draft.pk, world.section.pk
    edit, english = reverse("wagtailadmin_pages:edit", args=[public]), Locale.objects.get(language_code="en").pk
    task_state = world.draft.get_workflow().start(world.draft, world.author).current_task_state
    head = make_head(world.portal)
    proposal = propose_unpublishing(world.public, by=head, at=timezone.now(), reason=MARK)
    past, later = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)

    common = {"title": MARK, "slug": "khong-ai-duyet", "body-count": "0", "correction_note": MARK}

    def save(address: str, **values: Any) -> None:
        client.post(address, form_of(client, address) | common | values)

    def post(name: str, *args: Any, **values: Any) -> Callable[[], Any]:
        return lambda: client.post(reverse(name, args=args), common | values)

    copy = {"new_title": MARK, "new_slug": "ban-sao", "new_parent_page": section, "publish_copies": "on"}
    facts = reverse("portals_admin:edit", args=[world.portal.pk])
    branding = reverse("wagtailsettings:edit", args=["home", "portalbranding", world.portal.site_id])
    image, document = world.image.pk, world.document.pk
    return {
        "publish in the editor": lambda: save(edit, **{"action-publish": "1"}),
        "publish in the editor for a time that has passed": lambda: save(
            edit, **{"action-publish": "1", "go_live_at": past.strftime("%Y-%m-%d %H:%M")}
        ),
        "give a time in the editor": lambda: save(
            edit, **{"action-publish": "1", "go_live_at": later.strftime("%Y-%m-%d %H:%M")}
        ),
        "publish a draft": lambda: save(
            reverse("wagtailadmin_pages:edit", args=[draft]), **{"action-publish": "1"}
        ),
        "publish a new page": lambda: save(
            reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section]),
            **{"action-publish": "1", "source_agency": "x", "body-count": "0"},
        ),
        "revert and publish": lambda: save(edit, revision=str(world.unapproved.pk), **{"action-publish": "1"}),
        "show the screen that reverts": lambda: client.get(
            reverse("wagtailadmin_pages:revisions_revert", args=[public, world.unapproved.pk])
        ),
        "take a time back": post("wagtailadmin_pages:revisions_unschedule", public, world.unapproved.pk),
        "approve in the editor what was never approved": lambda: save(
            reverse("wagtailadmin_pages:edit", args=[draft]),
            **{"action-workflow-action": "1", "workflow-action-name": "publish"},
        ),
        "another action of the review": post(
            "wagtailadmin_pages:workflow_action", draft, "publish", task_state.pk, comment=""
        ),
        "copy as public": post("wagtailadmin_pages:copy", public, **copy, copy_subpages="on"),
        "copy as alias": post("wagtailadmin_pages:copy", public, **copy, alias="on"),
        "copy a draft as public": post("wagtailadmin_pages:copy", draft, **copy),
        "convert an alias": post("wagtailadmin_pages:convert_alias", public),
        "move in public": post("wagtailadmin_pages:move_confirm", public, world.portal.vietnamese_home.pk),
        "move to another portal": post("wagtailadmin_pages:move_confirm", public, section_of(world.city).pk),
        "order the pages": lambda: client.post(
            reverse("wagtailadmin_pages:set_page_position", args=[public]) + "?position=0"
        ),
        "take the restriction of a page away": post(
            "wagtailadmin_pages:set_privacy", public, restriction_type="none"
        ),
        "restrict a page": post("wagtailadmin_pages:set_privacy", public, restriction_type="login"),
        **{
            f"bulk {action} of pages": (lambda action=action, key=key: client.post(
                bulk(Page, action, key), {"chooser": world.section.pk, "include_descendants": "on"}
            ))
            for action, key in (
                ("publish", draft), ("submit", draft), ("approve", draft), ("move", public), ("delete", public)
            )
        },
        "bulk publish of a public page": lambda: client.post(bulk(Page, "publish", public)),
        "translate": lambda: client.post(f"/admin/localize/submit/page/{public}/", {"locales": english}),
        "translate with what is below": lambda: client.post(
            f"/admin/localize/submit/page/{section}/", {"locales": english, "include_subtree": "on"}
        ),
        **{
            f"API {action}": (lambda action=action: client.post(
                f"/admin/api/main/pages/{public}/action/{action}/",
                {"slug": "x", "recursive": True, "keep_live": True, "locale": "en", "revision_id": world.unapproved.pk,
                 "destination_page_id": section},
                content_type="application/json",
            ))
            for action in PagesAdminAPIViewSet.actions
            if action != "unpublish"
        },
        "approve a proposal of one's own": post(
            "portals_admin:decide_proposal", proposal.pk, "approve", proposal.current_workflow_task_state.pk,
            **all_answered(),
        ),
        "open a portal by hand": post("portals_admin:open", world.portal.pk, approved="on"),
        "the look": lambda: save(branding, accent="#00429d"),
        "the footer": lambda: save(facts, phone="028 1"),
        "another file for a picture": lambda: save(
            reverse("wagtailimages:edit", args=[image]), file=picture(), description=MARK
        ),
        "another description of a picture, among several": post(
            "wagtailimages:edit_multiple", image,
            **{f"image-{image}-title": MARK, f"image-{image}-description": MARK, f"image-{image}-tags": "",
               f"image-{image}-collection": world.portal.collection_id},
        ),
        "another file for a document": lambda: save(
            reverse("wagtaildocs:edit", args=[document]), file=SimpleUploadedFile("khac.pdf", pdf(["khac"]))
        ),
        "another title of a document, among several": post(
            "wagtaildocs:edit_multiple", document,
            **{f"doc-{document}-title": MARK, f"doc-{document}-tags": "",
               f"doc-{document}-collection": world.portal.collection_id},
        ),
        "delete a picture": post("wagtailimages:delete", image),
        "delete a document": post("wagtaildocs:delete", document),
        **{
            f"bulk {action} of {model._meta.model_name}": (lambda action=action, model=model, key=key: client.post(
                bulk(model, action, key), {"collection": world.city.collection_id, "tags": "a"}
            ))
            for model, key in ((PortalImage, image), (PortalDocument, document))
            for action in ("delete", "add_to_collection")
        },
    }  # fmt: skip


# What a superuser's posts would do with Wagtail's own permissions and without the guard.
WOULD_PUBLISH = frozenset(
    {
        "bulk delete of pages", "copy as alias",
        "copy as public", "publish a new page", "publish in the editor",
        "publish in the editor for a time that has passed", "restrict a page", "revert and publish",
    }
)  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_no_screen_makes_public_what_no_board_approved(role, django_capture_on_commit_callbacks):
    world = World()
    assert leaks(screens(world, browser(world.person(role))), django_capture_on_commit_callbacks) == {}


def test_translation_is_public_by_review_only(django_capture_on_commit_callbacks):
    """Screens of wagtail-localize on a version that exists: segments, file of segments, machine, back to an alias."""
    world = World()
    client = browser(world.person("superuser"))
    locale = Locale.objects.get(language_code="en")
    client.post(f"/admin/localize/submit/page/{world.draft.pk}/", {"locales": locale.pk})
    english = NewsArticlePage.objects.get(translation_key=world.draft.translation_key, locale=locale)
    translation = Translation.objects.get(source__object_id=english.translation_key)
    edit = reverse("wagtailadmin_pages:edit", args=[english.pk])
    form = form_of(client, edit) | {"title": MARK, "slug": "x", "body-count": "0"}
    segments = SimpleUploadedFile("a.po", str(translation.export_po()).encode(), "text/x-gettext-translation")
    sent = {"next": "/admin/", "publish": "1"}
    tried = {
        "publish the version": lambda: client.post(edit, form | {"action": "publish", "action-publish": "1"}),
        "publish its alias": lambda: client.post(edit, form | {"localize-convert-to-alias": "1"}),
        "start it anew": lambda: client.post(edit, form | {"localize-restart-translation": "1"}),
        "in code": lambda: translation.save_target(user=None, publish=True),
        "file of segments": lambda: client.post(
            reverse("wagtail_localize:upload_pofile", args=[translation.pk]), sent | {"file": segments}
        ),
        "machine": lambda: client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]), sent),
        "stop": lambda: client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]), sent),
        "update": lambda: client.post(
            reverse("wagtail_localize:update_translations", args=[translation.source_id]),
            {"publish_translations": "on"},
        ),
    }  # fmt: skip
    assert leaks(tried, django_capture_on_commit_callbacks) == {}


@pytest.mark.slow(reason="publishes pages and opens several screens")
@pytest.mark.breaks_the_rule
def test_the_tries_would_succeed_if_nobody_stood_in_their_way(django_capture_on_commit_callbacks, monkeypatch):
    """Else they would prove nothing: without our rule of permissions and the guard, a superuser's posts publish."""
    world = World()
    monkeypatch.setattr(NewsArticlePage, "permissions_for_user", Page.permissions_for_user)
    monkeypatch.setattr(SectionPage, "permissions_for_user", Page.permissions_for_user)
    monkeypatch.setattr(NewsArticlePage, "copy_form_class", CopyForm)
    monkeypatch.setattr(NewsArticlePage, "save", Page.save)
    tried = screens(world, browser(world.person("superuser")))
    assert set(leaks(tried, django_capture_on_commit_callbacks)) == WOULD_PUBLISH


@pytest.mark.breaks_the_rule
def test_the_code_would_succeed_without_the_guard(django_capture_on_commit_callbacks, monkeypatch):
    world = World()
    monkeypatch.setattr(NewsArticlePage, "save", Page.save)
    assert set(leaks(code(world), django_capture_on_commit_callbacks)) == CODE_THAT_PUBLISHES


# Code


def written_by_hand(world: World, **values: Any) -> NewsArticlePage:
    """A page as somebody's script would hold it."""
    page = NewsArticlePage.objects.get(pk=world.public.pk)
    for name, value in ({"lead": MARK} | values).items():
        setattr(page, name, value)
    return page


def plain_page(world: World, **values: Any) -> Page:
    page = Page.objects.get(pk=world.public.pk)
    for name, value in values.items():
        setattr(page, name, value)
    return page


def new_page(**values: Any) -> NewsArticlePage:
    return NewsArticlePage(**{"title": MARK, "slug": "moi", "source_agency": "x", "live": True} | values)


def alias_of(world: World) -> NewsArticlePage:
    """An alias as only a statement of SQL makes it."""
    Page.objects.filter(pk=world.draft.pk).update(alias_of=world.public.pk)
    return NewsArticlePage.objects.get(pk=world.draft.pk)


def code(world: World) -> dict[str, Callable[[], Any]]:
    """Functions of Wagtail and Django, as scripts, tasks and packages call them."""
    unapproved, draft = world.unapproved, world.draft.get_latest_revision()
    english = Locale.objects.get(language_code="en")
    tampered = Revision.objects.get(pk=world.approved.pk)
    tampered.content = tampered.content | {"lead": MARK}

    def publish_tampered() -> None:
        tampered.save()
        publish_approved(tampered, by=None, at=AT)

    def schedule() -> None:
        revision = Revision.objects.get(pk=unapproved.pk)
        revision.approved_go_live_at = timezone.now() - timedelta(days=1)
        revision.save()
        call_command("publish_scheduled", stdout=StringIO())

    def schedule_with_a_later_time() -> None:
        page = world.draft
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish(skip_permission_checks=True)
        assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()

    def follow_the_original() -> None:
        assert alias_of(world).alias_of_id == world.public.pk
        world.public.update_aliases(revision=unapproved, _content=unapproved.content)

    return {
        "save": lambda: written_by_hand(world).save(),
        "save of some fields": lambda: written_by_hand(world).save(update_fields=["lead"]),
        "save without checks": lambda: written_by_hand(world).save(clean=False),
        "save below save": lambda: written_by_hand(world).save_base(),
        "save the common columns": lambda: plain_page(world, title=MARK).save(),
        "save a draft as public": lambda: (setattr(world.draft, "live", True), world.draft.save()),
        "mark a draft as public": lambda: Page(pk=world.draft.pk, live=True).save(update_fields=["live"]),
        "name another version as the public one": lambda: plain_page(world, live_revision=unapproved).save(
            update_fields=["live_revision"]
        ),
        "add a public page": lambda: world.section.add_child(instance=new_page()),
        "add a public sibling": lambda: world.public.add_sibling(instance=new_page()),
        "publish a version": lambda: unapproved.publish(),
        "publish past the permission": lambda: draft.publish(skip_permission_checks=True),
        "publish by the page": lambda: world.draft.publish(draft, skip_permission_checks=True),
        "publish by the action": lambda: PublishPageRevisionAction(draft).execute(skip_permission_checks=True),
        "publish as another version": lambda: unapproved.publish(previous_revision=world.approved),
        "our verb": lambda: publish_approved(unapproved, by=None, at=AT),
        "our verb, of a version changed afterwards": publish_tampered,
        "publish a version changed afterwards": lambda: (tampered.save(), tampered.publish()),
        "give a time": schedule,
        "give a later time": schedule_with_a_later_time,
        "copy as public": lambda: world.public.copy(update_attrs={"slug": "ban-sao"}, keep_live=True),
        "copy without versions": lambda: world.public.copy(update_attrs={"slug": "ban-sao"}, copy_revisions=False),
        "copy with what is below": lambda: world.section.copy(recursive=True, update_attrs={"slug": "ban-sao"}),
        "make an alias": lambda: world.public.create_alias(update_slug="ban-sao"),
        "follow the original": follow_the_original,
        "translate": lambda: world.public.copy_for_translation(english, copy_parents=True),
        "translate as alias": lambda: world.public.copy_for_translation(english, copy_parents=True, alias=True),
        "move to another portal": lambda: world.public.move(section_of(world.city), pos="last-child"),
        "open past the board": lambda: open_portal(world.portal, by=make_operator(), at=AT, checklist=all_answered()),
    }


CODE_THAT_PUBLISHES = {
    "add a public page", "add a public sibling", "copy as public", "copy with what is below", "copy without versions",
    "follow the original", "make an alias", "publish a version", "publish a version changed afterwards",
    "publish as another version", "publish by the action", "publish by the page", "publish past the permission", "save",
    "save a draft as public", "save below save", "save of some fields", "save the common columns",
    "save without checks",
}  # fmt: skip

# Statements without objects and treebeard's SQL are seen by nobody but the invariant.
CODE_NOTICED = frozenset({"move to another portal"})


def test_no_code_makes_public_what_no_board_approved(django_capture_on_commit_callbacks):
    assert leaks(code(World()), django_capture_on_commit_callbacks, noticed=CODE_NOTICED) == {}


@pytest.mark.both_engines
def test_statement_past_all_doors_is_found():
    world = World()
    with undone():
        Page.objects.filter(pk=world.draft.pk).update(live=True)
        assert [page.pk for page in public_without_approval()] == [world.draft.pk]
    with undone():
        NewsArticlePage.objects.filter(pk=world.public.pk).update(lead=MARK)
        assert [difference.pk for difference in public_that_differs()] == [world.public.pk]


# Commands


def commands(world: World) -> dict[str, Callable[[], Any]]:
    """Each with an installation that waits for a mistake: an unapproved version is due, an alias and a synchronised
    language stand there."""

    def run(name: str, *args: Any, **options: Any) -> Callable[[], Any]:
        def call() -> None:
            due = timezone.now() - timedelta(hours=1)
            Revision.objects.filter(pk=world.unapproved.pk).update(approved_go_live_at=due)
            LocaleSynchronization.objects.get_or_create(
                locale=Locale.objects.get(language_code="en"), sync_from=Locale.objects.get(language_code="vi")
            )
            call_command(name, *args, stdout=StringIO(), stderr=StringIO(), **options)

        return call

    return {
        "publish_scheduled": run("publish_scheduled"),
        "publish_scheduled_pages": run("publish_scheduled_pages"),
        "fixtree": run("fixtree", interactive=False),
        "set_url_paths": run("set_url_paths"),
        "create_log_entries_from_revisions": run("create_log_entries_from_revisions"),
        "rebuild_references_index": run("rebuild_references_index"),
        "purge_revisions": run("purge_revisions"),
        "update_index": run("update_index"),
        "wagtail_update_index": run("wagtail_update_index"),
        "wagtail_update_image_renditions": run("wagtail_update_image_renditions"),
        "rebuild_search_index": run("rebuild_search_index"),
        "move_pages": run("move_pages", world.section.pk, section_of(world.city).pk),
        "sync_locale_trees": run("sync_locale_trees"),
        "sync_roles": run("sync_roles"),
        "propose_working_days": run("propose_working_days", 2029),
        "deduplicate_tags": run("deduplicate_tags"),
        "remove_orphaned_tags": run("remove_orphaned_tags"),
    }


COMMANDS_NOTICED = frozenset({"move_pages"})


def test_no_command_makes_public_what_no_board_approved(django_capture_on_commit_callbacks):
    assert leaks(commands(World()), django_capture_on_commit_callbacks, noticed=COMMANDS_NOTICED) == {}


def test_held_version_does_not_hold_up_the_others():
    world = World()
    due = timezone.now() - timedelta(hours=1)
    waiting = make_article(world.portal, "Chờ giờ", published=False, go_live_at=timezone.now() + timedelta(days=1))
    publish(waiting, by=make_head(world.portal), author=waiting.owner)
    Revision.objects.filter(object_id=str(waiting.pk)).update(approved_go_live_at=due)
    revision = Page.objects.get(pk=waiting.pk).latest_revision
    Page.objects.filter(pk=waiting.pk).update(go_live_at=None)
    Revision.objects.filter(pk=world.unapproved.pk).update(approved_go_live_at=due - timedelta(hours=1))
    with pytest.raises(CommandError, match=MARK):
        call_command("publish_scheduled")
    world.public.refresh_from_db()
    assert MARK not in world.public.title
    assert revision.pk == waiting.latest_revision_id


@pytest.mark.both_engines
def test_approved_versions_are_not_purged(django_capture_on_commit_callbacks):
    world = World()
    approved = set(Approval.objects.exclude(revision=None).values_list("revision", flat=True))
    NewsArticlePage.objects.get(pk=world.public.pk).save_revision()
    call_command("purge_revisions", stdout=StringIO())
    assert approved <= set(Revision.objects.values_list("pk", flat=True))
    with pytest.raises(ProtectedError):
        Revision.objects.get(pk=world.approved.pk).delete()
    with pytest.raises(ProtectedError):
        Revision.objects.filter(pk=world.approved.pk).delete()


@pytest.mark.both_engines
def test_page_that_is_deleted_takes_its_versions_and_leaves_its_approvals():
    world = World()
    world.public.unpublish()
    Page.objects.get(pk=world.public.pk).delete()
    approval = Approval.objects.get(content_type__model="page", object_id=str(world.public.pk))
    assert (approval.revision, len(approval.content_hash)) == (None, 64)


# Ways that publish, with the approval in the database


@pytest.mark.both_engines
def test_ways_to_the_public_leave_an_approval_of_what_is_public():
    world = World()
    head = make_head(world.portal)
    page = publish(world.public, by=head, author=world.author)
    review = Approval.objects.get(revision=page.live_revision, content_type__model="page")
    assert (review.content_hash, review.kind, review.approved_by) == (content_hash_of(page), ApprovalKind.REVIEW, head)
    opened = Approval.objects.get(object_id=str(world.section.pk), content_type__model="page")
    assert (opened.content_hash, opened.kind) == (
        content_hash_of(SectionPage.objects.get(pk=world.section.pk)),
        ApprovalKind.OPENING,
    )


def test_page_comes_back_after_a_takedown_by_no_approval_of_former_days(django_capture_on_commit_callbacks):
    """Unpublished and published again: the very version that its board approved, and withdrew since."""
    world = World()
    client, edit = browser(world.person("superuser")), reverse("wagtailadmin_pages:edit", args=[world.public.pk])
    why = {"reason_class": TakedownReason.PERSONAL_DATA, "reason": MARK}
    take_down(world.public, by=make_head(world.portal), at=timezone.now(), **why)

    def save() -> None:
        page = world.approved.as_object()
        page.live, page.live_revision = True, world.approved
        page.save()

    def give_a_time() -> None:
        world.approved.approved_go_live_at = timezone.now() - timedelta(hours=1)
        world.approved.save()
        call_command("publish_scheduled", stdout=StringIO(), stderr=StringIO())

    tried = {
        "publish it": lambda: world.approved.publish(),
        "our verb": lambda: publish_approved(world.approved, by=None, at=timezone.now()),
        "save": save,
        "give a time": give_a_time,
        "revert in the editor": lambda: client.post(
            edit, form_of(client, edit) | {"revision": str(world.approved.pk), "action-publish": "1"}
        ),
        "API": lambda: client.post(
            f"/admin/api/main/pages/{world.public.pk}/action/publish/", {}, content_type="application/json"
        ),
    }
    assert leaks(tried, django_capture_on_commit_callbacks) == {}
    again = publish(NewsArticlePage.objects.get(pk=world.public.pk), by=make_head(world.portal), author=world.author)
    assert again.live


def test_portal_that_comes_back_shows_what_was_approved():
    world = World()
    before = what_is_public()
    suspend_portal(world.portal, by=None, at=AT, reason="Bảo trì", expected_return=None)
    resume_portal(world.portal, by=None, at=AT)
    assert Portal.objects.get(pk=world.portal.pk).state == PortalState.LIVE
    assert what_is_public() == before


# The lists are complete

# Verbs of Wagtail's own registry: tried above, as posts and as code.
ACTIONS = {
    "create", "edit", "delete", "copy", "move", "publish", "unpublish", "revert", "convert_alias", "create_alias",
    "copy_for_translation",
}  # fmt: skip
# "unpublish" takes away; what follows from it is public already.
API_ACTIONS = {
    "convert_alias", "copy", "delete", "publish", "unpublish", "move", "copy_for_translation", "create_alias",
    "revert_to_page_revision",
}  # fmt: skip
BULK_ACTIONS = {
    ("page", "move"), ("page", "delete"), ("page", "submit"), ("page", "approve"),
    ("portalimage", "delete"), ("portalimage", "add_to_collection"),
    ("portaldocument", "delete"), ("portaldocument", "add_to_collection"),
}  # fmt: skip
NOT_TRIED = {
    "provision_portals": "makes portals in preparation; names and bodies of open ones follow decisions of the city",
    "demo": "does what load_demo does, and serves",
    "load_demo": "publishes through the board's verbs: tests/demo asks the invariant of all that it made",
    "send_digests": "mails what waits for people", "delete_unfinished_uploads": "deletes what nobody finished sending",
    "delete_leftover_renditions": "deletes files that no row names",
    "take_away_unseen_pictures": "deletes files of pictures", "repair_references": "writes down what is public",
    "doctor": "reads, and writes what it found on a portal", "check_conformance": "writes what it found on portals",
    "export_mirror": "reads as a visitor", "compare_mirror": "likewise",
    "import_procedures": "writes drafts: tests/information/test_procedure_import.py asks",
    "serve": "serves", "make_operator": "gives a role",
    "set_account_limits": "writes dated limits: tests/authentication/test_unused_accounts.py asks the verb",
    "take_off_second_factor": "lets a person in by the password alone", "compile_catalogues": "writes catalogues",
    "api_tokens": "gives access to an API of actions, which refuses everybody",
    "convert_mariadb_uuids": "for an engine that is not supported", "purge_embeds": "deletes what is fetched anew",
    "evaluate_search": "reads: tests/demo/test_evaluate_search.py asks",
    "anchor_history": "reads, and writes a file: tests/qa/test_anchors.py asks",
    "lay_triggers": "lets the database refuse changes of events",
    "import_items": "writes drafts: tests/exchange/test_item_import.py asks",
    "import_pages": "writes drafts: tests/exchange/test_page_import.py asks",
    "import_redirects": "writes former addresses: tests/home/test_former_addresses.py asks where they lead",
    "send_figures": "reads, and writes a file: tests/exchange/test_figures.py asks",
    "export_archive": "reads, and writes a file: tests/home/test_archive_package.py asks",
    "compare_legal_documents": "writes what differs: tests/information/test_legal_comparisons.py asks",
    "show_references_index": "reads", "verify_audit": "reads", "verify_history": "reads",
    "count_use": "counts lines of a log into rows of figures alone: tests/exchange/test_use.py asks",
    "count_questions": "counts what became of questions into rows of figures alone",
    "erase_personal_data": "empties what senders told", "reseal_personal_data": "seals what senders told anew",
    "clean_files": "carries approvals over to files written anew: tests/library/test_cleaning.py asks",
    "backup": "reads", "restore": "writes a copy beside the living installation: tests/cityportal/test_backups.py asks",
    "drill_restore": "restores a copy, asks it and deletes it", "check_restored": "asks a restored copy",
    "move_files": "copies files byte for byte: tests/library/test_buckets.py asks",
    "enable_fuzzystrmatch": "an extension of the database",
    "enable_trigram": "an extension of the database", "enable_unaccent": "an extension of the database",
}  # fmt: skip
# Of Django: accounts, sessions, schema, files of the application. These write rows as they are told, by whoever holds
# the server and its database: "loaddata", "shell", "dbshell", "flush", "migrate". The invariant sees what they did.
OF_DJANGO = ("django.", "whitenoise.")


def test_every_command_is_sorted():
    tried = set(commands(World()))
    ours = {name for name, app in get_commands().items() if not app.startswith(OF_DJANGO)}
    assert ours == tried | set(NOT_TRIED)


def test_every_action_on_pages_is_sorted():
    assert set(action_registry.get_actions_for_model(NewsArticlePage)) == ACTIONS
    assert set(PagesAdminAPIViewSet.actions) == API_ACTIONS


def test_every_bulk_action_is_sorted():
    # Wagtail reads them at the first request for one.
    bulk_action_registry._scan_for_bulk_actions()
    found = {
        (model, action)
        for models in bulk_action_registry.actions.values()
        for model, actions in models.items()
        for action in actions
    }
    assert found == BULK_ACTIONS


def rewrite(page, user, **values):
    """Save again into the latest version, as the editor does by itself."""
    for name, value in values.items():
        setattr(page, name, value)
    return page.save_revision(user=user, overwrite_revision=page.latest_revision)


def test_version_that_is_public_is_not_written_over():
    """Else own work would be nobody's, and what was never approved would be read as a former version."""
    portal = make_portal(CITY)
    author, head = make_member(portal), make_head(portal)
    page = make_article(portal, reviewed=True)
    assert page.latest_revision.user == author
    with pytest.raises(PermissionDenied):
        rewrite(page, author, title=MARK)
    own = make_article(portal, "Tin của Trưởng ban", published=False, owner=head)
    own.save_revision(user=head)
    own = publish(NewsArticlePage.objects.get(pk=own.pk), by=make_head(portal, seat=Seat.DEPUTY), author=head)
    with pytest.raises(PermissionDenied):
        rewrite(own, head, title=MARK)
    assert not Revision.objects.filter(content__title=MARK).exists()


def test_editor_says_so_and_keeps_what_was_typed():
    page = make_article(make_portal(CITY), reviewed=True)
    client, address = browser(page.latest_revision.user), reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = form_of(client, address) | {"title": MARK, "correction_note": "Sửa lỗi.", "body-count": "0"}
    answer = client.post(address, form | {"overwrite_revision_id": page.latest_revision_id})
    assert answer.status_code == 200
    assert MARK in answer.content.decode()
    assert not Revision.objects.filter(content__title=MARK).exists()


@pytest.mark.parametrize("decided", ["submitted", "returned", "approved once", "for later"])
def test_version_that_somebody_decided_on_is_not_written_over(decided):
    portal = make_portal(CITY)
    author, head = make_member(portal), make_head(portal)
    later = {"go_live_at": timezone.now() + timedelta(days=1)} if decided == "for later" else {}
    page = make_article(portal, published=False, **later)
    if decided == "approved once":
        make_head(portal, seat=Seat.DEPUTY)
        change_review_variant(portal.board, ReviewVariant.TWO_APPROVALS, by=head, at=AT, reason="Hai người")
        page = NewsArticlePage.objects.get(pk=page.pk)
    step = page.get_workflow().start(page, author).current_task_state
    act = step.task.specific.on_action
    if decided == "returned":
        act(step, head, "reject", comment="Thiếu nguồn.")
    elif decided != "submitted":
        act(step, head, "approve", **all_answered())
    page = NewsArticlePage.objects.get(pk=page.pk)
    with pytest.raises(PermissionDenied):
        rewrite(page, author, title=MARK)


def test_own_unfinished_version_is_written_over():
    portal = make_portal(CITY)
    page = make_article(portal, published=False)
    assert rewrite(page, make_member(portal), title="Đang soạn").pk == page.latest_revision_id
