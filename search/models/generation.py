"""Generations of the index: the one that answers, the one that is being built, the one before."""

from __future__ import annotations

from typing import Final

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GenerationState(models.TextChoices):
    """What a generation is for."""

    BUILDING = "building", pgettext_lazy("generation of the index", "Being built")
    SERVING = "serving", pgettext_lazy("generation of the index", "Answers queries")
    FORMER = "former", pgettext_lazy("generation of the index", "Answered before")


class IndexGeneration(models.Model):
    """One complete set of rows of the index. There are two at most: the one that answers and another beside it.

    The verbs are those of `search.index.generations`.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=GenerationState.choices)
    begun_at = models.DateTimeField(_("begun at"))
    served_from = models.DateTimeField(_("answers since"), null=True, blank=True)
    moved_at = models.DateTimeField(
        _("last step at"), null=True, blank=True, help_text=_("Empty: no process builds it any more.")
    )

    class Meta:
        verbose_name = _("generation of the index")
        verbose_name_plural = _("generations of the index")

    def __str__(self) -> str:
        return f"{self.number} ({self.get_state_display()})"


# The one that answers while there is no row yet.
FIRST_GENERATION: Final = 1


def serving_generation() -> int:
    """Number of the generation that answers."""
    rows = IndexGeneration.objects.filter(state=GenerationState.SERVING)
    return rows.values_list("number", flat=True).first() or FIRST_GENERATION


def written_generations() -> list[int]:
    """Numbers of all generations that follow what is public."""
    return sorted(IndexGeneration.objects.values_list("number", flat=True)) or [FIRST_GENERATION]


def held_generations() -> list[int]:
    """Numbers of all generations that follow what is public, of which none is removed until the transaction ends: the
    rows that it writes are committed before, and so go with their generation."""
    # Django knows no lock that only keeps rows from being removed; writes would wait for each other.
    lock = " FOR KEY SHARE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {IndexGeneration._meta.db_table} ORDER BY number{lock}")  # noqa: S608
        return [number for (number,) in cursor.fetchall()] or [FIRST_GENERATION]
