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
from audit.events import record_event
from authentication.suspension.actions import suspend_account
from cityportal.backups.enums import BackupEventKind
from cityportal.doctor import (
    CHECKS,
    OUTSIDE_CHECKS,
    THOROUGH_CHECKS,
    VITAL_CHECKS,
    backups,
    disks,
    examine,
    mails,
    outside,
    personal_data,
    portals,
    record,
    rights,
    services,
    sign_in,
    working_days,
)
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


def said(*checks):
    """What some of the checks find, by its code."""
    return {finding.code: finding.problem for check in checks for finding in check()}


def run():
    out = StringIO()
    try:
        call_command("doctor", stdout=out, no_color=True)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_year_that_nobody_confirmed_is_found(sound, monkeypatch):
    monkeypatch.setattr(working_days, "years_to_confirm", lambda *, today: [2027])
    assert "2027" in said(working_days.check_years)["working_days"]


MODULES = (backups, disks, mails, outside, personal_data, portals, record, rights, services, sign_in, working_days)


def test_every_check_is_made():
    found = {
        check
        for module in MODULES
        for name, check in vars(module).items()
        if name.startswith("check_") and check.__module__ == module.__name__
    }
    assert found == {*VITAL_CHECKS, *CHECKS, *THOROUGH_CHECKS, *OUTSIDE_CHECKS}


@pytest.mark.slow(reason="examines all of a city, twice")
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
def test_unapplied_migrations_end_the_examination(settings, monkeypatch):
    settings.IS_DEMO = True
    monkeypatch.setattr(services, "probe_migrations", lambda: "migrations: 2 not applied")
    assert codes() == ["migrations"]


def test_sqlite_and_local_memory_are_wrong_only_where_citizens_are_served(settings, monkeypatch):
    monkeypatch.setattr(services, "engine", lambda: "sqlite")
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.IS_DEMO = True
    assert said(services.check_database, services.check_cache) == {}
    settings.IS_DEMO = False
    assert said(services.check_database, services.check_cache).keys() == {"database_engine", "cache_not_shared"}


