"""What visitors of the portals of the demo do, beside asking questions."""
