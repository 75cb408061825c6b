"""What can be asked of the interface, with what it answers: the views and the dictionary read the same lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.enums import TakedownReason
from exchange.enums import ChangeKind, GoneBecause
from exchange.interface.columns import Column, ValueType, answer_of
from exchange.interface.item_columns import ITEM_COLUMNS, ONE_ITEM_COLUMNS
from exchange.interface.questions import (
    CHANGE_PARAMETERS,
    COMMENT_PARAMETERS,
    ITEM_PARAMETERS,
    QUESTION_PARAMETERS,
    Parameter,
)
from exchange.interface.submissions import COMMENT_COLUMNS, QUESTION_COLUMNS
from sites.enums import PortalState

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from sites.directory import PortalRecord

VERSION: Final = "v1"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the interface.

    Attributes:
        entries: the name under which an answer has its list; empty: it is one object.
        beside: what an answer says beside its list.
    """

    name: str
    path: str
    label: Promise | str
    columns: tuple[Column, ...]
    entries: str = ""
    parameters: tuple[Parameter, ...] = ()
    beside: tuple[Column, ...] = ()


CHANGE_COLUMNS: Final = (
    Column("token", ValueType.TEXT, _("Place of the entry in the list"), lambda change: str(change.token)),
    Column(
        "change", ValueType.CODE, _("What to do"), lambda change: change.kind.value, choices=tuple(ChangeKind.choices)
    ),
    Column("at", ValueType.MOMENT, _("When it happened"), lambda change: change.at),
    Column("portal", ValueType.TEXT, _("Host of the portal"), lambda change: change.portal.host),
    Column(
        "id",
        ValueType.NUMBER,
        _("Number of the item; empty: the whole portal"),
        lambda change: change.key,
        may_be_empty=True,
    ),
    Column(
        "reason",
        ValueType.CODE,
        _("Class of the reason, where the item is gone"),
        lambda change: change.reason,
        choices=(*TakedownReason.choices, *GoneBecause.choices),
        may_be_empty=True,
    ),
    Column(
        "item",
        ValueType.OBJECT,
        _("The item as it is now; empty where it is gone"),
        lambda change: answer_of(change.item, ITEM_COLUMNS) if change.item is not None else None,
        help=_("Its columns are those of the list of items."),
        may_be_empty=True,
        shape="items",
    ),
)


PORTAL_COLUMNS: Final = (
    Column("code", ValueType.TEXT, _("Code of the portal; it never changes"), lambda portal: portal.code),
    Column("host", ValueType.TEXT, _("Host of the portal"), lambda portal: portal.host),
    Column("url", ValueType.ADDRESS, _("Address"), lambda portal: f"{portal.root_url}/"),
    Column("kind", ValueType.CODE, _("Kind of portal"), lambda portal: portal.kind),
    Column("name_vi", ValueType.TEXT, _("Vietnamese name"), lambda portal: portal.name_vi),
    Column("name_en", ValueType.TEXT, _("English name"), lambda portal: portal.name_en),
    Column(
        "parent",
        ValueType.TEXT,
        _("Code of the portal one level up"),
        lambda portal: portal.parent.code if portal.parent is not None and portal.parent.is_listed else "",
    ),
    Column(
        "state",
        ValueType.CODE,
        pgettext_lazy("of a portal", "State"),
        lambda portal: portal.state,
        choices=tuple((state.value, state.label) for state in (PortalState.LIVE, PortalState.ARCHIVED)),
    ),
    Column(
        "governing_body", ValueType.TEXT, _("Governing body (Article 6)"), lambda portal: portal.governing_body_vi
    ),
    Column(
        "managing_agency", ValueType.TEXT, _("Managing agency (Article 6)"), lambda portal: portal.managing_agency_vi
    ),
    Column(
        "operating_unit", ValueType.TEXT, _("Operating unit (Article 6)"), lambda portal: portal.operating_unit_vi
    ),
)  # fmt: skip

NAMED: Final = (
    Column("name_vi", ValueType.TEXT, _("Vietnamese name"), lambda row: row.name_vi),
    Column("name_en", ValueType.TEXT, _("English name"), lambda row: row.name_en),
)
CATEGORY_COLUMNS: Final = (
    Column("code", ValueType.CODE, pgettext_lazy("of a category", "Code"), lambda row: row.code),
    *NAMED,
)
FIELD_COLUMNS: Final = (
    Column("code", ValueType.CODE, pgettext_lazy("of a category", "Code"), lambda row: row.slug),
    *NAMED,
)