@pytest.mark.both_engines
def test_cache_that_forgets_or_cannot_be_reached_is_found(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert said(services.check_cache).keys() == {"cache"}
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.CacheDown"}}
    assert "ConnectionError" in said(services.check_cache)["cache"]


def test_catalogue_older_than_its_source_is_found(monkeypatch, tmp_path):
    source = tmp_path / "django.po"
    source.write_text("")
    monkeypatch.setattr(services, "catalogues", lambda: [source])
    monkeypatch.setattr(services, "PROJECT", tmp_path)
    assert said(services.check_catalogues).keys() == {"catalogues"}
    compile_catalogues.compile_catalogue(source)
    assert said(services.check_catalogues) == {}


def test_search_index_that_lacks_pages_is_found(monkeypatch):
    monkeypatch.setattr(services, "missing_pages", lambda: 3)
    assert "search_pages" in said(services.check_search_index)
    monkeypatch.setattr(services, "probe_index", lambda: "search: 0 of 9 public pages are in the index")
    assert "search" in said(services.check_search_index)


@pytest.mark.slow(reason="examines a city with articles whole, and once more quickly")
def test_pages_whose_files_the_index_of_references_lacks_are_named(sound):
    image = make_image(sound["district"])
    make_article(sound["district"], "Tin có ảnh", image=image)
    make_article(sound["district"], "Tin không ảnh")
    make_article(sound["district"], "Nháp có ảnh", published=False, image=image)
    assert codes() == []
    ReferenceIndex.objects.all().delete()
    problem = said(services.check_references)["references"]
    assert [title in problem for title in ("Tin có ảnh", "Tin không ảnh", "Nháp")] == [True, False, False]
    assert examine(quick=True) == []
    call_command("rebuild_references_index", stdout=StringIO())
    assert said(services.check_references) == {}


def test_public_pages_with_pictures_of_another_portal_are_named(sound):
    image = make_image(sound["district"])
    make_article(sound["district"], "Tin có ảnh", image=image)
    make_article(sound["district"], "Tin không ảnh")
    rows = PortalImage.objects.filter(pk=image.pk)
    rows.update(collection=sound["city"].collection)
    problem = said(rights.check_files_of_portals)["files_elsewhere"]
    assert ("Tin có ảnh" in problem, "Tin không ảnh" in problem) == (True, False)
    rows.update(collection=sound["district"].collection)


def test_asking_the_index_of_references_costs_the_same_for_many_pages(sound, django_assert_max_num_queries):
    image = make_image(sound["district"])
    for number in range(3):
        make_article(sound["district"], f"Tin {number}", image=image)
    # The pages, their approvals, what the index knows of them.
    with django_assert_max_num_queries(3):
        assert list(unknown_to_the_index()) == []


def test_wrong_settings_are_found(settings):
    settings.WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail.workflows.publish_workflow_state"
    assert "settings" in said(services.check_settings)


# Portals


def test_empty_installation_and_missing_foundation_are_found():
    assert said(portals.check_city).keys() == {"no_city", "no_operator"}
    Page.objects.all().delete()
    Collection.objects.all().delete()
    Locale.objects.filter(language_code="en").delete()
    assert "en" in said(portals.check_foundation)["foundation"]


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
    problem = said(portals.check_complete)["incomplete"]
    assert ("quan1" in problem, "thanhpho" in problem) == (True, False)


def make_bare_portal():
    kind = Portal.objects.first().kind
    return Portal.objects.create(code="bare", kind=kind, name_vi="Cổng thử", name_en="Test", governing_body="x")


def test_advice_names_the_command_that_completes_this_city(sound, settings):
    settings.PUBLIC_PORT = 8123
    PortalGroup.objects.filter(portal=sound["district"], role="editor").delete()
    Board.objects.filter(portal=sound["district"]).update(review_variant=ReviewVariant.TWO_APPROVALS)
    checks = (portals.check_sites, portals.check_complete, portals.check_review_variants)
    for is_demo, command in ((True, "load_demo"), (False, "provision_portals")):
        settings.IS_DEMO = is_demo
        advice = {finding.code: finding.advice for check in checks for finding in check()}
        assert advice.keys() == {"site_port", "incomplete", "review_variant"}
        assert all(f"manage.py {command}" in said for said in advice.values())


def test_sites_that_differ_from_the_registry_are_found_with_commands_that_set_them_right(sound, settings, capsys):
    settings.PUBLIC_PORT = 8123
    Site.objects.filter(portal=sound["district"]).update(hostname="other.hochiminhcity.localhost")
    Site.objects.create(
        hostname="stray.example.test", port=8123, root_page=sound["city"].vietnamese_home, is_default_site=True
    )
    found = {finding.code: finding for finding in portals.check_sites()}
    assert found.keys() == {"site_port", "site_host", "site_without_portal", "default_site"}
    assert "quan1" in found["site_host"].problem
    for code in ("default_site", "site_without_portal"):
        # Between quotes, as a person copies it into a shell.
        call_command("shell", command=found[code].advice.split('"')[1], stdout=StringIO())
        assert code not in said(portals.check_sites)


@each_case("host", ["quan1.example.test", "quantri.hochiminhcity.localhost", "a.b.hochiminhcity.localhost", "QUAN1.x"])
def test_host_against_the_rules_is_found(sound, host):
    Hostname.objects.filter(portal=sound["district"]).update(host=host)
    problem = said(portals.check_hosts)["hosts"]
    assert host in problem
    assert CITY.host not in problem.replace(host, "").split("(")[0]


def test_hosts_outside_the_suffix_are_found(sound, settings):
    settings.HOST_SUFFIX = ".vn"
    assert "hosts" in said(portals.check_hosts)


def test_boards_that_lack_somebody_or_are_reviewed_by_other_steps_than_they_chose_are_found(sound):
    city, district = sound.values()
    make_head(city, seat=Seat.DEPUTY)
    head = city.board.seats.get(seat=Seat.HEAD)
    leave_board(head, by=None, at=timezone.now(), last_day=timezone.localdate() - timedelta(days=1))
    User.objects.filter(pk=make_head(district).pk).update(is_active=False)
    Board.objects.filter(portal=district).update(review_variant=ReviewVariant.TWO_APPROVALS)
    problems = said(portals.check_boards, portals.check_review_variants)
    named = {code: ("quan1" in problem, "thanhpho" in problem) for code, problem in problems.items()}
    assert named == {"no_head": (False, True), "nobody_approves": (True, False), "review_variant": (True, False)}


# Rights


@pytest.mark.breaks_the_rule
def test_pages_made_public_past_the_board_or_with_other_words_than_approved_are_found(sound):
    draft = make_article(sound["district"], "Không ai duyệt", published=False)
    Page.objects.filter(pk=draft.pk).update(live=True)
    Page.objects.filter(pk=make_article(sound["district"], "Tin đã duyệt").pk).update(title="Tin bị sửa")
    assert "Không ai duyệt" in said(rights.check_invariant)["public_without_approval"]
    assert "Tin bị sửa" in said(rights.check_content)["public_differs"]


def test_permissions_past_the_board_or_of_administration_are_found(sound):
    permissions = Permission.objects.all()
    publish = permissions.get(content_type__app_label="wagtailcore", codename="publish_page")
    group = Group.objects.create(name="Nhóm lạ")
    GroupPagePermission.objects.create(group=group, page=section_of(sound["district"]), permission=publish)
    make_user("favoured").user_permissions.add(publish)
    problem = said(rights.check_publish_permission)["publish_permission"]
    assert "Nhóm lạ" in problem and "favoured" in problem
    given = {"accounts": "change_user", "auth": "add_group", "wagtailcore": "change_site"}
    for app, codename in given.items():
        Group.objects.create(name=f"của {app}").permissions.add(
            permissions.get(content_type__app_label=app, codename=codename)
        )
    problem = said(rights.check_administration)["administration_permission"]
    assert [app for app in given if f"của {app}" not in problem] == []


def test_superuser_without_the_role_and_role_that_ended_are_found_and_set_right(sound):
    root, former = make_user("root"), make_user("former")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    grant_membership(former, role=Role.EDITOR, portal=sound["district"], reason="Tạm thời", by=None, at=AT)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=former).update(valid_until=yesterday)
    checks = (rights.check_superusers, rights.check_groups_in_step)
    assert said(*checks).keys() == {"superusers", "groups_out_of_step"}
    call_command("sync_roles", stdout=StringIO())
    root.refresh_from_db()
    assert (root.is_superuser, former.groups.exists()) == (False, False)
    assert said(*checks) == {}


