"""Who made pictures and documents what they are: uploaded or changed them."""

from __future__ import annotations

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ModelLogEntry

from editorial.integrity.approvals import Files

# What Wagtail records of a file when somebody makes it what it is.
MADE = ("wagtail.create", "wagtail.edit")


def authors_of_files(files: Files) -> dict[int, Files]:
    """The files that each person uploaded or changed, whenever, by the key of the person. One query, and one for each
    kind; none where there are no files."""
    found: dict[int, Files] = defaultdict(lambda: defaultdict(set))
    by_type = {ContentType.objects.get_for_model(model).pk: model for model in files}
    changed = Q()
    for content_type, model in by_type.items():
        changed |= Q(content_type=content_type, object_id__in=[str(key) for key in files[model]])
    if by_type:
        rows = ModelLogEntry.objects.filter(changed, action__in=MADE, content_changed=True, user__isnull=False)
        for user, content_type, key in (
            rows.order_by().values_list("user_id", "content_type_id", "object_id").distinct()
        ):
            found[user][by_type[content_type]].add(int(key))
    for model, keys in files.items():
        uploaded = model._default_manager.filter(pk__in=keys, uploaded_by_user__isnull=False).order_by()
        for user, key in uploaded.values_list("uploaded_by_user_id", "pk"):
            found[user][model].add(key)
    return found
