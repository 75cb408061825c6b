"""How the admin is walked: a signed-in browser, what an answer says, what was tried and counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client

from accounts.models import User
from audit.enums import AuditEventKind
from audit.models import PortalEvent
from tests.isolation.addresses import Address, admin_addresses
from tests.isolation.expected import MAY_SEE
from tests.isolation.rows import Key
from tests.isolation.world import Side, World

# Walking them ends the session, or is meant to fail.
NOT_WALKED = {"wagtailadmin_logout", "wagtailadmin_error_test"}


def walk() -> list[Address]:
    return [address for address in admin_addresses() if address.name not in NOT_WALKED]


def browser(user: User | None) -> Client:
    """On the host of the admin, signed in unless there is nobody."""
    client = Client(headers={"host": settings.ADMIN_HOST})
    if user is not None:
        client.force_login(user)
    return client


def text_of(response) -> str:
    """Everything an answer says, where it leads included."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + response.get("Location", "")


def read(client: Client, url: str) -> tuple[int, str]:
    response = client.get(url)
    assert is_kept_by_no_browser(response), url
    return response.status_code, text_of(response)


def is_kept_by_no_browser(response: Any) -> bool:
    """Computers of wards are shared: the button "back" must show nothing, of refusals as little as of screens."""
    return {"private", "no-store"} <= set(response.get("Cache-Control", "").split(", "))


def asked(side: Side) -> list[tuple[str, Any]]:
    """What screens of the admin are asked by their addresses, with rows of one portal."""
    person = side.people["editor"].pk
    return [
        ("id", side.draft.pk), ("child_of", side.draft.get_parent().pk), ("for_explorer", 1),
        ("collection_id", side.portal.collection_id),
        ("owner", person), ("edited_by", person), ("user", person), ("locked_by", person), ("requested_by", person),
        ("site", side.portal.container.path), ("site", side.portal.site_id), ("parent_page_id", side.draft.pk),
        ("parent", side.draft.pk), ("childOf", side.draft.get_parent().pk), ("search_all", 1), ("ordering", "title"),
        ("match_subpath", "true"), ("target_pages", side.draft.pk), ("fields", "*"), ("p", 1),
        ("include_root", "true"), ("describe_on_delete", 1), ("export", ""), ("page_type", "wagtailcore.page"),
    ]  # fmt: skip


def sent(side: Side) -> dict[str, Any]:
    """Fields of forms of the admin, with rows of one portal.

    Not the name of a person: who knows the exact user name may give that account a role on the own portal.
    """
    section, person = side.draft.get_parent().pk, side.people["editor"]
    places = dict.fromkeys(("parent_page", "new_parent_page", "chooser", "destination", "parent"), side.draft.pk)
    collections = dict.fromkeys(
        ("collection", "image-chooser-upload-collection", "document-chooser-upload-collection"),
        side.portal.collection_id,
    )
    rows = {
        "title": "Chiếm đoạt", "slug": "chiem-doat", "new_title": "Chiếm", "new_slug": "chiem", "copy_subpages": "on",
        "image": side.image.pk, "logo": side.image.pk, "banner": side.image.pk, "page": side.draft.pk,
        "target_page": side.draft.pk, "owner": person.pk, "user": person.pk,
        "groups": person.groups.first().pk, "portal": side.portal.pk, "site": side.portal.site_id,
        "root_page": section, "revision_id": side.draft.latest_revision_id, "position": 0, "reason": "x",
        "restriction_type": "groups", "locales": 1, "comment": "x", "is_editing": "1", "accent": "#000000",
        "hairline": "#000000", "drawing": "", "role": "portal_admin", "seat": "deputy", "name": "x", "next": "/admin/",
        "successor": side.portal.pk, "kind": "commune", "parent_code": side.portal.code,
        "external-link-chooser-url": "https://example.test/", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    return places | collections | rows


def marks_in(text: str, sides: Iterable[Side]) -> set[str]:
    """Which marks of some sides a text holds."""
    return {mark for side in sides for mark in side.marks if mark in text}


@dataclass
class Walk:
    """What a role was shown on its way: addresses with things of its own, and marks of others by address."""

    world: World
    role: str
    found: set[str] = field(default_factory=set)
    seen: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = browser(self.world.person(self.role))
        self._foreign = sorted(self.world.foreign_marks(self.role))
        # Every screen shows the person's own name: that alone is nothing.
        self._own_name = self.world.person(self.role).first_name.split()[-1]

    def ask(self, address: Address, url: str) -> None:
        # What the screen before had to say is not of this one.
        self._client.cookies.pop("messages", None)
        response = self._client.get(url)
        text = text_of(response)
        assert response.status_code < 500, url
        assert is_kept_by_no_browser(response), url
        if response.status_code == 200 and marks_in(text.replace(self._own_name, ""), [self.world.own]):
            # Where one of our views stands before a package's, the address counts once.
            self.found.add(response.resolver_match.view_name)
        self.seen += [(address.name, mark) for mark in self._foreign if mark in text]


def not_its_work(role: str, changed: set[Key]) -> set[Key]:
    """Rows that a role may not change; a city editor changes the pages and files of every portal, which is recorded."""
    if role != "city_editor":
        return changed
    ours = {(label, key) for label, key in changed if label.split(".")[0] in {"portals", "accounts", "auth"}}
    events = {key for label, key in ours if label == "audit.PortalEvent"}
    if events - set(PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON).values_list("pk", flat=True)):
        return ours
    return {(label, key) for label, key in ours if label not in {"audit.PortalEvent", "audit.EventChain"}}


def not_allowed(role: str, seen: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Marks of others that a role sees where it may not."""
    return [(name, mark) for name, mark in seen if mark not in MAY_SEE.get((role, name), ())]
