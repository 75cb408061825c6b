"""Lay down special days, office hours, categories, rules and retention periods, and number the days.

The rows stand in `deadlines/data/`; its README names their sources.
"""

from datetime import date, time, timedelta

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "deadlines"
FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2038, 12, 31)
# Words of the file of holidays, and kinds of special days.
KINDS = {
    "statutory": "holiday",
    "provisional": "holiday",
    "compensatory": "compensatory",
    "swap_off": "swapped_off",
    "makeup_workday": "worked",
}


def load_days(apps, schema_editor):
    special = apps.get_model(APP, "SpecialDay")
    special.objects.bulk_create(
        special(
            date=date.fromisoformat(row["date"]),
            kind=KINDS[row["kind"]],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            is_provisional=row["kind"] == "provisional",
            source=row["source"],
        )
        for row in shipped_rows(__file__, "public_holidays")
    )
    apps.get_model(APP, "OfficeHours").objects.create(
        valid_from=FIRST_DAY, opens=time(7, 30), closes=time(17), source="Giờ làm việc hành chính thông thường"
    )


def number_days(apps, schema_editor):
    kinds = dict(apps.get_model(APP, "SpecialDay").objects.values_list("date", "kind"))
    model = apps.get_model(APP, "NumberedDay")
    day, number, numbered = FIRST_DAY, 0, []
    while day <= LAST_DAY:
        kind = kinds.get(day)
        is_working = kind == "worked" or (day.weekday() < 5 and kind is None)
        number += is_working
        numbered.append(model(date=day, number=number, is_working=is_working))
        day += timedelta(days=1)
    model.objects.bulk_create(numbered, batch_size=1000)


def load_rules(apps, schema_editor):
    categories, profiles = {}, {}
    for position, row in enumerate(shipped_rows(__file__, "information_categories"), start=1):
        names = {name: row[name] for name in ("name_vi", "name_en", "scope_vi", "scope_en")}
        categories[row["code"]] = apps.get_model(APP, "InformationCategory").objects.create(
            code=row["code"], position=position, **names
        )
    for row in shipped_rows(__file__, "rule_profiles"):
        profiles[row["code"]] = apps.get_model(APP, "RuleProfile").objects.create(
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            source=row["source"],
            supplements=profiles.get(row["supplements"]),
            applies_from=row["applies_from"] or None,
            is_verified=row["is_verified"] == "yes",
        )
    rule = apps.get_model(APP, "DeadlineRule")
    rule.objects.bulk_create(
        rule(
            profile=profiles[row["profile"]],
            category=categories[row["category"]],
            step=row["step"],
            trigger=row["trigger"],
            unit=row["unit"],
            count=int(row["count"]),
            article=row["article"],
            source=row["source"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"] or None,
            is_verified=row["is_verified"] == "yes",
        )
        for row in shipped_rows(__file__, "deadline_rules")
    )
    period = apps.get_model(APP, "RetentionPeriod")
    period.objects.bulk_create(
        period(
            category=categories[row["category"]],
            years=int(row["years"]) if row["years"] else None,
            source=row["source"],
            valid_from=row["valid_from"],
            is_verified=row["is_verified"] == "yes",
        )
        for row in shipped_rows(__file__, "retention_periods")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial")]

    # Backwards: the tables go with 0001.
    operations = [
        migrations.RunPython(load_days, migrations.RunPython.noop),
        migrations.RunPython(number_days, migrations.RunPython.noop),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
    ]
