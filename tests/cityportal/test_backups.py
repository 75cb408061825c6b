"""A backup is one encrypted set at each target, proved there; a set that cannot be restored is named in words."""

import json
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from audit.models import PortalEvent
from cityportal.backups import making
from cityportal.backups.encryption import identities_in
from cityportal.backups.enums import BackupEventKind
from cityportal.backups.errors import BackupRefused
from cityportal.backups.making import make_backup
from cityportal.backups.restoring import newest_set, open_set, restore
from cityportal.backups.rotation import kept_moments, rotate
from cityportal.backups.sets import objects_at, sets_at
from cityportal.backups.targets import FolderTarget
from cityportal.tasks import back_up, drill_restore
from library.models import PortalDocument
from tests.cityportal.backing_up import found_codes, made, silent, write_key
from tests.each import each_case
from tests.factories import AT

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]

LATER = AT + timedelta(days=1)


def written_in(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_set_lies_at_each_target_and_tells_nothing_without_the_key(world):
    backup = made()
    assert (backup.summary.name, backup.summary.files, backup.missing) == ("20261102T020000Z", 2, [])
    for name in ("first", "second"):
        target = FolderTarget(world / name)
        assert sets_at(target) == ["20261102T020000Z"]
        assert set(objects_at(target)) == set(backup.summary.objects)
        paths = written_in(world / name)
        written = b"".join(path.read_bytes() for path in paths)
        assert b"noi dung" not in written
        assert "ke-hoach" not in written.decode(errors="replace") + " ".join(map(str, paths))
    event = PortalEvent.objects.get(kind=BackupEventKind.BACKED_UP)
    assert event.data["backup"] == backup.summary.name
    assert event.seal


def test_file_that_did_not_change_is_written_once(world):
    made()
    before = written_in(world / "first/objects")
    storages["default"].save("documents/moi.pdf", ContentFile(b"moi"))
    assert made(LATER).summary.files == 3
    after = written_in(world / "first/objects")
    assert after.items() >= before.items()
    # The new file, and the database.
    assert len(after) == len(before) + 2


def test_file_that_the_database_names_and_no_storage_has_is_named(world):
    PortalDocument.objects.bulk_create([PortalDocument(title="a", file="documents/mat.pdf", collection_id=1)])
    assert made().missing == ["documents/mat.pdf"]
    with pytest.raises(CommandError):
        call_command("backup", verbosity=0)


def test_file_that_is_deleted_meanwhile_does_no_harm(world, monkeypatch):
    named = iter([["documents/mat.pdf"], []])
    monkeypatch.setattr(making, "named_files", lambda: next(named))
    backup = made()
    assert (backup.missing, backup.gone) == ([], ["documents/mat.pdf"])


def test_anchor_that_is_written_after_the_moment_of_the_database_is_left_out(world, monkeypatch):
    """It would name what the database does not have yet at that moment."""
    snapshot = making.snapshot
    storages["history_anchors"].save("history-000001.jsonl", ContentFile(b"1"))

    @contextmanager
    def meanwhile(work):
        with snapshot(work) as taken:
            storages["history_anchors"].save("history-000002.jsonl", ContentFile(b"2"))
            yield taken

    monkeypatch.setattr(making, "snapshot", meanwhile)
    assert made().summary.files == 3


def test_backup_lies_in_the_places_that_answer_and_says_which_did_not(world):
    """The folder of a disk that is not mounted is not made."""
    (world / "second").rmdir()
    backup = made()
    assert [target.name for target in backup.targets] == [str(world / "first")]
    assert list(backup.away) == [str(world / "second")]
    with pytest.raises(CommandError):
        call_command("backup", verbosity=0)
    assert not (world / "second").exists()
    (world / "first/objects").rename(world / "elsewhere")
    shutil.rmtree(world / "first")
    with pytest.raises(OSError, match="first"):
        made(LATER)


def test_backup_is_not_done_where_a_target_holds_something_else(world, monkeypatch):
    put = FolderTarget.put

    def put_less(self, name, content):
        put(self, name, content)
        if self.folder.name == "second" and name.startswith("objects/"):
            (self.folder / name).write_bytes(b"")

    monkeypatch.setattr(FolderTarget, "put", put_less)
    with pytest.raises(CommandError):
        call_command("backup", verbosity=0)
    assert sets_at(FolderTarget(world / "second")) == []
    assert not PortalEvent.objects.filter(kind=BackupEventKind.BACKED_UP).exists()


def test_set_is_restored_as_it_was_and_never_over_something(world):
    made()
    target = FolderTarget(world / "second")
    opened = open_set(target, newest_set(target), identities_in(world / "key.txt"))
    assert restore(opened, world / "restored", str(world / "restored.sqlite3"), tell=silent) == []
    assert (world / "restored/media/documents/ke-hoach.pdf").read_bytes() == b"noi dung"
    assert (world / "restored/private/proposals/a.pdf").read_bytes() == b"noi bo cua co quan"
    with pytest.raises(BackupRefused):
        restore(opened, world / "restored", str(world / "another.sqlite3"), tell=silent)
    with pytest.raises(BackupRefused):
        restore(opened, world / "again", str(world / "restored.sqlite3"), tell=silent)
    with pytest.raises(BackupRefused):
        restore(opened, world / "living", str(connection.settings_dict["NAME"]), tell=silent)


def small_object(folder):
    return min((folder / "objects").rglob("*.age"), key=lambda path: path.stat().st_size)


def cut(folder):
    path = small_object(folder)
    path.write_bytes(path.read_bytes()[:-1])


def flip(folder):
    path = small_object(folder)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def delete(folder):
    small_object(folder).unlink()


def cut_manifest(folder):
    (path,) = folder.glob("sets/*.age")
    path.write_bytes(path.read_bytes()[:-1])


def leave(_folder):
    pass


def forget(folder):
    shutil.rmtree(folder / "sets")


@each_case(
    ("code", "spoil", "at", "key"),
    [
        ("truncated", cut, LATER, "key.txt"),
        ("truncated", cut_manifest, LATER, "key.txt"),
        ("damaged", flip, LATER, "key.txt"),
        ("missing", delete, LATER, "key.txt"),
        ("old", leave, LATER + timedelta(hours=3), "key.txt"),
        ("wrong_key", leave, LATER, "other.txt"),
        ("no_set", forget, LATER, "key.txt"),
    ],
)
@pytest.mark.slow(reason="restores seven sets")
def test_bad_set_is_named_and_recorded(world, code, spoil, at, key):
    made()
    write_key(world / "other.txt")
    folder = world / f"{code}-{spoil.__name__}"
    shutil.copytree(world / "second", folder)
    spoil(folder)
    assert found_codes(world, folder, at=at, key=key) == [code]
    event = PortalEvent.objects.get(kind=BackupEventKind.RESTORE_DRILLED)
    assert event.data["codes"] == [code]
    assert len(event.data["wrong"]) == 1
    for leftover in ("first", "second"):
        shutil.rmtree(world / leftover)
        (world / leftover).mkdir()


def test_set_of_a_newer_version_is_named(world):
    MigrationRecorder(connection).record_applied("home", "0099_later")
    made()
    assert found_codes(world, world / "second") == ["newer_schema"]


def test_set_of_a_database_without_rows_is_named(place):
    made()
    assert found_codes(place, place / "second") == ["empty"]


def test_set_that_another_installation_made_is_named(world, settings):
    made()
    settings.AUDIT_KEY = "k" * 60
    assert found_codes(world, world / "second") == ["foreign"]


@pytest.mark.slow(reason="starts the product on the copy, twice")
def test_copy_is_used_as_citizens_and_staff_use_it(world, monkeypatch):
    monkeypatch.undo()
    made()
    assert found_codes(world, world / "second") == []
    # A set whose rows are others than it says, of a portal that it has not.
    monkeypatch.setattr(making, "home_titles", lambda: {"khac.hochiminhcity.localhost": "Khác"})
    snapshot = making.snapshot

    @contextmanager
    def miscounted(work):
        with snapshot(work) as taken:
            taken.counts["portals_portal"] += 1
            yield taken

    monkeypatch.setattr(making, "snapshot", miscounted)
    made(LATER)
    assert found_codes(world, world / "second", at=LATER) == ["row_counts", "pages"]


def test_sound_set_is_drilled_without_a_finding_and_leaves_nothing(world):
    made()
    before = set(world.iterdir())
    assert found_codes(world, world / "second") == []
    assert set(world.iterdir()) == before


def test_drill_that_finds_something_fails(world):
    made(timezone.now())
    cut(world / "second")
    with pytest.raises(CommandError):
        drill_restore()


def test_tasks_do_nothing_where_no_targets_are_set(settings):
    settings.BACKUP_TARGETS = []
    back_up()
    drill_restore()
    assert not PortalEvent.objects.exists()


@pytest.mark.slow(reason="makes three backups, drills three times")
def test_what_was_changed_at_a_target_is_written_anew_by_a_backup_that_reads_all(world):
    made()
    flip(world / "second")
    delete(world / "first")
    made(LATER)
    assert found_codes(world, world / "first", at=LATER) == []
    assert found_codes(world, world / "second", at=LATER) == ["damaged"]
    make_backup(at=LATER + timedelta(hours=1), by=None, tell=silent, read_all=True)
    assert found_codes(world, world / "second", at=LATER + timedelta(hours=1)) == []


def test_newest_of_each_day_week_and_month_is_kept():
    # Two a day, from a Monday on.
    moments = [datetime(2026, 6, 1, 1, tzinfo=AT.tzinfo) + timedelta(hours=12 * number) for number in range(200)]
    kept = sorted(kept_moments(moments, days=3, weeks=2, months=2))
    assert [f"{moment:%d/%m %H}" for moment in kept] == ["31/08 13", "06/09 13", "07/09 13", "08/09 13"]
    assert kept_moments(moments[:1], days=1, weeks=0, months=0) == {moments[0]}


def test_objects_of_sets_that_are_not_kept_go(world):
    target = FolderTarget(world / "first")
    storages["default"].save("documents/cu.pdf", ContentFile(b"cu"))
    made()
    storages["default"].delete("documents/cu.pdf")
    second = made(LATER)
    assert rotate(target, days=1, weeks=0, months=0) == ["20261102T020000Z"]
    assert set(objects_at(target)) == set(second.summary.objects)
    assert {path.name.split(".")[0] for path in (world / "first/sets").iterdir()} == {second.summary.name}
    # One whose list of objects cannot be read: nothing is deleted.
    made(LATER + timedelta(days=1))
    (world / f"first/sets/{second.summary.name}.json").write_text(json.dumps({}))
    with pytest.raises(Exception, match=second.summary.name):
        rotate(target, days=1, weeks=0, months=0)
    assert len(sets_at(target)) == 2
