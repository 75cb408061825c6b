"""Items that are public, or were, get their place in the lists that others read: where it was until now.

Others go on with the tokens they have. What no version was kept of is told with its last publication.
"""

from itertools import islice

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest, Substr

CONTAINER_PATH_LENGTH, HOME_PATH_LENGTH = 8, 12
BATCH = 500
KINDS = {
    ("home", "contactpage"): "contact",
    ("home", "gallerypage"): "gallery",
    ("home", "informationpage"): "information",
    ("home", "newsarticlepage"): "news",
    ("home", "organisationunitpage"): "unit",
    ("information", "accesspage"): "access-to-information",
    ("information", "budgetpage"): "budget",
    ("information", "channelspage"): "channels",
    ("information", "datasetpage"): "data-set",
    ("information", "directionpage"): "direction",
    ("information", "disclosurepage"): "disclosure",
    ("information", "documentpage"): "document",
    ("information", "gazettepage"): "gazette",
    ("information", "legalguidancepage"): "legal-guidance",
    ("information", "liveeventpage"): "live-event",
    ("information", "outagepage"): "outage",
    ("information", "planpage"): "plan",
    ("information", "pressconferencepage"): "press-conference",
    ("information", "presspackpage"): "press-pack",
    ("information", "pressreleasepage"): "press-release",
    ("information", "procedurepage"): "procedure",
    ("information", "projectpage"): "project",
    ("information", "publicalertpage"): "alert",
    ("information", "recordingpage"): "recording",
    ("information", "sciencepage"): "science",
    ("information", "specialtopicpage"): "topic",
    ("information", "statisticsreportpage"): "statistics",
}


def write_items(apps, schema_editor):
    told, page_model = apps.get_model("exchange", "ToldItem"), apps.get_model("wagtailcore", "Page")
    portals = apps.get_model("portals", "Portal").objects.exclude(container=None)
    by_place = dict(portals.values_list("container__path", "pk"))
    types = apps.get_model("contenttypes", "ContentType").objects.values_list("pk", "app_label", "model")
    kinds = {key: KINDS[app, model] for key, app, model in types if (app, model) in KINDS}
    versions = apps.get_model("home", "PublicVersion").objects.filter(page=OuterRef("pk")).order_by("-number")
    last = versions.annotate(at=Coalesce("ended_at", "published_at")).values("at")[:1]
    homes = page_model.objects.filter(path=Substr(OuterRef("path"), 1, HOME_PATH_LENGTH))
    pages = page_model.objects.filter(content_type__in=list(kinds), first_published_at__isnull=False).annotate(
        home_at=Subquery(homes.values("first_published_at")[:1]), home_live=Subquery(homes.values("live")[:1])
    )
    pages = pages.filter(home_at__isnull=False).annotate(
        at=Greatest(Coalesce(Subquery(last), "last_published_at", "first_published_at"), "home_at")
    )
    columns = ("pk", "path", "content_type", "first_published_at", "at", "live", "home_live", "url_path")
    found = pages.order_by("pk").values_list(*columns)
    rows = (
        told(
            page_id=key,
            portal_id=by_place[path[:CONTAINER_PATH_LENGTH]],
            kind=kinds[content_type],
            published_at=published_at,
            changed_at=at,
            is_public=live and home_live,
            url_path=url_path,
        )
        for key, path, content_type, published_at, at, live, home_live, url_path in found.iterator(chunk_size=BATCH)
        if path[:CONTAINER_PATH_LENGTH] in by_place
    )
    # Django makes a list of all that it is given: the city has many items.
    while batch := list(islice(rows, BATCH)):
        told.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_items_that_are_told"),
        ("home", "0013_rhythm_of_a_category"),
    ]

    operations = [migrations.RunPython(write_items, migrations.RunPython.noop, elidable=True)]
