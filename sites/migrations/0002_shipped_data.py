"""Lay down kinds of portal and hostname rules.

The rows stand in `sites/data/`; its README names their sources.
"""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "portals"


def load_kinds_and_hostname_rules(apps, schema_editor):
    kinds = {}
    for row in shipped_rows(__file__, "portal_kinds"):
        names = {name: row[name] for name in ("code", "name_vi", "name_en", "plural_vi", "plural_en")}
        kinds[row["code"]] = apps.get_model(APP, "PortalKind").objects.create(position=int(row["position"]), **names)
    rule = apps.get_model(APP, "HostnameRule")
    rule.objects.bulk_create(
        rule(
            kind=kinds[row["kind"]],
            profile=row["profile"],
            pattern=row["pattern"],
            uses_type_word=row["uses_type_word"] == "yes",
            article=row["article"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"] or None,
            source=row["source"],
        )
        for row in shipped_rows(__file__, "hostname_rules")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial")]

    # Backwards: the tables go with 0001.
    operations = [
        migrations.RunPython(load_kinds_and_hostname_rules, migrations.RunPython.noop),
    ]
