"""Making backups and drilling restores, as tests do it."""

import pyrage

from cityportal.backups import drill
from cityportal.backups.making import make_backup
from cityportal.backups.targets import FolderTarget
from tests.factories import AT


def silent(_line):
    pass


def write_key(path):
    identity = pyrage.x25519.Identity.generate()
    path.write_text(f"# a comment, as age-keygen writes it\n{identity}\n")
    return str(identity.to_public())


def made(at=AT):
    return make_backup(at=at, by=None, tell=silent)


def found_codes(place, folder, *, at=AT, key="key.txt"):
    found = drill.drill_restore(target=FolderTarget(folder), key_file=place / key, at=at, by=None, tell=silent)
    return [finding.code for finding in found.findings]
