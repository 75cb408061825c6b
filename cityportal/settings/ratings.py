"""Ratings of portals and pages: how often they are counted."""

from django.core.exceptions import ImproperlyConfigured

from .env import env

# From one network in an hour; each thing counts once a day besides. Many people share the address of a school, an
# office or a telephone network.
RATINGS_PER_ADDRESS_HOUR = env.int("RATINGS_PER_ADDRESS_HOUR", default=60)

if RATINGS_PER_ADDRESS_HOUR < 1:
    message = f"RATINGS_PER_ADDRESS_HOUR is {RATINGS_PER_ADDRESS_HOUR}: give a number of 1 or more."
    raise ImproperlyConfigured(message)
