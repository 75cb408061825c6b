"""The record: events in sealed chains, append-only rows, throttling, failed background work.

Knows no kind of event but its own: each app registers those that it writes.
"""
