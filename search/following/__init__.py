"""Following a search by a feed or by mail."""
