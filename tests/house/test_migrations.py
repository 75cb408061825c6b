"""Migrations stay what they were: they import nothing of ours, and read no file of ours."""

import ast
import csv
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from home.installation import FIELDS_FILE
from library.models import Tag

PROJECT = Path(__file__).resolve().parent.parent.parent
OURS = {config.name for config in apps.get_app_configs() if Path(config.path).parent == PROJECT}
MIGRATIONS = sorted(path for app in OURS for path in (PROJECT / app / "migrations").glob("0*.py"))
# What migrations name by its path (field classes, storages, deletion): kept for as long as the migrations are.
FIELD_CLASSES = {"home.fields", "sites.models.kept", "sites.private_files"}
READERS = {"open", "read_text", "read_bytes"}


def imported(tree: ast.Module) -> set[str]:
    found = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return found | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


def called(tree: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {getattr(function, "attr", getattr(function, "id", "")) for function in calls}


def test_every_app_with_models_is_looked_at():
    with_models = {config.name for config in apps.get_app_configs() if config.name in OURS and config.models}
    assert with_models == {path.parent.parent.name for path in MIGRATIONS}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_migration_stands_on_nothing_that_will_change(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert {name for name in imported(tree) - FIELD_CLASSES if name.split(".")[0] in OURS} == set()
    assert called(tree) & READERS == set()


def test_frozen_subject_fields_are_those_of_the_data():
    """Until the data change: then this test goes."""
    frozen = import_module("home.migrations.0002_subject_fields_and_empty_tree")
    with FIELDS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [(row["slug"], row["name_vi"], row["name_en"], int(row["position"])) for row in rows]
    assert list(frozen.SUBJECT_FIELDS) == kept


@pytest.mark.parametrize("name", ["Thu\u0065\u0302\u0301", " Thuế  thu nhập ", "Ðường\u200b bộ", "Straße"])
def test_frozen_keys_of_tags_are_those_of_today(name):
    """Until the rule changes: then this test goes."""
    frozen = import_module("library.migrations.0004_fill_tag_keys")
    assert frozen.clean_text(frozen.clean_text(name).casefold()) == Tag.key_of(name)
