import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "session_epoch",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="One more ends every open session of the account.",
                        verbose_name="session epoch",
                    ),
                ),
                (
                    "access_epoch",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="One more with each time that access was taken away, and given back.",
                        verbose_name="access epoch",
                    ),
                ),
                (
                    "second_factor_since",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Since when a code is asked for beside the password; empty: none is.",
                        null=True,
                        verbose_name="second factor since",
                    ),
                ),
                (
                    "second_factor_asked_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="First sign-in since a role of the person demands one: from there the time of grace is counted.",
                        null=True,
                        verbose_name="second factor asked for at",
                    ),
                ),
                (
                    "rules_accepted_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the person accepted the rules of contribution last; empty: never, and nothing else opens.",
                        null=True,
                        verbose_name="rules accepted at",
                    ),
                ),
                (
                    "rules_version",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        editable=False,
                        help_text="In which version.",
                        null=True,
                        verbose_name="version of the rules",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="accounts_user_email_unique",
                        violation_error_message="Another account has this e-mail address.",
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
    ]
