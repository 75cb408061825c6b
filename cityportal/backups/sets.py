"""What lies at a target: objects, each a file or a database that is encrypted, and sets, each naming its objects.

* `objects/ab/KEY.BYTES.SHA256.age`: the key is a keyed hash of what is inside, so that what did not change is written
  once and its name tells nothing; length and SHA-256 are those of the object itself, and prove it without any key.
* `sets/NAME.age`: the manifest, encrypted like the objects.
* `sets/NAME.json`: what may be known without a key; written last, so that a set without it is none.
"""

from __future__ import annotations

import gzip
import hashlib
import hmac
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final, NamedTuple

from django.utils.translation import gettext as _

from audit.events import sealing_key
from cityportal.backups.encryption import Digest, Hashed, decrypt, digest_of, encrypt
from cityportal.backups.errors import BadSet
from cityportal.backups.targets import Target

OBJECTS: Final = "objects"
SETS: Final = "sets"
_KEY_LENGTH: Final = 32
_PIECE: Final = 1024 * 1024  # bytes
_OBJECT: Final = re.compile(r"[0-9a-f]{2}/([0-9a-f]{32})\.(\d+)\.([0-9a-f]{64})\.age")
_SET: Final = re.compile(r"(\d{8}T\d{6}Z)\.json")
_FORM: Final = "%Y%m%dT%H%M%SZ"


class FileEntry(NamedTuple):
    """A file of the installation in a set: `storage` is its name in STORAGES, `object` the key of its object."""

    storage: str
    name: str
    object: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """All that a set holds.

    Attributes:
        made_at: the moment of the database, in ISO format.
        migrations: those that were applied, as "app.name".
        counts: rows of each table.
        database: key of its object, SHA-256 and bytes of the dump.
        gone: files that were deleted while the others were copied.
        missing: files that the database names and no storage had.
        titles: what the home page of each readable portal was called, by host.
    """

    made_at: str
    version: str
    engine: str
    migrations: Sequence[str]
    counts: Mapping[str, int]
    database: Sequence[Any]
    files: Sequence[FileEntry]
    gone: Sequence[str]
    missing: Sequence[str]
    titles: Mapping[str, str]

    @property
    def objects(self) -> set[str]:
        return {self.database[0], *(file.object for file in self.files)}

    @property
    def bytes(self) -> int:
        """Of all that a restore writes."""
        return int(self.database[2]) + sum(file.bytes for file in self.files)


@dataclass(frozen=True)
class Summary:
    """The part of a set that is readable without a key. `manifest` is the digest of the encrypted one."""

    name: str
    version: str
    engine: str
    bytes: int
    files: int
    manifest: Digest
    objects: Sequence[str] = field(default_factory=list)

    @property
    def made_at(self) -> datetime:
        return datetime.strptime(self.name, _FORM).replace(tzinfo=UTC)


class Stored(NamedTuple):
    """An object at a target: its name there, and the bytes it should have and has."""

    name: str
    bytes: int
    found: int

    @property
    def sha256(self) -> str:
        return self.name.split(".")[2]

    @property
    def is_whole(self) -> bool:
        return self.bytes == self.found


def name_of_set(made_at: datetime) -> str:
    return made_at.astimezone(UTC).strftime(_FORM)


def key_of(sha256: str) -> str:
    """The key of the object that holds something with a hash; follows from a key that is not at the target."""
    return hmac.new(sealing_key("backup objects"), sha256.encode(), hashlib.sha256).hexdigest()[:_KEY_LENGTH]


def name_of_object(key: str, sealed: Digest) -> str:
    return f"{OBJECTS}/{key[:2]}/{key}.{sealed.bytes}.{sealed.sha256}.age"


def objects_at(target: Target) -> dict[str, Stored]:
    """All objects of a target by their keys; of several with one key a whole one."""
    found: dict[str, Stored] = {}
    for name, size in target.sizes(OBJECTS).items():
        if match := _OBJECT.fullmatch(name):
            stored = Stored(f"{OBJECTS}/{name}", int(match.group(2)), size)
            if match.group(1) not in found or stored.is_whole:
                found[match.group(1)] = stored
    return found


def sets_at(target: Target) -> list[str]:
    """Names of all sets of a target that were completed, the newest first."""
    return sorted((found.group(1) for name in target.sizes(SETS) if (found := _SET.fullmatch(name))), reverse=True)


def write_set(targets: Iterable[Target], manifest: Manifest, recipients: Sequence[object]) -> Summary:
    """Write the manifest to each target, read it back, then its summary.

    Raises:
        OSError: a target does not take it, or holds something else than what was written.
    """
    content = asdict(manifest) | {"files": [list(file) for file in manifest.files]}
    content["seal"] = _seal(content)
    sealed = io.BytesIO()
    packed = gzip.compress(json.dumps(content, ensure_ascii=False).encode(), mtime=0)
    digest = encrypt(io.BytesIO(packed), sealed, recipients)[1]
    summary = Summary(
        name=name_of_set(datetime.fromisoformat(manifest.made_at)),
        version=manifest.version,
        engine=manifest.engine,
        bytes=manifest.bytes,
        files=len(manifest.files),
        manifest=digest,
        objects=sorted(manifest.objects),
    )
    for target in targets:
        _put_and_read_back(target, f"{SETS}/{summary.name}.age", sealed.getvalue())
        _put_and_read_back(target, f"{SETS}/{summary.name}.json", json.dumps(asdict(summary)).encode())
    return summary


