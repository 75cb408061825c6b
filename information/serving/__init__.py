"""Serving of public pages of Article 12: template contexts, listings, calendars, feeds, players."""
