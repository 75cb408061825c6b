"""Our policies give Wagtail's answers, and Wagtail asks them."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from accounts.models import User
from adminsite.checks import check_page_policy
from library.checks import check_file_policies
from library.models import PortalDocument, PortalImage
from members.enums import Role
from members.memberships import grant_membership
from tests.each import each_case
from tests.factories import (
    AT,
    CITY,
    DEPARTMENT,
    DISTRICT,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
    section_of,
)
from tests.fullest import make_document, make_image

pytestmark = pytest.mark.django_db

ACTIONS = [{"change"}, {"add"}, {"add", "change"}, {"lock"}, {"publish"}, {"change", "lock"}]
FILE_ACTIONS = [{"change"}, {"choose"}, {"delete"}, {"add"}, {"change", "choose"}]


@pytest.fixture
def portals(db):
    found = {spec.code: make_portal(spec) for spec in (CITY, DEPARTMENT, DISTRICT)}
    for portal in found.values():
        make_article(portal, published=False)
        make_image(portal)
        make_document(portal)
    return found


def deep_group(page):
    """Rights on one page far down, as nobody has them: the policy must not depend on our layout."""
    group = Group.objects.create(name="Sâu")
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    return group


def people(portals):
    district, city = portals["quan1"], portals["thanhpho"]
    both = make_user("both")
    for portal in (district, city):
        grant_membership(both, role=Role.EDITOR, portal=portal, reason="x", by=None, at=AT)
    deep = make_user("deep")
    deep.groups.add(deep_group(section_of(city)))
    over_city = make_user("over")
    grant_membership(over_city, role=Role.CITY_EDITOR, portal=None, reason="x", by=None, at=AT)
    away = make_user("away")
    away.is_active = False
    writer = make_member(district, Role.COLLABORATOR)
    make_article(district, "Bài của cộng tác viên", published=False, owner=writer)
    found = [both, deep, over_city, writer, make_head(city), make_member(city), make_operator(), make_user("nobody")]
    return [*(User.objects.get(pk=user.pk) for user in found), away]


def keys(rows):
    return set(rows.values_list("pk", flat=True))


@pytest.mark.slow(reason="asks our policy and Wagtail's of nine people and six sets of actions")
@pytest.mark.both_engines
def test_pages_are_those_that_wagtail_finds(portals):
    ours, stock = policy_registry.get_by_type(Page), PagePermissionPolicy()
    assert type(ours) is not type(stock)
    for user in people(portals):
        for actions in ACTIONS:
            expected = keys(stock.instances_user_has_any_permission_for(user, actions))
            assert keys(ours.instances_user_has_any_permission_for(user, actions)) == expected, (user, actions)
        # Who has no rights explores nothing.
        expected = keys(stock.explorable_instances(user)) if user.username != "nobody" else set()
        assert keys(ours.explorable_instances(user)) == expected, user


@pytest.mark.slow(reason="asks our policies and Wagtail's of nine people and five sets of actions")
@pytest.mark.both_engines
@each_case("model", [PortalImage, PortalDocument])
def test_files_are_those_that_wagtail_finds(portals, model):
    ours = policy_registry.get_by_type(model)
    stock = CollectionOwnershipPermissionPolicy(model, auth_model=ours.auth_model, owner_field_name="uploaded_by_user")
    assert type(ours) is not type(stock)
    for user in people(portals):
        for actions in FILE_ACTIONS:
            expected = keys(stock.instances_user_has_any_permission_for(user, actions))
            assert keys(ours.instances_user_has_any_permission_for(user, actions)) == expected, (user, actions)
            expected = keys(stock.collections_user_has_any_permission_for(user, actions))
            assert keys(ours.collections_user_has_any_permission_for(user, actions)) == expected, (user, actions)


def test_registry_that_holds_another_policy_keeps_the_project_from_starting(monkeypatch):
    assert check_page_policy() == check_file_policies() == []
    monkeypatch.setattr(policy_registry, "values_by_class", {})
    monkeypatch.setattr(policy_registry, "values_by_exact_class", {})
    assert [message.id for message in check_page_policy()] == ["portals.E004"]
    assert [message.id for message in check_file_policies()] == ["library.E001"] * 2
