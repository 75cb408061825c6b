"""Verbs of proposals, and what follows when a board has approved one."""
