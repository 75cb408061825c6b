from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from editorial.enums import UNSEEN_EVENTS, ReviewEventKind


class EditorialConfig(AppConfig):
    """Review, proposals, what is public, withdrawals."""

    name = "editorial"
    verbose_name = _("Editorial review")

    def import_models(self) -> None:
        """Import the tasks of the review after the other models: they stand above the rules, which read these."""
        super().import_models()
        from . import wagtail_tasks  # noqa: F401, PLC0415 -- models

    def ready(self) -> None:
        from . import event_details, notices, open_work, signal_handlers, task_lists  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(ReviewEventKind, unseen=UNSEEN_EVENTS)
