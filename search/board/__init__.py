"""Screens of the search for editorial boards."""
