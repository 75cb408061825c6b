"""Versions in other languages get what they say, as the times of publications tell; what boards wanted is counted.

A version says what was public of its Vietnamese page when it was published itself. The homes of portals, which are made
together, say the same until one of them is published again.
"""

from django.db import migrations
from django.utils import timezone

SOURCE = "vi"
HOME_DEPTH = 3
BATCH = 500


def keep_what_versions_say(apps, schema_editor):
    page_model, basis = apps.get_model("wagtailcore", "Page"), apps.get_model("home", "VersionBasis")
    pages = page_model.objects.filter(depth__gt=HOME_DEPTH - 1)
    sources = pages.filter(locale__language_code=SOURCE)
    versions = pages.exclude(locale__language_code=SOURCE).filter(translation_key__in=sources.values("translation_key"))
    rows = [_basis_of(apps, version) for version in versions.order_by("pk").iterator(chunk_size=BATCH)]
    basis.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _basis_of(apps, version):
    source = apps.get_model("wagtailcore", "Page").objects.get(
        translation_key=version.translation_key, locale__language_code=SOURCE
    )
    made = version.last_published_at or version.latest_revision_created_at or timezone.now()
    later = source.last_published_at is not None and source.last_published_at > made
    is_behind = version.depth > HOME_DEPTH and source.live and later
    said = apps.get_model("home", "PublicVersion").objects.filter(page=source.pk, published_at__lte=made)
    former = said.order_by("-number").values_list("revision_id", flat=True).first()
    return apps.get_model("home", "VersionBasis")(
        page_id=version.pk,
        revision_id=former if is_behind else source.live_revision_id,
        compared_at=made,
        changed_at=source.last_published_at if is_behind else None,
    )


def keep_what_boards_want(apps, schema_editor):
    approvals = apps.get_model("portals", "Approval").objects.filter(
        kind="review", content_type__app_label="wagtailcore", content_type__model="page"
    )
    wanted = {}
    columns = ("object_id", "checklist", "approved_at", "approved_by_id")
    for key, checklist, at, by in approvals.order_by("pk").values_list(*columns).iterator(chunk_size=BATCH):
        answer = checklist.get("english")
        if answer == "needed":
            wanted.setdefault(int(key), (at, by))
        elif answer == "not_needed":
            wanted.pop(int(key), None)
    pages = (
        apps.get_model("wagtailcore", "Page").objects.filter(locale__language_code=SOURCE).values_list("pk", flat=True)
    )
    present = set(pages.iterator(chunk_size=BATCH)) & wanted.keys()
    model = apps.get_model("home", "WantedVersion")
    rows = [model(page_id=key, chosen_at=wanted[key][0], chosen_by_id=wanted[key][1]) for key in sorted(present)]
    model.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0011_versions_keep_what_they_say"),
        ("portals", "0032_event_of_compared_versions"),
    ]

    operations = [
        migrations.RunPython(keep_what_versions_say, migrations.RunPython.noop),
        migrations.RunPython(keep_what_boards_want, migrations.RunPython.noop),
    ]
