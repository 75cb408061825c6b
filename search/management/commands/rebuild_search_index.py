"""`manage.py rebuild_search_index`: write the index of public pages again."""

from __future__ import annotations

import gc
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from search.backends import EngineAway, get_backend
from search.index.generations import go_back
from search.index.indexing import reindex
from search.tasks import count_words
from sites.directory import get_directory
from sites.progress import Progress


class Command(BaseCommand):
    help = (
        "Build a new search index beside the one in use, which answers until the new one is complete; or write the "
        "rows of one portal again in place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--portal", metavar="CODE", help="Code of the portal to index in place; all without it.")
        parser.add_argument(
            "--back", action="store_true", help="Let the index before the last rebuilding answer again."
        )

    def handle(
        self, *args: Any, portal: str | None = None, back: bool = False, verbosity: int = 1, **options: Any
    ) -> None:
        """Exit code 1 where the portal is unknown, a page could not be read, or the new index may not answer."""
        try:
            if back:
                number = go_back(at=timezone.now())
                self.stdout.write(_("Index %(number)s answers again.") % {"number": number})
            else:
                self._rebuild(portal, verbosity)
        except PortalRefusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _rebuild(self, portal: str | None, verbosity: int) -> None:
        record = next((one for one in get_directory().records if one.code == portal), None) if portal else None
        if portal and record is None:
            raise CommandError(_("There is no portal with the code %(code)s.") % {"code": portal})
        label = record.name if record else _("All portals of the city")
        progress: Progress | None = None

        def tell(done: int, total: int) -> None:
            nonlocal progress
            progress = progress or Progress(total, self.stderr)
            progress.step(label, count=done - progress.done)

        # What is loaded by now stays: a sixth of the time is the collector's, which looks at it again and again.
        gc.freeze()
        try:
            result = reindex(record, on_progress=tell if verbosity else None)
        finally:
            gc.unfreeze()
        if progress is not None:
            progress.close()
        if record is None:
            count_words()
        for page_id, reason in sorted(result.failed.items()):
            self.stderr.write(_("Page %(id)s could not be indexed: %(reason)s") % {"id": page_id, "reason": reason})
        for key, reason in sorted(result.failed_questions.items()):
            self.stderr.write(_("Question %(id)s could not be indexed: %(reason)s") % {"id": key, "reason": reason})
        if verbosity:
            self.stdout.write(_("%(count)s public pages are in the index.") % {"count": result.indexed})
        if settings.SEARCH_URL and record is None:
            self._rebuild_engine(verbosity)
        if count := len(result.failed) + len(result.failed_questions):
            raise CommandError(
                _("%(count)s pages and questions could not be read: the index has them as they were, or not at all.")
                % {"count": count}
            )

    def _rebuild_engine(self, verbosity: int) -> None:
        """Build the index of Elasticsearch from the rows that were just written."""
        try:
            count = get_backend().rebuild()
        except EngineAway as error:
            raise CommandError(
                _("Elasticsearch did not take the index (%(reason)s); the database answers searches. Run this again.")
                % {"reason": error}
            ) from error
        if verbosity:
            self.stdout.write(_("%(count)s rows are in Elasticsearch.") % {"count": count})
