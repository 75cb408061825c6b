"""The checks of the whole installation say what is missing."""

import pytest
from django.apps import apps

from cityportal.checks import check_swappable_models

SWAPPED = ["accounts.User", "library.PortalDocument", "library.PortalImage", "library.PortalRendition"]


def test_user_and_files_are_ours():
    assert check_swappable_models() == []


@pytest.mark.parametrize("label", SWAPPED)
def test_model_that_is_not_ours_is_named(monkeypatch, label):
    kept = [model for model in apps.get_models() if model._meta.label != label]
    monkeypatch.setattr(apps, "get_models", lambda: kept)
    assert [(error.id, label in error.msg) for error in check_swappable_models()] == [("cityportal.E001", True)]
