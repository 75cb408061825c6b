"""Violations and assignments to cover events, for the managing agency and boards.

Knows no page type.
"""