def _put_and_read_back(target: Target, name: str, content: bytes) -> None:
    target.put(name, io.BytesIO(content))
    with target.open(name) as read:
        if digest_of(read) != digest_of(io.BytesIO(content)):
            raise OSError(_("%(name)s at %(target)s is not what was written.") % {"name": name, "target": target.name})


def read_summary(target: Target, name: str) -> Summary:
    """The summary of a set at a target.

    Raises:
        BadSet: there is none of that name, or it cannot be read.
    """
    try:
        with target.open(f"{SETS}/{name}.json") as content:
            found = json.loads(content.read())
        return Summary(**found | {"manifest": Digest(*found["manifest"])})
    except FileNotFoundError as error:
        raise BadSet("missing", *_no_set(name, target)) from error
    except (ValueError, TypeError, KeyError) as error:
        raise BadSet("damaged", *_damaged(f"{SETS}/{name}.json", target)) from error


def read_manifest(target: Target, summary: Summary, identities: Sequence[object]) -> Manifest:
    """The manifest of a set, opened with a private key.

    Raises:
        BadSet: it is gone, was changed or cut off, none of the keys opens it, or this installation did not seal it.
        OSError: the target does not answer.
    """
    name = f"{SETS}/{summary.name}.age"
    plain = io.BytesIO()
    try:
        with target.open(name) as content:
            sealed = content.read()
    except FileNotFoundError as error:
        raise BadSet("missing", *_missing(name, target)) from error
    digest = digest_of(io.BytesIO(sealed))
    if digest != summary.manifest:
        is_short = digest.bytes < summary.manifest.bytes
        raise BadSet("truncated" if is_short else "damaged", *(_cut_off if is_short else _damaged)(name, target))
    try:
        decrypt(io.BytesIO(sealed), plain, identities)
    except PermissionError as error:
        raise BadSet("wrong_key", *_wrong_key(summary.name)) from error
    content = json.loads(gzip.decompress(plain.getvalue()))
    if not hmac.compare_digest(content.pop("seal"), _seal(content)):
        raise BadSet(
            "foreign",
            _("The set %s was not made by this installation, or AUDIT_KEY (SECRET_KEY) is another.") % summary.name,
            _("Use the keys that the installation had. If it had these, somebody else wrote the set: do not use it."),
        )
    return Manifest(**content | {"files": [FileEntry(*file) for file in content["files"]]})


def fetch_object(
    target: Target, stored: Stored | None, what: str, plain: BinaryIO, identities: Sequence[object], *, sha256: str
) -> None:
    """Write what an object holds, proved by both hashes.

    Args:
        what: what it holds, for messages.

    Raises:
        BadSet: it is gone, cut off or changed.
        OSError: the target does not answer.
    """
    if stored is None:
        raise BadSet("missing", *_missing(what, target))
    if not stored.is_whole:
        raise BadSet("truncated", *_cut_off(what, target))
    failure: OSError | None = None
    written = Digest("", 0)
    with target.open(stored.name) as content:
        sealed = Hashed(content)
        try:
            written = decrypt(sealed, plain, identities)
        except OSError as error:
            failure = error
        while sealed.read(_PIECE):
            pass
    # What was changed may look as if it were for another key.
    if sealed.digest().sha256 != stored.sha256:
        raise BadSet("damaged", *_damaged(what, target))
    if isinstance(failure, PermissionError):
        raise BadSet("wrong_key", *_wrong_key(what)) from failure
    if failure is not None:
        raise failure
    if written.sha256 != sha256:
        raise BadSet("damaged", *_damaged(what, target))


def _seal(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hmac.new(sealing_key("backup sets"), text.encode(), hashlib.sha256).hexdigest()


def _no_set(name: str, target: Target) -> tuple[str, str]:
    return (
        _("There is no set %(name)s at %(target)s.") % {"name": name, "target": target.name},
        _("See which there are: manage.py restore --list"),
    )


def _missing(what: str, target: Target) -> tuple[str, str]:
    return (
        _("%(what)s is missing at %(target)s.") % {"what": what, "target": target.name},
        _("Restore from another target, and find out who deletes there; the next backup writes it anew."),
    )


def _cut_off(what: str, target: Target) -> tuple[str, str]:
    return (
        _("%(what)s is cut off at %(target)s.") % {"what": what, "target": target.name},
        _("See that the target is not full, and restore from another one; the next backup writes it anew."),
    )


def _damaged(what: str, target: Target) -> tuple[str, str]:
    return (
        _("%(what)s was changed at %(target)s.") % {"what": what, "target": target.name},
        _(
            "Restore from another target, examine the disk of this one, and run manage.py backup --read-all: it writes "
            "anew what was changed."
        ),
    )


def _wrong_key(what: str) -> tuple[str, str]:
    return (
        _("The private key does not open %s.") % what,
        _("Name the file of the key that belongs to one of BACKUP_RECIPIENTS at the time of the backup."),
    )
