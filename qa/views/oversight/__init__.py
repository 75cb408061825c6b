"""Overdue questions and statistics."""
