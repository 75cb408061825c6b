"""Violations, assignments to cover events, incidents and announced maintenance, for the managing agency and boards.

Knows no page type.
"""
