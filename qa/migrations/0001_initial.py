import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import audit.private_files
import home.fields
import qa.enums
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("participation", "0001_initial"),
        ("portals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="code")),
                (
                    "token_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="hash of the secret link"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("assigned", "Forwarded to the unit that answers"),
                            ("needs_clarification", "The sender is asked for clarification"),
                            ("in_answer", "Being answered"),
                            ("in_board_review", "The editorial board reviews the answer"),
                            ("interim_published", "Notice of progress published"),
                            ("answered", "Answered"),
                            ("out_of_scope", "Outside the competence of the agency"),
                            ("routed_out", "Passed on as a complaint or denunciation"),
                            ("merged_duplicate", "Joined with another question"),
                            ("withdrawn", "Withdrawn by the sender"),
                            ("refused", "Not accepted"),
                        ],
                        default="received",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title as sent")),
                ("text", models.TextField(max_length=4000, verbose_name="question as sent")),
                ("asked_back", models.TextField(blank=True, max_length=4000, verbose_name="what the sender is asked")),
                ("public_title", models.CharField(blank=True, max_length=200, verbose_name="public title")),
                (
                    "public_text",
                    models.TextField(
                        blank=True,
                        help_text="As the board approved it, without what must not be public.",
                        max_length=4000,
                        verbose_name="public text",
                    ),
                ),
                (
                    "public_name",
                    models.CharField(
                        blank=True,
                        choices=[("", "Initials"), ("name", "Full name")],
                        default="",
                        help_text="As the board saw it beside the text.",
                        max_length=10,
                        verbose_name="public name of the sender",
                    ),
                ),
                (
                    "public_name_wording",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How often the name had been corrected when the board saw it; empty: never.",
                        null=True,
                        verbose_name="public wording of the name",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="public since")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public as it was sent"),
                            ("public_redacted", "Public without what must not be public"),
                            ("sender_only", "For its sender alone"),
                            ("hidden", "Hidden"),
                        ],
                        default="public",
                        editable=False,
                        max_length=20,
                        verbose_name="visibility",
                    ),
                ),
                (
                    "withheld_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal_data", "Personal data that cannot be covered"),
                            ("state_secret", "State secret"),
                            ("unlawful", "Against the law"),
                            ("third_party", "Rights of another person or body"),
                            ("sender_asked", "At the request of the sender"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="withheld because",
                    ),
                ),
                ("withheld_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withheld on")),
                (
                    "listed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="With its public text, or as the marker of what is withheld.",
                        null=True,
                        verbose_name="in the public list since",
                    ),
                ),
                (
                    "public_folded",
                    models.TextField(blank=True, editable=False, verbose_name="public words without marks"),
                ),
                (
                    "refused_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unlawful", "Against the law"),
                            ("insult", "Insulting or indecent"),
                            ("advertisement", "Advertisement"),
                            ("no_question", "No question that can be understood"),
                            ("no_consent", "Personal data of others without their consent"),
                        ],
                        max_length=20,
                        verbose_name="not accepted because",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("day_zero", models.DateField(help_text="The working day of receipt.", verbose_name="counted from")),
                ("scope_due", models.DateField(verbose_name="last day to say who is competent")),
                ("classify_due", models.DateField(verbose_name="last day to sort")),
                ("answer_due", models.DateField(verbose_name="last day to answer or to tell the day of the answer")),
                ("promised_for", models.DateField(blank=True, null=True, verbose_name="day promised for the answer")),
                ("sorted_on", models.DateField(blank=True, null=True, verbose_name="sorted on")),
                (
                    "first_reply_on",
                    models.DateField(
                        blank=True,
                        help_text="An answer, or a notice of progress.",
                        null=True,
                        verbose_name="first reply published on",
                    ),
                ),
                (
                    "was_promised_for",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="As it stood when the answer came.",
                        null=True,
                        verbose_name="day that the first answer was promised for",
                    ),
                ),
                (
                    "reopened_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Of a further question or a correction that waits for a reply: its last day is counted from here.",
                        null=True,
                        verbose_name="reopened at",
                    ),
                ),
                (
                    "reopened_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sender", "Sender"),
                            ("sorter", "Editorial board"),
                            ("officer", "Unit that answers"),
                            ("approver", "Approver of the editorial board"),
                            ("system", "System"),
                        ],
                        editable=False,
                        help_text="Role of whoever reopened the answered question last: a sender asks further, an officer corrects.",
                        max_length=10,
                        verbose_name="reopened by",
                    ),
                ),
                (
                    "again_due",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="last day to answer the further question, or to correct the answer",
                    ),
                ),
                (
                    "broken_due",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="Promised, or the last one for a further question; what is promised later does not change it.",
                        null=True,
                        verbose_name="first day that was not kept after a reply",
                    ),
                ),
                (
                    "broken_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="day of the answer that was due then"
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(
                        blank=True, help_text="The day of the first answer.", null=True, verbose_name="answered on"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="qa.question",
                        verbose_name="joined with",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who begins the answer; another officer of the unit may take over.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions_answered",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
                (
                    "received_portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions_received",
                        to="portals.portal",
                        verbose_name="received by",
                    ),
                ),
                (
                    "responsible_portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions_handled",
                        to="portals.portal",
                        verbose_name="handled by",
                    ),
                ),
                (
                    "sender",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoryLedger",
            fields=[
                (
                    "portal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="question_ledger",
                        serialize=False,
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                ("questions", models.PositiveIntegerField(default=0, verbose_name="questions")),
                ("events", models.PositiveBigIntegerField(default=0, verbose_name="events")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
            ],
            options={
                "verbose_name": "ledger of histories",
                "verbose_name_plural": "ledgers of histories",
            },
        ),
        migrations.CreateModel(
            name="CompetentBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("address", models.CharField(max_length=300, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="Questions keep it; nobody chooses it anew.",
                        null=True,
                        verbose_name="in use until",
                    ),
                ),
            ],
            options={
                "verbose_name": "competent body",
                "verbose_name_plural": "competent bodies",
                "ordering": ["name_vi", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name_vi", models.CharField(max_length=150, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=150, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="Questions that have it keep it; nobody chooses it anew.",
                        null=True,
                        verbose_name="in use until",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of questions",
                "verbose_name_plural": "topics of questions",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="AnsweringUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name_vi",
                    models.CharField(
                        blank=True,
                        help_text="As the board approved it.",
                        max_length=200,
                        verbose_name="Vietnamese name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, help_text="As the board approved it.", max_length=200, verbose_name="English name"
                    ),
                ),
                ("draft_vi", models.CharField(blank=True, max_length=200, verbose_name="Vietnamese name in work")),
                ("draft_en", models.CharField(blank=True, max_length=200, verbose_name="English name in work")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="in use until")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answering_units",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "answering unit",
                "verbose_name_plural": "answering units",
                "ordering": ["portal", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AnswerUsefulness",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="usefulness",
                        serialize=False,
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
                ("useful", models.PositiveIntegerField(default=0, verbose_name="useful")),
                ("useless", models.PositiveIntegerField(default=0, verbose_name="not useful")),
            ],
            options={
                "verbose_name": "usefulness of an answer",
                "verbose_name_plural": "usefulness of answers",
            },
        ),
        migrations.CreateModel(
            name="QuestionChain",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="chain",
                        serialize=False,
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
                ("length", models.PositiveIntegerField(verbose_name="length")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
            ],
            options={
                "verbose_name": "chain of a question",
                "verbose_name_plural": "chains of questions",
            },
        ),
        migrations.AddField(
            model_name="question",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="qa.answeringunit",
                verbose_name="answering unit",
            ),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("answer", "Answer"), ("interim", "Notice of progress, with the day of the answer")],
                        default="answer",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("draft", home.fields.StreamField(verbose_name="text in work")),
                (
                    "text",
                    home.fields.StreamField(
                        blank=True, help_text="As the board approved it.", verbose_name="published text"
                    ),
                ),
                ("draft_promised_for", models.DateField(blank=True, null=True, verbose_name="promised day in work")),
                (
                    "promised_for",
                    models.DateField(
                        blank=True,
                        help_text="Of a published notice of progress.",
                        null=True,
                        verbose_name="day promised for the answer",
                    ),
                ),
                ("draft_documents", models.JSONField(blank=True, default=list, verbose_name="legal documents in work")),
                (
                    "documents",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Number, day and title as the board approved them, and the key of the page.",
                        verbose_name="legal documents that it rests on",
                    ),
                ),
                (
                    "signed_vi",
                    models.CharField(
                        blank=True,
                        help_text="The unit, as it was approved with it.",
                        max_length=200,
                        verbose_name="signed by (Vietnamese)",
                    ),
                ),
                (
                    "signed_en",
                    models.CharField(
                        blank=True,
                        help_text="The unit, as it was approved with it.",
                        max_length=200,
                        verbose_name="signed by (English)",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped at")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_approved",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        help_text="None of them approves it, whoever submits it.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="all who wrote it",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_written",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="qa.answeringunit",
                        verbose_name="answering unit",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["question", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CannedResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "For answers"),
                            ("interim", "For notices of progress"),
                            ("ask_back", "To ask the sender for clarification"),
                            ("decline", "Body that is competent"),
                        ],
                        max_length=10,
                        verbose_name="for",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="name in the list")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="canned_responses",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: for all units of the portal.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="canned_responses",
                        to="qa.answeringunit",
                        verbose_name="answering unit",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        help_text="None of them approves a reply that repeats it.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="all who wrote it",
                    ),
                ),
            ],
            options={
                "verbose_name": "canned response",
                "verbose_name_plural": "canned responses",
                "ordering": ["portal", "kind", "title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="all who wrote it"
                    ),
                ),
            ],
            options={
                "verbose_name": "former text that stood ready",
                "verbose_name_plural": "former texts that stood ready",
                "ordering": ["portal", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PublicCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="What is seen in it, for whoever cannot see it.",
                        max_length=1000,
                        verbose_name="description",
                    ),
                ),
                (
                    "pieces",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What a program found in the file and in these words, as the board saw it.",
                        verbose_name="looks like personal data and was left",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=audit.private_files.private_storage,
                        upload_to="",
                        verbose_name="public copy",
                    ),
                ),
                (
                    "file_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="hash of the file"),
                ),
                ("size", models.PositiveIntegerField(default=0, help_text="In bytes.", verbose_name="size")),
                (
                    "width",
                    models.PositiveIntegerField(
                        blank=True, help_text="Of a picture, in pixels.", null=True, verbose_name="width"
                    ),
                ),
                (
                    "height",
                    models.PositiveIntegerField(
                        blank=True, help_text="Of a picture, in pixels.", null=True, verbose_name="height"
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="public since")),
                (
                    "draft",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=audit.private_files.private_storage,
                        upload_to="",
                        verbose_name="chosen file",
                    ),
                ),
                (
                    "draft_pieces",
                    models.JSONField(
                        blank=True, default=list, verbose_name="looks like personal data in the chosen file"
                    ),
                ),
                (
                    "draft_places",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Page, left, top, right and bottom of each place, in pixels.",
                        verbose_name="where that is seen",
                    ),
                ),
                (
                    "draft_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who looked at it, and may submit it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
            ],
            options={
                "verbose_name": "public copy of a file",
                "verbose_name_plural": "public copies of files",
                "ordering": ["attachment"],
            },
        ),
        migrations.CreateModel(
            name="CopyChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="hash of the file"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="qa.publiccopy",
                        verbose_name="public copy of a file",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of a file",
                "verbose_name_plural": "choices of files",
                "ordering": ["copy", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField(blank=True, editable=False, verbose_name="sealed content")),
                (
                    "sealed_with",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=16, verbose_name="mark of the key"
                    ),
                ),
                ("stored_as", models.CharField(blank=True, editable=False, max_length=200, verbose_name="stored as")),
                ("ending", models.CharField(max_length=10, verbose_name="format")),
                ("size", models.PositiveIntegerField(help_text="In bytes.", verbose_name="size")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased at")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a question",
                "verbose_name_plural": "files of questions",
                "ordering": ["question", "pk"],
            },
        ),
        migrations.AddField(
            model_name="publiccopy",
            name="attachment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="public_copy",
                to="qa.questionattachment",
                verbose_name="file of a question",
            ),
        ),
        migrations.CreateModel(
            name="QuestionCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_counters",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "counter of questions",
                "verbose_name_plural": "counters of questions",
            },
        ),
        migrations.CreateModel(
            name="QuestionEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveIntegerField(help_text="In the history of its question.", verbose_name="number"),
                ),
                ("verb", models.CharField(choices=qa.enums.question_event_kinds, max_length=20, verbose_name="event")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "acting_as",
                    models.CharField(
                        choices=[
                            ("sender", "Sender"),
                            ("sorter", "Editorial board"),
                            ("officer", "Unit that answers"),
                            ("approver", "Approver of the editorial board"),
                            ("system", "System"),
                        ],
                        max_length=10,
                        verbose_name="acting as",
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Received"),
                            ("assigned", "Forwarded to the unit that answers"),
                            ("needs_clarification", "The sender is asked for clarification"),
                            ("in_answer", "Being answered"),
                            ("in_board_review", "The editorial board reviews the answer"),
                            ("interim_published", "Notice of progress published"),
                            ("answered", "Answered"),
                            ("out_of_scope", "Outside the competence of the agency"),
                            ("routed_out", "Passed on as a complaint or denunciation"),
                            ("merged_duplicate", "Joined with another question"),
                            ("withdrawn", "Withdrawn by the sender"),
                            ("refused", "Not accepted"),
                        ],
                        max_length=20,
                        verbose_name="state before",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("assigned", "Forwarded to the unit that answers"),
                            ("needs_clarification", "The sender is asked for clarification"),
                            ("in_answer", "Being answered"),
                            ("in_board_review", "The editorial board reviews the answer"),
                            ("interim_published", "Notice of progress published"),
                            ("answered", "Answered"),
                            ("out_of_scope", "Outside the competence of the agency"),
                            ("routed_out", "Passed on as a complaint or denunciation"),
                            ("merged_duplicate", "Joined with another question"),
                            ("withdrawn", "Withdrawn by the sender"),
                            ("refused", "Not accepted"),
                        ],
                        max_length=20,
                        verbose_name="state after",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True, help_text="For those who handle the question; never public.", verbose_name="remark"
                    ),
                ),
                (
                    "data",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="details"
                    ),
                ),
                ("seal", models.CharField(editable=False, max_length=64, verbose_name="seal")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the sender, or the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_events",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        help_text="From this event on.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="handled by",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="qa.answeringunit",
                        verbose_name="answering unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a question",
                "verbose_name_plural": "events of questions",
                "ordering": ["question", "number"],
            },
        ),
        migrations.CreateModel(
            name="QuestionFollower",
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
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "contact_digest",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=64, verbose_name="digest of the contact"
                    ),
                ),
                (
                    "secret",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="secret of the links"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "follower of a question",
                "verbose_name_plural": "followers of questions",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("forwarded", "Forwarded to who answers"),
                            ("asked_back", "Clarification asked for"),
                            ("interim", "Progress, with the day of the answer"),
                            ("answered", "Answered"),
                            ("out_of_scope", "Another body is competent"),
                            ("routed_out", "Passed on as a complaint or denunciation"),
                            ("refused", "Not accepted"),
                            ("merged", "Joined with another question"),
                            ("joined_answered", "What it was joined with is answered"),
                            ("joined_declined", "Another body is competent for what it was joined with"),
                            ("separated", "Goes on by itself"),
                            ("withdrawn", "Withdrawn by the sender"),
                            ("confirm", "To confirm that somebody follows it"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "To be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                            ("dropped", "Not needed any more"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("server", "The mail server did not take it"),
                            ("address", "The mail server refuses the address"),
                            ("unreadable", "The address cannot be read: a key is missing"),
                        ],
                        max_length=20,
                        verbose_name="why not",
                    ),
                ),
                (
                    "dropped_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("overtaken", "Something else has happened since"),
                            ("not_wanted", "The person wants no mail"),
                            ("no_address", "The person gave no e-mail address"),
                            ("erased", "The personal data was erased"),
                            ("not_public", "Citizens do not read the question any more"),
                            ("too_old", "It could not be sent for a week"),
                        ],
                        max_length=20,
                        verbose_name="not needed because",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("queued_at", models.DateTimeField(verbose_name="queued at")),
                ("tried_at", models.DateTimeField(blank=True, null=True, verbose_name="tried at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="qa.questionevent",
                        verbose_name="event",
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the sender of the question.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="qa.questionfollower",
                        verbose_name="follower",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail on a question",
                "verbose_name_plural": "mails on questions",
                "ordering": ["-queued_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("clarification", "Clarification"), ("follow_up", "Further question")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "asked_back",
                    models.TextField(
                        blank=True,
                        help_text="Of a clarification.",
                        max_length=4000,
                        verbose_name="what the sender was asked",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="text as sent")),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                (
                    "public_text",
                    models.TextField(
                        blank=True,
                        help_text="As the board approved it, without what must not be public.",
                        max_length=4000,
                        verbose_name="public text",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="public since")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "message of a sender",
                "verbose_name_plural": "messages of senders",
                "ordering": ["question", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="internal note")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="noted on the portal",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "month",
                    models.CharField(
                        help_text="Of the working day of receipt, as 2026-11.", max_length=7, verbose_name="month"
                    ),
                ),
                ("received", models.PositiveIntegerField(verbose_name="received")),
                ("answered", models.PositiveIntegerField(verbose_name="answered")),
                ("asked_further", models.PositiveIntegerField(verbose_name="answered, asked further")),
                ("promised", models.PositiveIntegerField(verbose_name="day of the answer promised")),
                ("waiting", models.PositiveIntegerField(verbose_name="waiting")),
                ("passed_on", models.PositiveIntegerField(verbose_name="with another portal")),
                ("declined", models.PositiveIntegerField(verbose_name="told who is competent")),
                ("merged", models.PositiveIntegerField(verbose_name="joined with another question")),
                ("withdrawn", models.PositiveIntegerField(verbose_name="withdrawn by the sender")),
                ("routed_out", models.PositiveIntegerField(verbose_name="complaint or denunciation passed on")),
                ("refused", models.PositiveIntegerField(verbose_name="not accepted")),
                ("withheld", models.PositiveIntegerField(verbose_name="withheld")),
                ("in_time", models.PositiveIntegerField(verbose_name="replied in time")),
                ("late", models.PositiveIntegerField(verbose_name="replied late")),
                ("overdue", models.PositiveIntegerField(verbose_name="open, and late")),
                ("counted_at", models.DateTimeField(verbose_name="counted at")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_tallies",
                        to="portals.portal",
                        verbose_name="received by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="qa.answeringunit",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="qa.questiontopic",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of questions",
                "verbose_name_plural": "tallies of questions",
                "ordering": ["portal", "month", "pk"],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="qa.questiontopic",
                verbose_name="topic",
            ),
        ),
        migrations.CreateModel(
            name="UnitOfficer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="until"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="qa.answeringunit",
                        verbose_name="answering unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_for",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "officer of a unit",
                "verbose_name_plural": "officers of units",
                "ordering": ["unit", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VisibilityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("public", "Public as it was sent"),
                            ("public_redacted", "Public without what must not be public"),
                            ("sender_only", "For its sender alone"),
                            ("hidden", "Hidden"),
                        ],
                        max_length=20,
                        verbose_name="visibility",
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal_data", "Personal data that cannot be covered"),
                            ("state_secret", "State secret"),
                            ("unlawful", "Against the law"),
                            ("third_party", "Rights of another person or body"),
                            ("sender_asked", "At the request of the sender"),
                        ],
                        max_length=20,
                        verbose_name="class of the reason",
                    ),
                ),
                ("text", models.TextField(verbose_name="reason")),
                ("asked_at", models.DateTimeField(verbose_name="proposed at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="confirmed")),
                (
                    "overtaken_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Nobody decides on it any more: the public never reads the question.",
                        null=True,
                        verbose_name="ended with the question at",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visibility_changes",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of visibility",
                "verbose_name_plural": "changes of visibility",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="answeringunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), models.Q(("name_vi", ""), _negated=True)),
                fields=("portal", "name_vi"),
                name="qa_unit_name_of_portal",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at", None), ("published_at", None)),
                fields=("question",),
                name="qa_answer_one_in_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("promised_for", None), ("published_at", None)),
                    models.Q(("kind", "answer"), ("promised_for", None), ("published_at__isnull", False)),
                    models.Q(("kind", "interim"), ("promised_for__isnull", False), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="qa_answer_promise_of_progress",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_at", None), ("approved_by__isnull", False), _connector="XOR"),
                name="qa_answer_approved_where_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="copychoice",
            constraint=models.UniqueConstraint(fields=("copy", "by", "file_hash"), name="qa_copy_choice_once"),
        ),
        migrations.AddConstraint(
            model_name="questionattachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("erased_at", None),
                        models.Q(("sealed", ""), _negated=True),
                        models.Q(("stored_as", ""), _negated=True),
                    ),
                    models.Q(("erased_at__isnull", False), ("sealed", ""), ("sealed_with", ""), ("stored_as", "")),
                    _connector="OR",
                ),
                name="qa_attachment_erased_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="publiccopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("description", ""),
                        ("file", ""),
                        ("file_hash", ""),
                        ("published_at", None),
                        ("size", 0),
                        ("title", ""),
                    ),
                    models.Q(
                        ("published_at__isnull", False),
                        models.Q(("title", ""), _negated=True),
                        models.Q(("file", ""), _negated=True),
                        models.Q(("file_hash", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="qa_copy_public_with_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="publiccopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("draft", ""), ("draft_by", None)),
                    models.Q(models.Q(("draft", ""), _negated=True), ("draft_by__isnull", False)),
                    _connector="OR",
                ),
                name="qa_copy_draft_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="questioncounter",
            constraint=models.UniqueConstraint(fields=("portal", "year"), name="qa_counter_of_a_year"),
        ),
        migrations.AddConstraint(
            model_name="questionevent",
            constraint=models.UniqueConstraint(fields=("question", "number"), name="qa_event_number"),
        ),
        migrations.AddConstraint(
            model_name="questionevent",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="qa_event_numbers_from_one"),
        ),
        migrations.AddConstraint(
            model_name="questionfollower",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("question", "contact_digest"), name="qa_follower_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="questionfollower",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None),
                        models.Q(("sealed", ""), _negated=True),
                        models.Q(("contact_digest", ""), _negated=True),
                    ),
                    models.Q(("contact_digest", ""), ("ended_at__isnull", False), ("sealed", ""), ("sealed_with", "")),
                    _connector="OR",
                ),
                name="qa_follower_erased_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="questionmail",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "sending", "failed"])),
                fields=["queued_at"],
                name="qa_mail_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionmail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follower", None)),
                fields=("event", "kind", "question"),
                name="qa_mail_once_for_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionmail",
            constraint=models.UniqueConstraint(fields=("event", "kind", "follower"), name="qa_mail_once_for_follower"),
        ),
        migrations.AddConstraint(
            model_name="questionmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                    _connector="OR",
                ),
                name="qa_mail_sent_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "dropped"), ("dropped_because", ""), _connector="XOR"),
                name="qa_mail_dropped_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("public_text", ""), ("published_at", None)),
                    models.Q(("published_at__isnull", False), models.Q(("public_text", ""), _negated=True)),
                    _connector="OR",
                ),
                name="qa_message_public_with_text",
            ),
        ),
        migrations.AddIndex(
            model_name="questiontally",
            index=models.Index(fields=["portal", "month"], name="qa_tally_of_portal"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["received_portal", "-received_at"], name="qa_question_of_portal"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["responsible_portal", "state", "answer_due"], name="qa_question_inbox"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["responsible_portal", "-received_at"], name="qa_question_handled"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["unit", "state"], name="qa_question_of_unit"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["unit", "-received_at"], name="qa_question_unit_newest"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("first_reply_on", None)), fields=["answer_due"], name="qa_question_open"
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("listed_at__isnull", False)),
                fields=["received_portal", "-received_at", "-id"],
                name="qa_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("listed_at__isnull", False)),
                fields=["received_portal", "topic", "-received_at", "-id"],
                name="qa_listed_topic",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("listed_at__isnull", False)),
                fields=["received_portal", "unit", "-received_at", "-id"],
                name="qa_listed_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("listed_at__isnull", False)),
                fields=["received_portal", "state", "-received_at", "-id"],
                name="qa_listed_state",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("listed_at__isnull", False), ("state", "answered")),
                fields=["received_portal", "-answered_on", "-id"],
                name="qa_listed_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["received_portal", "state", "sorted_on"], name="qa_question_by_state"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("withheld_on__isnull", False)),
                fields=["received_portal", "withheld_on"],
                name="qa_withheld",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                fields=[
                    "state",
                    "sorted_on",
                    "classify_due",
                    "first_reply_on",
                    "answer_due",
                    "promised_for",
                    "again_due",
                    "broken_due",
                    "broken_until",
                    "responsible_portal",
                    "unit",
                ],
                name="qa_question_overdue",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged_duplicate")),
                    models.Q(models.Q(("state", "merged_duplicate"), _negated=True), ("merged_into", None)),
                    _connector="OR",
                ),
                name="qa_question_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="qa_question_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "refused"), ("refused_because", ""), _connector="XOR"),
                name="qa_question_refused_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("visibility__in", ["public", "public_redacted"]),
                        ("withheld_because", ""),
                        ("withheld_on", None),
                    ),
                    models.Q(
                        models.Q(
                            ("listed_at__isnull", False),
                            ("visibility__in", ["sender_only", "hidden"]),
                            ("withheld_on__isnull", False),
                        ),
                        models.Q(("withheld_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="qa_question_withheld_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitofficer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until", None)), fields=("unit", "user"), name="qa_officer_once_in_a_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitofficer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="qa_officer_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="visibilitychange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None), ("overtaken_at", None)),
                fields=("question",),
                name="qa_visibility_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="visibilitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("overtaken_at", None), ("decided_at", None), _connector="OR"),
                name="qa_visibility_decided_or_overtaken",
            ),
        ),
        migrations.AddConstraint(
            model_name="visibilitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("is_confirmed", False)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="qa_visibility_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="visibilitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_confirmed", False),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="qa_visibility_two_people",
            ),
        ),
    ]
