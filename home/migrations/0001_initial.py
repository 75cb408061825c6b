import django.db.models.deletion
import modelcluster.fields
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models

import audit.models.append_only
import formats.vietnamese.phones
import home.fields
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("deadlines", "0001_initial"),
        ("editorial", "0001_initial"),
        ("library", "0001_initial"),
        ("portals", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PortalContainerPage",
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
            ],
            options={
                "verbose_name": "portal container",
                "verbose_name_plural": "portal containers",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PortalHomePage",
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
                (
                    "tasks",
                    home.fields.StreamField(
                        blank=True, help_text="Four to six.", verbose_name="what citizens come to do"
                    ),
                ),
                (
                    "bands",
                    home.fields.StreamField(
                        blank=True,
                        help_text="The parts of the page below the search field, from top to bottom. A band that is taken out is not shown; add it again with the plus sign.",
                        verbose_name="bands",
                    ),
                ),
            ],
            options={
                "verbose_name": "portal home",
                "verbose_name_plural": "portal homes",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SubjectField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_vi", models.CharField(max_length=100, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=100, verbose_name="English name")),
                ("slug", models.SlugField(unique=True, verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "field",
                "verbose_name_plural": "fields",
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="ContactPage",
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
                (
                    "short_title",
                    models.CharField(
                        blank=True,
                        help_text="One to three words, for the menu.",
                        max_length=40,
                        verbose_name="short title",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="address")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=50,
                        validators=[formats.vietnamese.phones.validate_phone_number],
                        verbose_name="telephone",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="working hours")),
                (
                    "map_url",
                    models.URLField(
                        blank=True,
                        help_text="Of a map on which the place is marked.",
                        max_length=500,
                        verbose_name="address of a map",
                    ),
                ),
                ("directions", models.TextField(blank=True, verbose_name="the way there")),
                ("body", home.fields.StreamField(blank=True, verbose_name="body")),
                (
                    "map_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="map",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact page",
                "verbose_name_plural": "contact pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LinkedItemPage",
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
                (
                    "target_url",
                    models.URLField(
                        blank=True,
                        help_text="Of an item on an official site outside this installation.",
                        verbose_name="address",
                    ),
                ),
                ("source_agency", models.CharField(max_length=250, verbose_name="source agency")),
                ("origin_published_at", models.DateTimeField(blank=True, null=True, verbose_name="published there at")),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="linked_items",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page of another portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "linked item",
                "verbose_name_plural": "linked items",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PersonPage",
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
                ("position", models.CharField(max_length=200, verbose_name="position")),
                (
                    "tasks",
                    models.TextField(
                        blank=True, help_text="The areas this person is in charge of.", verbose_name="tasks"
                    ),
                ),
                ("biography", home.fields.StreamField(blank=True, verbose_name="biography")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="official e-mail")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="office")),
                (
                    "reception",
                    models.CharField(
                        blank=True,
                        help_text="Day, time and place.",
                        max_length=250,
                        verbose_name="reception of citizens",
                    ),
                ),
                (
                    "is_spokesperson",
                    models.BooleanField(
                        default=False,
                        help_text="Speaks for the agency to the press; the portal says so.",
                        verbose_name="spokesperson",
                    ),
                ),
                (
                    "portrait",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="portrait",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "persons",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PortalBranding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "accent",
                    models.CharField(
                        default="#a31d24",
                        help_text="As #rrggbb; dark enough for white text.",
                        max_length=7,
                        verbose_name="accent colour",
                    ),
                ),
                ("hairline", models.CharField(default="#c8a04a", max_length=7, verbose_name="colour of the thin line")),
                (
                    "drawing",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("city", "City"), ("ward", "Ward")],
                        help_text="A drawing that comes with the system, where there is no banner of your own.",
                        max_length=10,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "banner",
                    models.ForeignKey(
                        blank=True,
                        help_text="A quiet white drawing on transparent ground, behind the search field; shown on wide screens.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="banner",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Square, at least 128 pixels. The national emblem only as an official file.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="logo",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "branding",
                "verbose_name_plural": "branding",
            },
        ),
        migrations.CreateModel(
            name="SectionPage",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "News: newest first"),
                            ("information", "Information: in the order of the board"),
                            ("people", "Organisation and people"),
                            ("gallery", "Galleries"),
                            ("schedule", "Work schedules: the week of today"),
                            ("press", "Press: contact, sign-up, newest first"),
                        ],
                        default="information",
                        max_length=20,
                        verbose_name="kind of list",
                    ),
                ),
                (
                    "short_title",
                    models.CharField(
                        blank=True,
                        help_text="One to three words, for the menu.",
                        max_length=40,
                        verbose_name="short title",
                    ),
                ),
                (
                    "provides",
                    models.ForeignKey(
                        blank=True,
                        help_text="What must be provided here (Regulation 10 and 12.1): decides which kinds of pages come first.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="deadlines.informationcategory",
                        to_field="code",
                        verbose_name="category of information",
                    ),
                ),
                (
                    "subject_field",
                    models.ForeignKey(
                        blank=True,
                        help_text="Filled in on pages that are made here (4.2); whoever writes may choose another one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="home.subjectfield",
                        to_field="slug",
                        verbose_name="field of new pages",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="OrganisationUnitPage",
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
                ("address", models.CharField(blank=True, max_length=250, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("working_hours", models.CharField(blank=True, max_length=200, verbose_name="working hours")),
                (
                    "is_counter",
                    models.BooleanField(
                        default=False,
                        help_text=(
                            "The home page shows its hours, whether it is open now, and the days on which it is closed."
                        ),
                        verbose_name="takes what citizens bring",
                    ),
                ),
                (
                    "opening_times",
                    home.fields.StreamField(
                        blank=True,
                        help_text=(
                            "By which readers are told whether it is open now. Public holidays count by themselves."
                        ),
                        verbose_name="opening times",
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
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation unit",
                "verbose_name_plural": "organisation units",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsArticlePage",
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
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
            ],
            options={
                "verbose_name": "news article",
                "verbose_name_plural": "news articles",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="InformationPage",
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
                    "about",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("functions", "Functions, duties, powers"),
                            ("structure", "Organisation chart and structure"),
                            ("history", "History of the agency"),
                            ("rules", "Working rules and processes"),
                            ("map", "Administrative map"),
                            ("nature", "Natural conditions, economy, population"),
                            ("culture", "Local history, culture, heritage sites"),
                        ],
                        help_text="Only where the page is what the portal must say of it (Regulation 10).",
                        max_length=20,
                        verbose_name="what it says of the agency",
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
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
            ],
            options={
                "verbose_name": "information page",
                "verbose_name_plural": "information pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GalleryPage",
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
                ("pictures", home.fields.StreamField(verbose_name="pictures")),
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
                    "tags",
                    modelcluster.fields.ParentalManyToManyField(blank=True, to="library.tag", verbose_name="tags"),
                ),
                (
                    "subject_fields",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="home.subjectfield", verbose_name="fields"
                    ),
                ),
            ],
            options={
                "verbose_name": "gallery",
                "verbose_name_plural": "galleries",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="VersionBasis",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="version_basis",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "text_hash",
                    models.CharField(
                        blank=True,
                        help_text="Of the Vietnamese text that the version says; empty: from before such hashes were kept.",
                        max_length=64,
                        verbose_name="hash of the text",
                    ),
                ),
                ("compared_at", models.DateTimeField(verbose_name="compared at")),
                (
                    "changed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Since when the public Vietnamese page says something else, or nothing; empty: it says the same.",
                        null=True,
                        verbose_name="changed at",
                    ),
                ),
                (
                    "open_segments",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="How many texts of the Vietnamese page are not translated yet.",
                        verbose_name="texts to translate",
                    ),
                ),
                (
                    "compared_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: nobody has compared it since it was made.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compared by",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="Vietnamese version",
                    ),
                ),
            ],
            options={
                "verbose_name": "basis of a version",
                "verbose_name_plural": "bases of versions",
            },
        ),
        migrations.CreateModel(
            name="WantedVersion",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="wanted_version",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                ("chosen_at", models.DateTimeField(verbose_name="chosen at")),
                (
                    "chosen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
            ],
            options={
                "verbose_name": "wanted English version",
                "verbose_name_plural": "wanted English versions",
            },
        ),
        migrations.CreateModel(
            name="PageFreshness",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="freshness",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("review_date", "Its review date has passed"),
                            ("contact", "Its contacts were not confirmed for too long"),
                            ("rhythm", "Nobody looked at it for longer than its category allows"),
                            ("personnel", "A person of the portal left or changed position"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                (
                    "confirmed_on",
                    models.DateField(
                        help_text="The day of the last publication, or of the last confirmation after it.",
                        verbose_name="confirmed on",
                    ),
                ),
                ("stale_from", models.DateField(db_index=True, verbose_name="to be looked at from")),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="page_freshness",
                        to="deadlines.informationcategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="page_freshness",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "freshness of a page",
                "verbose_name_plural": "freshness of pages",
                "indexes": [models.Index(fields=["portal", "stale_from"], name="home_freshness_place")],
            },
        ),
        migrations.CreateModel(
            name="PublicationDeadline",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="publication_deadline",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
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
                ("trigger_date", models.DateField(verbose_name="day from which the time limit runs")),
                ("due", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "published_on",
                    models.DateField(
                        blank=True,
                        help_text="The day of the first publication.",
                        null=True,
                        verbose_name="published on",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication_deadlines",
                        to="deadlines.informationcategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication_deadlines",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication_deadlines",
                        to="deadlines.deadlinerule",
                        verbose_name="time limit",
                    ),
                ),
            ],
            options={
                "verbose_name": "clock of an item",
                "verbose_name_plural": "clocks of items",
                "indexes": [
                    models.Index(fields=["portal", "category"], name="home_clock_place"),
                    models.Index(condition=models.Q(("published_on", None)), fields=["due"], name="home_clock_open"),
                    models.Index(fields=["category", "trigger", "trigger_date"], name="home_clock_rule"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_hash",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="As it was published; empty: before hashes were kept.",
                        max_length=64,
                        verbose_name="hash of the content",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number of the version")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("published_at", models.DateTimeField(verbose_name="public from")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="public until")),
                ("note", models.TextField(blank=True, verbose_name="what was changed")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_versions",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=audit.models.append_only.kept_then_cascade,
                        related_name="public_versions",
                        to="wagtailcore.revision",
                        verbose_name="version",
                    ),
                ),
                (
                    "takedown",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_versions",
                        to="editorial.takedown",
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "public version",
                "verbose_name_plural": "public versions",
                "ordering": ["page", "-number"],
                "constraints": [models.UniqueConstraint(fields=("page", "number"), name="home_publicversion_number")],
            },
        ),
        migrations.CreateModel(
            name="MenuOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sections",
                    models.JSONField(
                        default=list,
                        help_text="Translation keys: the same order in both languages.",
                        verbose_name="order of the sections",
                    ),
                ),
                (
                    "portal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="menu_order",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "order of the menu",
                "verbose_name_plural": "orders of menus",
            },
        ),
        migrations.CreateModel(
            name="PageStarter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_type", models.CharField(max_length=100, verbose_name="Kind of page")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("lead", models.TextField(blank=True, max_length=600, verbose_name="lead")),
                ("body", home.fields.StreamField(blank=True, verbose_name="text")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="page_starters",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_starters",
                        to="home.sectionpage",
                        verbose_name="section",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        help_text="None of them approves a page that still says what the starter says.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="all who wrote it",
                    ),
                ),
            ],
            options={
                "verbose_name": "starter",
                "verbose_name_plural": "starters",
                "ordering": ["portal", "section", "title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TranslatedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source_hash",
                    models.CharField(db_index=True, max_length=64, verbose_name="hash of the Vietnamese text"),
                ),
                ("source", models.TextField(verbose_name="Vietnamese text")),
                ("text", models.TextField(verbose_name="English text")),
                ("published_at", models.DateTimeField(verbose_name="public since")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translated_texts",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translated_texts",
                        to="portals.portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "translated text",
                "verbose_name_plural": "translated texts",
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("body", "A body"),
                            ("title", "A title or position"),
                            ("unit", "A unit of the area"),
                            ("document", "A document"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="what it names",
                    ),
                ),
                ("vietnamese", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("english", models.CharField(max_length=200, verbose_name="official English name")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="The document that says so, if there is one.",
                        max_length=250,
                        verbose_name="where it is laid down",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="glossary_terms", to="portals.portal"
                    ),
                ),
            ],
            options={
                "verbose_name": "official English name",
                "verbose_name_plural": "official English names",
                "ordering": ["vietnamese", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("portal", "vietnamese"), name="home_glossary_term_once_a_portal")
                ],
            },
        ),
    ]
