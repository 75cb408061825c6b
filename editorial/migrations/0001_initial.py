import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import audit.models.append_only
import audit.private_files
import editorial.wagtail_tasks
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("portals", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
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
            bases=(editorial.wagtail_tasks.InOrderMixin, "wagtailcore.task"),
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
            bases=(editorial.wagtail_tasks.InOrderMixin, "wagtailcore.task"),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.CharField(max_length=255, verbose_name="object id")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Review of one item"),
                            ("opening", "Opening of the portal"),
                            ("cleaned", "Carried over to a file without data about its maker"),
                        ],
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
                    "authority",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="By which it was given: it counts as one of two as long as the person holds exactly this.",
                        max_length=150,
                        verbose_name="authority",
                    ),
                ),
                (
                    "content_hash",
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
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=audit.models.append_only.kept_then_set_null,
                        related_name="approvals",
                        to="wagtailcore.revision",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["-approved_at"],
                "indexes": [models.Index(fields=["content_type", "object_id"], name="editorial_a_content_b2fad8_idx")],
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
                "constraints": [
                    models.UniqueConstraint(fields=("page", "user", "mark"), name="editorial_overwritten_once")
                ],
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
                        storage=audit.private_files.private_storage,
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
                "indexes": [models.Index(fields=["portal", "state"], name="editorial_p_portal__545108_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["returned", "waiting"])),
                        fields=("content_type", "object_id", "kind"),
                        name="editorial_proposal_one_open",
                    )
                ],
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
                        to="editorial.takedown",
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
                "indexes": [
                    models.Index(fields=["portal", "ended_at"], name="editorial_t_portal__943b18_idx"),
                    models.Index(fields=["-at"], name="editorial_t_at_dce69e_idx"),
                ],
            },
        ),
    ]
