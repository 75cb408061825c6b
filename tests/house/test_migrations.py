"""Migrations stand on little of ours: what they name by its path, and what all of them share."""

import ast
import csv
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations import (
    AddConstraint,
    AddField,
    AlterField,
    CreateModel,
    DeleteModel,
    Migration,
    RemoveConstraint,
    RemoveField,
    RenameField,
)
from django.db.models import ManyToManyField, TextField, UniqueConstraint

from accounts.migration_support import InitialMigration
from audit.models import PortalEvent
from home.models import SubjectField
from notifications.models import Notice
from qa.enums import Verb
from qa.models import QuestionEvent
from tests.each import each_case
from tests.house.rolling import breaks_the_release_before, is_rolling

PROJECT = Path(__file__).resolve().parent.parent.parent
OURS = {config.name for config in apps.get_app_configs() if Path(config.path).parent == PROJECT}
MIGRATIONS = sorted(path for app in OURS for path in (PROJECT / app / "migrations").glob("0*.py"))
# What migrations name by its path (field classes, bases, choices of kinds, storages, deletion) or call (triggers, files
# of shipped rows): it keeps its name for as long as they are there.
MAY_IMPORT = {
    "accounts.migration_support",
    "home.fields",
    "information.models.recordings.playing",
    "qa.enums",
    "audit.models.append_only",
    "editorial.wagtail_tasks",
    "audit.private_files",
    "audit.sealing.triggers",
}


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
    assert {name for name in imported(tree) - MAY_IMPORT if name.split(".")[0] in OURS} == set()
    assert called(tree) & {"open", "read_text", "read_bytes"} == set()


def test_every_app_begins_with_an_initial_migration_that_renders_models_once():
    names = [f"{path.parent.parent.name}.migrations.{path.stem}" for path in MIGRATIONS]
    initial = {name for name in names if issubclass(import_module(name).Migration, InitialMigration)}
    assert initial == {name for name in names if name.endswith("initial")}


# What each app began with: nothing ran on what was there before.
FIRST = {
    *(f"{app}.0001_initial" for app in OURS),
    *(
        f"{app}.0002_shipped_data"
        for app in ("authentication", "deadlines", "home", "members", "participation", "qa", "sites")
    ),
    *("accounts.0002_no_stock_groups", "audit.0002_event_triggers", "home.0003_no_welcome_page"),
    *("qa.0003_event_triggers", "search.0002_full_text", "search.0003_shipped_data"),
}


def test_release_before_runs_on_what_a_migration_left():
    names = {f"{path.parent.parent.name}.{path.stem}" for path in MIGRATIONS}
    assert names >= FIRST
    later = [name.replace(".", ".migrations.") for name in names - FIRST]
    assert [name for name in later if not is_rolling(import_module(name).Migration)] == []


@each_case(
    "operation, breaks",
    [
        (AddField("page", "note", TextField(null=True)), False),
        (AddField("page", "note", TextField(default="")), True),
        (AddField("page", "note", TextField(db_default="")), False),
        (AddField("page", "others", ManyToManyField("home.Page")), False),
        # What it was before does not stand in it: whoever writes it says that nothing breaks.
        (AlterField("page", "note", TextField(null=True)), True),
        (RemoveField("page", "note"), True),
        (RenameField("page", "note", "remark"), True),
        (DeleteModel("page"), True),
        (AddConstraint("page", UniqueConstraint(fields=["note"], name="once")), True),
        (RemoveConstraint("page", "once"), False),
        (CreateModel("page", []), False),
    ],
)
def test_operation_that_former_code_cannot_live_with_is_known(operation, breaks):
    assert breaks_the_release_before(operation) is breaks


def test_migration_that_takes_away_names_the_release_that_stopped_using_it():
    taking = type("Migration", (Migration,), {"operations": [RemoveField("page", "note")]})
    assert not is_rolling(taking)
    taking.unused_since = "0.2.0"
    assert is_rolling(taking)


@pytest.mark.parametrize("model", [PortalEvent, Notice], ids=lambda model: model.__name__)
def test_no_migration_follows_a_new_kind_that_an_app_registers(model):
    assert model._meta.get_field("kind").choices is None


def test_no_migration_follows_a_new_kind_of_event_of_a_question():
    """Django keeps a function by its name, and asks it for the choices."""
    field = QuestionEvent._meta.get_field("verb")
    assert callable(field.deconstruct()[3]["choices"])
    assert list(field.choices) == Verb.choices


@pytest.mark.django_db
def test_an_installation_begins_with_the_subject_fields_of_the_file():
    with (PROJECT / "home/data/subject_fields.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = [(row["slug"], row["name_vi"], row["name_en"], int(row["position"])) for row in rows]
    found = SubjectField.objects.order_by("position").values_list("slug", "name_vi", "name_en", "position")
    assert list(found) == expected
