"""The doctor finds each thing that can be wrong, says it in Vietnamese, and is silent on a sound installation."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.cache.backends.dummy import DummyCache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, GroupPagePermission, Locale, Page, ReferenceIndex, Site, WorkflowPage

from accounts.models import User
from authentication.suspension.actions import suspend_account
from cityportal.doctor import examine, services, working_days
from cityportal.management.commands import compile_catalogues
from editorial.integrity.invariants import unknown_to_the_index
from library.models import PortalImage
from members.enums import ReviewVariant, Role, Seat
from members.memberships import grant_membership, leave_board
from members.models import Board, Membership, PortalGroup
from sites.models import Hostname, Portal
from tests.each import each_case
from tests.factories import (
    AT,
    CITY,
    DEPARTMENT,
    DISTRICT,
    WARD,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
    section_of,
)
from tests.fullest import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(settings, monkeypatch, django_capture_on_commit_callbacks):
    """A demo city with one district, an operator, and boards that can act; every year is confirmed."""
    # First what is remembered (`tests.remembering`), then what is special here.
    with django_capture_on_commit_callbacks(execute=True):
        city, district = make_portal(CITY), make_portal(DISTRICT)
    make_operator()
    make_member(district)
    settings.IS_DEMO = True
    monkeypatch.setattr(working_days, "years_to_confirm", lambda *, today: [])
    # Wagtail's own groups, which no portal knows.
    Group.objects.filter(portal_group=None).delete()
    return {"city": city, "district": district}


class CacheDown(DummyCache):
    """A cache whose server does not answer."""

    def set(self, *args, **kwargs):
        raise ConnectionError


def codes():
    return [finding.code for finding in examine()]


def run():
    out = StringIO()
    try:
        call_command("doctor", stdout=out, no_color=True)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_year_that_nobody_confirmed_is_found(sound, monkeypatch):
    monkeypatch.setattr(working_days, "years_to_confirm", lambda *, today: [2027])
    (finding,) = examine(quick=True)
    assert (finding.code, "2027" in finding.problem) == ("working_days", True)


@pytest.mark.both_engines
def test_sound_installation_has_nothing_wrong(sound):
    assert examine() == []
    code, text = run()
    assert code == 0
    assert "✗" not in text


def test_anything_wrong_ends_with_exit_code_one_and_advice(sound):
    Membership.objects.filter(role=Role.OPERATOR).update(withdrawn_at=AT)
    code, text = run()
    assert code == 1
    assert "✗" in text
    assert "make_operator" in text


# Services


def test_database_that_does_not_answer_is_the_only_finding(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(services, "probe_database", lambda: "database: OperationalError")
    monkeypatch.setattr(Portal.objects, "filter", fail)
    assert codes() == ["database"]


@pytest.mark.both_engines
def test_unapplied_migrations_end_the_examination(sound, monkeypatch):
    monkeypatch.setattr(services, "probe_migrations", lambda: "migrations: 2 not applied")
    assert codes() == ["migrations"]


def test_sqlite_and_local_memory_are_wrong_only_where_citizens_are_served(sound, settings, monkeypatch):
    monkeypatch.setattr(services, "engine", lambda: "sqlite")
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert codes() == []
    settings.IS_DEMO = False
    found = codes()
    assert "database_engine" in found
    assert "cache_not_shared" in found


@pytest.mark.both_engines
def test_cache_that_forgets_is_found(sound, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert codes() == ["cache"]


def test_cache_that_cannot_be_reached_is_found(sound, settings):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.CacheDown"}}
    finding = next(services.check_cache())
    assert (finding.code, "ConnectionError" in finding.problem) == ("cache", True)


def test_catalogue_older_than_its_source_is_found(sound, monkeypatch, tmp_path):
    source = tmp_path / "django.po"
    source.write_text("")
    monkeypatch.setattr(services, "catalogues", lambda: [source])
    monkeypatch.setattr(services, "PROJECT", tmp_path)
    assert "catalogues" in codes()
    compile_catalogues.compile_catalogue(source)
    assert "catalogues" not in codes()


def test_search_index_that_lacks_pages_is_found(sound, monkeypatch):
    monkeypatch.setattr(services, "missing_pages", lambda: 3)
    assert "search_pages" in codes()
    monkeypatch.setattr(services, "probe_index", lambda: "search: 0 of 9 public pages are in the index")
    assert "search" in codes()


def test_pages_whose_files_the_index_of_references_lacks_are_named(sound):
    image = make_image(sound["district"])
    make_article(sound["district"], "Tin có ảnh", image=image)
    make_article(sound["district"], "Tin không ảnh")
    make_article(sound["district"], "Nháp có ảnh", published=False, image=image)
    assert codes() == []
    ReferenceIndex.objects.all().delete()
    finding = next(finding for finding in examine() if finding.code == "references")
    assert "Tin có ảnh" in finding.problem
    assert "Tin không ảnh" not in finding.problem
    assert "Nháp" not in finding.problem
    assert "references" not in [found.code for found in examine(quick=True)]
    call_command("rebuild_references_index", stdout=StringIO())
    assert codes() == []


def test_public_pages_with_pictures_of_another_portal_are_named(sound):
    image = make_image(sound["district"])
    make_article(sound["district"], "Tin có ảnh", image=image)
    make_article(sound["district"], "Tin không ảnh")
    rows = PortalImage.objects.filter(pk=image.pk)
    rows.update(collection=sound["city"].collection)
    (finding,) = [found for found in examine() if found.code == "files_elsewhere"]
    assert ("Tin có ảnh" in finding.problem, "Tin không ảnh" in finding.problem) == (True, False)
    rows.update(collection=sound["district"].collection)
    assert codes() == []


def test_asking_the_index_of_references_costs_the_same_for_many_pages(sound, django_assert_max_num_queries):
    image = make_image(sound["district"])
    for number in range(3):
        make_article(sound["district"], f"Tin {number}", image=image)
    # The pages, their approvals, what the index knows of them.
    with django_assert_max_num_queries(3):
        assert list(unknown_to_the_index()) == []


def test_wrong_settings_are_found(sound, settings):
    settings.WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail.workflows.publish_workflow_state"
    assert "settings" in codes()


# Portals


def test_empty_installation_is_told_how_to_begin(settings):
    settings.IS_DEMO = True
    assert {"no_city", "no_operator"} <= set(codes())


def test_missing_foundation_is_found(settings):
    settings.IS_DEMO = True
    Page.objects.all().delete()
    Collection.objects.all().delete()
    Locale.objects.filter(language_code="en").delete()
    finding = next(finding for finding in examine() if finding.code == "foundation")
    assert "en" in finding.problem


@each_case(
    "damage",
    [
        lambda portal: Portal.objects.filter(pk=portal.pk).update(collection=None),
        lambda portal: Board.objects.filter(portal=portal).update(portal=make_bare_portal()),
        lambda portal: PortalGroup.objects.filter(portal=portal, role="editor").delete(),
        lambda portal: WorkflowPage.objects.filter(page=portal.container).delete(),
        lambda portal: Hostname.objects.filter(portal=portal).update(valid_to=timezone.localdate()),
    ],
    ids=["collection", "board", "groups", "review", "hostname"],
)
def test_portal_that_lacks_a_part_is_named(sound, damage):
    damage(sound["district"])
    finding = next(finding for finding in examine() if finding.code == "incomplete")
    assert "quan1" in finding.problem
    assert "thanhpho" not in finding.problem


def make_bare_portal():
    kind = Portal.objects.first().kind
    return Portal.objects.create(code="bare", kind=kind, name_vi="Cổng thử", name_en="Test", governing_body="x")


def test_site_on_another_port_is_found(sound, settings):
    settings.PUBLIC_PORT = 8123
    assert "site_port" in codes()


@pytest.mark.parametrize(("is_demo", "command"), [(True, "load_demo"), (False, "provision_portals")])
def test_advice_names_the_command_that_completes_this_city(sound, settings, is_demo, command):
    settings.IS_DEMO, settings.PUBLIC_PORT = is_demo, 8123
    PortalGroup.objects.filter(portal=sound["district"], role="editor").delete()
    Board.objects.filter(portal=sound["district"]).update(review_variant=ReviewVariant.TWO_APPROVALS)
    advice = {finding.code: finding.advice for finding in examine()}
    assert all(f"manage.py {command}" in advice[code] for code in ("site_port", "incomplete", "review_variant"))


def test_advice_about_sites_is_a_command_that_sets_them_right(sound, capsys):
    Site.objects.create(
        hostname="stray.example.test", port=8000, root_page=sound["city"].vietnamese_home, is_default_site=True
    )
    advice = {finding.code: finding.advice for finding in examine()}
    for code in ("default_site", "site_without_portal"):
        # Between quotes, as a person copies it into a shell.
        call_command("shell", command=advice[code].split('"')[1], stdout=StringIO())
        assert code not in codes()


def test_site_with_another_hostname_than_the_registry_is_found(sound):
    Site.objects.filter(portal=sound["district"]).update(hostname="other.hochiminhcity.localhost")
    finding = next(finding for finding in examine() if finding.code == "site_host")
    assert "quan1" in finding.problem


def test_site_of_no_portal_and_default_site_are_found(sound):
    Site.objects.create(
        hostname="stray.example.test", port=8000, root_page=sound["city"].vietnamese_home, is_default_site=True
    )
    assert {"site_without_portal", "default_site"} <= set(codes())


@each_case("host", ["quan1.example.test", "quantri.hochiminhcity.localhost", "a.b.hochiminhcity.localhost", "QUAN1.x"])
def test_host_against_the_rules_is_found(sound, host):
    Hostname.objects.filter(portal=sound["district"]).update(host=host)
    finding = next(finding for finding in examine() if finding.code == "hosts")
    assert host in finding.problem
    assert CITY.host not in finding.problem.replace(host, "").split("(")[0]


def test_hosts_outside_the_suffix_are_found(sound, settings):
    settings.HOST_SUFFIX = ".vn"
    assert "hosts" in codes()


def test_board_without_anybody_who_approves_is_found(sound):
    yesterday = timezone.localdate() - timedelta(days=1)
    leave_board(sound["district"].board.seats.get(), by=None, at=timezone.now(), last_day=yesterday)
    finding = next(finding for finding in examine() if finding.code == "nobody_approves")
    assert "quan1" in finding.problem
    assert "thanhpho" not in finding.problem


def test_board_without_a_head_is_found(sound):
    make_head(sound["district"], seat=Seat.DEPUTY)
    head = sound["district"].board.seats.get(seat=Seat.HEAD)
    leave_board(head, by=None, at=timezone.now(), last_day=timezone.localdate() - timedelta(days=1))
    found = codes()
    assert "no_head" in found
    assert "nobody_approves" not in found


def test_pages_reviewed_by_other_steps_than_the_board_chose_are_found(sound):
    Board.objects.filter(portal=sound["district"]).update(review_variant=ReviewVariant.TWO_APPROVALS)
    finding = next(finding for finding in examine() if finding.code == "review_variant")
    assert "quan1" in finding.problem
    assert "thanhpho" not in finding.problem


def test_head_whose_account_is_closed_approves_nothing(sound):
    head = make_head(sound["district"])
    head.is_active = False
    head.save(update_fields=["is_active"])
    assert "nobody_approves" in codes()


# Rights


@pytest.mark.breaks_the_rule
def test_page_made_public_past_the_board_is_found(sound):
    draft = make_article(sound["district"], "Không ai duyệt", published=False)
    Page.objects.filter(pk=draft.pk).update(live=True)
    finding = next(finding for finding in examine() if finding.code == "public_without_approval")
    assert "Không ai duyệt" in finding.problem


@pytest.mark.breaks_the_rule
def test_public_page_with_other_words_than_approved_is_found(sound):
    Page.objects.filter(pk=make_article(sound["district"], "Tin đã duyệt").pk).update(title="Tin bị sửa")
    finding = next(finding for finding in examine() if finding.code == "public_differs")
    assert "Tin bị sửa" in finding.problem


def test_reviewed_page_and_opened_pages_are_sound(sound):
    make_article(sound["district"])
    assert codes() == []


def test_publish_permission_of_a_group_is_found(sound):
    group = Group.objects.create(name="Nhóm lạ")
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=section_of(sound["district"]), permission=permission)
    finding = next(finding for finding in examine() if finding.code == "publish_permission")
    assert "Nhóm lạ" in finding.problem


def test_publish_permission_of_an_account_is_found(sound):
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    make_user("favoured").user_permissions.add(permission)
    assert "publish_permission" in codes()


@each_case(("app", "codename"), [("accounts", "change_user"), ("auth", "add_group"), ("wagtailcore", "change_site")])
def test_administration_permission_is_found(sound, app, codename):
    group = Group.objects.create(name="Nhóm lạ")
    group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    assert "administration_permission" in codes()


def test_superuser_without_the_role_is_found_and_set_right(sound):
    user = make_user("root")
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    assert "superusers" in codes()
    call_command("sync_roles", stdout=StringIO())
    user.refresh_from_db()
    assert not user.is_superuser
    assert codes() == []


def test_account_that_is_open_though_it_is_suspended_is_found_and_closed_by_another_suspension(sound):
    editor = make_member(sound["district"])
    suspension = suspend_account(editor, by=None, at=AT, reason="Lộ mật khẩu")
    User.objects.filter(pk=editor.pk).update(is_active=True)
    assert "suspended_but_open" in codes()
    assert suspend_account(editor, by=None, at=AT, reason="Bị mở lại") == suspension
    editor.refresh_from_db()
    assert not editor.is_active
    assert "suspended_but_open" not in codes()


def test_role_that_ended_is_found_and_set_right(sound):
    user = make_user("former")
    grant_membership(user, role=Role.EDITOR, portal=sound["district"], reason="Tạm thời", by=None, at=AT)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=user).update(valid_until=yesterday)
    assert "groups_out_of_step" in codes()
    call_command("sync_roles", stdout=StringIO())
    assert not user.groups.exists()
    assert codes() == []


@pytest.mark.both_engines
def test_cost_does_not_grow_with_the_portals(sound, django_capture_on_commit_callbacks):
    def cost():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert examine(quick=True) == []
        return len(queries)

    with_two = cost()
    with django_capture_on_commit_callbacks(execute=True):
        for spec in (DEPARTMENT, WARD):
            make_member(make_portal(spec))
    assert Portal.objects.count() == 4
    assert cost() <= with_two