NEXT: Final = Column(
    "next",
    ValueType.ADDRESS,
    _("Address at which the list goes on; empty: it has ended"),
    lambda following: following,
    may_be_empty=True,
)
AFTER_CHANGES: Final = (
    Column("token", ValueType.TEXT, _("Place after the last entry: the next “since”"), lambda told: str(told.next)),
    Column("more", ValueType.YES_NO, _("Whether more entries follow already"), lambda told: told.more),
)

ENDPOINTS: Final = (
    Endpoint(
        "api_items",
        "items/",
        _("Items, the newest first"),
        ITEM_COLUMNS,
        entries="items",
        parameters=ITEM_PARAMETERS,
        beside=(NEXT,),
    ),
    Endpoint("api_item", "items/<id>/", _("One item with its words"), ONE_ITEM_COLUMNS),
    Endpoint(
        "api_changes",
        "changes/",
        _("What became public, changed or is gone, in the order of time"),
        CHANGE_COLUMNS,
        entries="changes",
        parameters=CHANGE_PARAMETERS,
        beside=AFTER_CHANGES,
    ),
    Endpoint(
        "api_comments",
        "comments/",
        _("Comments on drafts that the public reads, the newest first"),
        COMMENT_COLUMNS,
        entries="comments",
        parameters=COMMENT_PARAMETERS,
        beside=(NEXT,),
    ),
    Endpoint(
        "api_questions",
        "questions/",
        _("Questions that the public reads, with their answers, the newest first"),
        QUESTION_COLUMNS,
        entries="questions",
        parameters=QUESTION_PARAMETERS,
        beside=(NEXT,),
    ),
    Endpoint("api_portals", "portals/", _("Portals that can be read now"), PORTAL_COLUMNS, entries="portals"),
    Endpoint("api_categories", "categories/", _("Categories of information"), CATEGORY_COLUMNS, entries="categories"),
    Endpoint("api_fields", "fields/", _("Fields of Regulation 4.2"), FIELD_COLUMNS, entries="fields"),
)


def _address(portal: PortalRecord, path: str) -> str:
    return portal.root_url + reverse("api") + path


def _link(endpoint: Endpoint) -> Column:
    name = endpoint.path.rstrip("/")
    return Column(name, ValueType.ADDRESS, endpoint.label, lambda portal: _address(portal, endpoint.path))


# What the interface says of itself; the dictionary does not name it.
DICTIONARY: Final = Endpoint(
    "api_dictionary",
    "dictionary/",
    _("Data dictionary"),
    (
        Column("version", ValueType.TEXT, _("Version"), lambda said: said["version"]),
        Column(
            "endpoints",
            ValueType.OBJECTS,
            pgettext_lazy("data dictionary", "Addresses"),
            lambda said: said["endpoints"],
        ),
        Column("kinds", ValueType.OBJECTS, _("Facts of each kind of item"), lambda said: said["kinds"]),
    ),
)
OPENAPI: Final = Endpoint("api_openapi", "openapi.json", _("OpenAPI document"), ())
INDEX: Final = Endpoint(
    "api",
    "",
    _("Where everything is"),
    (
        Column("version", ValueType.TEXT, _("Version"), lambda portal: VERSION),
        Column("portal", ValueType.TEXT, _("Host of the portal"), lambda portal: portal.host),
        Column(
            "endpoints",
            ValueType.OBJECT,
            pgettext_lazy("data dictionary", "Addresses"),
            lambda portal: portal,
            parts=tuple(map(_link, ENDPOINTS)),
        ),
        Column("dictionary", ValueType.ADDRESS, _("Data dictionary"), lambda portal: _address(portal, DICTIONARY.path)),
        Column("openapi", ValueType.ADDRESS, _("OpenAPI document"), lambda portal: _address(portal, OPENAPI.path)),
        Column(
            "documentation",
            ValueType.ADDRESS,
            _("Data dictionary for people"),
            lambda portal: portal.root_url + reverse("data_interface"),
        ),
    ),
)
ALL: Final = (INDEX, *ENDPOINTS, DICTIONARY, OPENAPI)
BY_NAME: Final = {endpoint.name: endpoint for endpoint in ALL}
