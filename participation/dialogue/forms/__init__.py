"""Forms of live questions."""
