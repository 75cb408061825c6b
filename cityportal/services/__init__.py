"""Connections to the services of the production stack, which wait for none of them in vain."""
