"""Requests of persons about their own data: register, verbs, due dates, screens."""
