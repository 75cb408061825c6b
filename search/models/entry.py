"""The flat index: one row for each public page or question, which is in one language and on one portal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet

from .generation import FIRST_GENERATION, serving_generation

# Between the topics of a row, and around them, so that each can be looked for whole.
TOPIC_MARK: Final = "|"


def joined_topics(topics: Iterable[str]) -> str:
    """Topics as a row holds them: `|hộ tịch|y-te|`; empty without any."""
    known = sorted({topic.replace(TOPIC_MARK, " ") for topic in topics if topic})
    return f"{TOPIC_MARK}{TOPIC_MARK.join(known)}{TOPIC_MARK}" if known else ""


def parted_topics(joined: str) -> list[str]:
    """Topics of a row."""
    return joined.strip(TOPIC_MARK).split(TOPIC_MARK) if joined else []


class SearchEntryQuerySet(PortalScopedQuerySet["SearchEntry"]):
    """Rows of the index."""

    def serving(self) -> SearchEntryQuerySet:
        """Rows of the generation that answers."""
        return self.filter(generation=serving_generation())


class SearchEntry(models.Model):
    """What is searched and shown of one public page or question, copied from it when it is published.

    The address is not copied: it follows from the page's place in the tree, or from the code of the question. The words
    stand beside the row in what the database has for them (`search.backends`). Rows can be made again at any time:
    `manage.py rebuild_search_index`.
    """

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="search_entries", verbose_name=_("page"), null=True, blank=True
    )
    question = models.ForeignKey(
        "qa.Question",
        on_delete=models.CASCADE,
        related_name="search_entries",
        verbose_name=_("question"),
        null=True,
        blank=True,
    )
    generation = models.PositiveIntegerField(_("generation"), default=FIRST_GENERATION)
    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind of page"), max_length=150)
    title = models.CharField(_("title"), max_length=255)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True)
    source_agency = models.CharField(_("source agency"), max_length=250, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    revision = models.PositiveBigIntegerField(
        _("version that is public"),
        null=True,
        blank=True,
        help_text=_("Its key, or that of the last event of the question, when the row was written."),
    )

    # What hits are narrowed and ranked by (`home.serving.search_facts.SearchFacts`).
    topics = models.TextField(_("topics"), blank=True)
    category = models.CharField(_("category of information"), max_length=50, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    document_type = models.CharField(_("type of document"), max_length=50, blank=True)
    issuer = models.CharField(_("issued by"), max_length=250, blank=True)
    state = models.CharField(_("state"), max_length=20, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight of the kind"), default=0)
    content_hash = models.CharField(
        _("hash of the text"), max_length=32, help_text=_("Equal where title, lead and text are.")
    )

    documents = models.JSONField(_("files"), default=list, help_text=_("Keys of the documents that the page offers."))

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, question=None) | Q(page=None, question__isnull=False),
                name="search_entry_of_one",
            ),
            models.UniqueConstraint(fields=["page", "generation"], name="search_entry_of_page"),
            models.UniqueConstraint(fields=["question", "generation"], name="search_entry_of_question"),
        ]
        indexes = [
            models.Index(fields=["portal", "language"], name="search_entry_scope"),
            models.Index(fields=["content_hash"], name="search_entry_text"),
        ]

    def __str__(self) -> str:
        return self.title
