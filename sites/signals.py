"""Signals of this app, for indexes that must follow what has no Wagtail signal."""

from django.dispatch import Signal

# A portal opened: pages that became public in one statement. Arguments: portal, page_ids, at.
pages_opened = Signal()

# A version of a page became public, by review, at its time or with the opening.
# Arguments: page, revision, portal, by, at.
version_published = Signal()

# The board withdrew a page at once. Arguments: takedown, page.
page_taken_down = Signal()
