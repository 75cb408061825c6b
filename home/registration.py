"""Registration only: modules of this app that register themselves with a room below, imported once models are
loaded."""

from home import admin_rules, checks, opening_requirements, parts, reviewed, signal_handlers  # noqa: F401
from home.translations import event_details  # noqa: F401
from home.translations.versions import checks as version_checks  # noqa: F401

# isort: split
# Findings come in the order in which checks are registered: those of the language first.
from home.contentcheck import credit_checks, page_checks, writing_hints  # noqa: F401
from home.reports import figures  # noqa: F401
from home.serving import contexts  # noqa: F401
from home.serving.homes import counter  # noqa: F401
from home.timeliness import calendar_entries, clock_checks, clocks, reminders  # noqa: F401
