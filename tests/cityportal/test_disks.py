"""Disks that are nearly full are found before uploads and backups fail."""

import shutil
from types import SimpleNamespace

import pytest
from django.utils import translation

from cityportal.doctor.disks import check_disks, fullness

pytestmark = pytest.mark.django_db


def test_disk_is_named_once_however_many_folders_lie_on_it(settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path / "not" / "yet"
    found = fullness()
    assert len(found) == len({path.stat().st_dev for path in found})


def test_disk_that_is_nearly_full_is_a_finding(settings, monkeypatch):
    settings.DISK_WARNING_PERCENT = 85
    for free, expected in ((16, []), (15, ["disk"])):
        usage = SimpleNamespace(total=100, used=0, free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda path, usage=usage: usage)
        with translation.override("vi"):
            findings = list(check_disks())
        assert [finding.code for finding in findings] == expected
    assert "85 %" in findings[0].problem
