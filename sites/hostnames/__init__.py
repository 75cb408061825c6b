"""Hostnames of portals: their syntax, the rules that propose them, and why one is refused. Pure."""
