"""Offers besides results: suggestions while typing, and help where nothing was found."""
