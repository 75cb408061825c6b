"""Signals of this app, for indexes that must follow what has no Wagtail signal."""

from django.dispatch import Signal

# A portal opened: pages that became public in one statement. Arguments: portal, page_ids.
pages_opened = Signal()
