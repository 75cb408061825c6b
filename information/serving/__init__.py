"""What public pages of Article 12 show besides their fields: contexts, listings, calendars, feeds, players."""
