"""Registration only: modules of this app that register themselves with a room below, imported once models are
loaded."""

from qa import admin_rules, kept_files, opening_requirements, signal_handlers  # noqa: F401
from qa.asking import live_questions  # noqa: F401
from qa.core import clock_moves, erasing  # noqa: F401
from qa.desk import first_steps, succession, task_lists  # noqa: F401
from qa.oversight import day_figures, overdue, reminders  # noqa: F401
from qa.publication import bands, mentions, reviewed, structured_data  # noqa: F401
