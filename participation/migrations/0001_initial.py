import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("information", "0001_initial"),
        ("library", "0001_initial"),
        ("members", "0001_initial"),
        ("portals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("answer", "To process my data in order to answer"),
                            ("publish_name", "To publish my name"),
                            ("notices", "To send me notices by e-mail"),
                            ("rules", "To follow the rules of contribution"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text", models.TextField(verbose_name="text")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "rules",
                    models.ForeignKey(
                        blank=True,
                        help_text="Which the text accepts.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.contributionrules",
                        verbose_name="rules of contribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a consent",
                "verbose_name_plural": "texts of consents",
                "ordering": ["purpose", "language", "-version"],
            },
        ),
        migrations.CreateModel(
            name="Sender",
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
                    "code",
                    models.CharField(
                        editable=False,
                        help_text="Given to the sender on receipt.",
                        max_length=12,
                        unique=True,
                        verbose_name="tracking code",
                    ),
                ),
                (
                    "contact_digest",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=64, verbose_name="digest of the contact"
                    ),
                ),
                (
                    "name_wording",
                    models.PositiveSmallIntegerField(
                        default=0,
                        editable=False,
                        help_text="How often the name was corrected.",
                        verbose_name="wording of the name",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "keep_until",
                    models.DateField(
                        blank=True,
                        help_text="Last day; empty: the matter has not ended.",
                        null=True,
                        verbose_name="kept until",
                    ),
                ),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased at")),
                (
                    "erased_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("request", "Request of the person"),
                            ("retention", "The period of keeping is over"),
                            ("consent_withdrawn", "Consent withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="erased because",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        help_text="That received it; it stays, wherever what was sent is passed on to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="senders",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "sender",
                "verbose_name_plural": "senders",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="NameCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.PositiveSmallIntegerField(verbose_name="wording of the name")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="name corrected by",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_corrections",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a name",
                "verbose_name_plural": "corrections of names",
                "ordering": ["sender", "wording"],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("view", "View, or be given it"),
                            ("correct", "Correct"),
                            ("delete", "Delete"),
                            ("withdraw", "Withdraw a consent"),
                            ("restrict", "Restrict the processing"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("answered", "Done and answered"),
                            ("refused", "Refused with a reason"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="first response at")),
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
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "request about personal data",
                "verbose_name_plural": "requests about personal data",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ContactView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="read at")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("handling", "To handle the submission"),
                            ("notice", "To send a notice"),
                            ("data_request", "To answer a request about the data"),
                            ("public_copy", "To make a public copy of a file"),
                            ("own", "The person reads the own data"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="Kind and key of what was handled, never its words.",
                        max_length=100,
                        verbose_name="about",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the application, to send a notice; or the person, by the own link.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="read by",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of personal data",
                "verbose_name_plural": "readings of personal data",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("answer", "To process my data in order to answer"),
                            ("publish_name", "To publish my name"),
                            ("notices", "To send me notices by e-mail"),
                            ("rules", "To follow the rules of contribution"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("given", models.BooleanField(verbose_name="given")),
                ("at", models.DateTimeField(verbose_name="said at")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("form", "Form on the portal"),
                            ("link", "Link sent to the person"),
                            ("office", "Letter, or in the office"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the person.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="participation.consenttext",
                        verbose_name="text of a consent",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.UniqueConstraint(
                fields=("purpose", "language", "version"), name="participation_consent_text_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "rules"), ("rules__isnull", False)),
                    models.Q(models.Q(("purpose", "rules"), _negated=True), ("rules__isnull", True)),
                    _connector="OR",
                ),
                name="participation_consent_text_rules",
            ),
        ),
        migrations.AddIndex(
            model_name="sender",
            index=models.Index(fields=["portal", "-received_at"], name="participati_portal__8a71f3_idx"),
        ),
        migrations.AddIndex(
            model_name="sender",
            index=models.Index(
                condition=models.Q(("erased_at", None)), fields=["keep_until"], name="participation_sender_kept"
            ),
        ),
        migrations.AddConstraint(
            model_name="sender",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at", None), ("erased_because", ""), models.Q(("sealed", ""), _negated=True)),
                    models.Q(
                        ("contact_digest", ""),
                        ("erased_at__isnull", False),
                        ("sealed", ""),
                        ("sealed_with", ""),
                        models.Q(("erased_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="participation_sender_erased_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="namecorrection",
            constraint=models.UniqueConstraint(fields=("sender", "wording"), name="participation_wording_once"),
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(fields=["portal", "state"], name="participati_portal__b60245_idx"),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "received")),
                    models.Q(models.Q(("state", "received"), _negated=True), ("closed_at__isnull", False)),
                    _connector="OR",
                ),
                name="participation_request_closed_with_time",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["sender", "purpose", "-id"], name="participation_consent_last"),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="tracking code")),
                (
                    "token_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="hash of the secret link"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="That was read; 0: none was kept.",
                        verbose_name="public version of the draft",
                    ),
                ),
                (
                    "anchor",
                    models.CharField(
                        blank=True,
                        help_text="Of the version that is public now (`participation.consultation.reanchoring`). Empty: the whole draft.",
                        max_length=220,
                        verbose_name="part",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Of one that was left out: as it was called.",
                        max_length=200,
                        verbose_name="part as it is called",
                    ),
                ),
                ("place", models.PositiveIntegerField(default=0, editable=False, verbose_name="place of the part")),
                (
                    "stake",
                    models.CharField(
                        choices=[
                            ("citizen", "Citizen"),
                            ("enterprise", "Enterprise that it affects"),
                            ("organisation", "Organisation, association"),
                            ("expert", "Expert, scientist"),
                            ("agency", "State agency"),
                        ],
                        max_length=20,
                        verbose_name="comments as",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                (
                    "hides_organisation",
                    models.BooleanField(default=False, verbose_name="do not publish the organisation"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("web", "Form on the portal"), ("paper", "On paper"), ("meeting", "In a meeting")],
                        default="web",
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="comment as sent")),
                (
                    "file_count",
                    models.PositiveSmallIntegerField(
                        default=0,
                        editable=False,
                        help_text="Erased or not; none of a comment taken back.",
                        verbose_name="files sent with it",
                    ),
                ),
                ("content_hash", models.CharField(editable=False, max_length=64, verbose_name="hash of the words")),
                (
                    "public_hash",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="By which the public reads the same words as one comment.",
                        max_length=64,
                        verbose_name="hash of the public words",
                    ),
                ),
                (
                    "public_text",
                    models.TextField(
                        blank=True,
                        help_text="As the board approved it, without what must not be public.",
                        max_length=8000,
                        verbose_name="public text",
                    ),
                ),
                (
                    "public_name",
                    models.CharField(
                        blank=True,
                        help_text="As the board saw it beside the text.",
                        max_length=150,
                        verbose_name="public name of the sender",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Waits for the board"),
                            ("published", "Public"),
                            ("redacted", "Public in part"),
                            ("withheld", "Not published"),
                            ("withdrawn", "Taken back by the sender"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "withheld_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("against_law", "Against the law, or a secret of the State"),
                            ("insult", "Insults somebody, or incites"),
                            ("personal_data", "Says hardly more than data of other people"),
                            ("off_topic", "Not about the draft"),
                            ("advertising", "Advertising, or the same sent by a program"),
                        ],
                        max_length=20,
                        verbose_name="not published because",
                    ),
                ),
                (
                    "response",
                    models.CharField(
                        choices=[
                            ("none", "No response yet"),
                            ("accepted", "Accepted"),
                            ("partly_accepted", "Accepted in part"),
                            ("not_accepted", "Not accepted"),
                            ("noted", "Noted"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="response",
                    ),
                ),
                ("response_text", models.TextField(blank=True, max_length=4000, verbose_name="explanation")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "received_on",
                    models.DateField(
                        editable=False, help_text="The day of that in the city.", verbose_name="received on"
                    ),
                ),
                ("moderated_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "mail_claimed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Empty: none is being sent.",
                        null=True,
                        verbose_name="mail being sent since",
                    ),
                ),
                (
                    "mailed_report_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="told of the report at"),
                ),
                (
                    "mailed_abandoned_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="told of the abandonment at"
                    ),
                ),
                (
                    "known_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="last day that the sender knows of"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: who commented.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="typed in by",
                    ),
                ),
                (
                    "moderated_by",
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
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation_comments",
                        to="information.draftpage",
                        verbose_name="draft for comments",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: who commented left neither name nor contact.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a draft",
                "verbose_name_plural": "comments on drafts",
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["page", "place", "anchor", "content_hash", "state", "id", "file_count"],
                        name="participation_comment_groups",
                    ),
                    models.Index(
                        fields=["page", "place", "anchor", "public_hash", "state", "id", "file_count"],
                        name="participation_comment_public",
                    ),
                    models.Index(
                        fields=["page", "state", "anchor", "withheld_because"], name="participation_comment_counts"
                    ),
                    models.Index(
                        fields=["page", "received_on", "stake", "state"], name="participation_comment_figures"
                    ),
                    models.Index(fields=["portal", "state", "response"], name="participation_comment_work"),
                    models.Index(fields=["page", "-received_at", "-id"], name="participation_comment_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "withheld"), ("withheld_because", ""), _connector="XOR"),
                        name="participation_comment_withheld_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["published", "redacted"]), ("public_text", ""), _connector="XOR"
                        ),
                        name="participation_comment_public_with_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("response", "none"), ("response_text", "")),
                            models.Q(
                                models.Q(("response", "none"), _negated=True),
                                models.Q(("response_text", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="participation_comment_answered_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftFollower",
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
                        db_index=True, editable=False, max_length=64, verbose_name="digest of the contact"
                    ),
                ),
                (
                    "secret",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="secret of the links"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                (
                    "known_until",
                    models.DateField(blank=True, null=True, verbose_name="last day that the follower knows of"),
                ),
                (
                    "known_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coming", "Not yet open for comments"),
                            ("open", "Open for comments"),
                            ("closed", "Closed for comments"),
                            ("taken_up", "Comments were taken up"),
                            ("issued", "Issued"),
                            ("abandoned", "Abandoned"),
                        ],
                        max_length=10,
                        verbose_name="state that was told",
                    ),
                ),
                (
                    "mail_claimed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mail being sent since"),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_followers",
                        to="information.draftpage",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draft_followers", to="portals.portal"
                    ),
                ),
            ],
            options={
                "verbose_name": "follower of a draft",
                "verbose_name_plural": "followers of drafts",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed", ""), _negated=True), models.Q(("contact_digest", ""), _negated=True)
                        ),
                        name="participation_draft_follower_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DayMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="digest")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
            ],
            options={
                "verbose_name": "mark of a day",
                "verbose_name_plural": "marks of a day",
            },
        ),
        migrations.CreateModel(
            name="PageFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=255, verbose_name="address")),
                ("title", models.CharField(blank=True, max_length=255, verbose_name="title")),
                ("month", models.CharField(help_text="As 2026-11.", max_length=7, verbose_name="month")),
                ("helped", models.PositiveIntegerField(default=0, verbose_name="helped")),
                ("partly", models.PositiveIntegerField(default=0, verbose_name="helped partly")),
                ("lacking", models.PositiveIntegerField(default=0, verbose_name="did not help")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "New"), ("seen", "Seen"), ("done", "Done")],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "settled",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Of those whom the page did not help, or partly.",
                        verbose_name="answers when it was done",
                    ),
                ),
                ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="changed at")),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_feedback",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback on a page",
                "verbose_name_plural": "feedback on pages",
                "ordering": ["-lacking", "-partly", "path", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RatingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("rated", models.PositiveIntegerField(default=0, verbose_name="ratings of the portal")),
                ("helped", models.PositiveIntegerField(default=0, verbose_name="helped")),
                ("partly", models.PositiveIntegerField(default=0, verbose_name="helped partly")),
                ("lacking", models.PositiveIntegerField(default=0, verbose_name="did not help")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rating_days",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "ratings of a day",
                "verbose_name_plural": "ratings of days",
            },
        ),
        migrations.CreateModel(
            name="RatingRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[("helped", "Yes"), ("partly", "Partly"), ("lacking", "No")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "interface",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Interface",
                    ),
                ),
                (
                    "content",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Content",
                    ),
                ),
                (
                    "quality",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Quality",
                    ),
                ),
                (
                    "support",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Support",
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="words")),
                ("day", models.DateField(verbose_name="day")),
                ("keep_until", models.DateField(db_index=True, verbose_name="kept until")),
                (
                    "feedback",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="participation.pagefeedback",
                        verbose_name="feedback on a page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rating_remarks",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of a rating",
                "verbose_name_plural": "words of ratings",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RatingTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "axis",
                    models.CharField(
                        choices=[
                            ("interface", "Interface"),
                            ("content", "Content"),
                            ("quality", "Quality"),
                            ("support", "Support"),
                        ],
                        max_length=10,
                        verbose_name="axis",
                    ),
                ),
                ("month", models.CharField(help_text="As 2026-11.", max_length=7, verbose_name="month")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="number")),
                ("points", models.PositiveIntegerField(default=0, verbose_name="points")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rating_tallies",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of ratings",
                "verbose_name_plural": "tallies of ratings",
            },
        ),
        migrations.AddConstraint(
            model_name="pagefeedback",
            constraint=models.UniqueConstraint(
                fields=("portal", "month", "path"), name="participation_feedback_of_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingday",
            constraint=models.UniqueConstraint(fields=("portal", "day"), name="participation_ratings_of_a_day"),
        ),
        migrations.AddIndex(
            model_name="ratingremark",
            index=models.Index(fields=["portal", "feedback"], name="participation_remarks"),
        ),
        migrations.AddConstraint(
            model_name="ratingtally",
            constraint=models.UniqueConstraint(
                fields=("portal", "axis", "month"), name="participation_rating_of_a_month"
            ),
        ),
        migrations.CreateModel(
            name="CommentFile",
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
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="participation.comment",
                        verbose_name="comment on a draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a comment",
                "verbose_name_plural": "files of comments",
                "ordering": ["comment", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_at", None),
                                models.Q(("sealed", ""), _negated=True),
                                models.Q(("stored_as", ""), _negated=True),
                            ),
                            models.Q(
                                ("erased_at__isnull", False), ("sealed", ""), ("sealed_with", ""), ("stored_as", "")
                            ),
                            _connector="OR",
                        ),
                        name="participation_comment_file_erased_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="tracking code")),
                (
                    "token_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="hash of the secret link"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("article", "Article"), ("pictures", "Pictures"), ("video", "Video")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("lead", models.CharField(blank=True, max_length=500, verbose_name="lead")),
                ("text", models.TextField(blank=True, max_length=30000, verbose_name="text")),
                ("video_url", models.URLField(blank=True, max_length=500, verbose_name="address of the video")),
                (
                    "author",
                    models.CharField(
                        blank=True,
                        help_text="With the page; a pen name may do.",
                        max_length=150,
                        verbose_name="author to be named",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Waits for the board"),
                            ("asked_back", "The board asked the sender"),
                            ("accepted", "Accepted"),
                            ("declined", "Not used"),
                            ("withdrawn", "Taken back by the sender"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "declined_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off_topic", "Not about what the portal informs of"),
                            ("known", "Published already, or out of date"),
                            ("unchecked", "Facts or source could not be confirmed"),
                            ("rights", "Rights of others, or consent of people is missing"),
                            ("rules", "Against the rules of contribution"),
                            ("quality", "Not good enough to publish"),
                        ],
                        max_length=10,
                        verbose_name="declined because",
                    ),
                ),
                (
                    "page_key",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="By which its versions in other languages are known, also after the page was deleted.",
                        null=True,
                        verbose_name="translation key of that page",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
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
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page made of it",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution",
                "verbose_name_plural": "contributions",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ContributionFile",
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
                ("caption", models.CharField(blank=True, max_length=300, verbose_name="what is seen on the picture")),
                ("author", models.CharField(blank=True, max_length=150, verbose_name="who took the picture")),
                (
                    "rights",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "I took it"),
                            ("permitted", "Who took it allows that the portal publishes it"),
                            ("organisation", "It belongs to the organisation that sends it"),
                        ],
                        max_length=15,
                        verbose_name="rights",
                    ),
                ),
                ("people_agree", models.BooleanField(default=False, verbose_name="those who are seen agree")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.portalimage",
                        verbose_name="picture in the library",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="participation.contribution",
                        verbose_name="contribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a contribution",
                "verbose_name_plural": "files of contributions",
                "ordering": ["contribution", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ContributionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("asked_back", "Question of the board"),
                            ("replied", "Answer of the sender"),
                            ("accepted", "Accepted: it is edited and reviewed"),
                            ("published", "Published"),
                            ("declined", "Not used"),
                            ("withdrawn", "Taken back by the sender"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="words")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "mail_claimed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Empty: none is being sent.",
                        null=True,
                        verbose_name="mail being sent since",
                    ),
                ),
                ("mailed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mailed at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the sender, or the publication of the page.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="participation.contribution",
                        verbose_name="contribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a contribution",
                "verbose_name_plural": "steps of contributions",
                "ordering": ["contribution", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["portal", "state", "-received_at"], name="participation_contribution_box"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["portal", "-received_at"], name="participation_contribution_new"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "declined"), ("declined_because", ""), _connector="XOR"),
                name="participation_contribution_declined_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionfile",
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
                name="participation_contribution_file_erased_whole",
            ),
        ),
        migrations.CreateModel(
            name="PollTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_key", models.UUIDField(verbose_name="translation key of the page")),
                ("poll", models.UUIDField(verbose_name="identifier of the poll")),
                ("choice", models.CharField(blank=True, max_length=36, verbose_name="identifier of the choice")),
                ("votes", models.PositiveIntegerField(default=0, verbose_name="votes")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll_tallies",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of a poll",
                "verbose_name_plural": "tallies of polls",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("portal", "page_key", "poll", "choice"), name="participation_poll_choice"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LiveQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="tracking code")),
                (
                    "token_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="hash of the secret link"
                    ),
                ),
                (
                    "pass_on",
                    models.BooleanField(
                        default=False,
                        help_text="The sender agreed that it becomes a question with time limits.",
                        verbose_name="pass on what is not answered",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="question as sent")),
                (
                    "public_text",
                    models.TextField(
                        blank=True,
                        help_text="As the board approved it, without what must not be public.",
                        max_length=2000,
                        verbose_name="public text",
                    ),
                ),
                (
                    "public_name",
                    models.CharField(
                        blank=True,
                        help_text="As the board saw it beside the text.",
                        max_length=150,
                        verbose_name="public name of the sender",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Waits for the board"),
                            ("published", "Public"),
                            ("redacted", "Public in part"),
                            ("withheld", "Not published"),
                            ("withdrawn", "Taken back by the sender"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "withheld_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("against_law", "Against the law, or a secret of the State"),
                            ("insult", "Insults somebody, or incites"),
                            ("personal_data", "Says hardly more than data of people"),
                            ("off_topic", "Not about the subject of the dialogue"),
                            ("repeated", "Asked before in this dialogue"),
                            ("advertising", "Advertising, or sent by a program"),
                        ],
                        max_length=20,
                        verbose_name="not published because",
                    ),
                ),
                ("place", models.PositiveIntegerField(default=0, editable=False, verbose_name="place in the order")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("moderated_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("answered_live_at", models.DateTimeField(blank=True, null=True, verbose_name="answered live at")),
                ("answer", models.TextField(blank=True, max_length=8000, verbose_name="written answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "passed_on_code",
                    models.CharField(blank=True, max_length=40, verbose_name="code of the question that it became"),
                ),
                ("passed_on_at", models.DateTimeField(blank=True, null=True, verbose_name="passed on at")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "moderated_by",
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
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="live_questions",
                        to="information.liveeventpage",
                        verbose_name="live event",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="live_questions",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: who asked left neither name nor contact.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="live_questions",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a live event",
                "verbose_name_plural": "questions of live events",
                "ordering": ["place", "received_at", "pk"],
                "indexes": [
                    models.Index(fields=["page", "state", "place"], name="participation_live_order"),
                    models.Index(fields=["portal", "state"], name="participation_live_work"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "withheld"), ("withheld_because", ""), _connector="XOR"),
                        name="participation_live_withheld_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["published", "redacted"]), ("public_text", ""), _connector="XOR"
                        ),
                        name="participation_live_public_with_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="participation_live_answered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_on_at", None), ("passed_on_code", "")),
                            models.Q(models.Q(("passed_on_code", ""), _negated=True), ("passed_on_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="participation_live_passed_on_whole",
                    ),
                ],
            },
        ),
    ]
