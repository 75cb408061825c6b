"""Generations of the index: the one that answers, the one that is being built, the one before."""

from __future__ import annotations

from typing import Final

from django.db import models
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
