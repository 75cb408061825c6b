"""Ratings by readers: of a portal on four axes (Regulation 4.3.c), and of whether a page helped."""
