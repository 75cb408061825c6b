"""Weights of the kinds of pages, by which those that answer a query equally well are ordered, with their reasons.

A table and no formula: whoever asks why one hit stands before another reads it here. Search knows the kinds by the
labels of their models only.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Weight(NamedTuple):
    """Weight of a kind, of 100, with its reason."""

    value: int
    reason: str


# What has no row here: neither looked for by name nor news.
DEFAULT: Final = Weight(30, "a page like any other")

WEIGHTS: Final[dict[str, Weight]] = {
    "information.procedurepage": Weight(100, "most people come to have something done"),
    "information.publicalertpage": Weight(95, "whom it concerns must read it first while it is in force"),
    "information.outagepage": Weight(90, "tells why something cannot be done now"),
    "home.contactpage": Weight(90, "address, telephone and hours of the agency"),
    "home.organisationunitpage": Weight(85, "looked for by name, for its address and hours"),
    "home.portalhomepage": Weight(80, "the portal of a ward is looked for by its name"),
    "information.documentpage": Weight(70, "looked for by number, and quoted by other pages"),
    "information.draftpage": Weight(65, "can be commented on for some weeks only"),
    "information.accesspage": Weight(60, "the way to information that is not published"),
    "information.legalguidancepage": Weight(60, "explains a document to those whom it concerns"),
    "information.datasetpage": Weight(55, "looked for by name"),
    "home.informationpage": Weight(55, "lasting information, kept current"),
    "home.personpage": Weight(50, "looked for by name, which is its title; its text is about other things"),
    "qa.question": Weight(50, "an answer that others were given"),
    "home.sectionpage": Weight(45, "leads to the pages below it"),
    "information.directionpage": Weight(35, "of its day"),
    "information.pressreleasepage": Weight(25, "written for the press"),
    "home.newsarticlepage": Weight(20, "of its day, and by far the most pages"),
    "information.workschedulepage": Weight(15, "of its week"),
    "home.linkeditempage": Weight(15, "the item itself stands on another portal"),
    "home.gallerypage": Weight(15, "pictures of its day"),
}


# The weightiest first.
ALL_WEIGHTS: Final = sorted({weight.value for weight in (*WEIGHTS.values(), DEFAULT)}, reverse=True)


def weight_of(kind: str) -> int:
    """Weight of a kind, by the label of its model in lower case."""
    return WEIGHTS.get(kind, DEFAULT).value


# Its title is a name; what it says besides stands in the lead.
PERSON: Final = "home.personpage"
# Looked for by the name of the agency, which their own words need not say.
OF_AGENCY: Final = frozenset({PERSON, "home.organisationunitpage", "home.contactpage"})

# What tells of a day and is read while it is recent: of these alone, the newer comes first.
DATED: Final = frozenset(
    {
        "home.gallerypage", "home.linkeditempage", "home.newsarticlepage", "information.directionpage",
        "information.outagepage", "information.pressreleasepage", "information.publicalertpage",
        "information.workschedulepage",
    }
)  # fmt: skip
