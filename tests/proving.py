"""A check of what a test left is made once for the same rows, not after each of the tests that left them so.

After every test it is asked whether something is public that no board approved: some twenty milliseconds with two
portals, seconds with 400. Many tests write nothing that this asks for: they look, sign in, give somebody a role. What
the check finds follows from the tables it reads. So where a test begins with steps that another test began with
(`tests.remembering`), and wrote in none of the tables that the check read then, it would read the same again.
"""

import re
from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection

from sites.directory import forget_directory

# As Django writes it, on every engine.
READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
WRITTEN = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# Stands for whatever a statement may write in that is told by no name.
UNKNOWN = "?"
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "EXPLAIN", "PRAGMA", "DECLARE", "FETCH", "CLOSE")


def is_write(sql: str) -> bool:
    return not sql.startswith(READS)


def table_written_in(sql: str) -> str:
    found = WRITTEN.match(sql)
    return found[1] if found else UNKNOWN


class Proofs:
    """Which rows passed, for as long as the process runs."""

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
        # By what the rows are known: the tables that were read.
        self._read: dict[Hashable, set[str]] = {}

    def check(self, begun: Hashable, written: set[str]) -> None:
        """Check the rows, unless they passed.

        Args:
            begun: by what the rows are known that the test began with; None: they are not.
            written: tables that were written in since.
        """
        passed = self._read.get(begun)
        if passed is not None and written.isdisjoint(passed):
            return
        read, has_written = {UNKNOWN}, False

        def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            nonlocal has_written
            read.update(READ.findall(sql))
            has_written = has_written or is_write(sql)
            return execute(sql, *rest)

        # What was read before and kept would be read from no table.
        forget_directory()
        with connection.execute_wrapper(watch):
            self._check()
        # One that looks at a file for the first time keeps what it saw.
        if begun is not None and not has_written and written.isdisjoint(read):
            self._read[begun] = read
