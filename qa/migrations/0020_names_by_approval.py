"""Names of units that no board approved are public no more: they stay as names in work, to be proposed to the board.

They were public from before the board approved them, by nobody who is known.
"""

from django.db import migrations
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast


def take_back_names(apps, schema_editor):
    units = apps.get_model("qa", "AnsweringUnit").objects
    approvals = apps.get_model("portals", "Approval").objects.filter(
        content_type__app_label="qa",
        content_type__model="answeringunit",
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    of_nobody = units.filter(~Q(name_vi="", name_en=""), ~Exists(approvals)).values_list("pk", flat=True)
    keys = list(of_nobody)
    units.filter(pk__in=keys, draft_vi="").update(draft_vi=F("name_vi"), draft_en=F("name_en"))
    units.filter(pk__in=keys).update(name_vi="", name_en="")


class Migration(migrations.Migration):
    dependencies = [
        ("qa", "0019_writers_of_ready_texts"),
        ("portals", "0046_index_of_kinds_of_events"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(take_back_names, migrations.RunPython.noop)]
