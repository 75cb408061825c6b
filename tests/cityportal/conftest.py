"""An installation that has two places for backups."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from cityportal.backups import drill, making
from tests.cityportal.backing_up import write_key
from tests.factories import make_portal


@pytest.fixture
def place(settings, tmp_path, monkeypatch):
    """Two empty targets, a key, and files of an installation in folders of the test; a copy is not asked anything."""
    settings.BACKUP_RECIPIENTS = [write_key(tmp_path / "key.txt")]
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    settings.BACKUP_TARGETS = [str(tmp_path / "first"), str(tmp_path / "second")]
    settings.BACKUP_KEY_FILE = str(tmp_path / "key.txt")
    settings.BACKUP_WORK_DIR = str(tmp_path)
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {
        name: disk | {"OPTIONS": {"location": tmp_path / "files" / name}}
        for name in ("default", "private", "history_anchors")
    }
    storages["default"].save("documents/ke-hoach.pdf", ContentFile(b"noi dung"))
    storages["private"].save("proposals/a.pdf", ContentFile(b"noi bo cua co quan"))
    # Home pages are read by the drill's own test.
    monkeypatch.setattr(making, "home_titles", dict)
    monkeypatch.setattr(drill, "ask_copy", lambda *_arguments: [])
    return tmp_path


@pytest.fixture
def world(place):
    make_portal()
    return place
