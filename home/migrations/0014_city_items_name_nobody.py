"""Items that the city portal took up name nobody of the portal they come from: the proposal keeps who made it.

Only what the verb made, which the approval of the proposal tells; what somebody of the city saved since keeps its name.
Goes backwards by doing nothing: nobody reads these names any more.
"""

import json
from hashlib import sha256

from django.db import migrations

BATCH = 500


def forget_who_proposed(apps, schema_editor):
    changes = apps.get_model("portals", "ProposedChange").objects.filter(kind="city_item", state="made")
    columns = ("pk", "object_id", "proposed_by_id")
    for key, target, person in changes.order_by("pk").values_list(*columns).iterator(chunk_size=BATCH):
        for item in _items_made(apps, change=key, target=int(target)):
            _forget(apps, item, person)


def _items_made(apps, *, change, target):
    """Keys of the pages that a proposal made: their approval is that of the proposal, by the same person and time."""
    approvals = apps.get_model("portals", "Approval").objects.exclude(revision=None)
    given = approvals.filter(
        content_type__app_label="portals", content_type__model="proposedchange", object_id=str(change)
    )
    pages = approvals.filter(content_type__app_label="wagtailcore", content_type__model="page")
    found = set()
    for at, by in given.values_list("approved_at", "approved_by"):
        found |= set(pages.filter(approved_at=at, approved_by=by).values_list("object_id", flat=True))
    items = apps.get_model("home", "LinkedItemPage").objects
    return list(items.filter(pk__in=[int(key) for key in found], target=target).values_list("pk", flat=True))


def _forget(apps, item, person):
    apps.get_model("wagtailcore", "Page").objects.filter(pk=item, owner=person).update(owner=None)
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page", object_id=str(item)
    )
    rows = list(revisions.order_by("created_at", "pk"))
    if rows and rows[0].user_id == person:
        revisions.filter(pk=rows[0].pk).update(user=None)
    versions = apps.get_model("home", "PublicVersion").objects
    for row in rows:
        if row.content.get("owner") != person:
            continue
        # A version that was public is known by its hash: of one that is as it was published, the hash follows.
        kept = versions.filter(revision=row.pk, content_hash=_hash_of(row.content))
        kept_keys = list(kept.values_list("pk", flat=True))
        content = row.content | {"owner": None}
        revisions.filter(pk=row.pk).update(content=content)
        versions.filter(pk__in=kept_keys).update(content_hash=_hash_of(content))


def _hash_of(content):
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0013_rhythm_of_a_category"),
        ("portals", "0043_kinds_of_events"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(forget_who_proposed, migrations.RunPython.noop, elidable=True),
    ]
