"""Files that come with contributions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from editorial.integrity.leftover_files import register_private_folder
from participation.models import ContributionFile
from participation.sent_files.checking import FileLimits, SentFile
from participation.sent_files.storing import erase_files, read_file, store_file

if TYPE_CHECKING:
    from accounts.models import User
    from participation.enums.submissions import ViewReason
    from participation.models import Contribution

FOLDER: Final = "contributions"
MOST_PICTURES: Final = 5
# The library takes no larger pictures.
PICTURE: Final = FileLimits(
    files=1, megabytes=8, endings=("jpg", "jpeg", "png"), pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
)
DOCUMENT: Final = FileLimits(files=1, megabytes=8, endings=("docx",))

register_private_folder(FOLDER, (ContributionFile, "stored_as"))


def keep_file(contribution: Contribution, file: SentFile, *, people: str = "", **said: Any) -> ContributionFile:
    """Keep a file of a contribution, with what the sender says of it, in the transaction that receives it.

    Args:
        people: who is seen on a picture, which is sealed.
    """
    row = ContributionFile(contribution=contribution, people_agree=bool(people), **said)
    folder = f"{FOLDER}/{contribution.portal_id}/{contribution.received_at:%Y}"
    store_file(row, file, folder=folder, people=people)
    return row


def files_of(contribution: Contribution) -> list[ContributionFile]:
    """The files of a contribution that are there, in the order in which they were sent."""
    return list(contribution.files.kept().order_by("pk"))


def read_sent(row: ContributionFile, *, by: User | None, at: datetime, why: ViewReason) -> tuple[SentFile, str]:
    """A file as it was sent, with its media type; that it was read is written down. **Who may is asked by the caller.**

    Raises:
        FileErased, FileLost, SealNotOpened: as `participation.sent_files.storing.read_file` says.
    """
    return read_file(row, sender=row.contribution.sender, by=by, at=at, why=why)


def erase_files_of(contribution: Contribution, *, at: datetime) -> None:
    """Erase the files of a contribution, with what was said of them."""
    rows = contribution.files.kept()
    keys = list(rows.values_list("pk", flat=True))
    erase_files(rows, at=at)
    ContributionFile.objects.filter(pk__in=keys).update(caption="", author="")
