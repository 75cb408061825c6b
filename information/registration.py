"""Registration only: modules of this app that register themselves with a room below, imported once models are
loaded."""

from information import admin_rules, plain_pages, starters  # noqa: F401
from information.drafts import awaited_reports, draft_checks, extensions  # noqa: F401
from information.legal import legal_checks, legal_words  # noqa: F401
from information.press import calendar_entries, press_reminders  # noqa: F401
from information.serving import alert_band, bands, channel_band, city_lists, contexts, draft_versions, listings  # noqa: F401
