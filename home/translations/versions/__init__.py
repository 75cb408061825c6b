"""Pages in other languages as versions of Vietnamese pages: whether they follow them, and what checks find in them."""
