import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import modelcluster.fields
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models

import home.fields
import information.models.recordings.playing
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("home", "0001_initial"),
        ("library", "0001_initial"),
        ("portals", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelsPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("channels", home.fields.StreamField(verbose_name="channels")),
            ],
            options={
                "verbose_name": "list of channels",
                "verbose_name_plural": "lists of channels",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="WorkSchedulePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("week", models.DateField(verbose_name="Monday of the week")),
                ("engagements", home.fields.StreamField(blank=True, verbose_name="engagements")),
            ],
            options={
                "verbose_name": "work schedule of a week",
                "verbose_name_plural": "work schedules",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="AccessPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "contact_name",
                    models.CharField(help_text="Unit or person.", max_length=200, verbose_name="contact point"),
                ),
                ("contact_phone", models.CharField(max_length=50, verbose_name="telephone")),
                ("contact_email", models.EmailField(max_length=254, verbose_name="e-mail for requests")),
                ("contact_address", models.CharField(blank=True, max_length=250, verbose_name="address")),
                ("entries", home.fields.StreamField(blank=True, verbose_name="information to be disclosed")),
                ("forms", home.fields.StreamField(blank=True, verbose_name="forms of requests")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "access to information page",
                "verbose_name_plural": "access to information pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="BudgetPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="number of the month, quarter or half-year",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("estimate", "Budget estimate"),
                            ("execution", "Execution of the budget"),
                            ("settlement", "Settlement of the budget"),
                            ("report", "Financial report"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("half_year", "Half-year"),
                            ("nine_months", "Nine months"),
                            ("year", "Year"),
                            ("several_years", "Several years"),
                        ],
                        default="year",
                        max_length=20,
                        verbose_name="period",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=150, verbose_name="decision to publish")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "budget disclosure",
                "verbose_name_plural": "budget disclosures",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DataSetPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                ("formats", models.CharField(help_text="Example: CSV, JSON.", max_length=150, verbose_name="formats")),
                ("conditions", models.CharField(max_length=250, verbose_name="conditions of use")),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("yearly", "Every year"),
                            ("on_change", "When something changes"),
                        ],
                        max_length=20,
                        verbose_name="renewed",
                    ),
                ),
                ("renewed_on", models.DateField(blank=True, null=True, verbose_name="last renewed")),
                (
                    "contact",
                    models.CharField(
                        blank=True, help_text="Unit, telephone, e-mail.", max_length=200, verbose_name="contact"
                    ),
                ),
                ("data_url", models.URLField(blank=True, max_length=500, verbose_name="address on the data portal")),
                ("files", home.fields.StreamField(blank=True, verbose_name="files")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "data set",
                "verbose_name_plural": "data sets",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DirectionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opinion", "Directive opinion"),
                            ("conclusion", "Conclusion of a meeting"),
                            ("dispatch", "Urgent dispatch"),
                            ("answer", "Answer to a proposal"),
                            ("reward", "Commendation"),
                            ("sanction", "Handling of a violation"),
                            ("programme", "Work programme"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "issued_by",
                    models.CharField(
                        help_text="Position and name. Example: Chủ tịch Ủy ban nhân dân.",
                        max_length=200,
                        verbose_name="directed by",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="Of the document. Example: 45/TB-UBND.",
                        max_length=100,
                        verbose_name="number and symbol",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "direction",
                "verbose_name_plural": "directions",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DisclosurePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("oda-cuu-tro", "Aid, relief, contributions, funds"),
                            ("dat-dai", "Land planning, prices, recovery, compensation"),
                            ("thanh-tra-an-toan", "Harmful products, inspection conclusions"),
                            ("tuyen-dung", "Recruitment and staff"),
                            ("thue-phi", "Taxes, fees, charges"),
                            ("dieu-uoc", "Treaties and international agreements"),
                        ],
                        max_length=20,
                        verbose_name="subject",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=100, verbose_name="number and symbol")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issued by")),
                (
                    "shown_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day to apply, to object, to comment.",
                        null=True,
                        verbose_name="open until",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "disclosure",
                "verbose_name_plural": "disclosures",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DocumentPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nghi-quyet", "Resolution"),
                            ("quyet-dinh", "Decision"),
                            ("chi-thi", "Directive"),
                            ("quy-che", "Statute"),
                            ("quy-dinh", "Regulation"),
                            ("thong-cao", "Communiqué"),
                            ("thong-bao", "Notice"),
                            ("huong-dan", "Guidance"),
                            ("chuong-trinh", "Programme"),
                            ("ke-hoach", "Plan"),
                            ("de-an", "Scheme"),
                            ("bao-cao", "Report"),
                            ("to-trinh", "Proposal"),
                            ("cong-van", "Official letter"),
                            ("cong-dien", "Urgent dispatch"),
                            ("dieu-uoc", "Treaty or international agreement"),
                        ],
                        max_length=20,
                        verbose_name="type of document",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="As issued. Example: 05/2024/QĐ-UBND.",
                        max_length=100,
                        verbose_name="number and symbol",
                    ),
                ),
                ("is_normative", models.BooleanField(default=False, verbose_name="legal normative document")),
                ("issuer", models.CharField(max_length=200, verbose_name="issued by")),
                (
                    "signatory",
                    models.CharField(
                        blank=True, help_text="Name and position.", max_length=200, verbose_name="signed by"
                    ),
                ),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it is in force.",
                        null=True,
                        verbose_name="in force until",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("coming", "Not yet in force"),
                            ("in_force", "In force"),
                            ("partly", "Partly expired"),
                            ("expired", "Expired"),
                            ("suspended", "Suspended"),
                        ],
                        default="in_force",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "national_id",
                    models.CharField(
                        blank=True,
                        help_text="As the database gives it to the document; not the number and symbol.",
                        max_length=50,
                        verbose_name="number in the national database of legal documents",
                    ),
                ),
                (
                    "national_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="address in the national database of legal documents"
                    ),
                ),
                (
                    "gazette_number",
                    models.CharField(
                        blank=True, help_text="Example: 45 + 46.", max_length=50, verbose_name="number of the Gazette"
                    ),
                ),
                ("gazette_issued_on", models.DateField(blank=True, null=True, verbose_name="day of the Gazette")),
                ("gazette_url", models.URLField(blank=True, max_length=500, verbose_name="address in the Gazette")),
                ("files", home.fields.StreamField(verbose_name="files")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "document page",
                "verbose_name_plural": "document pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DraftPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("normative", "Legal normative document"),
                            ("planning", "Planning, scheme, project"),
                            ("rules", "Rules, conventions, other documents"),
                        ],
                        max_length=20,
                        verbose_name="kind of draft",
                    ),
                ),
                ("drafter", models.CharField(max_length=200, verbose_name="drafted by")),
                (
                    "closes_on",
                    models.DateField(
                        help_text="The last day for comments, that day included.",
                        null=True,
                        verbose_name="comments until",
                    ),
                ),
                (
                    "comments_to",
                    models.CharField(
                        help_text="Unit with address, e-mail, telephone; for example the office.",
                        max_length=250,
                        verbose_name="comments to",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("coming", "Not yet open for comments"),
                            ("open", "Open for comments"),
                            ("closed", "Closed for comments"),
                            ("taken_up", "Comments were taken up"),
                            ("issued", "Issued"),
                            ("abandoned", "Abandoned"),
                        ],
                        default="open",
                        help_text="Until comments were taken up, readers see what the days say.",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "issued_as",
                    models.ForeignKey(
                        blank=True,
                        help_text="The document of this portal that the draft became.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="drafts",
                        to="information.documentpage",
                        verbose_name="issued as",
                    ),
                ),
                (
                    "abandoned_because",
                    models.TextField(blank=True, max_length=600, verbose_name="why it was abandoned"),
                ),
                (
                    "impact",
                    models.TextField(
                        blank=True,
                        help_text="Whom the draft concerns, and what becomes different for them: papers, time, cost.",
                        max_length=4000,
                        verbose_name="summary of the impact",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Paste the whole text. Readers see it by chapters, articles, clauses and points, and comment on each; the preview shows what was understood.",
                        max_length=400000,
                        verbose_name="text of the draft",
                    ),
                ),
                ("files", home.fields.StreamField(blank=True, verbose_name="draft and submission")),
                ("results", home.fields.StreamField(blank=True, verbose_name="how comments were taken up")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "draft for comments",
                "verbose_name_plural": "drafts for comments",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="DraftExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("former_end", models.DateField(verbose_name="former last day")),
                ("new_end", models.DateField(verbose_name="new last day")),
                ("reason", models.TextField(verbose_name="reason")),
                ("extended_at", models.DateTimeField(verbose_name="extended at")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="information.draftpage",
                        verbose_name="draft for comments",
                    ),
                ),
            ],
            options={
                "verbose_name": "longer time for comments",
                "verbose_name_plural": "longer times for comments",
                "ordering": ["extended_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GazettePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "number",
                    models.CharField(help_text="Example: 45 + 46.", max_length=50, verbose_name="number of the issue"),
                ),
                ("issued_on", models.DateField(verbose_name="day of issue")),
                ("files", home.fields.StreamField(verbose_name="files")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "issue of the gazette",
                "verbose_name_plural": "issues of the gazette",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LegalComparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("national", "National database of legal documents"), ("gazette", "Gazette")],
                        max_length=10,
                        verbose_name="official source",
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("file_hash", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                ("compared_at", models.DateTimeField(verbose_name="compared at")),
                ("official_count", models.PositiveIntegerField(verbose_name="documents in the file")),
                ("own_count", models.PositiveIntegerField(verbose_name="documents of portals")),
                ("unnamed_count", models.PositiveIntegerField(verbose_name="official source not named")),
                ("absent_count", models.PositiveIntegerField(verbose_name="not in the official source")),
                ("missing_count", models.PositiveIntegerField(verbose_name="missing on portals")),
                ("different_count", models.PositiveIntegerField(verbose_name="different")),
                (
                    "compared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "comparison of legal documents",
                "verbose_name_plural": "comparisons of legal documents",
                "ordering": ["-compared_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalGuidancePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                ("act", models.CharField(help_text="Number and title.", max_length=300, verbose_name="act or policy")),
                ("act_issuer", models.CharField(blank=True, max_length=200, verbose_name="issued by")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        help_text="Example: household businesses.",
                        max_length=200,
                        verbose_name="whom it concerns",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "guidance on law and policy",
                "verbose_name_plural": "guidance on law and policy",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LiveEventPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("broadcast", "Live broadcast"),
                            ("meeting", "Conference"),
                            ("hearing", "Question time"),
                            ("interview", "Online interview"),
                            ("dialogue", "Online dialogue"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins at")),
                ("ends_at", models.DateTimeField(verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=250, verbose_name="place")),
                ("guests", models.TextField(blank=True, max_length=600, verbose_name="who takes part")),
                (
                    "stream_url",
                    models.URLField(
                        blank=True,
                        help_text="On an official channel: a link; played on the page, on a click, where the channel is listed.",
                        max_length=500,
                        verbose_name="address of the stream",
                    ),
                ),
                (
                    "questions_to",
                    models.CharField(
                        blank=True,
                        help_text="Before and during the event.",
                        max_length=250,
                        verbose_name="where questions are sent",
                    ),
                ),
                (
                    "takes_questions",
                    models.BooleanField(
                        default=False,
                        help_text="Until the event ends. The board decides which become public; the host marks what is answered.",
                        verbose_name="takes questions on this page",
                    ),
                ),
                (
                    "questions_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as the page is public.",
                        null=True,
                        verbose_name="takes questions from",
                    ),
                ),
                (
                    "recording_begins_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="From it the place of each answer in the recording is counted. Empty: with the event.",
                        null=True,
                        verbose_name="recording begins at",
                    ),
                ),
                ("programme", home.fields.StreamField(blank=True, verbose_name="programme")),
                ("recording", home.fields.StreamField(blank=True, verbose_name="recording")),
                (
                    "transcript",
                    home.fields.StreamField(
                        blank=True,
                        help_text="After the event: what was asked and answered.",
                        verbose_name="questions and answers of the event",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "live event",
                "verbose_name_plural": "live events",
            },
            bases=(
                information.models.recordings.playing.PlayingPage,
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="OutagePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                ("services", models.CharField(max_length=250, verbose_name="what stops")),
                ("stop_time", models.TimeField(blank=True, null=True, verbose_name="time of the stop")),
                (
                    "back_at",
                    models.DateTimeField(
                        blank=True, help_text="When it is expected to work again.", null=True, verbose_name="back at"
                    ),
                ),
                ("reason", models.CharField(max_length=250, verbose_name="reason")),
                ("meanwhile", models.CharField(blank=True, max_length=250, verbose_name="what to use meanwhile")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "notice of a planned stop",
                "verbose_name_plural": "notices of planned stops",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PlanPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="from year",
                    ),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="until year",
                    ),
                ),
                ("approved_by", models.CharField(max_length=200, verbose_name="approved by")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        help_text="Number and symbol. Example: 812/QĐ-UBND.",
                        max_length=150,
                        verbose_name="decision of approval",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("strategy", "Strategy"),
                            ("orientation", "Orientation"),
                            ("master_plan", "Master plan"),
                            ("development", "Development plan"),
                            ("work_programme", "Annual work programme"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PressConferencePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                ("starts_at", models.DateTimeField(verbose_name="begins at")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends at")),
                ("place", models.CharField(max_length=250, verbose_name="place")),
                ("chair", models.CharField(max_length=200, verbose_name="chaired by")),
                ("topics", models.TextField(blank=True, max_length=600, verbose_name="topics")),
                (
                    "registration",
                    models.CharField(
                        blank=True,
                        help_text="Whom the press tells that it comes.",
                        max_length=250,
                        verbose_name="registration",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "press conference",
                "verbose_name_plural": "press conferences",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PressMailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "content",
                    models.JSONField(
                        help_text="Lead and address of the pack; its pages, in their order.", verbose_name="content"
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="press_mailings",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="press_mailings",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
            ],
            options={
                "verbose_name": "mailing of a press pack",
                "verbose_name_plural": "mailings of press packs",
                "ordering": ["-sent_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PressPackPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1"),
                            (2, "2"),
                            (3, "3"),
                            (4, "4"),
                            (5, "5"),
                            (6, "6"),
                            (7, "7"),
                            (8, "8"),
                            (9, "9"),
                            (10, "10"),
                            (11, "11"),
                            (12, "12"),
                        ],
                        verbose_name="month",
                    ),
                ),
                (
                    "chosen",
                    home.fields.StreamField(
                        blank=True,
                        help_text="In this order. A page that is not public is left out.",
                        verbose_name="pages of the pack",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "press pack of a month",
                "verbose_name_plural": "press packs",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="PressReleasePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("release", "Press release"),
                            ("statement", "Statement on an incident"),
                            ("invitation", "Invitation to the press"),
                        ],
                        default="release",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=50, verbose_name="number")),
                (
                    "spokesperson",
                    models.CharField(
                        blank=True,
                        help_text="Name and position. Empty: the portal's, with the telephone and mailbox of the portal.",
                        max_length=200,
                        verbose_name="spokesperson",
                    ),
                ),
                ("spokesperson_phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("spokesperson_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "press release",
                "verbose_name_plural": "press releases",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PressSubscriber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency", models.CharField(max_length=200, verbose_name="press agency")),
                ("person", models.CharField(blank=True, max_length=150, verbose_name="contact person")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "is_waiting",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="It gets nothing until it is put on the list.",
                        verbose_name="asks to be added",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="taken off at")),
                (
                    "added_by",
                    models.ForeignKey(
                        help_text="Empty: nobody yet; it asked for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the agency itself, by the link in a mail.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken off by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="press_subscribers",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "press agency on the list",
                "verbose_name_plural": "press agencies on the list",
            },
        ),
        migrations.CreateModel(
            name="PressDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "On its way"),
                            ("sending", "Being handed to the mail server"),
                            ("sent", "Sent"),
                            ("failed", "Not taken by the mail server"),
                            ("dropped", "Not sent: the agency left the list"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Or when it was begun to be handed over.",
                        null=True,
                        verbose_name="sent at",
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="information.pressmailing",
                        verbose_name="mailing",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="information.presssubscriber",
                        verbose_name="press agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail of a press pack",
                "verbose_name_plural": "mails of press packs",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ProcedurePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="In the national catalogue: 1.004873.",
                        max_length=30,
                        verbose_name="code of the procedure",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        help_text="As in the national catalogue. Example: Hộ tịch.", max_length=150, verbose_name="area"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("city", "City"), ("district", "District"), ("commune", "Commune")],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[("full", "Fully online"), ("partial", "Partly online"), ("none", "Information only")],
                        default="none",
                        max_length=20,
                        verbose_name="online service",
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        help_text="The agency. Example: People's Committee of the ward.",
                        max_length=250,
                        verbose_name="where it is done",
                    ),
                ),
                (
                    "counter",
                    models.CharField(
                        blank=True,
                        help_text="Where papers are handed in at the agency: counter, floor.",
                        max_length=250,
                        verbose_name="counter",
                    ),
                ),
                (
                    "papers",
                    models.TextField(
                        blank=True,
                        help_text="One on each line, as citizens call it.",
                        max_length=4000,
                        verbose_name="papers to bring",
                    ),
                ),
                (
                    "steps",
                    models.TextField(
                        blank=True,
                        help_text="One on each line, in their order.",
                        max_length=4000,
                        verbose_name="steps",
                    ),
                ),
                ("duration", models.CharField(max_length=200, verbose_name="how long it takes")),
                ("fee", models.CharField(blank=True, max_length=200, verbose_name="fee")),
                ("outcome", models.CharField(blank=True, max_length=200, verbose_name="outcome")),
                (
                    "decision",
                    models.CharField(
                        blank=True, help_text="Number and symbol.", max_length=150, verbose_name="announced by"
                    ),
                ),
                (
                    "service_url",
                    models.URLField(
                        blank=True,
                        help_text="The page of this procedure.",
                        max_length=500,
                        verbose_name="address of the online service",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "administrative procedure",
                "verbose_name_plural": "administrative procedures",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProjectPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="from year",
                    ),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="until year",
                    ),
                ),
                ("approved_by", models.CharField(max_length=200, verbose_name="approved by")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        help_text="Number and symbol. Example: 812/QĐ-UBND.",
                        max_length=150,
                        verbose_name="decision of approval",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("project", "Investment project"),
                            ("item", "Investment item"),
                            ("bidding", "Invitation to bid"),
                            ("result", "Result of bidding"),
                            ("procurement", "Public procurement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("preparing", "In preparation"),
                            ("bidding", "Choosing a contractor"),
                            ("running", "Under way"),
                            ("finished", "Finished"),
                            ("stopped", "Stopped"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("objective", models.TextField(blank=True, max_length=600, verbose_name="objective")),
                ("investor", models.CharField(max_length=200, verbose_name="investor or purchaser")),
                ("contractor", models.CharField(blank=True, max_length=200, verbose_name="contractor")),
                (
                    "amount",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="total investment or price (VND)"
                    ),
                ),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="source of funding")),
                ("location", models.CharField(blank=True, max_length=250, verbose_name="place")),
                (
                    "bids_close_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="bids are taken until"),
                ),
                (
                    "bids_open_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="bids are opened at"),
                ),
                (
                    "bidding_number",
                    models.CharField(
                        blank=True,
                        help_text="Example: IB2600123456.",
                        max_length=50,
                        verbose_name="number on the national bidding network",
                    ),
                ),
                (
                    "bidding_url",
                    models.URLField(blank=True, max_length=500, verbose_name="address on the national bidding network"),
                ),
                ("files", home.fields.StreamField(blank=True, verbose_name="files")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "project or procurement",
                "verbose_name_plural": "projects and procurements",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PublicAlertPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("health", "Public health"),
                            ("food", "Food safety"),
                            ("disaster", "Natural disaster"),
                            ("environment", "Environment"),
                            ("traffic", "Traffic"),
                            ("power", "Power cut"),
                            ("water", "Water cut"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "affected",
                    models.CharField(help_text="Area and people it concerns.", max_length=250, verbose_name="where"),
                ),
                (
                    "is_urgent",
                    models.BooleanField(
                        default=False,
                        help_text=(
                            "Stands above all else on the home page of this portal and of those below it, while it holds."
                        ),
                        verbose_name="urgent",
                    ),
                ),
                (
                    "holds_from",
                    models.DateTimeField(
                        blank=True, help_text="Empty: from its publication on.", null=True, verbose_name="valid from"
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "until_time",
                    models.TimeField(
                        blank=True,
                        help_text="Empty: to the end of the day.",
                        null=True,
                        verbose_name="valid until (time)",
                    ),
                ),
                ("hotline", models.CharField(blank=True, max_length=100, verbose_name="hotline")),
                (
                    "more_url",
                    models.URLField(
                        blank=True,
                        help_text="Page of whoever knows more: a map, a forecast.",
                        max_length=500,
                        verbose_name="more about it",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "public alert",
                "verbose_name_plural": "public alerts",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="RecordingPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                ("recorded_on", models.DateField(blank=True, null=True, verbose_name="recorded on")),
                (
                    "length",
                    models.CharField(
                        blank=True, help_text="Example: 12 minutes.", max_length=50, verbose_name="length"
                    ),
                ),
                ("media", home.fields.StreamField(verbose_name="recording")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "video or sound recording",
                "verbose_name_plural": "video and sound recordings",
            },
            bases=(information.models.recordings.playing.PlayingPage, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="SciencePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="from year",
                    ),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="until year",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("programme", "Science programme"), ("topic", "Science topic")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("approved", "Approved"), ("accepted", "Results accepted")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("host", models.CharField(max_length=200, verbose_name="host organisation")),
                ("head", models.CharField(blank=True, max_length=150, verbose_name="headed by")),
                ("amount", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="funds (VND)")),
                (
                    "decision",
                    models.CharField(
                        blank=True, help_text="Number and symbol.", max_length=150, verbose_name="decision"
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=600, verbose_name="main results")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "science programme or topic",
                "verbose_name_plural": "science programmes and topics",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SpecialTopicPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                ("chosen", home.fields.StreamField(blank=True, verbose_name="chosen pages")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "special topic",
                "verbose_name_plural": "special topics",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="StatisticsReportPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                (
                    "trigger_date",
                    models.DateField(blank=True, null=True, verbose_name="day from which the time limit runs"),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("half_year", "Half-year"),
                            ("nine_months", "Nine months"),
                            ("year", "Year"),
                            ("several_years", "Several years"),
                        ],
                        max_length=20,
                        verbose_name="period",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="number of the month, quarter or half-year",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statistics", "Statistics"),
                            ("work", "Report on work done"),
                            ("finance", "Financial report"),
                            ("survey", "Survey or census"),
                        ],
                        max_length=20,
                        verbose_name="kind of report",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Of several: the last.",
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        help_text="Number and issuer. Example: 12/QĐ-CTK.",
                        max_length=150,
                        verbose_name="decision to publish",
                    ),
                ),
                (
                    "figures",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Readers see them as a chart and a table, and take them away as a file (CSV).",
                        verbose_name="figures",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "statistical report",
                "verbose_name_plural": "statistical reports",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LegalDifference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unnamed", "Official source not named"),
                            ("absent", "Not in the official source"),
                            ("missing", "Missing on the portal"),
                            ("different", "Different"),
                        ],
                        max_length=10,
                        verbose_name="what was found",
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="number and symbol")),
                ("title", models.CharField(max_length=1000, verbose_name="title")),
                (
                    "official_id",
                    models.CharField(blank=True, max_length=50, verbose_name="number in the official source"),
                ),
                (
                    "official_url",
                    models.URLField(blank=True, max_length=500, verbose_name="address in the official source"),
                ),
                ("fields", models.JSONField(blank=True, default=dict, verbose_name="what differs")),
                (
                    "comparison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="information.legalcomparison",
                        verbose_name="comparison",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the portal has no page of it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_differences",
                        to="information.documentpage",
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_differences",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "difference of a legal document",
                "verbose_name_plural": "differences of legal documents",
                "indexes": [models.Index(fields=["portal", "kind"], name="information_legal_place")],
            },
        ),
        migrations.CreateModel(
            name="LinkReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=500, verbose_name="address")),
                ("problem", models.CharField(max_length=200, verbose_name="problem")),
                ("first_seen", models.DateTimeField(verbose_name="first seen")),
                ("checked_at", models.DateTimeField(verbose_name="last checked")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link_reports",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_reports",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "dead link",
                "verbose_name_plural": "dead links",
                "indexes": [
                    models.Index(fields=["portal", "first_seen"], name="information_link_place"),
                    models.Index(fields=["address"], name="information_link_address"),
                ],
                "constraints": [models.UniqueConstraint(fields=("page", "address"), name="information_link_once")],
            },
        ),
        migrations.CreateModel(
            name="ProcedureViews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedure_views",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedure_views",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "views of a procedure",
                "verbose_name_plural": "views of procedures",
                "constraints": [
                    models.UniqueConstraint(fields=("page", "day"), name="information_procedure_views_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="presssubscriber",
            constraint=models.UniqueConstraint(
                models.F("portal"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("ended_at", None), ("is_waiting", False)),
                name="information_press_subscriber_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pressdelivery",
            constraint=models.UniqueConstraint(
                fields=("mailing", "subscriber"), name="information_press_delivery_once"
            ),
        ),
        migrations.CreateModel(
            name="EventPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences that say what matters.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "review_date",
                    models.DateField(
                        blank=True,
                        help_text="The day by which somebody checks that this still holds.",
                        null=True,
                        verbose_name="review date",
                    ),
                ),
                (
                    "correction_note",
                    models.TextField(
                        blank=True,
                        help_text="Readers see it with the time of this version, and read the version before it (13.1.c).",
                        max_length=600,
                        verbose_name="what was changed, and why",
                    ),
                ),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "source_agency",
                    models.CharField(
                        help_text="The agency that provides the information. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=150, verbose_name="author")),
                (
                    "credits",
                    home.fields.StreamField(
                        blank=True,
                        help_text="Of several people, or with shares for royalties. An author here takes the place of the one above.",
                        verbose_name="credits",
                    ),
                ),
                ("image_caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                ("starts_at", models.DateTimeField(verbose_name="begins at")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends at")),
                (
                    "place",
                    models.CharField(
                        help_text="With the address, as one would ask for it.", max_length=250, verbose_name="place"
                    ),
                ),
                ("organiser", models.CharField(blank=True, max_length=200, verbose_name="held by")),
                ("audience", models.CharField(blank=True, max_length=250, verbose_name="who may come")),
                (
                    "registration",
                    models.CharField(
                        blank=True,
                        help_text="Where and until when; empty where nobody needs to.",
                        max_length=250,
                        verbose_name="registration",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
                (
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
    ]
