"""Page cache: whole public responses, kept until something of their portal changes."""
