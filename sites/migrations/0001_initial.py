import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import sites.enums.events
import sites.enums.notices
import sites.models.kept
import sites.models.steps
import sites.private_files
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "founding_number",
                    models.CharField(blank=True, max_length=100, verbose_name="number of the founding decision"),
                ),
                (
                    "founding_date",
                    models.DateField(blank=True, null=True, verbose_name="date of the founding decision"),
                ),
                (
                    "signatory",
                    models.CharField(
                        blank=True,
                        help_text="Who founded the board (Article 6.4.a, b).",
                        max_length=200,
                        verbose_name="signatory",
                    ),
                ),
                (
                    "founding_file",
                    models.FileField(
                        blank=True,
                        help_text="PDF, or a scan as JPEG or PNG. Read by those who see the board in the admin, not by the public.",
                        max_length=250,
                        storage=sites.private_files.private_storage,
                        upload_to="boards/",
                        verbose_name="file of the founding decision",
                    ),
                ),
                ("term_from", models.DateField(blank=True, null=True, verbose_name="term from")),
                (
                    "term_until",
                    models.DateField(
                        blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="term until"
                    ),
                ),
                (
                    "term_epoch",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="How often the term was changed.",
                        verbose_name="term epoch",
                    ),
                ),
                (
                    "review_variant",
                    models.CharField(
                        choices=[
                            ("one", "One approval"),
                            ("two", "Two approvals by two persons"),
                            ("sections", "Section editors first, then one approval"),
                        ],
                        default="one",
                        max_length=10,
                        verbose_name="steps of the review",
                    ),
                ),
            ],
            options={
                "verbose_name": "editorial board",
                "verbose_name_plural": "editorial boards",
            },
        ),
        migrations.CreateModel(
            name="BoardApprovalTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1: the first approval; 2: the second, by another person.",
                        unique=True,
                        verbose_name="step",
                    ),
                ),
            ],
            options={
                "verbose_name": "review by the editorial board",
                "verbose_name_plural": "reviews by the editorial board",
            },
            bases=(sites.models.steps.InOrderMixin, "wagtailcore.task"),
        ),
        migrations.CreateModel(
            name="PortalKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name_vi", models.CharField(max_length=100, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=100, verbose_name="English name")),
                ("plural_vi", models.CharField(max_length=100, verbose_name="Vietnamese heading of the list")),
                ("plural_en", models.CharField(max_length=100, verbose_name="English heading of the list")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "kind of portal",
                "verbose_name_plural": "kinds of portal",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="SectionReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "check by a section editor",
                "verbose_name_plural": "checks by section editors",
            },
            bases=(sites.models.steps.InOrderMixin, "wagtailcore.task"),
        ),
        migrations.CreateModel(
            name="TryCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=64, unique=True, verbose_name="key")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="number")),
                ("since", models.DateTimeField(db_index=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "count of tries",
                "verbose_name_plural": "counts of tries",
            },
        ),
        migrations.CreateModel(
            name="BoardSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seat",
                    models.CharField(
                        choices=[("head", "Head"), ("deputy", "Deputy head"), ("member", "Member")],
                        max_length=10,
                        verbose_name="seat",
                    ),
                ),
                (
                    "engagement",
                    models.CharField(
                        blank=True,
                        choices=[("full_time", "Full-time"), ("concurrent", "Concurrent duty")],
                        max_length=20,
                        verbose_name="engagement",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="until"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Only where a seat ended before its first day was over.",
                        null=True,
                        verbose_name="ended at",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="portals.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "seat on a board",
                "verbose_name_plural": "seats on boards",
                "ordering": ["board", "seat"],
            },
        ),
        migrations.CreateModel(
            name="ContributionRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text", models.TextField(help_text="One rule on each line.", verbose_name="text")),
                ("valid_from", models.DateField(verbose_name="valid from")),
            ],
            options={
                "verbose_name": "rules of contribution",
                "verbose_name_plural": "rules of contribution",
                "ordering": ["language", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("language", "version"), name="portals_contribution_rules_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(verbose_name="until")),
                ("reason", models.CharField(max_length=250, verbose_name="reason")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, help_text="Empty: not taken back.", null=True, verbose_name="ended at"
                    ),
                ),
                (
                    "from_seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_given",
                        to="portals.boardseat",
                        verbose_name="from",
                    ),
                ),
                (
                    "to_seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_received",
                        to="portals.boardseat",
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
            },
        ),
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("daily", "One mail a day, when there is something to tell"),
                            ("none", "Only what concerns my rights, and withdrawals from the public"),
                        ],
                        default="daily",
                        max_length=10,
                        verbose_name="mail",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preference",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of mail",
                "verbose_name_plural": "choices of mail",
            },
        ),
        migrations.CreateModel(
            name="OverwrittenPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64, verbose_name="hash")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overwritten_pieces",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overwritten_pieces",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "overwritten piece",
                "verbose_name_plural": "overwritten pieces",
            },
        ),
        migrations.CreateModel(
            name="Portal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        help_text="Short and lasting; in account names and files. Example: bennghe.",
                        max_length=60,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("short_name_vi", models.CharField(blank=True, max_length=100, verbose_name="short Vietnamese name")),
                ("short_name_en", models.CharField(blank=True, max_length=100, verbose_name="short English name")),
                (
                    "unit_code",
                    models.CharField(
                        blank=True,
                        help_text="Of the administrative unit; names repeat, this code does not.",
                        max_length=20,
                        verbose_name="statistics code",
                    ),
                ),
                (
                    "governing_body",
                    models.CharField(help_text="Article 6.1", max_length=250, verbose_name="governing body"),
                ),
                (
                    "governing_body_en",
                    models.CharField(blank=True, max_length=250, verbose_name="governing body in English"),
                ),
                (
                    "managing_agency",
                    models.CharField(help_text="Article 6.2", max_length=250, verbose_name="managing agency"),
                ),
                (
                    "managing_agency_en",
                    models.CharField(blank=True, max_length=250, verbose_name="managing agency in English"),
                ),
                (
                    "operating_unit",
                    models.CharField(help_text="Article 6.3", max_length=250, verbose_name="operating unit"),
                ),
                (
                    "operating_unit_en",
                    models.CharField(blank=True, max_length=250, verbose_name="operating unit in English"),
                ),
                (
                    "responsible_person",
                    models.CharField(
                        blank=True,
                        help_text="Name and position, as in the footer.",
                        max_length=250,
                        verbose_name="responsible for content",
                    ),
                ),
                ("spokesperson", models.CharField(blank=True, max_length=250, verbose_name="spokesperson")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("licence", models.CharField(blank=True, max_length=250, verbose_name="licence")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("live", "Live"),
                            ("suspended", "Suspended"),
                            ("archived", "Archived"),
                        ],
                        default="preparing",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="opened at")),
                (
                    "suspended_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="suspended at"),
                ),
                ("suspended_reason", models.TextField(blank=True, verbose_name="reason of the suspension")),
                ("expected_return", models.DateTimeField(blank=True, null=True, verbose_name="expected return")),
                (
                    "access_revoked",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="While the portal is suspended.",
                        verbose_name="access of the staff revoked",
                    ),
                ),
                (
                    "access_epoch",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="One more each time the portal is closed to its staff.",
                        verbose_name="access epoch",
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "archive_basis",
                    models.CharField(blank=True, max_length=250, verbose_name="legal basis of the archiving"),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "container",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="container page",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The portal one level up: a ward's district, a district's city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="portals.portal",
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="portals.portal",
                        verbose_name="successor",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portals",
                        to="portals.portalkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "portal",
                "verbose_name_plural": "portals",
                "ordering": ["kind__position", "name_vi"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[("portal", "One portal"), ("city", "The whole city")],
                        default="portal",
                        max_length=10,
                        verbose_name="scope",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("collaborator", "Collaborator"),
                            ("reporter", "Reporter"),
                            ("editor", "Editor"),
                            ("section_editor", "Section editor"),
                            ("answering_officer", "Answering officer"),
                            ("portal_admin", "Portal administrator"),
                            ("board", "Editorial board"),
                            ("city_editor", "City editor"),
                            ("supervisor", "City supervisor"),
                            ("operator", "Operator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "engagement",
                    models.CharField(
                        blank=True,
                        choices=[("full_time", "Full-time"), ("concurrent", "Concurrent duty")],
                        max_length=20,
                        verbose_name="engagement",
                    ),
                ),
                ("granted_at", models.DateTimeField(verbose_name="given at")),
                ("reason", models.CharField(max_length=250, verbose_name="reason")),
                ("decision_ref", models.CharField(blank=True, max_length=100, verbose_name="decision")),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="until"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=250, verbose_name="reason of the withdrawal"),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of a section editor; empty: every section of the portal.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="section",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["portal", "role", "user"],
            },
        ),
        migrations.CreateModel(
            name="LostTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=200, verbose_name="task")),
                ("at", models.DateTimeField(db_index=True, verbose_name="lost at")),
                (
                    "loss",
                    models.CharField(
                        choices=[
                            ("not_sent", "Not handed over: the queue did not answer"),
                            ("failed", "Failed, and is not tried again"),
                        ],
                        max_length=10,
                        verbose_name="how it was lost",
                    ),
                ),
                ("error", models.CharField(max_length=100, verbose_name="kind of error")),
                ("numbers", models.JSONField(default=list, verbose_name="numbers of rows")),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_tasks",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "lost task",
                "verbose_name_plural": "lost tasks",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("full_name", models.CharField(max_length=150, verbose_name="full name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("collaborator", "Collaborator"),
                            ("reporter", "Reporter"),
                            ("editor", "Editor"),
                            ("section_editor", "Section editor"),
                            ("answering_officer", "Answering officer"),
                            ("portal_admin", "Portal administrator"),
                            ("board", "Editorial board"),
                            ("city_editor", "City editor"),
                            ("supervisor", "City supervisor"),
                            ("operator", "Operator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "engagement",
                    models.CharField(
                        blank=True,
                        choices=[("full_time", "Full-time"), ("concurrent", "Concurrent duty")],
                        max_length=20,
                        verbose_name="engagement",
                    ),
                ),
                ("reason", models.CharField(max_length=250, verbose_name="reason")),
                ("decision_ref", models.CharField(blank=True, max_length=100, verbose_name="decision")),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="until"),
                ),
                (
                    "right",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="By which it was sent: it is good as long as who sent it holds exactly this.",
                        max_length=150,
                        verbose_name="right",
                    ),
                ),
                ("invited_at", models.DateTimeField(verbose_name="invited at")),
                ("expires_at", models.DateTimeField(verbose_name="open until")),
                (
                    "token_hash",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256. The token itself stands in the mail and nowhere else; empty: not mailed yet.",
                        max_length=64,
                        verbose_name="hash of the token",
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=250, verbose_name="reason of the withdrawal"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        blank=True,
                        help_text="Accepted with the role.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.contributionrules",
                        verbose_name="rules of contribution",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="section",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who accepted.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-invited_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Hostname",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("host", models.CharField(max_length=253, verbose_name="host")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: in use.", null=True, verbose_name="valid to"
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostnames",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "hostname",
                "verbose_name_plural": "hostnames",
                "ordering": ["-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="EventChain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("length", models.PositiveBigIntegerField(default=0, verbose_name="length")),
                ("seal", models.CharField(blank=True, max_length=64, verbose_name="seal")),
                (
                    "portal",
                    models.OneToOneField(
                        blank=True,
                        help_text="Empty: the chain of what concerns the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_chain",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "chain of events",
                "verbose_name_plural": "chains of events",
            },
        ),
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
            },
        ),
        migrations.AddField(
            model_name="board",
            name="portal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="board",
                to="portals.portal",
                verbose_name="portal",
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.CharField(max_length=255, verbose_name="object id")),
                (
                    "kind",
                    models.CharField(
                        choices=[("review", "Review of one item"), ("opening", "Opening of the portal")],
                        default="review",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("approved_at", models.DateTimeField(verbose_name="approved at")),
                (
                    "seat",
                    models.CharField(
                        choices=[("head", "Head"), ("deputy", "Deputy head"), ("member", "Member")],
                        max_length=10,
                        verbose_name="seat",
                    ),
                ),
                (
                    "right",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="By which it was given: it counts as one of two as long as the person holds exactly this.",
                        max_length=150,
                        verbose_name="right",
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of what was approved; empty only where it was approved before hashes were kept.",
                        max_length=64,
                        verbose_name="hash of the content",
                    ),
                ),
                (
                    "files",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Pictures and documents that it refers to, each by its kind and number.",
                        verbose_name="files",
                    ),
                ),
                (
                    "provisional",
                    models.BooleanField(
                        default=False,
                        help_text="Of a picture or document: seen by the first of two persons, before the other approved.",
                        verbose_name="provisional",
                    ),
                ),
                ("checklist", models.JSONField(blank=True, default=dict, verbose_name="answers to the checklist")),
                ("findings", models.JSONField(blank=True, default=list, verbose_name="findings of the checks")),
                ("remark", models.TextField(blank=True, verbose_name="remark")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=sites.models.kept.kept_then_set_null,
                        related_name="approvals",
                        to="wagtailcore.revision",
                        verbose_name="version",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["-approved_at"],
            },
        ),
        migrations.CreateModel(
            name="PortalEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=sites.enums.events.portal_event_kinds, max_length=30, verbose_name="event"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "address",
                    models.GenericIPAddressField(
                        blank=True,
                        help_text="Of the person's computer; empty: no request of a browser.",
                        null=True,
                        verbose_name="address",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "data",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="details"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(
                        editable=False,
                        help_text="In the chain of its portal; empty: before chains were kept.",
                        null=True,
                        verbose_name="number",
                    ),
                ),
                ("seal", models.CharField(blank=True, editable=False, max_length=64, verbose_name="seal")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a command of the operator on the server.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal_events",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for what concerns the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=sites.enums.notices.notice_kinds, max_length=20, verbose_name="kind"),
                ),
                ("object_id", models.CharField(max_length=255, verbose_name="object id")),
                ("created_at", models.DateTimeField(verbose_name="time")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="mailed at")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped at")),
                (
                    "dropped_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("over", "It waits no longer, or was undone"),
                            ("no_right", "The person holds no role or seat there any more"),
                            ("closed_account", "The account is closed or has no address"),
                            ("archived", "The portal is archived"),
                            ("not_wanted", "The person wants no mail"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the person works; empty: the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty only for what comes with the day: a role that ends.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="portals.portalevent",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PortalGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("collaborator", "Collaborator"),
                            ("reporter", "Reporter"),
                            ("editor", "Editor"),
                            ("section_editor", "Section editor"),
                            ("answering_officer", "Answering officer"),
                            ("portal_admin", "Portal administrator"),
                            ("board", "Editorial board"),
                            ("city_editor", "City editor"),
                            ("supervisor", "City supervisor"),
                            ("operator", "Operator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portal_group",
                        to="auth.group",
                        verbose_name="group",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portal_groups",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "portal group",
                "verbose_name_plural": "portal groups",
            },
        ),
        migrations.CreateModel(
            name="HostnameRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("regulation", "Decision 05/2024: ward under district"),
                            ("two-tier", "Two-tier government: ward under the city"),
                        ],
                        max_length=20,
                        verbose_name="profile",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        help_text="With {label}, {parent_label} and {base}: {label}.{base}",
                        max_length=100,
                        verbose_name="pattern",
                    ),
                ),
                (
                    "uses_type_word",
                    models.BooleanField(
                        default=False,
                        help_text="phuongsaigon instead of saigon",
                        verbose_name="label keeps the type word",
                    ),
                ),
                ("article", models.CharField(max_length=100, verbose_name="article")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="valid to"
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="source")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostname_rules",
                        to="portals.portalkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "hostname rule",
                "verbose_name_plural": "hostname rules",
                "ordering": ["profile", "kind__position", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="ProposedChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "Change of what is public"),
                            ("unpublish", "Taking a page off the public"),
                            ("city_item", "Item for the city portal"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the board"),
                            ("returned", "Returned with remarks"),
                            ("made", "Approved and made"),
                            ("dropped", "Taken back, replaced or overtaken"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("object_id", models.CharField(max_length=255, verbose_name="object id")),
                (
                    "title",
                    models.CharField(
                        help_text="Of the thing, when it was proposed.", max_length=255, verbose_name="title"
                    ),
                ),
                (
                    "values",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="proposed values",
                    ),
                ),
                (
                    "before",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="values before",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=250,
                        storage=sites.private_files.private_storage,
                        upload_to="proposals/",
                        verbose_name="proposed file",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("made_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="made at")),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="What it said went with the personal data of whoever wrote to the portal.",
                        null=True,
                        verbose_name="erased at",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        help_text="Another one only for what is proposed to the city portal.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_made",
                        to="portals.portal",
                        verbose_name="portal it comes from",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        help_text="Whose board decides.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        help_text="Chosen by the city's board.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="section of the city portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField(blank=True, editable=False, verbose_name="sealed content")),
                (
                    "sealed_with",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=16, verbose_name="mark of the key"
                    ),
                ),
                (
                    "last_step",
                    models.BigIntegerField(
                        default=0,
                        editable=False,
                        help_text="Step of time, of 30 seconds since 1970, whose code was used last: none up to it is taken again.",
                        verbose_name="last step",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "second factor",
                "verbose_name_plural": "second factors",
            },
        ),
        migrations.CreateModel(
            name="SuspensionReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("account_suspended", "Account suspended"),
                            ("account_resumed", "Suspension of an account lifted"),
                            ("portal_suspended", "Portal suspended"),
                            ("portal_resumed", "Portal brought back"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                ("addressed_to", models.CharField(max_length=250, verbose_name="to")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "paragraphs",
                    models.JSONField(
                        default=list, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="text"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspension_reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: an account that works over the whole city, or nowhere.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspension_reports",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "report on a suspension",
                "verbose_name_plural": "reports on suspensions",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Takedown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("address", models.TextField(verbose_name="address on the portal")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "reason_class",
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
                        verbose_name="class of the reason",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="withdrawn at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="public again at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takedowns",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="portals.takedown",
                        verbose_name="follows",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="takedowns",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takedowns",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawal",
                "verbose_name_plural": "withdrawals",
                "ordering": ["-at", "-pk"],
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
            },
        ),
        migrations.CreateModel(
            name="AccountSuspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="suspended at")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "closed_account",
                    models.BooleanField(
                        default=True,
                        editable=False,
                        help_text="Whether the account was open until then: what was closed before stays closed after the lifting.",
                        verbose_name="closed the account",
                    ),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted at")),
                ("lifted_reason", models.TextField(blank=True, verbose_name="reason of the lifting")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="suspended by",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "suspension of an account",
                "verbose_name_plural": "suspensions of accounts",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("user",),
                        name="portals_accountsuspension_one_open",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until", None)), fields=("board", "user"), name="portals_boardseat_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="portals_boardseat_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("valid_from"))), name="portals_delegation_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_seat", models.F("to_seat")), _negated=True),
                name="portals_delegation_not_to_self",
            ),
        ),
        migrations.AddConstraint(
            model_name="overwrittenpiece",
            constraint=models.UniqueConstraint(fields=("page", "user", "mark"), name="portals_overwritten_once"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("portal", None), ("role__in", ["city_editor", "operator", "supervisor"]), ("scope", "city")
                    ),
                    models.Q(
                        ("portal__isnull", False),
                        ("scope", "portal"),
                        models.Q(("role__in", ["city_editor", "operator", "supervisor"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="portals_membership_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("user", "portal", "role"),
                name="portals_membership_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("portal", None), ("withdrawn_at", None)),
                fields=("user", "role"),
                name="portals_membership_city_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="portals_membership_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("portal", None), ("role__in", ["city_editor", "operator", "supervisor"])),
                    models.Q(
                        ("portal__isnull", False),
                        models.Q(("role__in", ["city_editor", "operator", "supervisor"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="portals_invitation_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                fields=("portal", "email", "role"),
                name="portals_invitation_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("portal", None), ("withdrawn_at", None)),
                fields=("email", "role"),
                name="portals_invitation_city_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token_hash", ""), _negated=True),
                fields=("token_hash",),
                name="portals_invitation_token",
            ),
        ),
        migrations.AddIndex(
            model_name="hostname",
            index=models.Index(fields=["host"], name="portals_hos_host_0e65ce_idx"),
        ),
        migrations.AddConstraint(
            model_name="hostname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)), fields=("portal",), name="portals_hostname_one_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="hostname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)), fields=("host",), name="portals_hostname_current_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="hostname",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="portals_hostname_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventchain",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce("portal", 0), name="portals_eventchain_one_for_each"
            ),
        ),
        migrations.AddIndex(
            model_name="coverageassignment",
            index=models.Index(fields=["portal", "state", "due_at"], name="portals_cov_portal__eab25d_idx"),
        ),
        migrations.AddIndex(
            model_name="coverageassignment",
            index=models.Index(fields=["person", "state"], name="portals_cov_person__d6d85d_idx"),
        ),
        migrations.AddConstraint(
            model_name="coverageassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("starts_at"))), name="portals_coverage_due_after_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("term_from", None),
                    ("term_until", None),
                    ("term_until__gte", models.F("term_from")),
                    _connector="OR",
                ),
                name="portals_board_term",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["content_type", "object_id"], name="portals_app_content_d488eb_idx"),
        ),
        migrations.AddIndex(
            model_name="portalevent",
            index=models.Index(fields=["portal", "-at"], name="portals_por_portal__8425d3_idx"),
        ),
        migrations.AddIndex(
            model_name="portalevent",
            index=models.Index(fields=["-at", "-id"], name="portals_event_time"),
        ),
        migrations.AddIndex(
            model_name="portalevent",
            index=models.Index(fields=["actor", "-at"], name="portals_event_actor"),
        ),
        migrations.AddIndex(
            model_name="portalevent",
            index=models.Index(fields=["kind", "at"], name="portals_event_kind"),
        ),
        migrations.AddConstraint(
            model_name="portalevent",
            constraint=models.UniqueConstraint(fields=("portal", "number"), name="portals_event_number"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("dropped_at", None), ("sent_at", None)),
                fields=["user"],
                name="portals_notice_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("event", "user"), name="portals_notice_once_for_event"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event", None)),
                fields=("user", "kind", "content_type", "object_id"),
                name="portals_notice_once_for_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="portalgroup",
            constraint=models.UniqueConstraint(fields=("portal", "role"), name="portals_portalgroup_unique"),
        ),
        migrations.AddConstraint(
            model_name="portalgroup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("portal", None)), fields=("role",), name="portals_portalgroup_city_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="hostnamerule",
            constraint=models.UniqueConstraint(
                fields=("kind", "profile", "valid_from"), name="portals_hostnamerule_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="proposedchange",
            index=models.Index(fields=["portal", "state"], name="portals_pro_portal__0a8142_idx"),
        ),
        migrations.AddConstraint(
            model_name="proposedchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["returned", "waiting"])),
                fields=("content_type", "object_id", "kind"),
                name="portals_proposal_one_open",
            ),
        ),
        migrations.AddIndex(
            model_name="suspensionreport",
            index=models.Index(fields=["portal", "-at"], name="portals_suspreport_portal"),
        ),
        migrations.AddIndex(
            model_name="takedown",
            index=models.Index(fields=["portal", "ended_at"], name="portals_tak_portal__e4eacc_idx"),
        ),
        migrations.AddIndex(
            model_name="takedown",
            index=models.Index(fields=["-at"], name="portals_tak_at_f0ca45_idx"),
        ),
        migrations.AddIndex(
            model_name="violation",
            index=models.Index(fields=["portal", "state"], name="portals_vio_portal__4a01f4_idx"),
        ),
        migrations.AddIndex(
            model_name="violation",
            index=models.Index(fields=["-recorded_at"], name="portals_vio_recorde_ecf37a_idx"),
        ),
    ]
