"""Public pages and screens of contributions."""
