"""Groups follow from code: what somebody changed in them by hand is set right, at its place and nowhere else."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from library.parts import ensure_collection
from members.enums import Role
from members.groups import ensure_city_groups, ensure_portal_groups, sync_user_groups
from members.models import PortalGroup
from tests.factories import AT, CITY, DISTRICT, make_member, make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def portal(db):
    return make_portal(CITY, opened=False)


def rows_of(portal):
    groups = PortalGroup.objects.filter(portal=portal).values("group")
    return [
        set(model.objects.filter(group__in=groups).values_list("group", "permission", place))
        for model, place in ((GroupPagePermission, "page"), (GroupCollectionPermission, "collection"))
    ]


def group_of(portal, role):
    return PortalGroup.objects.get(portal=portal, role=role).group


def test_names_are_vietnamese_whoever_makes_the_groups(portal):
    editors, operators = group_of(portal, Role.EDITOR), PortalGroup.objects.get(role=Role.OPERATOR).group
    editors.name, operators.name = "thanhpho: editor", "city: operator"  # as they were named once
    editors.save()
    operators.save()
    with override("en"):
        ensure_portal_groups(portal)
        ensure_city_groups()
    assert group_of(portal, Role.EDITOR).name == "thanhpho: Biên tập viên"
    assert PortalGroup.objects.get(role=Role.OPERATOR).group.name == "Vận hành hệ thống"


def test_permissions_that_were_moved_taken_or_given_are_set_right(portal):
    before = rows_of(portal)
    # Moved to the roots of pages and files.
    moved = group_of(portal, Role.SECTION_EDITOR)
    pages = moved.page_permissions.filter(permission__codename="change_page")
    files = moved.collection_permissions.filter(permission__codename="change_image")
    root = Collection.get_first_root_node()
    assert (pages.update(page=Page.objects.get(depth=1)), files.update(collection=root)) == (1, 1)
    # On another portal beside the right one.
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore")
    change_page = permissions.get(codename="change_page")
    other = make_portal(DISTRICT, opened=False).container
    GroupPagePermission.objects.create(group=group_of(portal, Role.EDITOR), permission=change_page, page=other)
    # Taken away, and others given.
    collaborators = group_of(portal, Role.COLLABORATOR)
    collaborators.page_permissions.all().delete()
    collaborators.permissions.add(permissions.get(codename="delete_page"))
    publish = permissions.get(codename="publish_page")
    GroupPagePermission.objects.create(group=collaborators, permission=publish, page=portal.container)
    ensure_portal_groups(portal)
    assert rows_of(portal) == before
    assert [row.codename for row in collaborators.permissions.all()] == ["access_admin"]


def test_repair_of_sound_groups_writes_nothing(portal):
    def keys():
        models = (GroupPagePermission, GroupCollectionPermission)
        return [set(model.objects.values_list("pk", flat=True)) for model in models]

    before = keys()
    ensure_portal_groups(portal)
    assert keys() == before


def test_city_roles_hold_no_page_and_no_file(portal):
    supervisors = group_of(None, Role.SUPERVISOR)
    change_page = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=supervisors, permission=change_page, page=Page.objects.get(depth=1))
    ensure_city_groups()
    assert not GroupPagePermission.objects.filter(group=supervisors).exists()
    assert group_of(portal, Role.EDITOR).page_permissions.exists()


def test_collection_that_was_renamed_gets_the_name_of_the_portal_again(portal):
    key = portal.collection_id
    Collection.objects.filter(pk=key).update(name="Ảnh linh tinh")
    portal.collection.refresh_from_db()
    ensure_collection(portal, AT)
    assert Collection.objects.get(pk=key).name == portal.name_vi
    assert Collection.objects.filter(depth=2).count() == 1


def test_groups_of_a_person_are_found_without_reading_those_of_every_portal(portal):
    make_portal(DISTRICT, opened=False)
    user = make_member(portal)
    with CaptureQueriesContext(connection) as asked:
        sync_user_groups(user, on=AT.date())
    (query,) = [row["sql"] for row in asked if 'FROM "members_portalgroup" WHERE' in row["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchall() == [(group_of(portal, Role.EDITOR).pk,)]
    assert user.groups.get() == group_of(portal, Role.EDITOR)
