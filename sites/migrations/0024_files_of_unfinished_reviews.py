"""Mark pictures and documents provisional that only an unfinished review of two persons covered.

They were written down with the first approval, whatever became of the review. One is decided on where the board has
decided on something that shows it, while that was its latest approval; what cannot be known (the page is gone) is not.
"""

from collections import defaultdict
from itertools import pairwise

from django.db import migrations

BATCH = 500


def mark_provisional(apps, schema_editor):
    rows = apps.get_model("portals", "Approval")._base_manager.order_by("pk")
    in_review, finished, made = _versions_of_two(apps)
    decided = defaultdict(list)
    columns = ("kind", "revision", "approved_at", "files")
    for kind, version, at, files in rows.exclude(files=[]).values_list(*columns).iterator():
        if kind == "opening" or version in finished or (version is not None and version not in in_review):
            for name in files:
                decided[name].append(at)
    provisional = []
    for name, approvals in _by_file(apps, rows).items():
        for (pk, kind, version, at), following in pairwise([*approvals, None]):
            # Of a page that was never public and is deleted, the approvals stay without their version.
            is_asked = kind == "review" and (version is None or version in in_review) and version not in made
            if is_asked and not any(
                at <= time and (following is None or time < following[3]) for time in decided[name]
            ):
                provisional.append(pk)
    for start in range(0, len(provisional), BATCH):
        rows.filter(pk__in=provisional[start : start + BATCH]).update(provisional=True)


def _by_file(apps, rows):
    """Approvals of each picture and document, by its name in the approvals of what shows it."""
    named = {
        name.partition(":")[0] for files in rows.exclude(files=[]).values_list("files", flat=True) for name in files
    }
    kinds = apps.get_model("contenttypes", "ContentType").objects.all()
    labels = {kind.pk: label for kind in kinds if (label := f"{kind.app_label}.{kind.model}") in named}
    found = defaultdict(list)
    columns = ("content_type", "object_id", "pk", "kind", "revision", "approved_at")
    for content_type, key, *row in rows.filter(content_type__in=labels).values_list(*columns).iterator():
        found[f"{labels[content_type]}:{key}"].append(row)
    return found


def _versions_of_two(apps):
    """Versions in reviews that asked two approvals; those with which such a review ended; of these, the proposals,
    which do not change while they are in review."""
    of_board = list(apps.get_model("portals", "BoardApprovalTask").objects.values_list("pk", flat=True))
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects.filter(task__in=of_board)
    number = defaultdict(int)
    for workflow in steps.values_list("workflow", flat=True):
        number[workflow] += 1
    two = [workflow for workflow, steps_of_board in number.items() if steps_of_board > 1]
    states = apps.get_model("wagtailcore", "TaskState").objects.filter(workflow_state__workflow__in=two)
    columns = ("workflow_state", "workflow_state__status", "status", "revision", "revision__base_content_type__model")
    in_review, last = set(), {}
    for review, of_review, status, version, model in states.order_by("finished_at", "pk").values_list(*columns):
        in_review.add(version)
        if of_review == status == "approved":
            last[review] = (version, model)
    made = {version for version, model in last.values() if model == "proposedchange"}
    return in_review - {None}, {version for version, _model in last.values()} - {None}, made - {None}


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("portals", "0023_approval_provisional"),
        ("wagtailcore", "0098_apitoken"),
    ]

    # Backwards: nothing asks whether one is provisional.
    operations = [migrations.RunPython(mark_provisional, migrations.RunPython.noop)]
