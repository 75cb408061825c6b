"""Files of a form that is to be put right first: held for a day, so that nobody chooses them again.

Nothing of ours opens them. Each is encrypted with a key of its own, which stands in the form that the browser got back,
signed with the portal, the time and the name of the file. The work of the night deletes what is older than a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.core import signing
from django.core.files.base import ContentFile

from audit.errors import StorageAway, TooManyTries
from audit.private_files import private_storage
from audit.throttling import hit_within, network_of
from editorial.integrity.leftover_files import register_passing_folder
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileLost
from participation.sent_files.storing import stored_content
from participation.throttled_actions import HOLDING_FILES

FOLDER: Final = "held"
SALT: Final = "participation.sent_files.pending_uploads"
HELD_FOR: Final = timedelta(hours=24)
# Files in a day: from one network, and from everywhere, which are 2.5 GB at most.
MOST_OF_NETWORK: Final = 30
MOST_OF_ALL: Final = 500

register_passing_folder(FOLDER)


@dataclass(frozen=True, slots=True, repr=False)
class HeldFile:
    """A file that is held, as the form names it. Its token opens it: it does not print itself."""

    token: str
    name: str

    def __repr__(self) -> str:
        return "HeldFile(…)"


@dataclass(frozen=True, slots=True)
class PendingUploads:
    """Files that one form of a portal may hold and open.

    Attributes:
        address: of the client; None where it is not known.
    """

    portal_id: int
    address: str | None
    at: datetime

    def hold(self, files: Iterable[SentFile]) -> list[HeldFile]:
        """Hold files that were looked at, as far as there is room today and the storage takes them."""
        held = []
        for file in files:
            try:
                self._count()
            except TooManyTries:
                break
            key = Fernet.generate_key()
            content = ContentFile(Fernet(key).encrypt(file.content))
            try:
                stored_as = private_storage().save(f"{FOLDER}/{self.portal_id}/{uuid4().hex}", content)
            except StorageAway:
                break
            facts = [self.portal_id, int(self.at.timestamp()), stored_as, key.decode("ascii"), file.name, file.ending]
            held.append(HeldFile(signing.dumps(facts, salt=SALT), file.name))
        return held

    def named(self, tokens: Sequence[str]) -> list[HeldFile]:
        """The files of tokens that came back with a form, but for those that open none on this portal by now."""
        read = [(token, self._read(token)) for token in tokens]
        return [HeldFile(token, facts[-2]) for token, facts in read if facts is not None]

    def open(self, token: str) -> SentFile | None:
        """The file of a token; None where it is held no longer, or not for a form of this portal."""
        facts = self._read(token)
        if facts is None:
            return None
        stored_as, key, name, ending = facts
        try:
            return SentFile(name, ending, Fernet(key.encode()).decrypt(stored_content(stored_as)))
        except (FileLost, InvalidToken):
            return None

    def _read(self, token: str) -> tuple[str, str, str, str] | None:
        try:
            content: Any = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        portal_id, held_at, *facts = content
        age = timedelta(seconds=int(self.at.timestamp()) - held_at)
        is_here = portal_id == self.portal_id and timedelta(0) <= age <= HELD_FOR
        return (facts[0], facts[1], facts[2], facts[3]) if is_here else None

    def _count(self) -> None:
        if self.address:
            network = network_of(self.address)
            hit_within(HOLDING_FILES, network, limit=MOST_OF_NETWORK, period=HELD_FOR, at=self.at)
        hit_within(HOLDING_FILES, "", limit=MOST_OF_ALL, period=HELD_FOR, at=self.at)
