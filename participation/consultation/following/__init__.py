"""Following one draft by mail."""
