"""The guard of admin addresses, Wagtail's screens replaced or refused, menus, reports.

Knows no screen of the rooms above: they register their rules.
"""