def test_account_that_is_open_though_it_is_suspended_is_found_and_closed_by_another_suspension(sound):
    editor = make_member(sound["district"])
    suspension = suspend_account(editor, by=None, at=AT, reason="Lộ mật khẩu")
    User.objects.filter(pk=editor.pk).update(is_active=True)
    assert "suspended_but_open" in said(rights.check_suspended)
    assert suspend_account(editor, by=None, at=AT, reason="Bị mở lại") == suspension
    editor.refresh_from_db()
    assert not editor.is_active
    assert said(rights.check_suspended) == {}


@pytest.mark.slow(reason="makes two more portals and examines before and after")
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


def record_backup(*, hours_ago, **data):
    at = timezone.now() - timedelta(hours=hours_ago)
    record_event(
        BackupEventKind.BACKED_UP, portal=None, at=at, by=None, **{"missing_files": 0, "targets": ["/a", "/b"]} | data
    )


def record_drill(*, days_ago, wrong=()):
    at = timezone.now() - timedelta(days=days_ago)
    record_event(BackupEventKind.RESTORE_DRILLED, portal=None, at=at, by=None, wrong=list(wrong))


def test_installation_without_backups_is_found_in_production_alone(settings, monkeypatch):
    settings.IS_DEMO = True
    assert said(backups.check_backups, backups.check_drills) == {}
    monkeypatch.setattr(backups, "is_production", lambda: True)
    assert set(said(backups.check_backups, backups.check_drills)) == {"no_backups"}


def test_backups_that_stopped_lie_in_one_place_or_lack_files_are_found(settings):
    settings.BACKUP_TARGETS = ["/a"]
    assert set(said(backups.check_backups)) == {"backup_one_place", "backup_old"}
    settings.BACKUP_TARGETS = ["/a", "/b"]
    record_backup(hours_ago=27)
    assert set(said(backups.check_backups)) == {"backup_old"}
    record_backup(hours_ago=25, missing_files=3)
    assert "3" in said(backups.check_backups)["backup_missing_files"]
    record_backup(hours_ago=2, targets=["/a"])
    assert set(said(backups.check_backups)) == {"backup_target_away"}
    record_backup(hours_ago=1)
    assert said(backups.check_backups) == {}


def test_drill_that_was_not_made_or_found_something_is_found(settings):
    settings.BACKUP_TARGETS = ["/a", "/b"]
    assert set(said(backups.check_drills)) == {"drill_old"}
    record_drill(days_ago=9)
    assert set(said(backups.check_drills)) == {"drill_old"}
    record_drill(days_ago=7, wrong=["Bản sao bị cắt ngắn."])
    assert "Bản sao bị cắt ngắn." in said(backups.check_drills)["drill_wrong"]
    record_drill(days_ago=0)
    assert said(backups.check_drills) == {}
