"""Registration only: modules of this app that register themselves with a room below, imported once models are
loaded."""

from participation import admin_rules, checks, signal_handlers  # noqa: F401
from participation.consultation import checks as checks_of_drafts  # noqa: F401
from participation.consultation import context, erasing, task_lists  # noqa: F401
from participation.rating import figures  # noqa: F401
