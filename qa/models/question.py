"""A question of a citizen."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qa.enums import (
    NEVER_LISTED,
    OPEN_STATES,
    Actor,
    PublicName,
    QuestionState,
    RefusalReason,
    Visibility,
    WithholdReason,
)
from qa.models.question_lists import INDEXES, QuestionQuerySet

TITLE_LENGTH = 200
TEXT_LENGTH = 4000
# The days that decide whether a question is late.
CLOCK_DAYS = (
    "day_zero", "scope_due", "classify_due", "answer_due", "promised_for", "again_due", "broken_due", "broken_until",
    "sorted_on", "first_reply_on", "answered_on",
)  # fmt: skip


class Question(models.Model):
    """A question, from its receipt to the answer and what follows it (Regulation 4.3.a, 12.1.đ).

    Changed by verbs alone (`qa.core.actions`, `qa.core.closing`), each of which writes an event. Whether it is late is
    derived from its days, which are those of the city. `received_portal` never changes and owns the address;
    `responsible_portal` moves when the question is forwarded.
    """

    code = models.CharField(_("code"), max_length=80, unique=True)
    token_hash = models.CharField(_("hash of the secret link"), max_length=64, unique=True, editable=False)
    sender = models.OneToOneField(
        "participation.Sender", on_delete=models.PROTECT, related_name="question", verbose_name=_("sender")
    )
    received_portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="questions_received", verbose_name=_("received by")
    )
    responsible_portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="questions_handled", verbose_name=_("handled by")
    )
    unit = models.ForeignKey(
        "qa.AnsweringUnit",
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("answering unit"),
        null=True,
        blank=True,
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="questions_answered",
        verbose_name=_("officer"),
        null=True,
        blank=True,
        help_text=_("Who begins the answer; another officer of the unit may take over."),
    )
    topic = models.ForeignKey(
        "qa.QuestionTopic",
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("topic"),
        null=True,
        blank=True,
    )
    state = models.CharField(_("state"), max_length=20, choices=QuestionState.choices, default=QuestionState.RECEIVED)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title as sent"), max_length=TITLE_LENGTH)
    text = models.TextField(_("question as sent"), max_length=TEXT_LENGTH)
    asked_back = models.TextField(_("what the sender is asked"), max_length=TEXT_LENGTH, blank=True)
    public_title = models.CharField(_("public title"), max_length=TITLE_LENGTH, blank=True)
    public_text = models.TextField(
        _("public text"),
        max_length=TEXT_LENGTH,
        blank=True,
        help_text=_("As the board approved it, without what must not be public."),
    )
    public_name = models.CharField(
        _("public name of the sender"),
        max_length=10,
        choices=PublicName.choices,
        default=PublicName.INITIALS,
        blank=True,
        help_text=_("As the board saw it beside the text."),
    )
    public_name_wording = models.PositiveSmallIntegerField(
        _("public wording of the name"),
        null=True,
        blank=True,
        help_text=_("How often the name had been corrected when the board saw it; empty: never."),
    )
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC, editable=False
    )
    withheld_because = models.CharField(
        _("withheld because"), max_length=20, choices=WithholdReason.choices, blank=True, editable=False
    )
    withheld_on = models.DateField(_("withheld on"), null=True, blank=True, editable=False)
    listed_at = models.DateTimeField(
        _("in the public list since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("With its public text, or as the marker of what is withheld."),
    )
    public_folded = models.TextField(_("public words without marks"), blank=True, editable=False)
    refused_because = models.CharField(
        _("not accepted because"), max_length=20, choices=RefusalReason.choices, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="duplicates",
        verbose_name=_("joined with"),
        null=True,
        blank=True,
    )
    received_at = models.DateTimeField(_("received at"))
    day_zero = models.DateField(_("counted from"), help_text=_("The working day of receipt."))
    scope_due = models.DateField(_("last day to say who is competent"))
    classify_due = models.DateField(_("last day to sort"))
    answer_due = models.DateField(_("last day to answer or to tell the day of the answer"))
    promised_for = models.DateField(_("day promised for the answer"), null=True, blank=True)
    sorted_on = models.DateField(_("sorted on"), null=True, blank=True)
    first_reply_on = models.DateField(
        _("first reply published on"), null=True, blank=True, help_text=_("An answer, or a notice of progress.")
    )
    was_promised_for = models.DateField(
        _("day that the first answer was promised for"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("As it stood when the answer came."),
    )
    reopened_at = models.DateTimeField(
        _("reopened at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Of a further question or a correction that waits for a reply: its last day is counted from here."),
    )
    reopened_by = models.CharField(
        _("reopened by"),
        max_length=10,
        choices=Actor.choices,
        blank=True,
        editable=False,
        help_text=_("Role of whoever reopened the answered question last: a sender asks further, an officer corrects."),
    )
    again_due = models.DateField(
        _("last day to answer the further question, or to correct the answer"), null=True, blank=True, editable=False
    )
    broken_due = models.DateField(
        _("first day that was not kept after a reply"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Promised, or the last one for a further question; what is promised later does not change it."),
    )
    broken_until = models.DateField(_("day of the answer that was due then"), null=True, blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, help_text=_("The day of the first answer."))

    objects = QuestionQuerySet.as_manager()

    # What waits for the board (`editorial.models.proposal.ProposedChange.kind_label`).
    new_proposal_label = pgettext_lazy("proposal", "New question")
    # Its words are the sender's: no index of ours knows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-received_at", "-pk"]
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                condition=Q(state=QuestionState.MERGED_DUPLICATE, merged_into__isnull=False)
                | (~Q(state=QuestionState.MERGED_DUPLICATE) & Q(merged_into=None)),
                name="qa_question_merged_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="qa_question_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(state=QuestionState.REFUSED) ^ Q(refused_because=""), name="qa_question_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(
                    visibility__in=[Visibility.PUBLIC, Visibility.PUBLIC_REDACTED],
                    withheld_because="",
                    withheld_on=None,
                )
                | Q(
                    Q(
                        visibility__in=[Visibility.SENDER_ONLY, Visibility.HIDDEN],
                        withheld_on__isnull=False,
                        listed_at__isnull=False,
                    ),
                    ~Q(withheld_because=""),
                ),
                name="qa_question_withheld_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_withheld(self) -> bool:
        """Whether a marker stands in its place."""
        return self.withheld_on is not None

    @property
    def is_readable(self) -> bool:
        """Whether the public reads its text."""
        return self.published_at is not None and not self.is_withheld and self.state not in NEVER_LISTED

    @property
    def is_asked_further(self) -> bool:
        """Whether it was answered, and its sender has asked once more since."""
        return self.is_open and self.answered_on is not None and self.reopened_by == Actor.SENDER

    @property
    def is_corrected(self) -> bool:
        """Whether it was answered, and the agency has taken it up again to correct the answer."""
        return self.is_open and self.answered_on is not None and self.reopened_by != Actor.SENDER

    @property
    def is_to_sort(self) -> bool:
        """Whether the board of the portal that handles it has to sort it, and the clock of that runs."""
        return self.state == QuestionState.RECEIVED and self.sorted_on is None

    @property
    def is_forwarded(self) -> bool:
        """Whether another portal deals with it than the one that received it."""
        return self.responsible_portal_id != self.received_portal_id

    def days_in_words(self) -> dict[str, str]:
        """The days that its clocks go by, as an event holds them: those that are not set are left out."""
        days = {name: getattr(self, name) for name in CLOCK_DAYS}
        return {name: day.isoformat() for name, day in days.items() if day is not None}

    @property
    def last_day(self) -> date | None:
        """The day by which something must be public: the promised one, that of a further question or a correction, or
        that of the first reply; None: of none."""
        if not self.is_open:
            return None
        return self.promised_for or self.again_due or (None if self.first_reply_on else self.answer_due)
