"""Which pages other systems are told of, and what: what is not named here is not given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType

from home.models import (
    BasePage,
    ContactPage,
    ContentPage,
    GalleryPage,
    InformationPage,
    NewsArticlePage,
    OrganisationUnitPage,
)
from information.models import (
    AccessPage,
    BudgetPage,
    ChannelsPage,
    DataSetPage,
    DirectionPage,
    DisclosurePage,
    DocumentPage,
    DraftPage,
    EventPage,
    GazettePage,
    LegalGuidancePage,
    LiveEventPage,
    OutagePage,
    PlanPage,
    PressConferencePage,
    PressPackPage,
    PressReleasePage,
    ProcedurePage,
    ProjectPage,
    PublicAlertPage,
    RecordingPage,
    SciencePage,
    SpecialTopicPage,
    StatisticsReportPage,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item.

    Attributes:
        code: its name in the interface. It stays, whatever the page type is called.
        facts: fields of the page type that are given.
        excluded: fields that are not: names and numbers of persons, and what is read on the page itself.
    """

    code: str
    model: type[BasePage]
    facts: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def content_type(self) -> ContentType:
        return ContentType.objects.get_for_model(self.model)

    @property
    def is_classified(self) -> bool:
        """Whether its pages stand under fields."""
        return issubclass(self.model, ContentPage)


PERIOD: Final = ("period", "number", "year")
YEARS: Final = ("first_year", "last_year")
# Who approved is a position, often with a name.
APPROVED: Final = ("decision", *YEARS)

# A kind that joins later needs a migration that gives its pages their place in the lists (`FeedEntry`).
KINDS: Final = (
    Kind("news", NewsArticlePage),
    Kind("information", InformationPage, ("about",)),
    Kind(
        "unit",
        OrganisationUnitPage,
        ("address", "phone", "email", "working_hours", "is_counter"),
        ("opening_times",),
    ),
    Kind(
        "contact",
        ContactPage,
        ("address", "phone", "email", "hours", "map_url"),
        ("short_title", "map_image", "directions"),
    ),
    Kind("gallery", GalleryPage, excluded=("pictures",)),
    Kind("direction", DirectionPage, ("kind", "reference"), ("issued_by",)),
    Kind("legal-guidance", LegalGuidancePage, ("act", "act_issuer", "effective_on", "audience")),
    Kind(
        "document",
        DocumentPage,
        (
            *("kind", "number", "is_normative", "issuer", "effective_on", "expires_on", "state"),
            *("national_id", "national_url", "gazette_number", "gazette_issued_on", "gazette_url", "files"),
        ),
        ("signatory",),
    ),
    Kind("gazette", GazettePage, ("number", "issued_on", "files")),
    Kind("plan", PlanPage, ("kind", *APPROVED), ("approved_by",)),
    Kind(
        "project",
        ProjectPage,
        (
            "kind",
            "state",
            "objective",
            "investor",
            "contractor",
            "amount",
            "funding",
            "location",
            "bids_close_at",
            "bids_open_at",
            "bidding_number",
            "bidding_url",
            "files",
            *APPROVED,
        ),
        ("approved_by",),
    ),
    Kind("budget", BudgetPage, ("kind", "decision", *PERIOD)),
    Kind("statistics", StatisticsReportPage, ("kind", "decision", "figures", *PERIOD)),
    Kind("science", SciencePage, ("kind", "stage", "host", "amount", "decision", "result", *YEARS), ("head",)),
    Kind(
        "procedure",
        ProcedurePage,
        (
            *("code", "area", "level", "online", "agency", "counter", "papers", "steps"),
            *("duration", "fee", "outcome", "decision", "service_url"),
        ),
    ),
    Kind("disclosure", DisclosurePage, ("subject", "reference", "issuer", "shown_until")),
    Kind(
        "draft",
        DraftPage,
        ("kind", "drafter", "closes_on", "state", "impact", "files", "results", "abandoned_because"),
        ("comments_to", "text", "issued_as"),
    ),
    Kind(
        "alert",
        PublicAlertPage,
        ("kind", "affected", "is_urgent", "holds_from", "until", "until_time", "hotline", "more_url"),
    ),
    Kind("outage", OutagePage, ("services", "stop_time", "back_at", "reason", "meanwhile")),
    Kind(
        "access-to-information",
        AccessPage,
        ("entries", "forms"),
        ("contact_name", "contact_phone", "contact_email", "contact_address"),
    ),
    Kind(
        "data-set",
        DataSetPage,
        ("formats", "conditions", "cycle", "renewed_on", "data_url", "files"),
        ("contact",),
    ),
    Kind(
        "press-release",
        PressReleasePage,
        ("kind", "number"),
        ("spokesperson", "spokesperson_phone", "spokesperson_email"),
    ),
    Kind(
        "press-conference", PressConferencePage, ("starts_at", "ends_at", "place", "topics"), ("chair", "registration")
    ),
    Kind("press-pack", PressPackPage, ("year", "month"), ("chosen",)),
    Kind("event", EventPage, ("starts_at", "ends_at", "place"), ("organiser", "audience", "registration")),
    Kind(
        "live-event",
        LiveEventPage,
        ("kind", "starts_at", "ends_at", "place", "stream_url"),
        (
            "guests",
            "questions_to",
            "programme",
            "recording",
            "transcript",
            "takes_questions",
            "questions_from",
            "recording_begins_at",
        ),
    ),
    Kind("recording", RecordingPage, ("recorded_on", "length"), ("media",)),
    Kind("channels", ChannelsPage, ("channels",)),
    Kind("topic", SpecialTopicPage, excluded=("chosen",)),
)
BY_CODE: Final = {kind.code: kind for kind in KINDS}
BY_MODEL: Final = {kind.model: kind for kind in KINDS}


def kinds_by_type() -> dict[int, Kind]:
    """Kinds by the keys of their content types."""
    # One query for all of them, where the process does not know them yet.
    types: dict[Any, ContentType] = ContentType.objects.get_for_models(*BY_MODEL)
    return {content_type.pk: BY_MODEL[model] for model, content_type in types.items()}
