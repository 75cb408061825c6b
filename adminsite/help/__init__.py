"""Help of the first days: the guides, their handouts, and first steps that tick themselves."""
