"""Registration only: modules of this app that register themselves with a room below, imported once models are
loaded."""

from participation import admin_rules, checks, signal_handlers  # noqa: F401
from participation.consultation import checks as checks_of_drafts  # noqa: F401
from participation.consultation import context, erasing, task_lists  # noqa: F401
from participation.contribution import checks as checks_of_contributions  # noqa: F401
from participation.contribution import erasing as erasing_of_contributions  # noqa: F401
from participation.contribution import notices as notices_of_contributions  # noqa: F401
from participation.contribution import task_lists as task_lists_of_contributions  # noqa: F401
from participation.dialogue import erasing as erasing_live  # noqa: F401
from participation.dialogue import notices as notices_of_dialogues  # noqa: F401
from participation.dialogue import public as public_dialogues  # noqa: F401
from participation.dialogue import task_lists as tasks_of_dialogues  # noqa: F401
from participation.poll import checks as checks_of_polls  # noqa: F401
from participation.poll import public as public_polls  # noqa: F401
from participation.rating import figures  # noqa: F401
