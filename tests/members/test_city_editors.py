"""City editors help on every portal through one membership: pages and files, and nothing else (Isolation 6)."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission, Page

from cityportal.doctor.rights import check_groups_in_step, check_publish_permission, check_reach
from editorial.enums import ProposalState, ReviewNoticeKind, ReviewTaskList
from editorial.models import ProposedChange
from editorial.permissions import can_approve_revision
from editorial.proposals.actions.proposal import propose_change
from home.models import NewsArticlePage
from members.access.permissions import can_operate, can_supervise
from members.access.scope import scope_of
from members.enums import Role, Seat
from members.memberships import grant_membership, seat_on_board, withdraw_membership
from members.models import Membership, PortalGroup
from notifications.enums import NoticeDropped
from notifications.models import Notice
from notifications.notice_mail import send_digests
from notifications.task_lists import Worker, task_lists
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import (
    AT,
    CITY,
    DEPARTMENT,
    DISTRICT,
    all_answered,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_portal,
    section_of,
)
from tests.fullest import make_document, make_image
from tests.proposals import act, shown_on_a_page

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def portals(db):
    return [make_portal(spec) for spec in (CITY, DEPARTMENT, DISTRICT)]


@pytest.fixture
def editor(portals):
    return make_city_editor()


@pytest.fixture
def client(editor):
    return browser(editor)


def test_one_membership_and_one_group_whatever_the_number_of_portals(editor):
    group = editor.groups.get()
    assert (group.portal_group.portal, group.portal_group.role) == (None, Role.CITY_EDITOR)
    pages = GroupPagePermission.objects.filter(group=group)
    assert {(row.page.depth, row.permission.codename) for row in pages} == {(1, "add_page"), (1, "change_page")}
    files = GroupCollectionPermission.objects.filter(group=group)
    actions = {"add", "change", "choose"}
    expected = {(1, f"{action}_{model}") for action in actions for model in ("image", "document")}
    assert {(row.collection.depth, row.permission.codename) for row in files} == expected
    assert not GroupSitePermission.objects.filter(group=group).exists()
    assert not (editor.is_superuser or can_operate(editor, on=TODAY) or can_supervise(editor, on=TODAY))


@pytest.mark.both_engines
def test_scope_has_pages_and_files_of_every_portal_and_nothing_else_of_them(editor, portals):
    scope = scope_of(editor, on=TODAY)
    for portal in portals:
        assert scope.has(section_of(portal))
        assert scope.has(make_image(portal)) and scope.has(make_document(portal))
        assert not scope.has(portal) and not scope.has(portal.board) and not scope.has_portal(portal.pk)
        assert not scope.has_site(portal.site_id)
        assert not scope.has(PortalGroup.objects.filter(portal=portal).first())
    assert set(Page.objects.filter(scope.pages())) == set(Page.objects.filter(depth__gte=2))


def test_own_role_on_one_portal_counts_beside_the_one_over_the_city(editor, portals):
    grant_membership(editor, role=Role.PORTAL_ADMIN, portal=portals[2], reason="x", by=None, at=AT)
    scope = scope_of(editor, on=TODAY)
    assert [scope.has(portal) for portal in portals] == [False, False, True]
    assert scope.has(section_of(portals[0]))


def test_saves_a_draft_on_a_portal(client, editor, portals):
    article = make_article(portals[2], "Bài cần giúp", published=False)
    assert "Bài cần giúp" in client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    adding = reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section_of(portals[1]).pk])
    assert client.get(adding).status_code == 200


def test_may_edit_and_add_and_neither_publish_nor_delete_nor_take_away_what_is_public(editor, portals):
    asked = NewsArticlePage.objects.get(pk=make_article(portals[2]).pk).permissions_for_user(editor)
    assert asked.can_edit() and section_of(portals[2]).permissions_for_user(editor).can_add_subpage()
    refused = ("can_publish", "can_unpublish", "can_delete", "can_move", "can_lock", "can_unlock", "can_unschedule")
    assert [name for name in refused if getattr(asked, name)()] == []
    assert not asked.can_move_to(section_of(portals[2], "gioi-thieu"))
    for fixed in (portals[2].container.specific, portals[2].vietnamese_home.specific):
        tester = fixed.permissions_for_user(editor)
        assert not any((tester.can_delete(), tester.can_move(), tester.can_copy()))
    root = Page.objects.get(depth=1).permissions_for_user(editor)
    assert not any((root.can_edit(), root.can_add_subpage(), root.can_publish_subpage(), root.can_reorder_children()))


def test_approves_nothing(editor, portals):
    article = make_article(portals[2], published=False)
    task_state = article.get_workflow().start(article, editor).current_task_state
    assert not can_approve_revision(editor, article, article.get_latest_revision(), on=TODAY)
    assert task_state.task.specific.get_actions(article, editor) == []
    with pytest.raises(PermissionDenied):
        task_state.task.specific.on_action(task_state, editor, "approve")
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_registry_roles_and_all_other_screens_of_portals_stay_closed(client, portals):
    addresses = [
        *(url(name) for name in ("index", "create", "city_roles", "own_roles", "own_boards")),
        *(url(name, portals[2].pk) for name in ("detail", "edit", "board", "roles", "suspend", "change_host", "open")),
        reverse("wagtailsettings:edit", args=["home", "portalbranding", portals[2].site_id]),
        reverse("wagtailusers_users:index"),
        reverse("wagtailadmin_workflows:index"),
    ]
    assert [address for address in addresses if client.get(address).status_code not in {302, 403, 404}] == []


@pytest.mark.slow(reason="opens four lists over pages and files of three portals")
def test_explorer_search_choosers_and_files_show_every_portal(client, portals):
    for portal in portals:
        make_article(portal, f"Dự thảo của {portal.code}", published=False)
        make_image(portal, f"Ảnh {portal.code}")
    root = client.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    found = client.get(reverse("wagtailadmin_pages:search") + "?q=Dự thảo").content.decode()
    chosen = client.get(reverse("wagtailadmin_choose_page_search") + "?q=Dự thảo").content.decode()
    images = client.get(reverse("wagtailimages:index")).content.decode()
    for portal in portals:
        assert portal.name_vi in root
        assert f"Ảnh {portal.code}" in images
        assert f"Dự thảo của {portal.code}" in found
        assert f"Dự thảo của {portal.code}" in chosen


def test_roles_of_today_give_the_city_groups_their_rights_again_and_the_doctor_finds_them_right(editor):
    group = editor.groups.get()
    GroupPagePermission.objects.filter(group=group).delete()
    call_command("sync_roles")
    assert GroupPagePermission.objects.filter(group=group).count() == 2
    make_operator()
    assert [*check_reach(), *check_publish_permission(), *check_groups_in_step()] == []


@pytest.mark.both_engines
@each_case("role", [Role.SUPERVISOR, Role.OPERATOR, None])
def test_doctor_finds_rights_over_all_portals_that_no_role_gives(editor, role):
    """A role over the city that has no pages, or a group that somebody made."""
    right = GroupPagePermission.objects.filter(group=editor.groups.get()).first()
    city_groups = Group.objects.filter(portal_group__portal=None)
    group = city_groups.get(portal_group__role=role) if role else Group.objects.create(name="Tổ ngoài")
    GroupPagePermission.objects.create(group=group, page=right.page, permission=right.permission)
    (finding,) = check_reach()
    assert group.name in finding.problem


def test_seat_on_a_board_lets_a_city_editor_approve_there_only(editor, portals):
    seat_on_board(portals[1].board, editor, seat=Seat.DEPUTY, by=None, at=AT)
    may = []
    for portal in portals:
        page = make_article(portal, published=False)
        may.append(can_approve_revision(editor, page, page.get_latest_revision(), on=TODAY))
    assert may == [False, True, False]


def propose(editor, portal, title="Ảnh công khai", at=None):
    """A change of a picture that the public sees."""
    image = shown_on_a_page(make_image(portal, title))
    return propose_change(image, {"title": f"{title} sửa"}, by=editor, at=at or timezone.now())


def submit(editor, portal, title):
    page = make_article(portal, title, published=False, owner=editor)
    page.get_workflow().start(page, editor)
    return page


def work_of(user):
    worker = Worker(user=user, scope=scope_of(user, on=timezone.localdate()), now=timezone.now())
    return {found.kind: found for found in task_lists(worker)}


def send_back(item, portal, remark="Thiếu nguồn."):
    step = item.current_workflow_task_state
    step.task.specific.on_action(step, make_head(portal), "reject", comment=remark)


@pytest.mark.slow(reason="publishes pages and opens several screens")
@pytest.mark.both_engines
def test_finds_own_work_of_every_portal_and_nobody_elses(editor, portals):
    city, department, district = portals
    for portal in portals:
        make_article(portal, f"Nháp của người khác {portal.code}", published=False)
        propose(make_member(portal), portal)
        submit(make_member(portal), portal, f"Tin của người khác {portal.code}")
    draft = make_article(city, "Nháp của biên tập viên", published=False, owner=editor)
    submit(editor, district, "Tin chờ")
    change = propose(editor, department, "Ảnh của sở")
    send_back(submit(editor, department, "Tin trả lại"), department)
    returned = propose(editor, district, "Ảnh của quận")
    send_back(returned, district, "Mờ quá.")
    work = work_of(editor)
    assert {kind: found.count for kind, found in work.items()} == {
        ReviewTaskList.RETURNED: 2, ReviewTaskList.DRAFTS: 1, ReviewTaskList.SUBMITTED: 2,
    }  # fmt: skip
    titles = {kind: [entry.title for entry in found.entries] for kind, found in work.items()}
    assert titles[ReviewTaskList.RETURNED] == ["Tin trả lại", str(returned)]
    assert titles[ReviewTaskList.DRAFTS] == [draft.title]
    assert titles[ReviewTaskList.SUBMITTED] == ["Tin chờ", str(change)]
    assert [entry.portal for entry in work[ReviewTaskList.RETURNED].entries] == [department.name_vi, district.name_vi]


def test_scope_and_work_end_with_the_role(client, editor, portals):
    change = propose(editor, portals[2])
    withdraw_membership(Membership.objects.get(user=editor), by=None, at=timezone.now(), reason="Hết nhiệm vụ")
    assert scope_of(editor, on=TODAY).paths == frozenset()
    assert not editor.groups.exists()
    assert work_of(editor) == {}
    assert client.get(url("proposal", change.pk)).status_code in {302, 403}


@pytest.mark.slow(reason="opens screens of two proposals")
def test_opens_and_takes_back_own_proposals_and_no_others(client, editor, portals):
    own, other = propose(editor, portals[2]), propose(make_member(portals[1]), portals[1])
    listed = client.get(url("proposals")).content.decode()
    assert (url("proposal", own.pk) in listed, url("proposal", other.pk) in listed) == (True, False)
    assert own.title in client.get(url("proposal", own.pk)).content.decode()
    step = own.current_workflow_task_state
    client.post(url("decide_proposal", own.pk, "approve", step.pk), dict.fromkeys(all_answered(), "on"))
    assert ProposedChange.objects.get(pk=own.pk).state == ProposalState.WAITING
    client.post(url("take_back_proposal", own.pk))
    assert ProposedChange.objects.get(pk=own.pk).state == ProposalState.DROPPED
    assert client.get(url("proposal", other.pk)).status_code == 403
    assert client.post(url("take_back_proposal", other.pk)).status_code == 403
    # That there is one is told where it stands, and not linked.
    page = client.get(reverse("wagtailimages:edit", args=[other.object_id])).content.decode()
    assert "đề xuất chưa công khai" in page
    assert url("proposal", other.pk) not in page


@pytest.mark.slow(reason="decides three proposals and sends mail twice")
def test_is_told_what_became_of_own_work_while_the_role_lasts(editor, portals):
    send_back(propose(editor, portals[1]), portals[1], "Mờ quá.")
    act(propose(editor, portals[2], "Ảnh của quận"), make_head(portals[2]))
    mail.outbox.clear()
    send_digests(at=timezone.now())
    (body,) = [message.body for message in mail.outbox if message.to == [editor.email]]
    assert ("Ảnh công khai" in body, "Ảnh của quận" in body) == (True, True)
    send_back(propose(editor, portals[1], "Ảnh thứ ba"), portals[1])
    withdraw_membership(Membership.objects.get(user=editor), by=None, at=timezone.now(), reason="Hết nhiệm vụ")
    mail.outbox.clear()
    send_digests(at=timezone.now())
    assert [message for message in mail.outbox if message.to == [editor.email]] == []
    last = Notice.objects.filter(user=editor).latest("pk")
    assert (last.kind, last.dropped_because) == (ReviewNoticeKind.RETURNED, NoticeDropped.NO_RIGHT)
