"""Whole public pages, kept as they left the application until something of their portal changes."""
