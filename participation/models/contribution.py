"""Contributions of organisations and persons to a portal (Regulation 14.2)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet
from participation.codes import written
from participation.enums.contributions import (
    ENDED_CONTRIBUTIONS,
    UNDECIDED_CONTRIBUTIONS,
    ContributionDeclinedBecause,
    ContributionKind,
    ContributionState,
    ContributionStepKind,
    PictureRights,
)
from participation.errors import SealNotOpened, SenderErased
from participation.models.sealed_file import SealedFile, erased_completely

TITLE_LENGTH = 200
LEAD_LENGTH = 500
TEXT_LENGTH = 30000
NAME_LENGTH = 150
ORGANISATION_LENGTH = 200
WORDS_LENGTH = 2000
CAPTION_LENGTH = 300


def drafts_left() -> models.QuerySet[Page]:
    """Drafts, in any language, that the public has never read, of the contribution of an outer query."""
    return Page.objects.filter(translation_key=OuterRef("page_key"), live=False, first_published_at=None)


class ContributionQuerySet(PortalScopedQuerySet["Contribution"]):
    """Verbs that chain."""

    def undecided(self) -> Self:
        return self.filter(state__in=UNDECIDED_CONTRIBUTIONS)

    def waiting(self) -> Self:
        """Those that wait for the board."""
        return self.filter(state=ContributionState.RECEIVED)

    def without_page(self) -> Self:
        """Accepted ones whose draft was deleted before the public read it: the board declines them."""
        was_published = Exists(
            ContributionStep.objects.filter(contribution=OuterRef("pk"), kind=ContributionStepKind.PUBLISHED)
        )
        return self.filter(~was_published, state=ContributionState.ACCEPTED, page=None)

    def ended(self) -> Self:
        """Those that were declined or taken back."""
        return self.filter(state__in=ENDED_CONTRIBUTIONS)

    def with_draft_left(self) -> Self:
        """Those that ended, whose draft the editors have to delete, in any language. What was public once is no
        draft."""
        return self.ended().filter(Exists(drafts_left()))


class Contribution(models.Model):
    """An article, pictures or a video that somebody sends to be published, from the receipt to the page made of it.

    Changed by verbs alone (`participation.contribution`), each of which writes a step and an event. What was
    sent is for those who handle it, and goes with the data of the sender; the public reads the page.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="contributions", verbose_name=_("portal")
    )
    code = models.CharField(_("tracking code"), max_length=12, unique=True, editable=False)
    token_hash = models.CharField(_("hash of the secret link"), max_length=64, unique=True, editable=False)
    sender = models.ForeignKey(
        "participation.Sender", on_delete=models.PROTECT, related_name="contributions", verbose_name=_("sender")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContributionKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    lead = models.CharField(_("lead"), max_length=LEAD_LENGTH, blank=True)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    video_url = models.URLField(_("address of the video"), max_length=500, blank=True)
    author = models.CharField(
        _("author to be named"), max_length=NAME_LENGTH, blank=True, help_text=_("With the page; a pen name may do.")
    )
    organisation = models.CharField(_("organisation"), max_length=ORGANISATION_LENGTH, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ContributionState.choices, default=ContributionState.RECEIVED
    )
    declined_because = models.CharField(
        _("declined because"), max_length=10, choices=ContributionDeclinedBecause.choices, blank=True
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="contributions",
        verbose_name=_("page made of it"),
        null=True,
        blank=True,
    )
    page_key = models.UUIDField(
        _("translation key of that page"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("By which its versions in other languages are known, also after the page was deleted."),
    )
    received_at = models.DateTimeField(_("received at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )

    objects = ContributionQuerySet.as_manager()

    # Its words are the sender's: no index of ours knows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["portal", "state", "-received_at"], name="participation_contribution_box"),
            models.Index(fields=["portal", "-received_at"], name="participation_contribution_new"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ContributionState.DECLINED) ^ Q(declined_because=""),
                name="participation_contribution_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.written_code

    @property
    def written_code(self) -> str:
        return written(self.code)

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED_CONTRIBUTIONS

    @property
    def pages(self) -> models.QuerySet[Page]:
        """The page made of it and its versions in other languages, in the order in which they are locked."""
        return Page.objects.filter(translation_key=self.page_key).order_by("pk")

    @property
    def is_published(self) -> bool:
        """Whether the public reads the page made of it."""
        page: Page | None = self.page
        return page is not None and page.live


class ContributionStep(models.Model):
    """One step of a contribution, with the words of whoever made it; of those that concern the sender, when the mail
    went."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="steps", verbose_name=_("contribution")
    )
    kind = models.CharField(
        pgettext_lazy("of a contribution", "step"), max_length=10, choices=ContributionStepKind.choices
    )
    words = models.TextField(_("words"), max_length=WORDS_LENGTH, blank=True)
    at = models.DateTimeField(pgettext_lazy("of a step", "at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("of a step", "by"),
        null=True,
        blank=True,
        help_text=_("Empty: the sender, or the publication of the page."),
    )
    mail_claimed_at = models.DateTimeField(
        _("mail being sent since"), null=True, blank=True, editable=False, help_text=_("Empty: none is being sent.")
    )
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("step of a contribution")
        verbose_name_plural = _("steps of contributions")
        ordering = ["contribution", "pk"]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.get_kind_display()}"


class ContributionFile(SealedFile):
    """A picture, or the text as a file, as it was sent.

    Of a picture the row says besides what is seen on it, who took it and by what right it is sent: meant to be public
    with it. Who is seen is sealed: others than the sender, children among them, and nothing for the public.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="files", verbose_name=_("contribution")
    )
    caption = models.CharField(_("what is seen on the picture"), max_length=CAPTION_LENGTH, blank=True)
    author = models.CharField(_("who took the picture"), max_length=NAME_LENGTH, blank=True)
    rights = models.CharField(_("rights"), max_length=15, choices=PictureRights.choices, blank=True)
    people_agree = models.BooleanField(_("those who are seen agree"), default=False)
    image = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture in the library"),
        null=True,
        blank=True,
        editable=False,
    )

    # It keeps no picture in the library.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a contribution")
        verbose_name_plural = _("files of contributions")
        ordering = ["contribution", "pk"]
        constraints = [erased_completely("participation_contribution_file_erased_whole")]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.ending}"

    @property
    def is_picture(self) -> bool:
        return bool(self.rights)

    @property
    def people(self) -> str:
        """Who is seen on a picture, unsealed; empty: nobody who could be recognised, or no key opens the row."""
        try:
            return str(self.content().get("people", ""))
        except (SenderErased, SealNotOpened):
            return ""
