"""Notices, the daily mail and task lists: a frame that the rooms above fill.

Knows no kind of notice but those of roles and seats.
"""
