import django.db.models.deletion
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="InformationCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name_vi", models.CharField(max_length=150, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=150, verbose_name="English name")),
                ("scope_vi", models.CharField(max_length=300, verbose_name="what belongs to it, in Vietnamese")),
                ("scope_en", models.CharField(max_length=300, verbose_name="what belongs to it, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "category of information",
                "verbose_name_plural": "categories of information",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(unique=True, verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("holiday", "Public holiday"),
                            ("compensatory", "Day off in lieu"),
                            ("swapped_off", "Day off by swap"),
                            ("worked", "Working day in exchange"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name_vi", models.CharField(max_length=150, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=150, verbose_name="English name")),
                (
                    "is_provisional",
                    models.BooleanField(
                        default=False, help_text="Expected, and decided by nobody yet.", verbose_name="provisional"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Number, date and issuer of the document that says so.",
                        max_length=250,
                        verbose_name="deciding document",
                    ),
                ),
            ],
            options={
                "verbose_name": "day that differs from the week",
                "verbose_name_plural": "days that differ from the week",
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="NumberedDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False)),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Working days from the first row up to and with this day.", verbose_name="number"
                    ),
                ),
                ("is_working", models.BooleanField(verbose_name="working day")),
            ],
            options={
                "verbose_name": "numbered day",
                "verbose_name_plural": "numbered days",
                "ordering": ["date"],
                "indexes": [models.Index(fields=["number", "date"], name="deadlines_day_by_number")],
            },
        ),
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(unique=True, verbose_name="valid from")),
                ("opens", models.TimeField(verbose_name="opens")),
                ("closes", models.TimeField(verbose_name="closes")),
                ("source", models.CharField(max_length=250, verbose_name="deciding document")),
            ],
            options={
                "verbose_name": "office hours",
                "verbose_name_plural": "office hours",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="deadlines_officehours_forwards"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("source", models.CharField(max_length=250, verbose_name="act")),
                (
                    "applies_from",
                    models.DateField(
                        blank=True,
                        help_text="Empty: the city does not apply it.",
                        null=True,
                        unique=True,
                        verbose_name="applies from",
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="Somebody compared it with the text of the act.",
                        verbose_name="verified",
                    ),
                ),
                (
                    "supplements",
                    models.ForeignKey(
                        blank=True,
                        help_text="Rules that this set does not have are those of that one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplemented_by",
                        to="deadlines.ruleprofile",
                        verbose_name="supplements",
                    ),
                ),
            ],
            options={
                "verbose_name": "set of rules",
                "verbose_name_plural": "sets of rules",
                "ordering": [models.OrderBy(models.F("applies_from"), descending=True, nulls_last=True), "code"],
            },
        ),
        migrations.CreateModel(
            name="RetentionPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: for good.", null=True, verbose_name="years"
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="act")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: without an end.", null=True, verbose_name="valid to"
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="Somebody compared it with the text of the act.",
                        verbose_name="verified",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_periods",
                        to="deadlines.informationcategory",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "retention period",
                "verbose_name_plural": "retention periods",
                "ordering": ["category__position", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("category", "valid_from"), name="deadlines_retention_begins_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="deadlines_retention_forwards",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("publish", "Publish"),
                            ("classify", "Classify and forward"),
                            ("decline", "Tell that it is out of scope"),
                            ("answer", "Answer, or say when"),
                            ("look_again", "Look at the public page again"),
                            ("forget", "Delete what nobody answered"),
                            ("report", "Publish how comments were taken up"),
                        ],
                        default="publish",
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("change", "Change"),
                            ("event", "Event"),
                            ("issue", "Issue"),
                            ("promulgation", "Promulgation of the document or policy"),
                            ("approval", "Approval"),
                            ("acceptance", "Acceptance of the results"),
                            ("decision", "Decision of the head to publish"),
                            ("receipt", "Receipt of the question"),
                            ("creation", "Creation of the information"),
                            ("posting", "Posting of the draft"),
                            ("period", "End of the period"),
                            ("incident", "Incident"),
                            ("planned_stop", "Planned stop"),
                            ("look", "Last look at the page"),
                            ("request", "Request"),
                            ("closing", "Last day for comments on a draft"),
                        ],
                        max_length=20,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("working_days", "Working days"),
                            ("working_days_before", "Working days before"),
                            ("hours", "Hours"),
                            ("days", "Days"),
                            ("days_open", "Days open, at least"),
                            ("other_act", "As another act says"),
                        ],
                        max_length=20,
                        verbose_name="unit",
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0 for units without a number.", verbose_name="number"
                    ),
                ),
                (
                    "article",
                    models.CharField(
                        help_text="Article, clause and point. Example: 12.1.g.", max_length=50, verbose_name="article"
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="act")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: without an end.", null=True, verbose_name="valid to"
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="Somebody compared it with the text of the act.",
                        verbose_name="verified",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="deadlines.informationcategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="deadlines.ruleprofile",
                        verbose_name="set of rules",
                    ),
                ),
            ],
            options={
                "verbose_name": "time limit",
                "verbose_name_plural": "time limits",
                "ordering": ["category__position", "step", "trigger", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "category", "step", "trigger", "valid_from"),
                        name="deadlines_rule_begins_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="deadlines_rule_forwards",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["days", "days_open", "hours", "working_days", "working_days_before"]),
                            ("count", 0),
                            _connector="OR",
                        ),
                        name="deadlines_rule_number_of_unit",
                    ),
                ],
            },
        ),
    ]
