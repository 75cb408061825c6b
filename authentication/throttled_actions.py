"""Throttled actions of signing in."""

from audit.throttling import Action

SIGN_IN = Action("sign_in", per_network="SIGN_IN_TRIES_PER_ADDRESS")
# Counted where the person is led away, under a name of its own for each time.
CITY_SIGN_IN = Action("city_sign_in", per_network="SIGN_IN_TRIES_PER_ADDRESS")
OWN_PASSWORD = Action("own_password", per_network="")
# Whoever tries codes of an account has its password.
SECOND_FACTOR = Action(
    "second_factor", per_name="SECOND_FACTOR_TRIES", per_network="SIGN_IN_TRIES_PER_ADDRESS", is_of_account=True
)
TELLING_LOCKED = Action("telling_locked")
NEW_PASSWORD = Action("new_password")
