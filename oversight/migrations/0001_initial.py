import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("portals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoverageAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=250, verbose_name="event")),
                ("place", models.CharField(max_length=250, verbose_name="place")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                (
                    "due_at",
                    models.DateTimeField(help_text="Until then the item has to be public.", verbose_name="item due"),
                ),
                ("instruction", models.TextField(blank=True, verbose_name="instruction")),
                (
                    "state",
                    models.CharField(
                        choices=[("assigned", "Assigned"), ("delivered", "Item handed in"), ("cancelled", "Cancelled")],
                        default="assigned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in at")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled at")),
                (
                    "cancelled_reason",
                    models.CharField(blank=True, max_length=250, verbose_name="reason of the cancellation"),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned by",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty as well where it was deleted as a draft.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="coverage",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="item handed in",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person sent",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment to cover an event",
                "verbose_name_plural": "assignments to cover an event",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [
                    models.Index(fields=["portal", "state", "due_at"], name="oversight_c_portal__4752eb_idx"),
                    models.Index(fields=["person", "state"], name="oversight_c_person__935067_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gte", models.F("starts_at"))),
                        name="oversight_coverage_due_after_event",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Violation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("address", models.TextField(verbose_name="address on the portal")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("error", "Error in fact"),
                            ("personal_data", "Personal data"),
                            ("state_secret", "State secret"),
                            ("copyright", "Copyright"),
                            ("law", "Against the law"),
                            ("superseded", "No longer valid"),
                            ("other", "Other reason"),
                        ],
                        max_length=20,
                        verbose_name="class of the violation",
                    ),
                ),
                ("finding", models.TextField(verbose_name="finding")),
                ("document", models.CharField(blank=True, max_length=250, verbose_name="document")),
                ("due", models.DateField(blank=True, help_text="Last day.", null=True, verbose_name="answer due")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "The board has to answer"),
                            ("answered", "Answered by the board"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer of the board")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                ("remark", models.TextField(blank=True, verbose_name="remark of the managing agency")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations_answered",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations_closed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="violations",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations_recorded",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "violation",
                "verbose_name_plural": "violations",
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [
                    models.Index(fields=["portal", "state"], name="oversight_v_portal__216a4d_idx"),
                    models.Index(fields=["-recorded_at"], name="oversight_v_recorde_219720_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole installation.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("connection", "Connection of a component portal, integration"),
                            ("outage", "The portal cannot be reached, or is slow"),
                            ("data", "Data lost, wrong or not updated"),
                            ("security", "Security of information"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind of incident",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="incident")),
                ("description", models.TextField(verbose_name="what happened")),
                ("began_at", models.DateTimeField(verbose_name="since")),
                (
                    "found_by",
                    models.CharField(
                        choices=[
                            ("operator", "The operating unit"),
                            ("monitoring", "Monitoring"),
                            ("portal", "The agency of the portal"),
                            ("citizen", "A citizen or an organisation"),
                            ("agency", "Another agency"),
                        ],
                        max_length=20,
                        verbose_name="found by",
                    ),
                ),
                ("responsible_unit", models.CharField(max_length=250, verbose_name="unit that deals with it")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("resolution", models.TextField(blank=True, verbose_name="how it was resolved")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "ordering": ["-began_at", "-pk"],
                "indexes": [models.Index(fields=["portal", "-began_at"], name="oversight_incident_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="oversight_incident_ends_after",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="oversight.incident",
                        verbose_name="incident",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="written down at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written down by",
                    ),
                ),
                ("text", models.TextField(verbose_name="what was done")),
            ],
            options={
                "verbose_name": "step against an incident",
                "verbose_name_plural": "steps against an incident",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MaintenanceWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("reason", models.CharField(help_text="Citizens read it.", max_length=250, verbose_name="reason")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                ("why_urgent", models.CharField(blank=True, max_length=250, verbose_name="why it cannot wait")),
                ("announced_at", models.DateTimeField(verbose_name="announced at")),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="announced by",
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled at")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "cancelled_reason",
                    models.CharField(blank=True, max_length=250, verbose_name="reason of the cancellation"),
                ),
            ],
            options={
                "verbose_name": "maintenance",
                "verbose_name_plural": "maintenance",
                "ordering": ["-begins_at", "-pk"],
                "indexes": [models.Index(fields=["ends_at"], name="oversight_maintenance_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="oversight_maintenance_ends_after",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_urgent", False), models.Q(("why_urgent", ""), _negated=True), _connector="OR"
                        ),
                        name="oversight_maintenance_says_why_urgent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaintainedPortal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="oversight.maintenancewindow",
                        verbose_name="maintenance",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "portal under maintenance",
                "verbose_name_plural": "portals under maintenance",
                "constraints": [models.UniqueConstraint(fields=("window", "portal"), name="oversight_maintained_once")],
            },
        ),
        migrations.AddField(
            model_name="maintenancewindow",
            name="portals",
            field=models.ManyToManyField(
                blank=True,
                help_text="None: all portals.",
                related_name="maintenance",
                through="oversight.MaintainedPortal",
                to="portals.portal",
                verbose_name="portals",
            ),
        ),
    ]
