import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import audit.private_files
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("portals", "0001_initial"),
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
                        storage=audit.private_files.private_storage,
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
                (
                    "portal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "editorial board",
                "verbose_name_plural": "editorial boards",
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
                (
                    "decision_ref",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the decision that founded the board.",
                        max_length=100,
                        verbose_name="decision",
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
                        to="members.board",
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
                    models.UniqueConstraint(fields=("language", "version"), name="members_contribution_rules_version")
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
                        to="members.boardseat",
                        verbose_name="from",
                    ),
                ),
                (
                    "to_seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_received",
                        to="members.boardseat",
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
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "remit_agency",
                    models.CharField(
                        blank=True,
                        help_text="The managing agency, as in the registry of portals.",
                        max_length=250,
                        verbose_name="supervised portals of the agency",
                    ),
                ),
                (
                    "remit_portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="With those below it. This and the agency empty: all portals.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="supervised portal",
                    ),
                ),
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
                    "seat",
                    models.CharField(
                        blank=True,
                        choices=[("head", "Head"), ("deputy", "Deputy head"), ("member", "Member")],
                        help_text="On the editorial board; empty: a role is offered.",
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
                ("reason", models.CharField(max_length=250, verbose_name="reason")),
                ("decision_ref", models.CharField(blank=True, max_length=100, verbose_name="decision")),
                (
                    "valid_from",
                    models.DateField(
                        blank=True,
                        help_text="First day; empty, or passed by then: the day of the acceptance.",
                        null=True,
                        verbose_name="from",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="until"),
                ),
                (
                    "authority",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="By which it was sent: it is good as long as who sent it holds exactly this.",
                        max_length=150,
                        verbose_name="authority",
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
                (
                    "rules",
                    models.ForeignKey(
                        blank=True,
                        help_text="Accepted with the role.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.contributionrules",
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
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-invited_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "remit_agency",
                    models.CharField(
                        blank=True,
                        help_text="The managing agency, as in the registry of portals.",
                        max_length=250,
                        verbose_name="supervised portals of the agency",
                    ),
                ),
                (
                    "remit_portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="With those below it. This and the agency empty: all portals.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="supervised portal",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["portal", "role", "user"],
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
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("term_from", None),
                    ("term_until", None),
                    ("term_until__gte", models.F("term_from")),
                    _connector="OR",
                ),
                name="members_board_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until", None)), fields=("board", "user"), name="members_boardseat_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="members_boardseat_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("valid_from"))), name="members_delegation_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_seat", models.F("to_seat")), _negated=True),
                name="members_delegation_not_to_self",
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
                name="members_invitation_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "board"), models.Q(("seat", ""), _negated=True)),
                    models.Q(models.Q(("role", "board"), _negated=True), ("seat", "")),
                    _connector="OR",
                ),
                name="members_invitation_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                fields=("portal", "email", "role"),
                name="members_invitation_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("portal", None), ("withdrawn_at", None)),
                fields=("email", "role"),
                name="members_invitation_city_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token_hash", ""), _negated=True),
                fields=("token_hash",),
                name="members_invitation_token",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("remit_agency", ""), ("remit_portal", None)),
                    models.Q(
                        ("role", "supervisor"),
                        models.Q(("remit_portal", None), ("remit_agency", ""), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="members_invitation_remit",
            ),
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
                name="members_membership_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("user", "portal", "role"),
                name="members_membership_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("portal", None), ("withdrawn_at", None)),
                fields=("user", "role"),
                name="members_membership_city_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="members_membership_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("remit_agency", ""), ("remit_portal", None)),
                    models.Q(
                        ("role", "supervisor"),
                        models.Q(("remit_portal", None), ("remit_agency", ""), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="members_membership_remit",
            ),
        ),
        migrations.AddConstraint(
            model_name="portalgroup",
            constraint=models.UniqueConstraint(fields=("portal", "role"), name="members_portalgroup_unique"),
        ),
        migrations.AddConstraint(
            model_name="portalgroup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("portal", None)), fields=("role",), name="members_portalgroup_city_unique"
            ),
        ),
    ]
